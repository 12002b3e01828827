#include "app/guides/consent_text.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "app/guides/shipped.h"
#include "app/words/words.h"
#include "platform/base/check.h"

namespace quietroom {

namespace {

constexpr std::array<std::string_view, 4> kBlanks = {"{readers}", "{review date}",
                                                     "{withdraw date}", "{destroy date}"};
// Own texts began at 2 when English alone shipped.
constexpr int kOwnVersionMin = 2;
constexpr int kVersionMax = 1000000;

// Where nobody else reads, these go, in any text that has them.
constexpr std::array<std::string_view, 2> kBesides = {" and by {readers}", " und von {readers}"};

Error invalid(const char* why) {
  return Error{ErrorCode::kInvalid, why};
}

ConsentText read_shipped(std::string_view json) {
  const auto root = nlohmann::json::parse(json, nullptr, false);
  CHECK_THAT(root.is_object() && root.contains("version") && root.contains("text"),
             "the shipped consent text is broken");
  return {root["version"].get<int>(), root["text"].get<std::string>(),
          root["language"].get<std::string>()};
}

void replace_all(std::string& text, std::string_view blank, std::string_view with) {
  for (std::size_t at = text.find(blank); at != std::string::npos;
       at = text.find(blank, at + with.size())) {
    text.replace(at, blank.size(), with);
  }
}

}  // namespace

const ConsentText& default_consent_text() {
  return consent_text_in(words::code_of(words::in_use()));
}

const ConsentText& consent_text_in(std::string_view language) {
  static const std::array<ConsentText, words::kLanguageCount> all = {
      read_shipped(shipped_consent_text()), read_shipped(shipped_consent_text_de())};
  const std::string_view code = language.substr(0, language.find('-'));
  for (const ConsentText& text : all) {
    if (text.language == code) return text;
  }
  return all[static_cast<std::size_t>(words::in_use())];
}

int next_consent_version(int now) {
  return std::max(now, kShippedConsentVersionLast) + 1;
}

std::vector<std::string_view> missing_blanks(std::string_view text) {
  std::vector<std::string_view> missing;
  for (const std::string_view blank : kBlanks) {
    if (text.find(blank) == text.npos) missing.push_back(blank);
  }
  return missing;
}

std::string consent_text_json(const ConsentText& text) {
  nlohmann::ordered_json root = nlohmann::ordered_json::object();
  root["consent"] = 1;
  root["version"] = text.version;
  root["language"] = text.language;
  root["text"] = text.text;
  return root.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

Result<ConsentText> parse_consent_text(std::string_view json) {
  const auto root = nlohmann::json::parse(json, nullptr, /*allow_exceptions=*/false);
  if (!root.is_object()) return invalid("consent text: not a JSON object");
  const auto format = root.find("consent");
  if (format == root.end() || *format != 1) return invalid("consent text: of another format");
  const auto version = root.find("version");
  const auto text = root.find("text");
  if (version == root.end() || !version->is_number_integer() || text == root.end() ||
      !text->is_string()) {
    return invalid("consent text: a field is missing");
  }
  ConsentText out;
  out.text = text->get<std::string>();
  if (const auto language = root.find("language"); language != root.end()) {
    if (!language->is_string()) return invalid("consent text: language");
    out.language = language->get<std::string>();
  }
  const auto number = version->get<std::int64_t>();
  if (number < kOwnVersionMin || number > kVersionMax) return invalid("consent text: version");
  out.version = static_cast<int>(number);
  if (out.text.size() > kConsentTextBytesMax) return invalid("consent text: too long");
  if (!missing_blanks(out.text).empty()) return invalid("consent text: a blank is missing");
  return out;
}

std::string fill_consent(const ConsentText& text, const ConsentBlanks& blanks) {
  std::string out = text.text;
  if (blanks.readers.empty()) {
    for (const std::string_view besides : kBesides) replace_all(out, besides, "");
  }
  replace_all(
      out, "{readers}",
      blanks.readers.empty() ? words::say("nobody else") : std::string_view(blanks.readers));
  replace_all(out, "{review date}", blanks.review_date);
  replace_all(out, "{withdraw date}", blanks.withdraw_date);
  replace_all(out, "{destroy date}", blanks.destroy_date);
  return out;
}

}  // namespace quietroom
