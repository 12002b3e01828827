#include "app/guides/consent_text.h"

#include <array>
#include <nlohmann/json.hpp>

#include "app/guides/shipped.h"
#include "platform/base/check.h"

namespace quietroom {

namespace {

constexpr std::array<std::string_view, 4> kBlanks = {"{readers}", "{review date}",
                                                     "{withdraw date}", "{destroy date}"};
constexpr int kOwnVersionMin = 2;
constexpr int kVersionMax = 1000000;

Error invalid(const char* why) {
  return Error{ErrorCode::kInvalid, why};
}

}  // namespace

const ConsentText& default_consent_text() {
  static const ConsentText consent = [] {
    const auto root = nlohmann::json::parse(shipped_consent_text(), nullptr, false);
    CHECK_THAT(root.is_object() && root.contains("version") && root.contains("text"),
               "the shipped consent text is broken");
    return ConsentText{root["version"].get<int>(), root["text"].get<std::string>()};
  }();
  return consent;
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
  const auto number = version->get<std::int64_t>();
  if (number < kOwnVersionMin || number > kVersionMax) return invalid("consent text: version");
  out.version = static_cast<int>(number);
  if (out.text.size() > kConsentTextBytesMax) return invalid("consent text: too long");
  if (!missing_blanks(out.text).empty()) return invalid("consent text: a blank is missing");
  return out;
}

std::string fill_consent(const ConsentText& text, const ConsentBlanks& blanks) {
  std::string out = text.text;
  const auto replace = [&](std::string_view blank, const std::string& with) {
    for (std::size_t at = out.find(blank); at != std::string::npos;
         at = out.find(blank, at + with.size())) {
      out.replace(at, blank.size(), with);
    }
  };
  if (blanks.readers.empty()) {
    replace("by me and by {readers}, nobody else", "by me, nobody else");
  }
  replace("{readers}", blanks.readers);
  replace("{review date}", blanks.review_date);
  replace("{withdraw date}", blanks.withdraw_date);
  replace("{destroy date}", blanks.destroy_date);
  return out;
}

}  // namespace quietroom
