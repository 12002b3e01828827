#include "app/guides/consent_text.h"

#include <nlohmann/json.hpp>

#include "app/guides/shipped.h"
#include "platform/base/check.h"

namespace quietroom {

const ConsentText& default_consent_text() {
  static const ConsentText consent = [] {
    const auto root = nlohmann::json::parse(shipped_consent_text(), nullptr, false);
    CHECK_THAT(root.is_object() && root.contains("version") && root.contains("text"),
               "the shipped consent text is broken");
    return ConsentText{root["version"].get<int>(), root["text"].get<std::string>()};
  }();
  return consent;
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
