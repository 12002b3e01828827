#include "sync/crypto/age_header.h"

#include <algorithm>
#include <optional>

#include "sync/crypto/base64.h"

namespace quietroom::crypto {
namespace {

constexpr std::string_view kFormat = "age-encryption.org/";
constexpr std::string_view kVersionLine = "age-encryption.org/v1";
constexpr std::string_view kStanza = "-> ";
constexpr std::string_view kMac = "--- ";
constexpr std::size_t kBodyBytesPerLine = 48;

Error corrupt(std::string_view why) {
  return {ErrorCode::kCorrupt, "age header: " + std::string(why)};
}

/// Lines from the front of a text, each ended by a line feed.
class Lines {
 public:
  explicit Lines(std::string_view text) : text_(text) {}
  /// The next line without its end; nothing if the text ends before it does.
  std::optional<std::string_view> next() {
    const std::size_t end = text_.find('\n', at_);
    if (end == text_.npos) return std::nullopt;
    const std::string_view line = text_.substr(at_, end - at_);
    begin_ = at_;
    at_ = end + 1;
    return line;
  }
  std::size_t begin_of_last() const { return begin_; }
  std::size_t read_size() const { return at_; }

 private:
  std::string_view text_;
  std::size_t at_ = 0, begin_ = 0;
};

Result<std::vector<std::string>> read_arguments(std::string_view line) {
  std::vector<std::string> arguments(1);
  for (const char c : line) {
    if (c == ' ') {
      arguments.emplace_back();
      continue;
    }
    if (c < '!' || c > '~') return corrupt("a character that no argument has");
    arguments.back() += c;
  }
  const auto is_empty = [](const std::string& argument) { return argument.empty(); };
  if (std::any_of(arguments.begin(), arguments.end(), is_empty))
    return corrupt("an empty argument");
  return arguments;
}

/// A short line ends the body, an empty one where the last is full.
Result<Bytes> read_body(Lines& lines) {
  Bytes body;
  for (;;) {
    const auto line = lines.next();
    if (!line) return corrupt("truncated");
    const Bytes part = TRY_IN("age header", from_base64(*line, Padding::kNone));
    if (part.size() > kBodyBytesPerLine) return corrupt("a line too long");
    put_bytes(body, part);
    if (part.size() < kBodyBytesPerLine) return body;
  }
}

}  // namespace

Result<AgeHeader> read_age_header(ByteSpan file) {
  Lines lines(as_text(file.first(std::min(file.size(), kAgeHeaderSizeMax))));
  const auto version = lines.next();
  if (!version || !version->starts_with(kFormat)) return corrupt("not an age file");
  if (*version != kVersionLine) return Error{ErrorCode::kUnsupported, "age header: version"};
  AgeHeader header;
  for (;;) {
    const auto line = lines.next();
    if (!line) return corrupt("truncated");
    if (line->starts_with(kStanza)) {
      AgeStanza stanza;
      stanza.arguments = TRY(read_arguments(line->substr(kStanza.size())));
      stanza.body = TRY(read_body(lines));
      header.stanzas.push_back(std::move(stanza));
      continue;
    }
    if (!line->starts_with(kMac)) return corrupt("a line that is none of it");
    const Bytes mac = TRY_IN("age header", from_base64(line->substr(kMac.size()), Padding::kNone));
    if (mac.size() != header.mac.size()) return corrupt("size of the MAC");
    if (header.stanzas.empty()) return corrupt("no stanza");
    std::copy(mac.begin(), mac.end(), header.mac.begin());
    header.authenticated_size = lines.begin_of_last() + kMac.size() - 1;
    header.size = lines.read_size();
    return header;
  }
}

std::string age_header_before_mac(const std::vector<AgeStanza>& stanzas) {
  std::string text = std::string(kVersionLine) + "\n";
  for (const AgeStanza& stanza : stanzas) {
    text += "->";
    for (const std::string& argument : stanza.arguments) text += " " + argument;
    text += '\n';
    ByteSpan rest = stanza.body;
    for (bool more = true; more;) {
      const ByteSpan part = rest.first(std::min(rest.size(), kBodyBytesPerLine));
      rest = rest.subspan(part.size());
      text += to_base64(part, Padding::kNone) + "\n";
      more = part.size() == kBodyBytesPerLine;
    }
  }
  return text + "---";
}

}  // namespace quietroom::crypto
