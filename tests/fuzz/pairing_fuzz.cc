// Requests, answers, and what people paste.
#include "sync/format/pairing.h"

#include "sync/format/invitation.h"
#include "sync/format/pasted.h"
#include "tests/fuzz/fuzz.h"

namespace quietroom {
namespace {

const crypto::SealingPair& mine() {
  static const crypto::SealingPair pair = crypto::SealingPair::from_secret(fuzz::secret_of(3));
  return pair;
}

/// The bytes as an answer's body: sealed, or nothing behind the seal would be tried.
void try_body(ByteSpan body) {
  FakeRandom random(1);
  const auto request =
      format::parse_pairing_request(format::create_pairing_request(mine().public_key)).value();
  const auto sealed =
      format::seal_answer(format::kPairingAnswerMagic, request.hash, request.to, body, random);
  if (!sealed.ok()) return;
  const Bytes& file = sealed.value();
  const auto gift = format::open_pairing_answer(file, mine());
  if (!gift.ok()) return;
  FakeRandom again(1);
  const auto made = format::create_pairing_answer(gift.value(), request, again);
  CHECK_THAT(made.ok() && made.value() == file, "pairing answer: not canonical");
}

/// The same as what a new member is told.
void try_invitation(ByteSpan body) {
  FakeRandom random(1);
  format::PersonRequest request;
  request.to = mine().public_key;
  const auto file =
      format::seal_answer(format::kInvitationMagic, request.hash, request.to, body, random);
  if (!file.ok()) return;
  const auto invitation = format::open_invitation(file.value(), request.hash, mine());
  if (!invitation.ok()) return;
  FakeRandom again(1);
  const auto made = format::create_invitation(invitation.value(), request, again);
  CHECK_THAT(made.ok() && made.value() == file.value(), "invitation: not canonical");
}

}  // namespace
}  // namespace quietroom

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace quietroom;
  const ByteSpan input(data, size);
  const Bytes mended = quietroom::mended(input);
  const auto request = format::parse_pairing_request(mended);
  if (request.ok())
    CHECK_THAT(format::create_pairing_request(request.value().to) == mended,
               "pairing request: not canonical");
  (void)format::open_pairing_answer(mended, mine()).ok();
  (void)format::parse_person_request(mended).ok();
  (void)format::open_invitation(mended, {}, mine()).ok();
  const auto pasted = format::from_pasted(as_text(input));
  if (pasted.ok())
    CHECK_THAT(format::from_pasted(format::to_pasted(pasted.value())).value() == pasted.value(),
               "pasted text: not what it was");
  try_body(input);
  try_invitation(input);
  return 0;
}
