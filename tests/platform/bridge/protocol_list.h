// web/protocol.js as data: which messages there are, and of which fields they consist. Reads just
// the JSDoc that stands there; what it does not understand, it names.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace quietroom::protocol {

/// One field: its type as written ("number", "'a'|'b'", "NodeId[]", ...).
struct Field {
  std::string type;
  bool optional = false;
};

/// The fields of one message or node, by name; `type` is among a message's.
using Shape = std::map<std::string, Field>;

struct Protocol {
  std::map<std::string, Shape> shapes;        ///< By the type's name ("ViewportEvent").
  std::map<std::string, std::string> others;  ///< Types without fields: "Role", unions, numbers.

  /// The kinds that the union called `name` lists ("PageEvent"), with their fields.
  std::map<std::string, Shape> messages(const std::string& name) const;
  /// The words that a type allows: of "'a'|'b'", or of the type that it names. Empty for others.
  std::vector<std::string> words(const std::string& type) const;
};

/// Reads the text of web/protocol.js.
Protocol parse(std::string_view text);

/// `text` cut at each `separator` that is not within brackets, without blanks.
std::vector<std::string> split(std::string_view text, char separator);

}  // namespace quietroom::protocol
