#include "app/share/answer.h"
#include "sync/crypto/age.h"
#include "tests/fuzz/fuzz.h"

// What is under the seal and the MAC of an answer; both are right.
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace quietroom;
  static const share::SentPack sent{fuzz::id_of(4),
                                    crypto::SealingPair::from_secret(fuzz::secret_of(1)),
                                    fuzz::secret_of(2),
                                    {{fuzz::id_of(5), {}}, {fuzz::id_of(6), {}}}};
  const std::string said(as_text({data, size}));
  const std::string message = "quietroom review answer\n" + said;
  const std::string text =
      to_hex(crypto::hmac_sha256(sent.answer_key, as_bytes(message))) + "\n" + said;
  FakeRandom random(1);
  const auto file = crypto::age_seal({&sent.answer_pair.public_key, 1}, as_bytes(text), random);
  CHECK_THAT(file.ok(), "age_seal");
  const share::OpenedAnswer opened = share::open_answer(file.value(), sent, sent.passages);
  if (opened.fault) return 0;
  CHECK_THAT(opened.answer.passages.size() == sent.passages.size(), "answer: passages");
  return 0;
}
