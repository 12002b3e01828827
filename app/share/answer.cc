#include "app/share/answer.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "app/share/choices.h"
#include "platform/base/utf8.h"
#include "sync/crypto/age.h"
#include "sync/crypto/age_armour.h"

namespace quietroom::share {
namespace {

using Json = nlohmann::json;

constexpr std::string_view kMacLabel = "quietroom review answer\n";
constexpr std::size_t kMacDigits = 64;

/// A value, or the reason why the whole answer is not taken.
template <typename T>
using Read = std::variant<T, AnswerFault>;

/// The member `name` as text; nothing if it is anything else.
const std::string* text_of(const Json& object, const char* name) {
  const auto found = object.find(name);
  return found == object.end() ? nullptr : found->get_ptr<const std::string*>();
}

std::string text_or_none(const Json& object, const char* name) {
  const std::string* text = text_of(object, name);
  return text ? *text : std::string();
}

Id id_or_none(const Json& object, const char* name) {
  const auto id = id_from_base32(text_or_none(object, name));
  return id.ok() ? id.value() : Id{};
}

std::uint64_t number_or_none(const Json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_number_unsigned() ? found->get<std::uint64_t>() : 0;
}

/// Armour with whatever a mail program put around it.
std::string_view armour_in(std::string_view text) {
  const std::size_t begin = text.find(crypto::kAgeArmourBegin);
  if (begin == text.npos) return {};
  const std::size_t end = text.find(crypto::kAgeArmourEnd, begin);
  return text.substr(begin, end == text.npos ? end : end + crypto::kAgeArmourEnd.size() - begin);
}

Read<Bytes> bytes_of_file(ByteSpan file) {
  if (file.size() > kAnswerFileSizeMax) return AnswerFault::kTooLarge;
  if (as_text(file).starts_with("age-encryption.org/")) return to_bytes(file);
  const std::string_view armour = armour_in(as_text(file));
  if (armour.empty()) return AnswerFault::kNotAnAnswer;
  auto bytes = crypto::from_age_armour(armour);
  if (!bytes.ok()) return AnswerFault::kDamaged;
  return std::move(bytes).value();
}

Read<Bytes> opened(ByteSpan file, const SentPack& sent) {
  Read<Bytes> bytes = bytes_of_file(file);
  const Bytes* sealed = std::get_if<Bytes>(&bytes);
  if (sealed == nullptr) return bytes;
  auto plain = crypto::age_open(sent.answer_pair, *sealed);
  if (plain.ok()) return std::move(plain).value();
  switch (plain.error().code) {
    case ErrorCode::kAuthFailed:
      return AnswerFault::kOtherPack;
    case ErrorCode::kUnsupported:
      return AnswerFault::kNewer;
    default:
      return AnswerFault::kDamaged;
  }
}

/// The JSON behind a MAC that fits: from here on nothing in it was made by anybody else.
Read<Json> authentic(std::string_view plain, const SentPack& sent) {
  if (plain.size() <= kMacDigits || plain[kMacDigits] != '\n') return AnswerFault::kNotAnAnswer;
  const auto mac = from_hex(plain.substr(0, kMacDigits));
  if (!mac.ok()) return AnswerFault::kNotAnAnswer;
  const std::string_view said = plain.substr(kMacDigits + 1);
  Bytes message = to_bytes(as_bytes(kMacLabel));
  put_bytes(message, as_bytes(said));
  const crypto::Hash wanted = crypto::hmac_sha256(sent.answer_key, message);
  wipe(message);
  const std::span<const std::uint8_t, 32> shown(mac.value().data(), 32);
  if (!crypto::equal_in_constant_time(wanted, shown)) return AnswerFault::kForged;
  Json root = Json::parse(said, nullptr, /*allow_exceptions=*/false);
  if (!root.is_object() || text_or_none(root, "format") != "quietroom-review-answer")
    return AnswerFault::kNotAnAnswer;
  if (number_or_none(root, "version") != 1) return AnswerFault::kNewer;
  return root;
}

Read<PassageAnswer> read_passage(const Json& row, const PassageState& asked) {
  if (!row.is_object()) return AnswerFault::kNotAnAnswer;
  if (id_or_none(row, "id") != asked.id || text_or_none(row, "hash") != to_hex(asked.hash))
    return AnswerFault::kOtherPassages;
  const auto choice = choice_of(text_or_none(row, "choice"));
  const std::string* text = text_of(row, "text");
  const std::string* comment = text_of(row, "comment");
  const bool is_whole = choice && text && comment && text->size() <= kPackTextSizeMax &&
                        comment->size() <= kPackTextSizeMax;
  if (!is_whole) return AnswerFault::kNotAnAnswer;
  const bool has_words = *choice == PassageChoice::kCorrect || *choice == PassageChoice::kAttribute;
  if (has_words == trim(*text).empty()) return AnswerFault::kNotAnAnswer;
  return PassageAnswer{asked.id, *choice, *text, *comment, false};
}

Read<std::vector<PassageAnswer>> read_passages(const Json& root, const SentPack& sent) {
  const auto rows = root.find("passages");
  if (rows == root.end() || !rows->is_array()) return AnswerFault::kNotAnAnswer;
  if (rows->size() != sent.passages.size()) return AnswerFault::kOtherPassages;
  std::vector<PassageAnswer> passages;
  for (std::size_t i = 0; i < rows->size(); ++i) {
    Read<PassageAnswer> one = read_passage((*rows)[i], sent.passages[i]);
    if (const AnswerFault* fault = std::get_if<AnswerFault>(&one)) return *fault;
    passages.push_back(std::move(std::get<PassageAnswer>(one)));
  }
  return passages;
}

Read<Answer> read_answer(const Json& root, const SentPack& sent) {
  if (id_or_none(root, "pack") != sent.pack) return AnswerFault::kOtherPack;
  Answer answer;
  answer.id = id_or_none(root, "answer");
  const std::uint64_t number = number_or_none(root, "number");
  const auto standing = standing_of(text_or_none(root, "standing"));
  const std::string* comment = text_of(root, "comment");
  const std::string* quotes = text_of(root, "quotes");
  if (answer.id.is_none() || number == 0 || number > UINT32_MAX || !standing || !comment || !quotes)
    return AnswerFault::kNotAnAnswer;
  answer.quotes = quote_of(*quotes);
  if (!quotes->empty() && !answer.quotes) return AnswerFault::kNotAnAnswer;
  answer.number = static_cast<std::uint32_t>(number);
  answer.standing = *standing;
  answer.comment = *comment;
  Read<std::vector<PassageAnswer>> passages = read_passages(root, sent);
  if (const AnswerFault* fault = std::get_if<AnswerFault>(&passages)) return *fault;
  answer.passages = std::move(std::get<std::vector<PassageAnswer>>(passages));
  const auto is_open = [](const PassageAnswer& one) { return one.choice == PassageChoice::kNone; };
  // Who agrees has said so of each passage: silence is not consent.
  if (answer.standing == Standing::kAgreed &&
      std::any_of(answer.passages.begin(), answer.passages.end(), is_open))
    return AnswerFault::kNotAnAnswer;
  return answer;
}

OpenedAnswer refused(AnswerFault fault) {
  return {fault, {}};
}

}  // namespace

OpenedAnswer open_answer(ByteSpan file, const SentPack& sent, std::span<const PassageState> now) {
  Read<Bytes> plain = opened(file, sent);
  if (const AnswerFault* fault = std::get_if<AnswerFault>(&plain)) return refused(*fault);
  const Read<Json> root = authentic(as_text(std::get<Bytes>(plain)), sent);
  wipe(std::get<Bytes>(plain));
  if (const AnswerFault* fault = std::get_if<AnswerFault>(&root)) return refused(*fault);
  Read<Answer> answer = read_answer(std::get<Json>(root), sent);
  if (const AnswerFault* fault = std::get_if<AnswerFault>(&answer)) return refused(*fault);
  OpenedAnswer done{std::nullopt, std::move(std::get<Answer>(answer))};
  for (std::size_t i = 0; i < done.answer.passages.size(); ++i)
    done.answer.passages[i].is_current =
        std::find(now.begin(), now.end(), sent.passages[i]) != now.end();
  return done;
}

Arrival arrival_of(const Answer& answer, std::span<const SeenAnswer> seen) {
  Arrival arrival = Arrival::kNew;
  for (const SeenAnswer& one : seen) {
    if (one.id == answer.id) return Arrival::kAgain;
    if (one.number >= answer.number) arrival = Arrival::kOlder;
  }
  return arrival;
}

}  // namespace quietroom::share
