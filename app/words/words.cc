#include "app/words/words.h"

#include <algorithm>
#include <span>
#include <vector>

#include "app/words/table.h"

namespace quietroom::words {
namespace {

// Process-wide on purpose: see docs/decisions/0014.
Language language_in_use = Language::kEnglish;

std::string put_into(std::string_view shown, const Blanks& blanks, std::span<const Arg> args,
                     std::string_view number) {
  std::string out;
  out.reserve(shown.size() + 16);
  while (!shown.empty()) {
    const std::size_t open = std::min(shown.find('{'), shown.size());
    out += shown.substr(0, open);
    shown.remove_prefix(open);
    if (shown.empty()) break;
    const std::size_t close = std::min(shown.find('}'), shown.size() - 1);
    const std::string_view name = shown.substr(1, close - 1);
    shown.remove_prefix(close + 1);
    if (name == "n" && !number.empty()) out += number;
    for (std::size_t at = 0; at < blanks.count && at < args.size(); ++at) {
      if (blanks.names[at] == name) out += args[at].text();
    }
  }
  return out;
}

}  // namespace

std::span<const Row> german_table() {
  static const std::vector<Row> rows = [] {
    const PackedTable packed = packed_german();
    std::string_view texts = packed.texts;
    std::vector<Row> made;
    made.reserve(packed.keys.size());
    for (const std::uint32_t key : packed.keys) {
      const std::size_t end = texts.find('\0');
      made.push_back({key, texts.substr(0, end)});
      texts.remove_prefix(end + 1);
    }
    std::sort(made.begin(), made.end(),
              [](const Row& a, const Row& b) { return a.english < b.english; });
    return made;
  }();
  return rows;
}

void use(Language language) {
  language_in_use = language;
}

Language in_use() {
  return language_in_use;
}

std::string_view code_of(Language language) {
  return language == Language::kGerman ? "de" : "en";
}

Language language_of(std::string_view tag) {
  const bool german = tag.size() >= 2 && (tag[0] == 'd' || tag[0] == 'D') &&
                      (tag[1] == 'e' || tag[1] == 'E') && (tag.size() == 2 || tag[2] == '-');
  return german ? Language::kGerman : Language::kEnglish;
}

std::string_view known(std::string_view english) {
  if (language_in_use == Language::kEnglish) return english;
  const std::span<const Row> table = german_table();
  const std::uint32_t key = key_hash(english);
  const auto found =
      std::lower_bound(table.begin(), table.end(), key,
                       [](const Row& row, std::uint32_t wanted) { return row.english < wanted; });
  return found != table.end() && found->english == key ? found->text : english;
}

std::string filled(std::string_view english, std::initializer_list<Arg> args) {
  return put_into(known(english), blanks_of(english, false), {args.begin(), args.size()}, {});
}

std::string filled_with_count(std::int64_t n, std::string_view english,
                              std::initializer_list<Arg> args) {
  return put_into(known(english), blanks_of(english, true), {args.begin(), args.size()},
                  std::to_string(n));
}

}  // namespace quietroom::words
