#include "app/model/language_hints.h"

#include <algorithm>
#include <array>

#include "app/model/folding.h"
#include "app/words/words.h"
#include "platform/base/utf8.h"

namespace quietroom::model {
namespace {

enum class Sort : std::uint8_t { kWhy, kShould, kFailed, kError, kCause, kPlain };

struct Phrase {
  std::string_view words;  ///< Folded; "..." stands for up to kGapMax words of the same sentence.
  Sort sort;
};

constexpr std::size_t kGapMax = 8;

// English and German together: a team writes in both, and neither has the other's words.
constexpr Phrase kPhrases[] = {
    {"why", Sort::kWhy},
    {"warum", Sort::kWhy},
    {"wieso", Sort::kWhy},
    {"weshalb", Sort::kWhy},
    {"should have", Sort::kShould},
    {"should not have", Sort::kShould},
    {"shouldn't have", Sort::kShould},
    {"should've", Sort::kShould},
    {"could have", Sort::kShould},
    {"ought to have", Sort::kShould},
    {"hätte ... sollen", Sort::kShould},
    {"hätte ... müssen", Sort::kShould},
    {"hätten ... sollen", Sort::kShould},
    {"hätten ... müssen", Sort::kShould},
    {"failed to", Sort::kFailed},
    {"fails to", Sort::kFailed},
    {"failure to", Sort::kFailed},
    {"neglected to", Sort::kFailed},
    {"versäumt", Sort::kFailed},
    {"versäumte", Sort::kFailed},
    {"versäumten", Sort::kFailed},
    {"unterlassen", Sort::kFailed},
    {"human error", Sort::kError},
    {"operator error", Sort::kError},
    {"user error", Sort::kError},
    {"menschliches versagen", Sort::kError},
    {"menschlichen versagens", Sort::kError},
    {"menschlicher fehler", Sort::kError},
    {"bedienfehler", Sort::kError},
    {"root cause", Sort::kCause},
    {"root causes", Sort::kCause},
    {"grundursache", Sort::kCause},
    {"hauptursache", Sort::kCause},
    {"eigentliche ursache", Sort::kCause},
    {"obviously", Sort::kPlain},
    {"offensichtlich", Sort::kPlain},
    {"selbstverständlich", Sort::kPlain},
};

std::string_view offer_of(Sort sort) {
  switch (sort) {
    case Sort::kWhy:
      return words::say("Ask how or what: \u201CHow did it look then?\u201D");
    case Sort::kShould:
      return words::say("Say what was done, and what made it sensible then.");
    case Sort::kFailed:
      return words::say("Say what happened instead.");
    case Sort::kError:
      return words::say("Say what they saw, and what made it easy or hard.");
    case Sort::kCause:
      return words::say("Say what contributed to it.");
    case Sort::kPlain:
      break;
  }
  return words::say("Say how it showed, and to whom.");
}

/// A word of a text: bytes [begin, end).
struct Word {
  std::size_t begin = 0;
  std::size_t end = 0;
  bool asks = false;           ///< Its sentence ends in a question mark.
  bool ends_sentence = false;  ///< The next word is of another one.
};

bool is_apostrophe(char32_t c) {
  return c == U'\'' || c == 0x2019;
}

bool is_of_word(char32_t c) {
  if (is_apostrophe(c)) return true;
  if (c < 0x80) return (c >= U'a' && c <= U'z') || (c >= U'0' && c <= U'9');
  return c >= 0xC0 && (c < 0x2000 || c > 0x206F) && (c < 0x3000 || c > 0x303F);
}

std::vector<Word> words_in(std::string_view folded) {
  std::vector<Word> words;
  std::size_t sentence = 0;  // The first word of it.
  bool inside = false;
  std::string_view rest = folded;
  while (!rest.empty()) {
    const std::size_t at = folded.size() - rest.size();
    const char32_t c = next_code_point(rest).value_or(U' ');
    if (is_of_word(c)) {
      if (!inside) words.push_back({at, at});
      words.back().end = folded.size() - rest.size();
      inside = true;
      continue;
    }
    inside = false;
    if (c != U'.' && c != U'?' && c != U'!' && c != U'\n') continue;
    if (words.size() > sentence) words.back().ends_sentence = true;
    for (; sentence < words.size(); ++sentence) words[sentence].asks = c == U'?';
  }
  return words;
}

/// Folded, with one sort of apostrophe.
std::string plain(std::string_view text) {
  std::string out;
  while (const auto c = next_code_point(text)) append_utf8(out, is_apostrophe(*c) ? U'\'' : *c);
  return out;
}

class Finder {
 public:
  explicit Finder(std::string_view text) {
    const std::string all = folded(text);
    words_ = words_in(all);
    for (const Word& one : words_)
      plain_.push_back(plain(std::string_view(all).substr(one.begin, one.end - one.begin)));
  }

  /// How many words from `first` on are `phrase`; 0 if they are not.
  std::size_t matches(std::size_t first, std::string_view phrase) const {
    std::size_t at = first;
    while (!phrase.empty()) {
      const std::string_view part = phrase.substr(0, phrase.find(' '));
      phrase.remove_prefix(std::min(phrase.size(), part.size() + 1));
      if (part == "...") {
        if (words_[at - 1].ends_sentence) return 0;
        const std::string_view last = phrase.substr(0, phrase.find(' '));
        const std::size_t limit = at + kGapMax;
        while (at < words_.size() && at < limit && !is(at, last) && !words_[at].ends_sentence) ++at;
        continue;
      }
      if (at >= words_.size() || !is(at, part)) return 0;
      if (at > first && words_[at - 1].ends_sentence) return 0;
      ++at;
    }
    return at - first;
  }
  const std::vector<Word>& words() const { return words_; }

 private:
  bool is(std::size_t at, std::string_view word) const { return plain_[at] == word; }

  std::vector<Word> words_;
  std::vector<std::string> plain_;  // The same, as they are compared.
};

/// `text` folded, its words with one blank between two.
std::string phrase_of(std::string_view text) {
  const std::string all = folded(text);
  std::string phrase;
  for (const Word& word : words_in(all)) {
    if (!phrase.empty()) phrase += ' ';
    phrase += plain(std::string_view(all).substr(word.begin, word.end - word.begin));
  }
  return phrase;
}

}  // namespace

OwnHints parse_own_hints(std::string_view text) {
  OwnHints hints;
  while (!text.empty()) {
    const std::string_view row = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), row.size() + 1));
    const std::size_t equals = row.find('=');
    std::string phrase = phrase_of(row.substr(0, equals));
    if (phrase.empty()) continue;
    const std::string_view offer = equals == row.npos ? std::string_view() : row.substr(equals + 1);
    hints.emplace_back(std::move(phrase), std::string(trim(offer)));
  }
  return hints;
}

std::vector<LanguageHint> language_hints(std::string_view text, const OwnHints& own) {
  const Finder finder(text);
  const std::vector<Word>& words = finder.words();
  std::vector<LanguageHint> hints;
  for (std::size_t at = 0; at < words.size();) {
    std::size_t count = 0;
    std::string offer;
    for (const auto& [phrase, instead] : own) {
      if (const std::size_t found = finder.matches(at, phrase); found > count) {
        count = found;
        offer = instead;
      }
    }
    for (const Phrase& one : kPhrases) {
      if (one.sort == Sort::kWhy && !words[at].asks) continue;
      if (const std::size_t found = finder.matches(at, one.words); found > count) {
        count = found;
        offer = offer_of(one.sort);
      }
    }
    if (count > 0) {
      const std::size_t begin = words[at].begin;
      hints.push_back({begin, words[at + count - 1].end - begin, std::move(offer)});
    }
    at += std::max<std::size_t>(count, 1);
  }
  return hints;
}

}  // namespace quietroom::model
