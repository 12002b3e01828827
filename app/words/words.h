// The words of the interface, in the language in use. The English text stands in the code and is
// the key of the tables app/words/*.json, as gettext has it; tests/checks/check_words.py holds them
// together. For what is shown only: what is stored keeps its words whatever the language is.
// See docs/decisions/0014.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <type_traits>

namespace quietroom::words {

enum class Language : std::uint8_t { kEnglish, kGerman };
inline constexpr std::size_t kLanguageCount = 2;

/// From now on say() answers in `language`.
void use(Language language);
/// The language in use; English at the start.
Language in_use();
/// Speaks another language for as long as it lives: for a text that is in a language of its own,
/// whatever the interface speaks.
class Speaking {
 public:
  explicit Speaking(Language language) : before_(in_use()) { use(language); }
  ~Speaking() { use(before_); }
  Speaking(const Speaking&) = delete;
  Speaking& operator=(const Speaking&) = delete;

 private:
  Language before_;
};

/// "en", "de": as the page's lang says it.
std::string_view code_of(Language language);
/// The language of a BCP 47 tag ("de-AT"); English for what there is no table of.
Language language_of(std::string_view tag);

/// The names between braces in an English text, each once, in their order.
struct Blanks {
  static constexpr std::size_t kMost = 8;
  std::array<std::string_view, kMost> names{};
  std::size_t count = 0;
  bool good = true;  ///< False for a brace without its pair, an odd name, or too many.
};

/// `counted`: "n" is the number of words::count() and no blank.
constexpr Blanks blanks_of(std::string_view text, bool counted) {
  Blanks out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '}') out.good = false;
    if (text[at] != '{') continue;
    const std::size_t begin = ++at;
    while (at < text.size() && ((text[at] >= 'a' && text[at] <= 'z') || text[at] == '_')) ++at;
    if (at == text.size() || text[at] != '}' || at == begin) {
      out.good = false;
      return out;
    }
    const std::string_view name = text.substr(begin, at - begin);
    bool known = counted && name == "n";
    for (std::size_t i = 0; i < out.count; ++i) known = known || out.names[i] == name;
    if (known) continue;
    if (out.count == Blanks::kMost) {
      out.good = false;
      return out;
    }
    out.names[out.count] = name;
    out.count += 1;
  }
  return out;
}

/// Never defined: a text that does not fit what is put into it does not compile.
void blanks_do_not_fit();

/// An English text of the tables with so many blanks ("{name} came in." has one). Made of a literal
/// only, so that every text can be found by who reads the code.
template <std::size_t kBlanks, bool kCounted = false>
class PhraseOf {
 public:
  template <std::size_t kSize>
  consteval PhraseOf(const char (&english)[kSize]) : english_(english, kSize - 1) {  // NOLINT
    const Blanks blanks = blanks_of(english_, kCounted);
    if (!blanks.good || blanks.count != kBlanks) blanks_do_not_fit();
  }
  constexpr std::string_view english() const { return english_; }

 private:
  std::string_view english_;
};

/// For a table of texts in the code: Phrase("Next item"), shown with say().
using Phrase = PhraseOf<0>;

/// What goes into a blank: a text, borrowed for the call, or a whole number.
class Arg {
 public:
  Arg(std::string_view text) : text_(text) {}    // NOLINT
  Arg(const std::string& text) : text_(text) {}  // NOLINT
  Arg(const char* text) : text_(text) {}         // NOLINT
  template <typename Number, typename = std::enable_if_t<std::is_integral_v<Number>>>
  Arg(Number number) : number_(std::to_string(number)), is_number_(true) {}  // NOLINT
  std::string_view text() const { return is_number_ ? std::string_view(number_) : text_; }

 private:
  std::string_view text_;
  std::string number_;
  bool is_number_ = false;
};

/// `english` in the language in use; itself if no table has it. Storage of the program: may be
/// kept. For a text that comes from below as one of the tables (the context of an Error).
std::string_view known(std::string_view english);

/// `english` with `args` in its blanks, the first in the first, in the language in use. Called by
/// the two below.
std::string filled(std::string_view english, std::initializer_list<Arg> args);
std::string filled_with_count(std::int64_t n, std::string_view english,
                              std::initializer_list<Arg> args);

/// `phrase` in the language in use. Storage of the program: may be kept.
inline std::string_view say(Phrase phrase) {
  return known(phrase.english());
}

/// The same with `args` in the blanks, in the order in which the English text names them.
template <typename... Args, typename = std::enable_if_t<(sizeof...(Args) > 0)>>
std::string say(PhraseOf<sizeof...(Args)> phrase, const Args&... args) {
  return filled(phrase.english(), {Arg(args)...});
}

/// One or several: count(3, "{n} line", "{n} lines"). `args` go into the other blanks.
template <typename... Args>
std::string count(std::int64_t n, PhraseOf<sizeof...(Args), true> one,
                  PhraseOf<sizeof...(Args), true> other, const Args&... args) {
  return filled_with_count(n, n == 1 ? one.english() : other.english(), {Arg(args)...});
}

/// Marks a text of the tables that is shown later, with known(); stays English.
constexpr const char* key(const char* english) {
  return english;
}

}  // namespace quietroom::words
