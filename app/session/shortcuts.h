// Keys for what is done often, and the choice of other ones. A combination is written as
// aria-keyshortcuts writes it: "Alt+Q", "F9". Browsers and systems keep most combinations for
// themselves, so only a few kinds can be chosen (parse_keys).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace quietroom::session {

/// What has a key of its own.
enum class Act : std::uint8_t {
  kCover,
  kLock,
  kUndo,
  kHelp,
  kQuote,
  kParaphrase,
  kInference,
  kNextItem,
  kPreviousItem,
  kDone,
  kSkip,
  kCovered,
  kOffRecord,
  kPause,
  kStar,
  kSurprise,
  kCount,
};
inline constexpr std::size_t kActCount = static_cast<std::size_t>(Act::kCount);

/// What `act` does: "Cover the screen, uncover it".
std::string_view words_of(Act act);
/// True if it does something in a 1:1 only.
bool is_of_interview(Act act);

/// What a person typed ("alt k", "F4", "Alt + Up") in its one form ("Alt+K", "F4", "Alt+ArrowUp");
/// nothing if no page may use it: only Alt with a letter, a digit, Up or Down, and F1, F2, F4, F8
/// and F9 are left to pages by all browsers.
std::optional<std::string> parse_keys(std::string_view typed);
/// `keys` to be read: "Alt + Up".
std::string shown_keys(std::string_view keys);

/// Which keys do what on this device.
class Shortcuts {
 public:
  /// The ones that the app comes with.
  Shortcuts();

  /// The combination for `act`; never empty.
  std::string_view of(Act act) const { return keys_[index(act)]; }
  /// What has `keys`, if anything.
  std::optional<Act> user_of(std::string_view keys) const;
  /// Gives `act` other keys; as parse_keys() gives them, and nobody else's.
  void set(Act act, std::string keys) { keys_[index(act)] = std::move(keys); }
  /// True if all are as the app comes with them.
  bool are_default() const { return keys_ == Shortcuts().keys_; }

  /// Those that differ from the default, as lines "quote=Alt+K".
  std::string write() const;
  /// What write() wrote, by this or another version: lines that are unknown or not allowed are left
  /// out. The default if two would share their keys.
  static Shortcuts read(std::string_view written);

 private:
  static std::size_t index(Act act) { return static_cast<std::size_t>(act); }
  std::array<std::string, kActCount> keys_;
};

}  // namespace quietroom::session
