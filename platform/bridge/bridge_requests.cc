// Messages to the page. What has its default value is left out: the tree is most of the traffic.
#include <nlohmann/json.hpp>
#include <utility>

#include "platform/bridge/bridge.h"

namespace quietroom {
namespace {

// The plain form keeps the order of fields, which makes messages readable in the browser's tools.
using Json = nlohmann::ordered_json;

Json message(const char* type) {
  Json object = Json::object();
  object["type"] = type;
  return object;
}

void put(Json& out, const char* name, const std::string& value) {
  if (!value.empty()) out[name] = value;
}
void put(Json& out, const char* name, bool value) {
  if (value) out[name] = true;
}
void put(Json& out, const char* name, Tristate value) {
  if (value != Tristate::kNone) out[name] = value == Tristate::kTrue;
}
template <typename Number>
void put_number(Json& out, const char* name, Number value) {
  if (value != Number{}) out[name] = value;
}

const char* field_name(FieldKind kind) {
  switch (kind) {
    case FieldKind::kNone:
      return nullptr;
    case FieldKind::kNote:
      return "note";
    case FieldKind::kLine:
      return "line";
    case FieldKind::kName:
      return "name";
    case FieldKind::kCode:
      return "code";
    case FieldKind::kPassphrase:
      return "passphrase";
    case FieldKind::kNewPassphrase:
      return "new_passphrase";
  }
  return nullptr;
}

const char* language_name(LanguageChoice choice) {
  switch (choice) {
    case LanguageChoice::kEnglish:
      return "en";
    case LanguageChoice::kGerman:
      return "de";
    case LanguageChoice::kBrowser:
      break;
  }
  return "browser";
}

const char* page_action_name(PageAction action) {
  switch (action) {
    case PageAction::kNone:
      return nullptr;
    case PageAction::kSmallWindow:
      return "small_window";
    case PageAction::kTextSmaller:
      return "text_smaller";
    case PageAction::kTextLarger:
      return "text_larger";
    case PageAction::kTextAsDevice:
      return "text_as_device";
  }
  return nullptr;
}

const char* print_name(PrintBlock::Kind kind) {
  switch (kind) {
    case PrintBlock::Kind::kTitle:
      return "title";
    case PrintBlock::Kind::kHeading:
      return "heading";
    case PrintBlock::Kind::kNote:
      return "note";
    case PrintBlock::Kind::kLine:
      return "line";
    case PrintBlock::Kind::kText:
      break;
  }
  return "text";
}

void put_field(Json& out, const SemanticsNode& node) {
  const char* field = field_name(node.field);
  if (field) out["field"] = field;
  put(out, "multiline", node.multiline);
  put(out, "submit_on_enter", node.submit_on_enter);
  put(out, "revealed", node.revealed);
  put(out, "assisted", node.assisted);
  put(out, "placeholder", node.placeholder);
  put_number(out, "font_size_px", node.font_size_px);
  put_number(out, "ink", node.ink);
  put_number(out, "placeholder_ink", node.placeholder_ink);
  put_number(out, "accent", node.accent);
}

Json node_message(const SemanticsNode& node) {
  Json out = Json::object();
  out["id"] = node.id;
  put_number(out, "parent", node.parent);
  out["role"] = std::string(role_name(node.role));
  put(out, "name", node.name);
  put(out, "description", node.description);
  put(out, "value", node.value);
  put(out, "shortcut", node.shortcut);
  put_number(out, "level", node.level);
  put_number(out, "position", node.position);
  put_number(out, "set_size", node.set_size);
  put(out, "checked", node.checked);
  put(out, "current", node.current);
  put(out, "expanded", node.expanded);
  put(out, "disabled", node.disabled);
  put(out, "invalid", node.invalid);
  put(out, "focusable", node.focusable);
  put(out, "hidden_text", node.hidden_text);
  out["rect"] = Json::array({node.rect.x, node.rect.y, node.rect.width, node.rect.height});
  put(out, "selectable", node.selectable);
  put(out, "shaped", node.shaped);
  put(out, "semibold", node.semibold);
  put_number(out, "line_height_px", node.line_height_px);
  if (!node.breaks.empty()) out["breaks"] = node.breaks;
  put_field(out, node);
  put(out, "scrolls", node.scrolls);
  put_number(out, "content_height", node.content_height);
  put_number(out, "scroll_y", node.scroll_y);
  put_number(out, "scroll_seq", node.scroll_seq);
  put(out, "picks_file", node.picks_file);
  put(out, "file_accept", node.file_accept);
  put(out, "copies", node.copies);
  put(out, "href", node.href);
  if (const char* action = page_action_name(node.page_action)) out["page_action"] = action;
  put(out, "drags", node.drags);
  put(out, "takes_drops", node.takes_drops);
  put_number(out, "touch_opens", node.touch_opens);
  return out;
}

/// Writes one kind of request each.
struct Writer {
  Bytes& bytes;

  Json operator()(const SemanticsRequest& request) const {
    Json out = message("semantics");
    Json& changed = out["changed"] = Json::array();
    for (const SemanticsNode& node : request.changed) changed.push_back(node_message(node));
    out["removed"] = request.removed;
    out["order"] = request.order;
    return out;
  }
  Json operator()(const AnnounceRequest& request) const {
    Json out = message("announce");
    out["text"] = request.text;
    put(out, "assertive", request.assertive);
    return out;
  }
  Json operator()(const FocusRequest& request) const {
    Json out = message("focus");
    out["node"] = request.node;
    return out;
  }
  Json operator()(const SetTextRequest& request) const {
    Json out = message("set_text");
    out["node"] = request.node;
    out["value"] = request.value;
    if (request.base) out["base"] = *request.base;
    return out;
  }
  Json operator()(SaveFileRequest& request) const {
    Json out = message("save_file");
    out["name"] = request.name;
    out["media_type"] = request.media_type;
    bytes = std::move(request.bytes);
    return out;
  }
  Json operator()(const PrintRequest& request) const {
    Json out = message("print");
    Json& blocks = out["blocks"] = Json::array();
    for (const PrintBlock& block : request.blocks) {
      Json& one = blocks.emplace_back(Json::object());
      one["kind"] = print_name(block.kind);
      one["text"] = block.text;
      put(one, "lead", block.lead);
    }
    return out;
  }
  Json operator()(const PersistRequest&) const { return message("persist"); }
  Json operator()(const UnsavedRequest& request) const {
    Json out = message("unsaved");
    put(out, "any", request.any);
    return out;
  }
  Json operator()(const LanguageRequest& request) const {
    Json out = message("language");
    out["choice"] = language_name(request.choice);
    return out;
  }
  Json operator()(const TakeStoreRequest&) const { return message("take_store"); }
  Json operator()(const ReleaseStoreRequest&) const { return message("release_store"); }
  Json operator()(const ApplyUpdateRequest&) const { return message("apply_update"); }
  Json operator()(const InstallRequest&) const { return message("install"); }
  Json operator()(const ChromeRequest& request) const {
    Json out = message("chrome");
    out["paper"] = request.paper;
    out["dark"] = request.dark;
    return out;
  }
};

}  // namespace

PageMessage page_message_from_request(PageRequest request) {
  PageMessage out;
  const Json object = std::visit(Writer{out.bytes}, request);
  // The default of dump() aborts on malformed UTF-8; a replaced character is the smaller harm.
  out.json = object.dump(-1, ' ', false, Json::error_handler_t::replace);
  return out;
}

}  // namespace quietroom
