#include "sync/state.h"

#include <algorithm>

namespace quietroom::sync {
namespace {

constexpr std::size_t kListMax = 8192;
constexpr std::size_t kControlSizeMax = std::size_t{1} << 20;
constexpr std::size_t kPathSizeMax = 256;

void put_time(Bytes& out, std::int64_t ms) {
  put_u64(out, static_cast<std::uint64_t>(ms));
}

void put_log_position(Bytes& out, const format::LogPosition& position) {
  put_bytes(out, position.device.span());
  put_u64(out, position.seq);
  put_bytes(out, position.manifest);
}

Result<std::int64_t> read_time(ByteReader& in) {
  const std::uint64_t value = TRY(in.u64());
  return static_cast<std::int64_t>(value);
}

Result<bool> read_flag(ByteReader& in) {
  const std::uint8_t value = TRY(in.u8());
  if (value > 1) return Error{ErrorCode::kCorrupt, "flag"};
  return value == 1;
}

Result<Id> read_id(ByteReader& in) {
  const ByteSpan bytes = TRY(in.take(16));
  return id_from_bytes(bytes);
}

Result<crypto::Hash> read_hash(ByteReader& in) {
  const ByteSpan bytes = TRY(in.take(32));
  return hash_from(bytes);
}

Result<format::LogPosition> read_position(ByteReader& in) {
  format::LogPosition position;
  position.device = TRY(read_id(in));
  position.seq = TRY(in.u64());
  position.manifest = TRY(read_hash(in));
  return position;
}

Result<std::size_t> read_count(ByteReader& in) {
  const std::uint64_t count = TRY(in.varint());
  if (count > kListMax) return Error{ErrorCode::kCorrupt, "list too long"};
  return static_cast<std::size_t>(count);
}

Status ended(const ByteReader& in) {
  if (!in.empty()) return Error{ErrorCode::kCorrupt, "bytes after the end"};
  return {};
}

std::string padded_hex(std::uint64_t value) {
  std::string text(16, '0');
  for (std::size_t i = 16; i-- > 0; value >>= 4) text[i] = "0123456789abcdef"[value & 15];
  return text;
}

}  // namespace

std::string seq_key(std::string_view prefix, std::uint64_t seq) {
  return std::string(prefix) + padded_hex(seq);
}

std::string log_key(const Id& device) {
  return "log/" + to_base32(device);
}

std::string key_file_key(const format::KeyId& key) {
  return seq_key("key/", key.epoch) + "/" + to_base32(key.file);
}

std::string hash_key(const Id& device, std::uint64_t seq) {
  return seq_key("hash/" + to_base32(device) + "/", seq);
}

std::string purged_key(const PurgedBy& purged) {
  return seq_key("purged/" + to_base32(purged.id.device) + "/", purged.id.counter) + "/" +
         to_base32(format::front_of(purged.identity));
}

std::string held_key(const format::PayloadPlace& place) {
  return seq_key("held/" + to_base32(place.room) + "/" + to_base32(place.device) + "/", place.seq) +
         "/" + std::to_string(place.index);
}

Result<crypto::Hash> hash_from(ByteSpan bytes) {
  crypto::Hash hash{};
  if (bytes.size() != hash.size()) return Error{ErrorCode::kCorrupt, "hash"};
  std::copy(bytes.begin(), bytes.end(), hash.begin());
  return hash;
}

Bytes encode(const OwnLog& log) {
  Bytes out;
  put_bytes(out, log.device.span());
  put_u64(out, log.cursor);
  put_u64(out, log.counter);
  put_u64(out, log.seq);
  put_bytes(out, log.last);
  put_u64(out, log.uploaded);
  put_u64(out, log.packed);
  put_u64(out, log.controls);
  put_u64(out, log.hlc);
  put_time(out, log.written_ms);
  put_time(out, log.owes_ack_ms);
  out.push_back(log.heal ? 1 : 0);
  out.push_back(log.purge_due ? 1 : 0);
  return out;
}

Result<OwnLog> decode_own_log(ByteSpan bytes) {
  ByteReader in(bytes);
  OwnLog log;
  log.device = TRY(read_id(in));
  log.cursor = TRY(in.u64());
  log.counter = TRY(in.u64());
  log.seq = TRY(in.u64());
  log.last = TRY(read_hash(in));
  log.uploaded = TRY(in.u64());
  log.packed = TRY(in.u64());
  log.controls = TRY(in.u64());
  log.hlc = TRY(in.u64());
  log.written_ms = TRY(read_time(in));
  log.owes_ack_ms = TRY(read_time(in));
  log.heal = TRY(read_flag(in));
  log.purge_due = TRY(read_flag(in));
  TRY(ended(in));
  return log;
}

Bytes encode(const PeerLog& log) {
  Bytes out;
  put_bytes(out, log.device.span());
  put_u64(out, log.seq);
  put_bytes(out, log.last);
  put_u64(out, log.hlc);
  out.push_back(log.certificate ? 1 : 0);
  if (log.certificate) format::put_certificate(out, *log.certificate);
  put_varint(out, log.seen.size());
  for (const format::LogPosition& position : log.seen) put_log_position(out, position);
  return out;
}

Result<PeerLog> decode_peer_log(ByteSpan bytes) {
  ByteReader in(bytes);
  PeerLog log;
  log.device = TRY(read_id(in));
  log.seq = TRY(in.u64());
  log.last = TRY(read_hash(in));
  log.hlc = TRY(in.u64());
  const bool certified = TRY(read_flag(in));
  if (certified) log.certificate = TRY(format::read_certificate(in));
  const std::size_t count = TRY(read_count(in));
  for (std::size_t i = 0; i < count; ++i) {
    const format::LogPosition position = TRY(read_position(in));
    log.seen.push_back(position);
  }
  TRY(ended(in));
  return log;
}

Bytes encode(const OutHead& head) {
  Bytes out;
  put_u64(out, head.seq);
  put_u64(out, head.cursor_before);
  put_u64(out, head.counter_before);
  put_u32(out, head.operations);
  put_time(out, head.oldest_ms);
  put_varint(out, head.controls.size());
  for (const Bytes& control : head.controls) put_sized(out, control);
  return out;
}

Result<OutHead> decode_out_head(ByteSpan bytes) {
  ByteReader in(bytes);
  OutHead head;
  head.seq = TRY(in.u64());
  head.cursor_before = TRY(in.u64());
  head.counter_before = TRY(in.u64());
  head.operations = TRY(in.u32());
  head.oldest_ms = TRY(read_time(in));
  const std::size_t count = TRY(read_count(in));
  for (std::size_t i = 0; i < count; ++i) {
    const ByteSpan control = TRY(in.sized(kControlSizeMax));
    head.controls.push_back(to_bytes(control));
  }
  TRY(ended(in));
  return head;
}

Bytes encode(const OwnPack& pack) {
  Bytes out;
  put_u64(out, pack.seq_first);
  put_u64(out, pack.seq_last);
  put_sized(out, as_bytes(pack.path));
  out.push_back(pack.uploaded ? 1 : 0);
  put_time(out, pack.made_ms);
  out.push_back(pack.at_once ? 1 : 0);
  put_sized(out, as_bytes(pack.replaces));
  return out;
}

Result<OwnPack> decode_own_pack(ByteSpan bytes) {
  ByteReader in(bytes);
  OwnPack pack;
  pack.seq_first = TRY(in.u64());
  pack.seq_last = TRY(in.u64());
  const ByteSpan path = TRY(in.sized(kPathSizeMax));
  pack.path = std::string(as_text(path));
  pack.uploaded = TRY(read_flag(in));
  pack.made_ms = TRY(read_time(in));
  pack.at_once = TRY(read_flag(in));
  const ByteSpan replaces = TRY(in.sized(kPathSizeMax));
  pack.replaces = std::string(as_text(replaces));
  TRY(ended(in));
  return pack;
}

Bytes encode(const PurgedBy& purged) {
  Bytes out;
  put_bytes(out, purged.id.device.span());
  put_u64(out, purged.id.counter);
  put_bytes(out, purged.identity);
  out.push_back(purged.owner ? 1 : 0);
  return out;
}

Result<PurgedBy> decode_purged_by(ByteSpan bytes) {
  ByteReader in(bytes);
  PurgedBy purged;
  purged.id.device = TRY(read_id(in));
  purged.id.counter = TRY(in.u64());
  purged.identity = TRY(read_hash(in));
  purged.owner = TRY(read_flag(in));
  TRY(ended(in));
  return purged;
}

Bytes encode(const HeldPayload& held) {
  Bytes out;
  put_bytes(out, held.place.device.span());
  put_u64(out, held.place.seq);
  put_u32(out, held.place.key.epoch);
  put_bytes(out, held.place.key.file.span());
  put_bytes(out, held.place.room.span());
  put_u32(out, held.place.index);
  put_u64(out, held.counter);
  put_bytes(out, held.author.span());
  put_bytes(out, held.box);
  return out;
}

Result<HeldPayload> decode_held_payload(const Id& vault, ByteSpan bytes) {
  ByteReader in(bytes);
  HeldPayload held;
  held.place.vault = vault;
  held.place.device = TRY(read_id(in));
  held.place.seq = TRY(in.u64());
  held.place.key.epoch = TRY(in.u32());
  held.place.key.file = TRY(read_id(in));
  held.place.room = TRY(read_id(in));
  held.place.index = TRY(in.u32());
  held.counter = TRY(in.u64());
  held.author = TRY(read_id(in));
  held.box = to_bytes(in.rest());
  return held;
}

}  // namespace quietroom::sync
