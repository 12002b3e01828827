// web/protocol.js and the bridge name the same messages, fields, types and words. Messages are made
// from the list and handed to the bridge, and the bridge's own are held against the list; then the
// list is changed in every single place, and each change must be noticed.
#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <sstream>

#include "platform/bridge/bridge.h"
#include "tests/platform/bridge/protocol_list.h"

namespace quietroom {
namespace {

using Json = nlohmann::json;
using protocol::Field;
using protocol::Protocol;
using protocol::Shape;
using Problems = std::vector<std::string>;

// What comes beside the JSON, not in it.
constexpr const char* kBytes = "ArrayBuffer";

// --- From the page -----------------------------------------------------------------------------

Json sample_of(const Protocol& list, const Field& field) {
  if (field.type == "number") return 1;
  if (field.type == "boolean") return true;
  if (field.type == "string") return "a";
  if (field.type == "NodeId") return 7;
  const std::vector<std::string> words = list.words(field.type);
  return words.empty() ? Json() : Json(words.front());
}

Json sample_of(const Protocol& list, const Shape& shape) {
  Json message = Json::object();
  for (const auto& [name, field] : shape)
    if (field.type != kBytes) message[name] = sample_of(list, field);
  return message;
}

bool accepted(const Json& message) {
  return page_event_from_json(message.dump(), {}).ok();
}

/// `message` with `value` in the field `name`.
Json with(Json message, const std::string& name, Json value) {
  message[name] = std::move(value);
  return message;
}

void check_event_field(const Protocol& list, const Json& sample, const std::string& name,
                       const Field& field, const std::string& where, Problems& out) {
  if (field.type == kBytes || name == "type") return;
  Json without = sample;
  without.erase(name);
  if (accepted(without) != field.optional) out.push_back(where + ": needed or not");
  // A field that the bridge does not look at can hold anything.
  if (accepted(with(sample, name, Json::array()))) out.push_back(where + ": nobody reads it");
  // A key may go to no field, and a file to the screen.
  const bool may_be_none = name == "focus" || where.starts_with("file.");
  if (accepted(with(sample, name, 0)) && field.type == "NodeId" && !may_be_none)
    out.push_back(where + ": no node");
  for (const std::string& word : list.words(field.type)) {
    if (!accepted(with(sample, name, word))) out.push_back(where + ": " + word);
  }
  if (!list.words(field.type).empty() && accepted(with(sample, name, "unheard-of")))
    out.push_back(where + ": takes any word");
}

std::string text_of(const char* path) {
  std::ifstream file(std::string(QUIETROOM_SOURCE_DIR "/") + path);
  REQUIRE(file.good());
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

/// Whatever stands in quotes in the bridge: the names of the fields that it reads are among it.
std::set<std::string> words_in_bridge() {
  const std::string text = text_of("platform/bridge/bridge_events.cc");
  std::set<std::string> words;
  std::size_t begin = text.find('"');
  while (begin != text.npos) {
    const std::size_t end = text.find('"', begin + 1);
    words.insert(text.substr(begin + 1, end - begin - 1));
    begin = text.find('"', end + 1);
  }
  words.erase("type");
  return words;
}

/// What is wrong with one listed event; `index` becomes which one it is, if it is any.
Problems problems_of_event(const Protocol& list, const std::string& kind, const Shape& shape,
                           std::optional<std::size_t>& index) {
  Problems out;
  const Json sample = sample_of(list, shape);
  const auto event = page_event_from_json(sample.dump(), {});
  if (!event.ok()) return {kind + ": " + event.error().context};
  index = event.value().index();
  const bool has_bytes = std::holds_alternative<FileEvent>(event.value());
  if (has_bytes != (shape.contains("bytes") && shape.at("bytes").type == kBytes))
    out.push_back(kind + ": bytes");
  for (const auto& [name, field] : shape)
    check_event_field(list, sample, name, field, kind + "." + name, out);
  // And it looks at nothing that the list does not know.
  static const std::set<std::string> kNames = words_in_bridge();
  for (const std::string& name : kNames) {
    if (!shape.contains(name) && !accepted(with(sample, name, Json::array())))
      out.push_back(kind + "." + name + ": is read, but not listed");
  }
  return out;
}

void check_events(const Protocol& list, Problems& out) {
  // All events but one are the same for every change of the list.
  static std::map<std::string, std::pair<Problems, std::optional<std::size_t>>> known;
  const auto events = list.messages("PageEvent");
  if (events.size() != std::variant_size_v<PageEvent>) out.push_back("how many events");
  std::set<std::size_t> seen;
  for (const auto& [kind, shape] : events) {
    std::string key = kind;
    for (const auto& [name, field] : shape)
      key += "," + name + (field.optional ? "?" : "") + ":" + field.type;
    auto found = known.find(key);
    if (found == known.end()) {
      std::optional<std::size_t> index;
      Problems problems = problems_of_event(list, kind, shape, index);
      found = known.emplace(key, std::pair(std::move(problems), index)).first;
    }
    const auto& [problems, index] = found->second;
    out.insert(out.end(), problems.begin(), problems.end());
    if (index && !seen.insert(*index).second) out.push_back(kind + ": is another one");
  }
}

// --- To the page -------------------------------------------------------------------------------

SemanticsNode full_node() {
  SemanticsNode node;
  node.id = node.parent = 1;
  node.name = node.description = node.value = node.shortcut = "a";
  node.level = node.position = node.set_size = 1;
  node.checked = node.current = node.expanded = Tristate::kTrue;
  node.disabled = node.invalid = node.focusable = node.hidden_text = true;
  node.field = FieldKind::kNote;
  node.multiline = node.submit_on_enter = node.revealed = true;
  node.selectable = node.shaped = node.semibold = node.assisted = true;
  node.breaks = {1};
  node.line_height_px = 1;
  node.placeholder = node.file_accept = node.copies = node.href = node.drags = "a";
  node.font_size_px = node.content_height = node.scroll_y = 1;
  node.ink = node.placeholder_ink = node.accent = node.scroll_seq = 1;
  node.scrolls = node.picks_file = node.takes_drops = true;
  node.page_action = PageAction::kSmallWindow;
  node.touch_opens = 1;
  return node;
}

/// Every kind of request, once with everything that it can hold and once with nothing.
std::vector<std::pair<PageRequest, PageRequest>> requests() {
  SemanticsNode empty;
  empty.id = 1;
  return {{SemanticsRequest{{full_node()}, {1}, {1}}, SemanticsRequest{{empty}, {}, {}}},
          {AnnounceRequest{"a", true}, AnnounceRequest{}},
          {FocusRequest{1}, FocusRequest{}},
          {SetTextRequest{1, "a", "b"}, SetTextRequest{}},
          {SaveFileRequest{"a", "b", {1}}, SaveFileRequest{"", "", {1}}},
          {PrintRequest{{{PrintBlock::Kind::kTitle, "a", "b"}}}, PrintRequest{}},
          {PersistRequest{}, PersistRequest{}},
          {TakeStoreRequest{}, TakeStoreRequest{}},
          {ReleaseStoreRequest{}, ReleaseStoreRequest{}},
          {ApplyUpdateRequest{}, ApplyUpdateRequest{}},
          {InstallRequest{}, InstallRequest{}},
          {ChromeRequest{1, true}, ChromeRequest{}},
          {UnsavedRequest{true}, UnsavedRequest{}},
          {LanguageRequest{LanguageChoice::kGerman}, LanguageRequest{}}};
}

void check_object(const Protocol& list, const Json& object, const Shape& shape,
                  const std::string& where, Problems& out);

bool fits(const Protocol& list, const Json& value, const std::string& type,
          const std::string& where, Problems& out) {
  if (type == "number" || type == "NodeId") return value.is_number();
  if (type == "boolean") return value.is_boolean();
  if (type == "string") return value.is_string();
  if (type.ends_with("[]")) {
    if (!value.is_array()) return false;
    for (const Json& one : value)
      if (!fits(list, one, type.substr(0, type.size() - 2), where, out)) return false;
    return true;
  }
  if (type.starts_with('[')) {
    const auto types = protocol::split(type.substr(1, type.size() - 2), ',');
    return value.is_array() && value.size() == types.size();
  }
  if (const auto shape = list.shapes.find(type); shape != list.shapes.end()) {
    check_object(list, value, shape->second, where, out);
    return value.is_object();
  }
  const std::vector<std::string> words = list.words(type);
  return value.is_string() &&
         std::find(words.begin(), words.end(), value.get<std::string>()) != words.end();
}

/// `object` has no field that `shape` lacks, each of its type, and all that are needed.
void check_object(const Protocol& list, const Json& object, const Shape& shape,
                  const std::string& where, Problems& out) {
  for (const auto& [name, value] : object.items()) {
    const auto field = shape.find(name);
    if (field == shape.end()) {
      out.push_back(where + "." + name + ": not listed");
    } else if (!fits(list, value, field->second.type, where + "." + name, out)) {
      out.push_back(where + "." + name + ": not a " + field->second.type);
    }
  }
  for (const auto& [name, field] : shape)
    if (!field.optional && !object.contains(name)) out.push_back(where + "." + name + ": missing");
}

/// All that is listed is sent when there is something to say; what is optional, only then.
void check_complete(const Json& full, const Json& empty, const Shape& shape,
                    const std::string& where, Problems& out) {
  for (const auto& [name, field] : shape) {
    if (!full.contains(name)) out.push_back(where + "." + name + ": never sent");
    if (field.optional && empty.contains(name)) out.push_back(where + "." + name + ": always sent");
  }
}

Json sent(PageRequest request) {
  return Json::parse(page_message_from_request(std::move(request)).json);
}

/// Every value of an enum is a word of `type`, and every word is one's.
void check_words(const Protocol& list, const std::string& type, const std::set<std::string>& ours,
                 Problems& out) {
  const std::vector<std::string> words = list.words(type);
  if (std::set<std::string>(words.begin(), words.end()) != ours) out.push_back("words of " + type);
}

Json sent_node(const std::function<void(SemanticsNode&)>& change) {
  SemanticsNode node;
  node.id = 1;
  change(node);
  return sent(SemanticsRequest{{node}, {}, {}})["changed"][0];
}

std::set<std::string> our_roles() {
  std::set<std::string> roles;
  for (int role = 0; role <= static_cast<int>(Role::kSeparator); ++role)
    roles.insert(sent_node([&](SemanticsNode& n) { n.role = static_cast<Role>(role); })["role"]
                     .get<std::string>());
  return roles;
}

std::set<std::string> our_field_kinds() {
  std::set<std::string> kinds;
  for (int kind = 1; kind <= static_cast<int>(FieldKind::kNewPassphrase); ++kind)
    kinds.insert(
        sent_node([&](SemanticsNode& n) { n.field = static_cast<FieldKind>(kind); })["field"]
            .get<std::string>());
  return kinds;
}

std::set<std::string> our_page_actions() {
  std::set<std::string> actions;
  for (int action = 1; action <= static_cast<int>(PageAction::kTextAsDevice); ++action)
    actions.insert(sent_node([&](SemanticsNode& n) {
                     n.page_action = static_cast<PageAction>(action);
                   })["page_action"]
                       .get<std::string>());
  return actions;
}

std::set<std::string> our_print_kinds() {
  std::set<std::string> kinds;
  for (int kind = 0; kind <= static_cast<int>(PrintBlock::Kind::kLine); ++kind) {
    PrintBlock block;
    block.kind = static_cast<PrintBlock::Kind>(kind);
    kinds.insert(sent(PrintRequest{{block}})["blocks"][0]["kind"].get<std::string>());
  }
  return kinds;
}

std::set<std::string> our_language_choices() {
  std::set<std::string> choices;
  for (int choice = 0; choice <= static_cast<int>(LanguageChoice::kGerman); ++choice)
    choices.insert(
        sent(LanguageRequest{static_cast<LanguageChoice>(choice)})["choice"].get<std::string>());
  return choices;
}

/// A kind of request as the bridge writes it, with everything and with nothing.
struct Sent {
  std::size_t index;
  bool has_bytes;
  Json full, empty;
};

std::vector<Sent> all_sent() {
  std::vector<Sent> all;
  for (auto& [full, empty] : requests())
    all.push_back(
        {full.index(), std::holds_alternative<SaveFileRequest>(full), sent(full), sent(empty)});
  return all;
}

void check_requests(const Protocol& list, Problems& out) {
  const auto listed = list.messages("PageRequest");
  std::set<std::string> kinds;
  std::set<std::size_t> indices;
  static const std::vector<Sent> kSent = all_sent();
  for (const Sent& one : kSent) {
    const auto& [index, has_bytes, a, b] = one;
    indices.insert(index);
    const auto kind = a["type"].get<std::string>();
    kinds.insert(kind);
    const auto found = listed.find(kind);
    if (found == listed.end()) {
      out.push_back(kind + ": not listed");
      continue;
    }
    Shape shape = found->second;
    const auto bytes = shape.find("bytes");
    if (has_bytes != (bytes != shape.end() && bytes->second.type == kBytes))
      out.push_back(kind + ": bytes");
    shape.erase("bytes");
    check_object(list, a, shape, kind, out);
    check_object(list, b, shape, kind, out);
    check_complete(a, b, shape, kind, out);
    if (kind != "semantics") continue;
    const auto node = list.shapes.find("SemanticsNode");
    REQUIRE(node != list.shapes.end());
    check_complete(a["changed"][0], b["changed"][0], node->second, "node", out);
  }
  REQUIRE(indices.size() == std::variant_size_v<PageRequest>);
  if (kinds.size() != listed.size()) out.push_back("how many requests");

  static const std::set<std::string> kRoles = our_roles();
  check_words(list, "Role", kRoles, out);
  static const std::set<std::string> kFields = our_field_kinds();
  const Shape& node = list.shapes.at("SemanticsNode");
  check_words(list, node.contains("field") ? node.at("field").type : "", kFields, out);
  static const std::set<std::string> kPrints = our_print_kinds();
  const auto print = list.shapes.find("PrintBlock");
  const bool has_kind = print != list.shapes.end() && print->second.contains("kind");
  check_words(list, has_kind ? print->second.at("kind").type : "", kPrints, out);
  static const std::set<std::string> kLanguages = our_language_choices();
  const auto language = list.shapes.find("LanguageRequest");
  const bool has_choice = language != list.shapes.end() && language->second.contains("choice");
  check_words(list, has_choice ? language->second.at("choice").type : "", kLanguages, out);
  static const std::set<std::string> kActions = our_page_actions();
  check_words(list, node.contains("page_action") ? node.at("page_action").type : "", kActions, out);
}

Problems problems_of(const Protocol& list) {
  Problems out;
  check_events(list, out);
  check_requests(list, out);
  return out;
}

std::string protocol_text() {
  return text_of("web/protocol.js");
}

/// The types that are messages to or from the program, and what is in them.
std::set<std::string> types_of_messages(const Protocol& list) {
  std::set<std::string> names = {"SemanticsNode"};
  for (const char* all : {"PageEvent", "PageRequest"})
    for (const std::string& type : protocol::split(list.others.at(all), '|')) names.insert(type);
  return names;
}

}  // namespace

TEST_CASE("protocol: web/protocol.js and the bridge say the same") {
  const Problems problems = problems_of(protocol::parse(protocol_text()));
  for (const std::string& problem : problems) CHECK_MESSAGE(false, problem);
}

TEST_CASE("protocol: any field that is renamed, left out, or of another type is noticed") {
  const Protocol list = protocol::parse(protocol_text());
  int changes = 0;
  const auto noticed = [&](const std::function<void(Protocol&)>& change) {
    Protocol changed = list;
    change(changed);
    CHECK_FALSE(problems_of(changed).empty());
    ++changes;
  };
  for (const std::string& type : types_of_messages(list)) {
    CAPTURE(type);
    noticed([&](Protocol& p) { p.shapes[type]["unheard_of"] = {"number", false}; });
    noticed([&](Protocol& p) { p.shapes[type]["unheard_of"] = {"number", true}; });
    for (const auto& entry : list.shapes.at(type)) {
      const std::string& name = entry.first;
      const Field& field = entry.second;
      CAPTURE(name);
      if (name == "type") {
        noticed([&](Protocol& p) { p.shapes[type][name].type = "'unheard-of'"; });
        continue;
      }
      noticed([&](Protocol& p) {
        p.shapes[type].erase(name);
        p.shapes[type][name + "s"] = field;
      });
      noticed([&](Protocol& p) { p.shapes[type].erase(name); });
      noticed([&](Protocol& p) { p.shapes[type][name].type = "unheard-of"; });
      if (field.type != kBytes)
        noticed([&](Protocol& p) { p.shapes[type][name].optional = !field.optional; });
    }
  }
  CHECK(changes > 200);
}

TEST_CASE("protocol: a word that is renamed or added is noticed, in the text of the file") {
  const std::string text = protocol_text();
  const Protocol list = protocol::parse(text);
  std::set<std::string> words;
  for (const std::string& type : types_of_messages(list))
    for (const auto& [name, field] : list.shapes.at(type))
      for (const std::string& word : list.words(field.type)) words.insert(word);
  CHECK(words.size() > 50);
  for (const std::string& word : words) {
    CAPTURE(word);
    const std::string quoted = "'" + word + "'";
    for (std::size_t at = text.find(quoted); at != text.npos; at = text.find(quoted, at + 1)) {
      const std::size_t line = text.rfind('\n', at);
      // Between the page and the worker's own JavaScript: not the bridge's.
      if (at > text.find("BootMessage")) break;
      CAPTURE(text.substr(line, text.find('\n', at) - line));
      std::string changed = text;
      changed.replace(at, quoted.size(), "'" + word + "x'");
      CHECK_FALSE(problems_of(protocol::parse(changed)).empty());
    }
  }
}

}  // namespace quietroom
