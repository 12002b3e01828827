#include "app/model/words_in_lines.h"

#include <algorithm>

#include "app/words/words.h"
#include "platform/base/utf8.h"

namespace quietroom::model {
namespace {

constexpr std::size_t kAbbreviationsMax = 500;
constexpr std::size_t kExpansionBytesMax = 400;

/// Letters of any script, digits and what joins them. Roughly: punctuation and blanks are not.
bool is_word(char32_t c) {
  if (c < 0x80) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
           c == '_';
  }
  const bool general_punctuation = c >= 0x2000 && c <= 0x206F;
  const bool wide_punctuation = (c >= 0x3000 && c <= 0x3004) || (c >= 0x3008 && c <= 0x3020) ||
                                (c >= 0xFF00 && c <= 0xFF0F) || (c >= 0xFF1A && c <= 0xFF20);
  return c >= 0xAA && c != 0xAB && c != 0xBB && c != 0xBF && !general_punctuation &&
         !wide_punctuation;
}

}  // namespace

std::vector<std::string> marked_words(std::string_view text) {
  std::vector<std::string> found;
  std::string_view rest = text;
  bool in_word = false;
  while (!rest.empty()) {
    const std::size_t at = text.size() - rest.size();
    const char32_t c = *next_code_point(rest);
    const bool begins = (c == '#' || c == '@') && !in_word;
    in_word = is_word(c);
    if (!begins) continue;
    std::string_view word = rest;
    while (!word.empty()) {
      std::string_view after = word;
      if (!is_word(*next_code_point(after))) break;
      word = after;
    }
    const std::size_t size = rest.size() - word.size();
    if (size == 0) continue;
    std::string whole(text.substr(at, 1 + size));
    if (std::find(found.begin(), found.end(), whole) == found.end())
      found.push_back(std::move(whole));
    rest = word;
    in_word = true;
  }
  return found;
}

std::string_view marked_word_at_end(std::string_view text) {
  const std::size_t at = text.find_last_of("#@");
  if (at == std::string_view::npos) return {};
  std::string_view word = text.substr(at + 1);
  while (!word.empty()) {
    if (!is_word(*next_code_point(word))) return {};
  }
  // Inside a word it is an address or a language.
  std::size_t last = at;
  while (last > 0) {
    --last;
    if ((static_cast<unsigned char>(text[last]) & 0xC0U) != 0x80U) break;
  }
  std::string_view before = text.substr(last, at - last);
  if (!before.empty() && is_word(*next_code_point(before))) return {};
  return text.substr(at);
}

Result<Abbreviations> parse_abbreviations(std::string_view text) {
  Abbreviations all;
  int number = 0;
  const auto refuse = [&](const char* why) {
    return Error{ErrorCode::kInvalid,
                 words::say("line {number}: {why}", number, words::known(why))};
  };
  if (!is_utf8(text)) return Error{ErrorCode::kInvalid, std::string(words::say("not text"))};
  while (!text.empty()) {
    ++number;
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = trim(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.empty()) continue;
    const std::size_t sign = line.find('=');
    if (sign == std::string_view::npos)
      return refuse(words::key("please write \u201Cdb = database\u201D"));
    const std::string_view from = trim(line.substr(0, sign));
    const std::string_view to = trim(line.substr(sign + 1));
    if (from.empty() || to.empty())
      return refuse(words::key("please write \u201Cdb = database\u201D"));
    std::string_view rest = from;
    while (!rest.empty()) {
      if (!is_word(*next_code_point(rest)))
        return refuse(words::key("an abbreviation is one word"));
    }
    if (to.size() > kExpansionBytesMax) return refuse(words::key("that is too long"));
    for (const auto& [known, meaning] : all) {
      if (known == from) return refuse(words::key("this abbreviation is there already"));
    }
    if (all.size() == kAbbreviationsMax) return refuse(words::key("500 are the most"));
    all.emplace_back(from, to);
  }
  return all;
}

std::string expand(std::string_view text, const Abbreviations& abbreviations) {
  if (abbreviations.empty()) return std::string(text);
  std::string out;
  std::string word;
  bool marked = false;  // After # or @ a word is a name, whatever it looks like.
  const auto end_word = [&] {
    const auto found = std::find_if(abbreviations.begin(), abbreviations.end(),
                                    [&](const auto& one) { return one.first == word; });
    out += found != abbreviations.end() && !marked ? found->second : word;
    word.clear();
  };
  while (!text.empty()) {
    const char32_t c = *next_code_point(text);
    if (is_word(c)) {
      append_utf8(word, c);
      continue;
    }
    if (!word.empty()) end_word();
    marked = c == '#' || c == '@';
    append_utf8(out, c);
  }
  if (!word.empty()) end_word();
  return out;
}

}  // namespace quietroom::model
