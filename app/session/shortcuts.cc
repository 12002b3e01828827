#include "app/session/shortcuts.h"

#include "app/words/words.h"

namespace quietroom::session {
namespace {

using words::Phrase;
using words::say;

struct Entry {
  std::string_view id;  ///< As it is stored; never changed.
  std::string_view keys;
  Phrase words;
};

// In the order of Act.
constexpr std::array<Entry, kActCount> kEntries = {{
    {"cover", "F9", Phrase("Cover the screen, uncover it")},
    {"lock", "Alt+L", Phrase("Lock")},
    {"undo", "Alt+Z", Phrase("Undo what the message offers")},
    {"help", "F1", Phrase("This list")},
    {"quote", "Alt+Q", Phrase("Quote")},
    {"paraphrase", "Alt+P", Phrase("Paraphrase")},
    {"inference", "Alt+I", Phrase("My own inference")},
    {"next", "Alt+ArrowDown", Phrase("Next item")},
    {"previous", "Alt+ArrowUp", Phrase("Previous item")},
    {"done", "Alt+T", Phrase("Item done")},
    {"skip", "Alt+S", Phrase("Skip the item")},
    {"covered", "Alt+C", Phrase("Item covered already")},
    {"off.record", "Alt+O", Phrase("Off the record, on it again")},
    {"pause", "Alt+U", Phrase("A pause: nobody spoke")},
    {"star", "Alt+R", Phrase("Star the open line, or the last one")},
    {"surprise", "Alt+X", Phrase("My surprise: the open line, or the last one")},
}};

constexpr std::string_view kFunctionKeys[] = {"F1", "F2", "F4", "F8", "F9"};

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

char upper(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

/// In lower case, without blanks and the signs that people put between keys.
std::string squeezed(std::string_view typed) {
  std::string out;
  for (const char c : typed) {
    if (c != ' ' && c != '+' && c != '-' && c != '\t') out += lower(c);
  }
  return out;
}

}  // namespace

std::string_view words_of(Act act) {
  return say(kEntries[static_cast<std::size_t>(act)].words);
}

bool is_of_interview(Act act) {
  return act >= Act::kQuote;
}

std::optional<std::string> parse_keys(std::string_view typed) {
  std::string keys = squeezed(typed);
  for (const std::string_view name : kFunctionKeys) {
    if (keys.size() == 2 && keys[0] == 'f' && keys[1] == name[1]) return std::string(name);
  }
  for (const std::string_view alt : {"alt", "option"}) {
    if (!keys.starts_with(alt)) continue;
    const std::string key = keys.substr(alt.size());
    // Also as shown_keys() says it, because the field begins with that.
    if (key == "up" || key == "arrowup" || key == squeezed(say("Up"))) return "Alt+ArrowUp";
    if (key == "down" || key == "arrowdown" || key == squeezed(say("Down"))) return "Alt+ArrowDown";
    const bool one =
        key.size() == 1 && ((key[0] >= 'a' && key[0] <= 'z') || (key[0] >= '1' && key[0] <= '9'));
    if (one) return std::string("Alt+") + upper(key[0]);
  }
  return std::nullopt;
}

std::string shown_keys(std::string_view keys) {
  constexpr std::string_view kAlt = "Alt+";
  if (!keys.starts_with(kAlt)) return std::string(keys);
  std::string_view key = keys.substr(kAlt.size());
  if (key == "ArrowUp") key = say("Up");
  if (key == "ArrowDown") key = say("Down");
  return "Alt + " + std::string(key);
}

Shortcuts::Shortcuts() {
  for (std::size_t at = 0; at < kActCount; ++at) keys_[at] = kEntries[at].keys;
}

std::optional<Act> Shortcuts::user_of(std::string_view keys) const {
  for (std::size_t at = 0; at < kActCount; ++at) {
    if (keys_[at] == keys) return static_cast<Act>(at);
  }
  return std::nullopt;
}

std::string Shortcuts::write() const {
  std::string out;
  for (std::size_t at = 0; at < kActCount; ++at) {
    if (keys_[at] == kEntries[at].keys) continue;
    out += std::string(kEntries[at].id) + '=' + keys_[at] + '\n';
  }
  return out;
}

Shortcuts Shortcuts::read(std::string_view written) {
  Shortcuts read;
  while (!written.empty()) {
    const std::size_t end = written.find('\n');
    const std::string_view line = written.substr(0, end);
    written.remove_prefix(end == std::string_view::npos ? written.size() : end + 1);
    const std::size_t equals = line.find('=');
    if (equals == std::string_view::npos) continue;
    const std::optional<std::string> keys = parse_keys(line.substr(equals + 1));
    for (std::size_t at = 0; keys && at < kActCount; ++at) {
      if (kEntries[at].id == line.substr(0, equals)) read.keys_[at] = *keys;
    }
  }
  // Two for one key, as only a meddled-with setting has them: then the app's own are the safe ones.
  for (std::size_t at = 0; at < kActCount; ++at) {
    if (read.user_of(read.keys_[at]) != static_cast<Act>(at)) return Shortcuts();
  }
  return read;
}

}  // namespace quietroom::session
