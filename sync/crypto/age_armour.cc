#include "sync/crypto/age_armour.h"

#include <algorithm>

#include "sync/crypto/base64.h"

namespace quietroom::crypto {
namespace {

constexpr std::size_t kBytesPerLine = 48;
constexpr std::size_t kDigitsPerLine = 64;
constexpr std::string_view kBlanks = " \t\r\n";

Error corrupt(std::string_view why) {
  return {ErrorCode::kCorrupt, "age armour: " + std::string(why)};
}

/// The first line of `text` without its end, which is dropped from it.
std::string_view take_line(std::string_view& text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

}  // namespace

std::string to_age_armour(ByteSpan file) {
  std::string text = std::string(kAgeArmourBegin) + "\n";
  while (!file.empty()) {
    const ByteSpan part = file.first(std::min(file.size(), kBytesPerLine));
    file = file.subspan(part.size());
    text += to_base64(part, Padding::kEquals) + "\n";
  }
  return text + std::string(kAgeArmourEnd) + "\n";
}

Result<Bytes> from_age_armour(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(kBlanks);
  if (begin == text.npos) return corrupt("empty");
  text = text.substr(begin, text.find_last_not_of(kBlanks) + 1 - begin);
  if (take_line(text) != kAgeArmourBegin) return corrupt("its first line is missing");
  Bytes bytes;
  bytes.reserve(text.size() / 4 * 3);
  for (bool is_last = false; !text.empty();) {
    const std::string_view line = take_line(text);
    if (line == kAgeArmourEnd) {
      if (!text.empty()) return corrupt("something after its last line");
      return bytes;
    }
    if (is_last || line.empty() || line.size() > kDigitsPerLine) return corrupt("a line's length");
    const Bytes part = TRY_IN("age armour", from_base64(line, Padding::kEquals));
    is_last = part.size() < kBytesPerLine;
    put_bytes(bytes, part);
  }
  return corrupt("its last line is missing");
}

}  // namespace quietroom::crypto
