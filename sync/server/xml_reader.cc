#include "sync/server/xml_reader.h"

#include <algorithm>

#include "platform/base/utf8.h"

namespace quietroom::server {
namespace {

constexpr Refusal kMalformed{400, "the body is not well-formed XML"};
constexpr Refusal kDocumentType{403, "XML with a document type is not taken"};
constexpr std::size_t kDepthMax = 32;
constexpr std::size_t kBindingsMax = 64;
constexpr std::string_view kBlanks = " \t\r\n";

/// ASCII only: names come back in the reply, and XML allows but some of the others.
bool is_name_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-' || c == '.' || c == ':';
}

/// What a namespace may hold: it is a URI, and comes back in the reply too.
bool is_visible_ascii(char c) {
  return c > 0x20 && c < 0x7f;
}

bool may_start_name(char c) {
  return is_name_char(c) && c != '-' && c != '.' && !(c >= '0' && c <= '9') && c != ':';
}

/// Drops everything through the next `end`.
bool skip_past(std::string_view& text, std::string_view end) {
  const std::size_t at = text.find(end);
  if (at == std::string_view::npos) {
    return false;
  }
  text.remove_prefix(at + end.size());
  return true;
}

/// `text` with XML's five entities replaced; nothing for any other.
std::optional<std::string> unescape(std::string_view text) {
  constexpr std::pair<std::string_view, char> kEntities[] = {
      {"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}};
  std::string out;
  while (!text.empty()) {
    if (text.front() != '&') {
      out.push_back(text.front());
      text.remove_prefix(1);
      continue;
    }
    const auto* found = std::find_if(std::begin(kEntities), std::end(kEntities),
                                     [&](const auto& e) { return text.starts_with(e.first); });
    if (found == std::end(kEntities)) {
      return std::nullopt;
    }
    out.push_back(found->second);
    text.remove_prefix(found->first.size());
  }
  return out;
}

}  // namespace

void XmlReader::skip_blanks() {
  rest_.remove_prefix(std::min(rest_.find_first_not_of(kBlanks), rest_.size()));
}

/// Passes over text, comments, CDATA and processing instructions.
Answer<void> XmlReader::skip_to_tag() {
  for (;;) {
    const std::size_t at = std::min(rest_.find('<'), rest_.size());
    const bool text = rest_.substr(0, at).find_first_not_of(kBlanks) != std::string_view::npos;
    if (text && open_.empty()) {
      return kMalformed;
    }
    rest_.remove_prefix(at);
    bool skipped = true;
    if (rest_.starts_with("<!--")) {
      rest_.remove_prefix(4);
      skipped = skip_past(rest_, "-->");
    } else if (rest_.starts_with("<![CDATA[") && !open_.empty()) {
      skipped = skip_past(rest_, "]]>");
    } else if (rest_.starts_with("<?")) {
      skipped = skip_past(rest_, "?>");
    } else if (rest_.starts_with("<!")) {
      return kDocumentType;
    } else {
      return {};
    }
    if (!skipped) {
      return kMalformed;
    }
  }
}

Answer<std::string> XmlReader::take_name() {
  if (rest_.empty() || !may_start_name(rest_.front())) {
    return kMalformed;
  }
  const auto* end = std::find_if_not(rest_.begin(), rest_.end(), is_name_char);
  std::string name(rest_.begin(), end);
  rest_.remove_prefix(name.size());
  const std::size_t colon = name.find(':');
  if (name.size() > 256 ||
      (colon != std::string::npos &&
       (colon + 1 == name.size() || name.find(':', colon + 1) != std::string::npos))) {
    return kMalformed;
  }
  return name;
}

Answer<std::string> XmlReader::take_quoted() {
  const char quote = rest_.empty() ? '\0' : rest_.front();
  if (quote != '"' && quote != '\'') {
    return kMalformed;
  }
  const std::size_t end = rest_.find(quote, 1);
  if (end == std::string_view::npos) {
    return kMalformed;
  }
  const std::string_view raw = rest_.substr(1, end - 1);
  rest_.remove_prefix(end + 1);
  const auto value = unescape(raw);
  if (raw.find('<') != std::string_view::npos || !value) {
    return kMalformed;
  }
  return *value;
}

/// Everything from the element's name to its '>'; namespaces are noted, the rest is passed over.
Answer<void> XmlReader::take_attributes(bool& empty_element) {
  for (;;) {
    const bool blank = !rest_.empty() && kBlanks.find(rest_.front()) != std::string_view::npos;
    skip_blanks();
    if (rest_.starts_with("/>") || rest_.starts_with(">")) {
      empty_element = rest_.front() == '/';
      rest_.remove_prefix(empty_element ? 2 : 1);
      return {};
    }
    if (!blank) {
      return kMalformed;
    }
    const std::string name = TRY(take_name());
    skip_blanks();
    if (!rest_.starts_with('=')) {
      return kMalformed;
    }
    rest_.remove_prefix(1);
    skip_blanks();
    const std::string value = TRY(take_quoted());
    const bool prefixed = name.starts_with("xmlns:");
    if (prefixed || name == "xmlns") {
      // A prefix cannot be bound to nothing (Namespaces in XML 1.0, section 5).
      if ((prefixed && value.empty()) || bindings_.size() == kBindingsMax ||
          !std::all_of(value.begin(), value.end(), is_visible_ascii)) {
        return kMalformed;
      }
      bindings_.emplace_back(prefixed ? name.substr(6) : std::string(), value);
    }
  }
}

Answer<std::string> XmlReader::resolve(std::string_view prefix) const {
  for (auto row = bindings_.rbegin(); row != bindings_.rend(); ++row) {
    if (row->first == prefix) {
      return row->second;
    }
  }
  if (prefix.empty()) {
    return std::string();
  }
  return kMalformed;
}

Answer<XmlEvent> XmlReader::open_element() {
  if (open_.size() == kDepthMax) {
    return kMalformed;
  }
  Open open;
  open.bindings_count = bindings_.size();
  rest_.remove_prefix(1);
  open.name = TRY(take_name());
  bool empty_element = false;
  TRY(take_attributes(empty_element));
  const std::size_t colon = open.name.find(':');
  const bool prefixed = colon != std::string::npos;
  open.event.space = TRY(resolve(prefixed ? std::string_view(open.name).substr(0, colon) : ""));
  open.event.local = prefixed ? open.name.substr(colon + 1) : open.name;
  XmlEvent event = open.event;
  event.opens = true;
  if (empty_element) {
    pending_end_ = open.event;
  }
  open_.push_back(std::move(open));
  return event;
}

void XmlReader::close_top() {
  bindings_.resize(open_.back().bindings_count);
  open_.pop_back();
}

Answer<XmlEvent> XmlReader::close_element() {
  rest_.remove_prefix(2);
  const std::string name = TRY(take_name());
  skip_blanks();
  if (open_.empty() || open_.back().name != name || !rest_.starts_with('>')) {
    return kMalformed;
  }
  rest_.remove_prefix(1);
  XmlEvent event = open_.back().event;
  close_top();
  return event;
}

Answer<std::optional<XmlEvent>> XmlReader::next() {
  using Maybe = std::optional<XmlEvent>;
  if (!started_ && !is_utf8(rest_)) {
    return kMalformed;
  }
  if (!started_ && rest_.starts_with("\xEF\xBB\xBF")) {
    rest_.remove_prefix(3);
  }
  if (pending_end_) {
    close_top();
    return std::exchange(pending_end_, std::nullopt);
  }
  TRY(skip_to_tag());
  if (rest_.empty()) {
    return started_ && open_.empty() ? Answer<Maybe>(Maybe{}) : Answer<Maybe>(kMalformed);
  }
  if (rest_.starts_with("</")) {
    return Maybe(TRY(close_element()));
  }
  if (started_ && open_.empty()) {
    return kMalformed;  // A second root.
  }
  started_ = true;
  return Maybe(TRY(open_element()));
}

}  // namespace quietroom::server
