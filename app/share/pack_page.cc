#include "app/share/pack_page.h"

#include <array>
#include <utility>

#include "sync/crypto/age_armour.h"

namespace quietroom::share {
namespace {

Error invalid(std::string_view why) {
  return {ErrorCode::kInvalid, "page of a pack: " + std::string(why)};
}

/// Letters that no address needs are refused, so that one cannot end the attribute it stands in.
bool is_address(std::string_view text) {
  constexpr std::string_view kAllowed =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~:/?#[]@!$()*+,;=%";
  if (!text.starts_with("https://") && !text.starts_with("http://")) return false;
  return text.size() <= 500 && text.find_first_not_of(kAllowed) == text.npos;
}

}  // namespace

Result<std::string> pack_page(const PageParts& parts, ByteSpan sealed, words::Language language,
                              std::string_view reviewer_page) {
  if (!reviewer_page.empty() && !is_address(reviewer_page)) return invalid("address");
  const std::string armour = crypto::to_age_armour(sealed);
  const std::array<std::pair<std::string_view, std::string_view>, 5> blanks{{
      {"@LANGUAGE@", words::code_of(language)},
      {"@STYLE@", parts.style},
      {"@ADDRESS@", reviewer_page},
      {"@PACK@", armour},
      {"@SCRIPT@", parts.script},
  }};
  std::string page;
  page.reserve(parts.shell.size() + parts.style.size() + parts.script.size() + armour.size() + 500);
  std::array<bool, blanks.size()> filled{};
  std::string_view rest = parts.shell;
  // Filled in from front to back, so that nothing that was put in is looked at again.
  for (std::size_t at = rest.find('@'); at != rest.npos; at = rest.find('@')) {
    page += rest.substr(0, at);
    rest.remove_prefix(at);
    bool is_blank = false;
    for (std::size_t i = 0; i < blanks.size() && !is_blank; ++i) {
      is_blank = rest.starts_with(blanks[i].first);
      if (!is_blank) continue;
      page += blanks[i].second;
      rest.remove_prefix(blanks[i].first.size());
      filled[i] = true;
    }
    if (is_blank) continue;
    page += '@';
    rest.remove_prefix(1);
  }
  for (const bool one : filled)
    if (!one) return invalid("a part of the page is missing");
  return page += rest;
}

}  // namespace quietroom::share
