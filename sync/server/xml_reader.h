// A reader for the small XML documents that WebDAV clients send: elements with their namespaces,
// one event after the other. Text, comments and attributes that declare nothing are passed over. No
// document types, no entities but the five of XML, no allocation that the input does not pay for.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sync/server/answer.h"

namespace quietroom::server {

/// The beginning or the end of an element.
struct XmlEvent {
  bool opens = false;
  std::string space;  ///< The namespace's name; empty for none.
  std::string local;
};

class XmlReader {
 public:
  /// `text` outlives the reader.
  explicit XmlReader(std::string_view text) : rest_(text) {}

  /// The next event; nothing after the end of the one root element. Refused: 400 for what is not
  /// well-formed, deeper than 32 elements or not UTF-8; 403 for a document type.
  Answer<std::optional<XmlEvent>> next();

 private:
  struct Open {
    std::string name;            ///< As written, with its prefix.
    XmlEvent event;              ///< What its end will be.
    std::size_t bindings_count;  ///< How many there were before it.
  };

  Answer<void> skip_to_tag();
  Answer<XmlEvent> open_element();
  Answer<XmlEvent> close_element();
  Answer<void> take_attributes(bool& empty_element);
  Answer<std::string> take_name();
  Answer<std::string> take_quoted();
  Answer<std::string> resolve(std::string_view prefix) const;
  void skip_blanks();
  void close_top();

  std::string_view rest_;
  std::vector<Open> open_;
  std::vector<std::pair<std::string, std::string>> bindings_;  ///< Prefix, namespace.
  std::optional<XmlEvent> pending_end_;                        ///< Of an element like <a/>.
  bool started_ = false;
};

}  // namespace quietroom::server
