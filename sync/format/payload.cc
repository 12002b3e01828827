#include "sync/format/payload.h"

#include <algorithm>

#include "platform/base/check.h"
#include "sync/format/padme.h"

namespace quietroom::format {
namespace {

constexpr std::uint8_t kVersion = 1;
constexpr std::size_t kSizeFieldSize = 4;

std::size_t padded(std::size_t size_bytes) {
  return std::max(kContentPaddedSizeMin, static_cast<std::size_t>(padme(size_bytes)));
}

Bytes payload_aad(const PayloadPlace& place) {
  Bytes aad;
  aad.reserve(81);
  aad.push_back(kVersion);
  put_bytes(aad, place.vault.span());
  put_bytes(aad, place.device.span());
  put_u64(aad, place.seq);
  put_u32(aad, place.key.epoch);
  put_bytes(aad, place.key.file.span());
  put_bytes(aad, place.room.span());
  put_u32(aad, place.index);
  return aad;
}

}  // namespace

Secret<32> payload_key(const Secret<32>& key, const PayloadPlace& place) {
  Bytes context;
  context.reserve(28);
  put_bytes(context, place.device.span());
  put_u64(context, place.seq);
  put_u32(context, place.index);
  return crypto::derive_key(key, "qr payload key", context);
}

std::size_t sealed_payload_size(std::size_t content_size_bytes) {
  CHECK_THAT(content_size_bytes <= kContentSizeMax, "size of a payload's content");
  return crypto::kSealOverhead + padded(kSizeFieldSize + content_size_bytes);
}

bool is_sealed_payload_size(std::size_t size_bytes) {
  if (size_bytes < kSealedPayloadSizeMin || size_bytes > kSealedPayloadSizeMax) return false;
  const std::size_t inside = size_bytes - crypto::kSealOverhead;
  return padded(inside) == inside;
}

void seal_payload(const Secret<32>& key, const PayloadPlace& place, ByteSpan content,
                  Random& random, Bytes& out) {
  const std::size_t begin = out.size();
  out.resize(begin + sealed_payload_size(content.size()));
  const auto box = std::span(out).subspan(begin);
  const auto size_bytes = static_cast<std::uint32_t>(content.size());
  for (std::size_t i = 0; i < kSizeFieldSize; ++i)
    box[crypto::kSealFront + i] = static_cast<std::uint8_t>(size_bytes >> (8 * i));
  std::copy(content.begin(), content.end(),
            box.begin() + static_cast<std::ptrdiff_t>(crypto::kSealFront + kSizeFieldSize));
  crypto::seal_in_place(payload_key(key, place), box, payload_aad(place), random);
}

Status check_payload(const crypto::Hash& commit, ByteSpan box) {
  if (!is_sealed_payload_size(box.size()) || crypto::blake2b_256(box) != commit)
    return Error{ErrorCode::kCorrupt, "payload: not the one that its manifest names"};
  return {};
}

Result<ByteSpan> open_payload(const Secret<32>& key, const PayloadPlace& place, ByteSpan box,
                              Bytes& buffer) {
  return open_payload_alone(payload_key(key, place), place, box, buffer);
}

Result<ByteSpan> open_payload_alone(const Secret<32>& key, const PayloadPlace& place, ByteSpan box,
                                    Bytes& buffer) {
  if (!is_sealed_payload_size(box.size()))
    return Error{ErrorCode::kCorrupt, "payload: no size that one has"};
  buffer.resize(box.size() - crypto::kSealOverhead);
  TRY_IN("payload", crypto::open_into(key, box, payload_aad(place), buffer));
  ByteReader in(buffer);
  const std::uint32_t size_bytes = TRY_IN("payload", in.u32());
  if (size_bytes > kContentSizeMax || sealed_payload_size(size_bytes) != box.size())
    return Error{ErrorCode::kCorrupt, "payload: size does not fit"};
  const ByteSpan content = TRY_IN("payload", in.take(size_bytes));
  const ByteSpan padding = in.rest();
  if (std::any_of(padding.begin(), padding.end(), [](std::uint8_t byte) { return byte != 0; }))
    return Error{ErrorCode::kCorrupt, "payload: padding is not zeros"};
  return content;
}

}  // namespace quietroom::format
