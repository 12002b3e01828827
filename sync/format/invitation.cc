#include "sync/format/invitation.h"

#include "platform/base/utf8.h"
#include "sync/format/checksum.h"
#include "sync/format/fields.h"
#include "sync/format/sync_key_file.h"

namespace quietroom::format {
namespace {

constexpr std::uint8_t kVersion = 1;
constexpr std::string_view kLabel = "qr person";

/// What is wrong with who asks; empty if nothing is.
std::string_view broken_rule(const PersonRequest& request) {
  if (request.person.is_none()) return "person";
  const bool named = !request.name.empty() && request.name.size() <= kMemberNameSizeMax;
  return named && is_utf8(request.name) ? std::string_view() : "name";
}

std::string_view broken_rule(const Invitation& invitation) {
  if (invitation.vault.is_none()) return "vault";
  const auto is_text = [](std::string_view text, std::size_t size_bytes_max) {
    return !text.empty() && text.size() <= size_bytes_max && is_utf8(text);
  };
  if (!is_text(invitation.address, kPairedAddressSizeMax)) return "address";
  if (!is_text(invitation.title, kInvitedTitleSizeMax)) return "title";
  return broken_frontier(invitation.frontier);
}

/// Reads what stands between the version and the checksum of a request.
Result<PersonRequest> read_request(ByteSpan bytes) {
  ByteReader in(bytes);
  PersonRequest request;
  request.to = TRY(read_array<32>(in));
  request.identity.sealing = TRY(read_array<32>(in));
  request.identity.signing = TRY(read_array<32>(in));
  request.person = TRY(read_id(in));
  const std::uint8_t size_bytes = TRY(in.u8());
  const ByteSpan name = TRY(in.take(size_bytes));
  request.name = std::string(as_text(name));
  const ByteSpan said = bytes.first(bytes.size() - in.rest().size());
  const crypto::Signature signature = TRY(read_array<64>(in));
  if (!in.empty()) return Error{ErrorCode::kCorrupt, "bytes after its end"};
  const std::string_view broken = broken_rule(request);
  if (!broken.empty()) return Error{ErrorCode::kCorrupt, std::string(broken)};
  if (!crypto::verify_as(kLabel, request.identity.signing, said, signature).ok())
    return Error{ErrorCode::kCorrupt, "signature"};
  return request;
}

Result<Invitation> decode_body(ByteSpan plain) {
  ByteReader in(plain);
  Invitation invitation;
  invitation.vault = TRY(read_id(in));
  invitation.founder = TRY(read_array<32>(in));
  invitation.address = TRY(read_text(in, kPairedAddressSizeMax));
  invitation.title = TRY(read_text(in, kInvitedTitleSizeMax));
  invitation.frontier = TRY(read_frontier(in));
  const std::string_view broken = broken_rule(invitation);
  if (!broken.empty()) return Error{ErrorCode::kCorrupt, std::string(broken)};
  TRY(check_body_padding(in, plain.size()));
  return invitation;
}

}  // namespace

Result<Bytes> create_person_request(const PersonRequest& request,
                                    const crypto::SigningPair& signing) {
  const std::string_view broken = broken_rule(request);
  if (!broken.empty()) return Error{ErrorCode::kInvalid, "person request: " + std::string(broken)};
  Bytes said;
  put_bytes(said, request.to);
  put_bytes(said, request.identity.sealing);
  put_bytes(said, request.identity.signing);
  put_bytes(said, request.person.span());
  said.push_back(static_cast<std::uint8_t>(request.name.size()));
  put_bytes(said, as_bytes(request.name));
  Bytes out;
  begin_file(out, kPersonRequestMagic, kVersion);
  put_bytes(out, said);
  put_bytes(out, crypto::sign_as(kLabel, signing, said));
  end_file(out);
  return out;
}

Result<PersonRequest> parse_person_request(ByteSpan bytes) {
  const ByteSpan body =
      TRY_IN("person request", body_of_file(bytes, kPersonRequestMagic, kVersion));
  auto request = read_request(body);
  if (!request.ok()) return request.error().within("person request");
  request.value().hash = hash_of_message(bytes);
  return request;
}

Result<Bytes> create_invitation(const Invitation& invitation, const PersonRequest& request,
                                Random& random) {
  const std::string_view broken = broken_rule(invitation);
  if (!broken.empty()) return Error{ErrorCode::kInvalid, "invitation: " + std::string(broken)};
  Bytes body;
  put_bytes(body, invitation.vault.span());
  put_bytes(body, invitation.founder);
  put_text(body, invitation.address);
  put_text(body, invitation.title);
  put_frontier(body, invitation.frontier);
  body.resize(padded_body_size(body.size()));
  auto answer = seal_answer(kInvitationMagic, request.hash, request.to, body, random);
  if (!answer.ok()) return answer.error().within("invitation");
  return answer;
}

Result<crypto::Hash> invitation_hash(ByteSpan bytes) {
  auto hash = answer_hash(kInvitationMagic, bytes);
  if (!hash.ok()) return hash.error().within("invitation");
  return hash;
}

Result<Invitation> open_invitation(ByteSpan bytes, const crypto::Hash& request,
                                   const crypto::SealingPair& mine) {
  const Bytes plain = TRY_IN("invitation", open_answer(kInvitationMagic, bytes, request, mine));
  auto invitation = decode_body(plain);
  if (!invitation.ok()) return invitation.error().within("invitation");
  return invitation;
}

}  // namespace quietroom::format
