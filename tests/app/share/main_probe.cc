// Age files, review packs and answers by hand, for tests/server: reads commands from the standard
// input, one a line, words with a blank between, bytes in hex; answers each with a line: "ok" and
// hex, or the code of the error, a tab and its context.
#include <cstdio>
#include <iostream>
#include <sstream>
#include <string>

#include <nlohmann/json.hpp>

#include "app/share/answer.h"
#include "app/share/pack_page.h"
#include "app/share/passphrase.h"
#include "platform/native/random_native.h"
#include "sync/crypto/age.h"
#include "sync/crypto/age_armour.h"
#include "sync/crypto/bech32.h"
#include "sync/crypto/slow_hash_direct.h"

namespace quietroom {
namespace {

/// The words of a command after its first, each read once.
class Words {
 public:
  explicit Words(std::istream& in) : in_(in) {}
  std::string text() {
    std::string word;
    in_ >> word;
    return word;
  }
  Result<Bytes> bytes() { return from_hex(text()); }

 private:
  std::istream& in_;
};

Result<Secret<32>> key_of(const std::string& passphrase, const crypto::AgeScrypt& scrypt) {
  crypto::DirectSlowHash hash;
  hash.start(crypto::age_passphrase_job(passphrase, scrypt));
  return std::move(*hash.poll());
}

/// `passphrase` is in hex, "-" for none.
Result<Bytes> open_age(Words& words) {
  const std::string identity = words.text();
  const Bytes passphrase = TRY(from_hex(words.text()));
  const Bytes file = TRY(words.bytes());
  const std::optional<crypto::AgeScrypt> scrypt = TRY(crypto::age_asks_for(file));
  if (identity == "-") {
    if (!scrypt) return Error{ErrorCode::kAuthFailed, "sealed to keys"};
    return crypto::age_open(TRY(key_of(std::string(as_text(passphrase)), *scrypt)), file);
  }
  auto pair = crypto::SealingPair::from_secret(TRY(crypto::age_identity_from_text(identity)));
  return crypto::age_open(pair, file);
}

Result<Bytes> seal_to(Words& words, Random& random) {
  const crypto::PublicKey to = TRY(crypto::age_recipient_from_text(words.text()));
  return crypto::age_seal({&to, 1}, TRY(words.bytes()), random);
}

Result<Bytes> seal_with(Words& words, Random& random) {
  const Bytes passphrase = TRY(words.bytes());
  crypto::AgeScrypt scrypt;
  random.fill(scrypt.salt);
  const Secret<32> key = TRY(key_of(std::string(as_text(passphrase)), scrypt));
  return crypto::age_seal(scrypt, key, TRY(words.bytes()), random);
}

share::PackInput input_of(const nlohmann::json& json) {
  const auto text = [](const nlohmann::json& of, const char* name) {
    return of.value(name, std::string());
  };
  share::PackInput input;
  input.person = text(json, "person");
  input.interviewer = text(json, "interviewer");
  input.title = text(json, "title");
  input.language = words::language_of(text(json, "language"));
  input.made = text(json, "made");
  input.review_by = text(json, "review_by");
  input.withdraw_until = text(json, "withdraw_until");
  input.quotes = model::QuoteChoice::kPseudonym;
  for (const auto& one : json.value("passages", nlohmann::json::array())) {
    const auto id = id_from_base32(text(one, "id"));
    input.passages.push_back({id.ok() ? id.value() : Id{}, text(one, "item"), text(one, "text"),
                              one.value("quote", false)});
  }
  return input;
}

/// A pack of the JSON in hex: its payload and what stays with the interviewer, one line each.
Result<Bytes> pack(Words& words, Random& random) {
  const Bytes text = TRY(words.bytes());
  const auto json = nlohmann::json::parse(text, nullptr, false);
  if (!json.is_object()) return Error{ErrorCode::kInvalid, "no JSON"};
  const share::MadePack made = TRY(share::make_pack(input_of(json), random));
  return to_bytes(
      as_bytes(to_hex(as_bytes(made.payload)) + "\n" + to_hex(share::encode_sent_pack(made.sent))));
}

/// Language, address or "-", then in hex: shell, style, script, age file.
Result<Bytes> page(Words& in) {
  const words::Language language = words::language_of(in.text());
  const std::string address = in.text();
  const Bytes shell = TRY(in.bytes());
  const Bytes style = TRY(in.bytes());
  const Bytes script = TRY(in.bytes());
  const Bytes sealed = TRY(in.bytes());
  return to_bytes(as_bytes(TRY(share::pack_page(
      {.shell = as_text(shell), .style = as_text(style), .script = as_text(script)}, sealed,
      language, address == "-" ? "" : address))));
}

/// What stayed with the interviewer, and the file: a line of what was said.
Result<Bytes> answer(Words& words) {
  const Bytes kept = TRY(words.bytes());
  const share::SentPack sent = TRY(share::decode_sent_pack(kept));
  const share::OpenedAnswer opened = share::open_answer(TRY(words.bytes()), sent, sent.passages);
  if (opened.fault) {
    const int number = static_cast<int>(*opened.fault);
    return Error{ErrorCode::kInvalid, "fault " + std::to_string(number)};
  }
  std::string said =
      to_base32(opened.answer.id) + " " + std::to_string(opened.answer.number) + " " +
      std::to_string(static_cast<int>(opened.answer.standing)) + " " +
      std::to_string(static_cast<int>(opened.answer.quotes.value_or(model::QuoteChoice{}))) + "|" +
      opened.answer.comment;
  for (const share::PassageAnswer& one : opened.answer.passages)
    said += "|" + std::to_string(static_cast<int>(one.choice)) + " " + one.text + " " +
            one.comment + (one.is_current ? "" : " old");
  return to_bytes(as_bytes(said));
}

Result<Bytes> run(const std::string& verb, Words words, Random& random) {
  if (verb == "open") return open_age(words);
  if (verb == "seal-to") return seal_to(words, random);
  if (verb == "seal-with") return seal_with(words, random);
  if (verb == "armour") return to_bytes(as_bytes(crypto::to_age_armour(TRY(words.bytes()))));
  if (verb == "unarmour") return crypto::from_age_armour(as_text(TRY(words.bytes())));
  if (verb == "passphrase") return to_bytes(as_bytes(share::generate_passphrase(random)));
  if (verb == "pack") return pack(words, random);
  if (verb == "page") return page(words);
  if (verb == "answer") return answer(words);
  return Error{ErrorCode::kInvalid, "no such verb"};
}

}  // namespace
}  // namespace quietroom

int main() {
  using namespace quietroom;
  NativeRandom random;
  for (std::string line; std::getline(std::cin, line);) {
    std::istringstream in(line);
    std::string verb;
    in >> verb;
    const Result<Bytes> answer = run(verb, Words(in), random);
    if (answer.ok()) {
      std::printf("ok %s\n", to_hex(answer.value()).c_str());
    } else {
      const Error& error = answer.error();
      std::printf("%s\t%s\n", std::string(error_code_name(error.code)).c_str(),
                  error.context.c_str());
    }
    std::fflush(stdout);
  }
  return 0;
}
