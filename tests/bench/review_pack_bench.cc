// What a review pack of 10,000 words costs to make, and to open. The passphrase's key is
// apart: it is slow on purpose, and runs in a worker of its own.
#include <cstdio>
#include <string>

#include "app/share/pack.h"
#include "app/share/pack_page.h"
#include "app/share/passphrase.h"
#include "platform/native/random_native.h"
#include "sync/crypto/age.h"
#include "sync/crypto/slow_hash_direct.h"
#include "sync/crypto/sodium_init.h"
#include "tests/bench/bench.h"

namespace quietroom::share {
namespace {

using bench::median_of;
using bench::must;

constexpr int kRounds = 20;
constexpr int kPassages = 100;
constexpr int kWordsPerPassage = 100;

PackInput ten_thousand_words(Random& random) {
  PackInput input;
  input.person = "Ana";
  input.interviewer = "Tom";
  input.title = "Tuesday";
  input.made = "2026-11-24";
  for (int i = 0; i < kPassages; ++i) {
    std::string text;
    for (int word = 0; word < kWordsPerPassage; ++word) text += "restored ";
    input.passages.push_back({random.id(), "What surprised you?", text, i % 2 == 0});
  }
  return input;
}

void print(const char* name, double ms, const char* budget) {
  std::printf("%s\t%.2f\tms\t%s\n", name, ms, budget);
}

void run() {
  NativeRandom random;
  const PackInput input = ten_thousand_words(random);
  // A page as large as the real one.
  const std::string script(100'000, 'x');
  const PageParts parts{"@LANGUAGE@ @STYLE@ @ADDRESS@ @PACK@ @SCRIPT@", "", script};
  crypto::AgeScrypt scrypt;
  random.fill(scrypt.salt);
  const std::string passphrase = generate_passphrase(random);
  Secret<32> key;
  print("the key of a passphrase",
        median_of(3,
                  [&](int) {
                    crypto::DirectSlowHash hash;
                    hash.start(crypto::age_passphrase_job(passphrase, scrypt));
                    key = must(std::move(*hash.poll()));
                  }),
        "-");
  MadePack made = must(make_pack(input, random));
  print("a pack of 10,000 words, made",
        median_of(kRounds,
                  [&](int) {
                    made = must(make_pack(input, random));
                    const Bytes sealed =
                        crypto::age_seal(scrypt, key, as_bytes(made.payload), random);
                    must(pack_page(parts, sealed, input.language, "https://quiet.example/review"));
                  }),
        "8");
  const Bytes sealed = crypto::age_seal(scrypt, key, as_bytes(made.payload), random);
  print("a pack of 10,000 words, opened",
        median_of(kRounds, [&](int) { must(crypto::age_open(key, sealed)); }), "8");
}

}  // namespace
}  // namespace quietroom::share

int main() {
  quietroom::crypto::init_sodium();
  quietroom::share::run();
  return 0;
}
