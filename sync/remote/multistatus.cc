#include "sync/remote/multistatus.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace quietroom::remote {
namespace {

constexpr std::size_t kNameSizeMax = 64;

Error broken(std::string_view why) {
  return {ErrorCode::kCorrupt, "multistatus: " + std::string(why)};
}

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

/// One tag or piece of text.
struct Token {
  enum class Kind { kStart, kEnd, kEmpty, kText, kDone } kind = Kind::kDone;
  std::string_view text;  ///< Of a tag: its name without namespace prefix.
};

/// XML into tags and text; comments and processing instructions are skipped.
class Tokens {
 public:
  explicit Tokens(std::string_view xml) : rest_(xml) {}

  Result<Token> next() {
    while (!rest_.empty()) {
      if (rest_.front() != '<') {
        const std::size_t end = std::min(rest_.find('<'), rest_.size());
        return Token{Token::Kind::kText, take(end)};
      }
      if (rest_.starts_with("<?")) {
        TRY(skip_past("?>"));
      } else if (rest_.starts_with("<!--")) {
        TRY(skip_past("-->"));
      } else if (rest_.starts_with("<!")) {
        return broken("declaration");  // DOCTYPE brings entities; CDATA no server sends here.
      } else {
        return tag();
      }
    }
    return Token{};
  }

 private:
  std::string_view take(std::size_t count) {
    const std::string_view taken = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return taken;
  }
  Status skip_past(std::string_view end) {
    const std::size_t at = rest_.find(end);
    if (at == std::string_view::npos) return broken("truncated");
    rest_.remove_prefix(at + end.size());
    return {};
  }
  Result<Token> tag() {
    char quote = 0;
    std::size_t at = 1;
    for (; at < rest_.size() && (quote != 0 || rest_[at] != '>'); ++at) {
      const char c = rest_[at];
      if (quote != 0) {
        if (c == quote) quote = 0;
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (c == '<') {
        return broken("tag in a tag");
      }
    }
    if (at == rest_.size()) return broken("truncated");
    std::string_view inside = take(at + 1).substr(1, at - 1);
    Token token{Token::Kind::kStart, {}};
    if (inside.starts_with('/')) {
      token.kind = Token::Kind::kEnd;
      inside.remove_prefix(1);
    } else if (inside.ends_with('/')) {
      token.kind = Token::Kind::kEmpty;
      inside.remove_suffix(1);
    }
    std::size_t end = 0;
    while (end < inside.size() && !is_space(inside[end])) ++end;
    token.text = inside.substr(0, end);
    const std::size_t colon = token.text.find(':');
    if (colon != std::string_view::npos) token.text.remove_prefix(colon + 1);
    if (token.text.empty()) return broken("tag without a name");
    return token;
  }

  std::string_view rest_;
};

/// `text` with the five named entities resolved; nothing for any other, none of which stands in a
/// name of ours.
std::optional<std::string> without_entities(std::string_view text) {
  constexpr std::pair<std::string_view, char> kNamed[] = {
      {"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}};
  std::string out;
  while (!text.empty()) {
    if (text.front() != '&') {
      out += text.front();
      text.remove_prefix(1);
      continue;
    }
    const auto named = std::find_if(std::begin(kNamed), std::end(kNamed),
                                    [&](const auto& one) { return text.starts_with(one.first); });
    if (named == std::end(kNamed)) return std::nullopt;
    out += named->second;
    text.remove_prefix(named->first.size());
  }
  return out;
}

std::optional<std::string> percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out += text[i];
      continue;
    }
    unsigned value = 0;
    if (i + 2 >= text.size()) return std::nullopt;
    const auto read = std::from_chars(text.data() + i + 1, text.data() + i + 3, value, 16);
    if (read.ptr != text.data() + i + 3) return std::nullopt;
    out += static_cast<char>(value);
    i += 2;
  }
  return out;
}

bool is_our_name(std::string_view name) {
  return !name.empty() && name.size() <= kNameSizeMax &&
         std::all_of(name.begin(), name.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
         });
}

/// The name of a child of `folder` in `href` (a URL, or its path), or nothing if it is none.
std::optional<std::string> child_of(std::string_view folder, std::string_view href) {
  const auto plain = without_entities(trimmed(href));
  if (!plain) return std::nullopt;
  const auto decoded = percent_decoded(*plain);
  if (!decoded) return std::nullopt;
  std::string_view path = *decoded;
  while (path.ends_with('/')) path.remove_suffix(1);
  const std::size_t slash = path.rfind('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const std::string_view name = path.substr(slash + 1);
  std::string_view parent = path.substr(0, slash);
  if (!is_our_name(name) || !parent.ends_with(folder)) return std::nullopt;
  parent.remove_suffix(folder.size());
  if (!parent.empty() && !parent.ends_with('/')) return std::nullopt;
  return std::string(name);
}

/// One <response> as it is read.
struct Response {
  std::string_view href;
  bool folder = false;
  std::optional<std::uint64_t> size_bytes;
};

class Reader {
 public:
  Reader(std::string_view xml, std::string_view folder) : tokens_(xml), folder_(folder) {}

  Result<std::vector<Entry>> read() {
    for (;;) {
      const Token token = TRY(tokens_.next());
      switch (token.kind) {
        case Token::Kind::kDone:
          if (!open_.empty() || !seen_root_) return broken("truncated");
          return std::move(entries_);
        case Token::Kind::kStart:
        case Token::Kind::kEmpty:
          TRY(begin(token.text));
          if (token.kind == Token::Kind::kEmpty) TRY(end(token.text));
          break;
        case Token::Kind::kEnd:
          TRY(end(token.text));
          break;
        case Token::Kind::kText:
          TRY(text(token.text));
          break;
      }
    }
  }

 private:
  Status begin(std::string_view name) {
    if (open_.empty() && (seen_root_ || name != "multistatus")) return broken("another root");
    if (open_.size() == kMultistatusDepthMax) return broken("nested too deeply");
    seen_root_ = true;
    open_.push_back(name);
    if (open_.size() == 2 && name == "response") response_ = Response{};
    if (name == "collection") response_.folder = true;
    return {};
  }
  Status end(std::string_view name) {
    if (open_.empty() || open_.back() != name) return broken("tags cross");
    open_.pop_back();
    if (open_.size() != 1 || name != "response") return {};
    if (auto child = child_of(folder_, response_.href))
      entries_.push_back({std::move(*child), response_.folder, response_.size_bytes});
    return {};
  }
  Status text(std::string_view text) {
    const std::string_view value = trimmed(text);
    if (value.empty()) return {};
    if (open_.empty()) return broken("text outside");
    if (open_.size() == 3 && open_.back() == "href") response_.href = value;
    if (open_.back() == "getcontentlength") {
      std::uint64_t size = 0;
      const auto read = std::from_chars(value.data(), value.data() + value.size(), size);
      if (read.ec == std::errc() && read.ptr == value.data() + value.size())
        response_.size_bytes = size;
    }
    return {};
  }

  Tokens tokens_;
  std::string_view folder_;
  std::vector<std::string_view> open_;
  bool seen_root_ = false;
  Response response_;
  std::vector<Entry> entries_;
};

}  // namespace

Result<std::vector<Entry>> parse_multistatus(std::string_view xml, std::string_view folder) {
  if (xml.starts_with("\xEF\xBB\xBF")) xml.remove_prefix(3);  // A byte order mark.
  return Reader(xml, folder).read();
}

}  // namespace quietroom::remote
