// Reading web/protocol.js, and that the reader sees what it should.
#include "tests/platform/bridge/protocol_list.h"

#include <doctest/doctest.h>

namespace quietroom::protocol {
namespace {

std::string trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \n");
  if (first == text.npos) return "";
  return std::string(text.substr(first, text.find_last_not_of(" \n") - first + 1));
}

/// `text` without the stars of its comments' lines.
std::string without_stars(std::string_view text) {
  std::string out;
  for (const std::string& line : split(text, '\n')) {
    if (line.starts_with("//")) continue;
    out += line.starts_with("* ") ? line.substr(2) : line;
    out += '\n';
  }
  return out;
}

/// The inside of the braces that open at `at`; `at` is put behind them.
std::string braced(const std::string& text, std::size_t& at) {
  REQUIRE(text[at] == '{');
  const std::size_t begin = at + 1;
  int depth = 0;
  do {
    if (text[at] == '{') ++depth;
    if (text[at] == '}') --depth;
    ++at;
  } while (depth > 0 && at < text.size());
  REQUIRE(depth == 0);
  return trimmed(text.substr(begin, at - begin - 1));
}

std::string word(const std::string& text, std::size_t& at) {
  at = text.find_first_not_of(" \n", at);
  const std::size_t end = text.find_first_of(" \n", at);
  std::string found = text.substr(at, end - at);
  at = end;
  return found;
}

Shape shape_of(const std::string& inside) {
  Shape shape;
  for (const std::string& part : split(inside, ',')) {
    const std::size_t colon = part.find(':');
    REQUIRE(colon != part.npos);
    std::string name = trimmed(part.substr(0, colon));
    const bool optional = name.ends_with('?');
    if (optional) name.pop_back();
    shape[name] = {trimmed(part.substr(colon + 1)), optional};
  }
  return shape;
}

}  // namespace

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  std::size_t begin = 0;
  int depth = 0;
  for (std::size_t at = 0; at <= text.size(); ++at) {
    const char c = at < text.size() ? text[at] : separator;
    if (separator != '\n' && (c == '{' || c == '[' || c == '(' || c == '<')) ++depth;
    if (separator != '\n' && (c == '}' || c == ']' || c == ')' || c == '>')) --depth;
    if (c != separator || (depth != 0 && at < text.size())) continue;
    parts.push_back(trimmed(text.substr(begin, at - begin)));
    begin = at + 1;
  }
  return parts;
}

Protocol parse(std::string_view source) {
  const std::string text = without_stars(source);
  constexpr std::string_view kTypedef = "@typedef ";
  constexpr std::string_view kProperty = "@property ";
  Protocol out;
  std::size_t at = text.find(kTypedef);
  while (at != text.npos) {
    at += kTypedef.size();
    const std::string type = braced(text, at);
    const std::string name = word(text, at);
    const std::size_t next = text.find(kTypedef, at);
    const std::size_t end = text.find("*/", at);
    if (type.starts_with('{')) {
      std::size_t inner = 0;
      out.shapes[name] = shape_of(braced(type, inner));
    } else if (type == "object") {
      Shape& shape = out.shapes[name];
      for (at = text.find(kProperty, at); at < end; at = text.find(kProperty, at)) {
        at += kProperty.size();
        Field field{braced(text, at)};
        std::string property = word(text, at);
        field.optional = property.starts_with('[');
        if (field.optional) property = property.substr(1, property.size() - 2);
        shape[property] = field;
      }
    } else {
      out.others[name] = type;
    }
    at = next;
  }
  return out;
}

std::map<std::string, Shape> Protocol::messages(const std::string& name) const {
  std::map<std::string, Shape> found;
  const auto listed = others.find(name);
  REQUIRE(listed != others.end());
  for (const std::string& type : split(listed->second, '|')) {
    const auto shape = shapes.find(type);
    REQUIRE_MESSAGE(shape != shapes.end(), type);
    const auto kind = shape->second.find("type");
    REQUIRE_MESSAGE(kind != shape->second.end(), type);
    const std::vector<std::string> kinds = words(kind->second.type);
    REQUIRE_MESSAGE(kinds.size() == 1, type);
    found[kinds.front()] = shape->second;
  }
  return found;
}

std::vector<std::string> Protocol::words(const std::string& type) const {
  const auto other = others.find(type);
  if (other != others.end()) return words(other->second);
  std::vector<std::string> found;
  for (const std::string& part : split(type, '|')) {
    if (part.size() < 2 || !part.starts_with('\'') || !part.ends_with('\'')) return {};
    found.push_back(part.substr(1, part.size() - 2));
  }
  return found;
}

TEST_CASE("protocol list: fields, options, unions and properties are seen") {
  const Protocol list = parse(R"(
// A comment with @typedef {nothing} in it.
/** @typedef {number} NodeId Above zero. */
/**
 * @typedef {'a'|'b'
 *   |'c'} Role
 * @typedef {{type: 'one', role: Role, phase: 'x'|'y',
 *   later?: string, rect: [number, number]}} One Said in words.
 * @typedef {{type: 'two'}} Two
 * @typedef {One
 *   |Two} Any
 */
/**
 * In words.
 * @typedef {object} Node
 * @property {NodeId} id
 * @property {boolean} [hidden] In words.
 */
)");
  CHECK(list.shapes.size() == 3);
  const auto any = list.messages("Any");
  REQUIRE(any.size() == 2);
  const Shape& one = any.at("one");
  CHECK(one.size() == 5);
  CHECK(one.at("later").optional);
  CHECK_FALSE(one.at("phase").optional);
  CHECK(one.at("rect").type == "[number, number]");
  CHECK(list.words(one.at("phase").type) == std::vector<std::string>{"x", "y"});
  CHECK(list.words("Role") == std::vector<std::string>{"a", "b", "c"});
  CHECK(list.words("NodeId").empty());
  const Shape& node = list.shapes.at("Node");
  CHECK(node.size() == 2);
  CHECK(node.at("id").type == "NodeId");
  CHECK(node.at("hidden").optional);
}

}  // namespace quietroom::protocol
