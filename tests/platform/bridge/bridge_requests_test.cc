// Messages to the page: each kind as web/protocol.js lists it, defaults left out.
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "platform/base/utf8.h"
#include "platform/bridge/bridge.h"

namespace quietroom {
namespace {

using Json = nlohmann::json;

Json write(PageRequest request) {
  const PageMessage message = page_message_from_request(std::move(request));
  CHECK(message.bytes.empty());
  return Json::parse(message.json);
}

SemanticsNode full_node() {
  SemanticsNode node;
  node.id = 4294967295;
  node.parent = 2;
  node.role = Role::kTextField;
  node.name = "Note";
  node.description = "What was said";
  node.value = "caf\xc3\xa9";
  node.shortcut = "Alt+Q";
  node.level = 3;
  node.position = 41;
  node.set_size = 5000;
  node.checked = Tristate::kTrue;
  node.current = Tristate::kFalse;
  node.expanded = Tristate::kTrue;
  node.disabled = node.invalid = node.focusable = node.hidden_text = true;
  node.rect = {1, 2.5, 300, 44};
  node.field = FieldKind::kNewPassphrase;
  node.multiline = node.submit_on_enter = node.revealed = true;
  node.placeholder = "Write here";
  node.font_size_px = 17;
  node.ink = 0x112233;
  node.placeholder_ink = 0x445566;
  node.accent = 0x778899;
  node.scrolls = true;
  node.content_height = 9000.5;
  node.scroll_y = 120;
  node.scroll_seq = 7;
  node.picks_file = true;
  node.file_accept = ".quietroom";
  node.href = "licences.txt";
  node.copies = "10:42 Quote: yes";
  node.drags = "a line";
  node.takes_drops = true;
  node.selectable = node.shaped = node.semibold = node.assisted = true;
  node.breaks = {12, 30};
  node.line_height_px = 25.5;
  return node;
}

}  // namespace

TEST_CASE("page_message_from_request: the tree, with every field of a node") {
  const Json sent = write(SemanticsRequest{{full_node()}, {5, 6}, {1, 2, 4294967295}});
  CHECK(sent["type"] == "semantics");
  CHECK(sent["removed"] == Json({5, 6}));
  CHECK(sent["order"] == Json({1, 2, 4294967295}));
  REQUIRE(sent["changed"].size() == 1);
  CHECK(sent["changed"][0] == Json::parse(R"({
    "id": 4294967295, "parent": 2, "role": "textbox", "name": "Note",
    "description": "What was said", "value": "caf\u00e9", "shortcut": "Alt+Q",
    "level": 3, "position": 41, "set_size": 5000,
    "checked": true, "current": false, "expanded": true,
    "disabled": true, "invalid": true, "focusable": true, "hidden_text": true,
    "rect": [1, 2.5, 300, 44],
    "selectable": true, "shaped": true, "semibold": true, "line_height_px": 25.5,
    "breaks": [12, 30],
    "field": "new_passphrase", "multiline": true, "submit_on_enter": true, "revealed": true,
    "assisted": true,
    "placeholder": "Write here", "font_size_px": 17,
    "ink": 1122867, "placeholder_ink": 4478310, "accent": 7833753,
    "scrolls": true, "content_height": 9000.5, "scroll_y": 120, "scroll_seq": 7,
    "picks_file": true, "file_accept": ".quietroom",
    "copies": "10:42 Quote: yes", "href": "licences.txt",
    "drags": "a line", "takes_drops": true})"));
}

TEST_CASE("page_message_from_request: a node's defaults are left out") {
  SemanticsNode node;
  node.id = 1;
  const Json sent = write(SemanticsRequest{{node}, {}, {}});
  CHECK(sent["changed"][0] == Json::parse(R"({"id":1,"role":"group","rect":[0,0,0,0]})"));
  CHECK(sent["removed"] == Json::array());
  CHECK(sent["order"] == Json::array());
}

TEST_CASE("page_message_from_request: the other kinds") {
  CHECK(write(AnnounceRequest{"Saved", true}) ==
        Json::parse(R"({"type":"announce","text":"Saved","assertive":true})"));
  CHECK(write(AnnounceRequest{"Saved"}) == Json::parse(R"({"type":"announce","text":"Saved"})"));
  CHECK(write(FocusRequest{12}) == Json::parse(R"({"type":"focus","node":12})"));
  CHECK(write(SetTextRequest{12, "", {}}) ==
        Json::parse(R"({"type":"set_text","node":12,"value":""})"));
  CHECK(write(SetTextRequest{12, "b", ""}) ==
        Json::parse(R"({"type":"set_text","node":12,"value":"b","base":""})"));
  CHECK(write(PrintRequest{{{PrintBlock::Kind::kTitle, "1:1", ""},
                            {PrintBlock::Kind::kLine, "We waited.", "10:42 Quote"}}}) ==
        Json::parse(R"({"type":"print","blocks":[{"kind":"title","text":"1:1"},
          {"kind":"line","text":"We waited.","lead":"10:42 Quote"}]})"));
  CHECK(write(PersistRequest{}) == Json::parse(R"({"type":"persist"})"));
  CHECK(write(UnsavedRequest{true}) == Json::parse(R"({"type":"unsaved","any":true})"));
  CHECK(write(UnsavedRequest{false}) == Json::parse(R"({"type":"unsaved"})"));
  CHECK(write(LanguageRequest{}) == Json::parse(R"({"type":"language","choice":"browser"})"));
  CHECK(write(LanguageRequest{LanguageChoice::kGerman}) ==
        Json::parse(R"({"type":"language","choice":"de"})"));
  CHECK(write(TakeStoreRequest{}) == Json::parse(R"({"type":"take_store"})"));
  CHECK(write(ReleaseStoreRequest{}) == Json::parse(R"({"type":"release_store"})"));
  CHECK(write(ApplyUpdateRequest{}) == Json::parse(R"({"type":"apply_update"})"));
  CHECK(write(InstallRequest{}) == Json::parse(R"({"type":"install"})"));
  CHECK(write(ChromeRequest{0xffffff, false}) ==
        Json::parse(R"({"type":"chrome","paper":16777215,"dark":false})"));
}

TEST_CASE("page_message_from_request: a file's bytes go beside the message") {
  const PageMessage message =
      page_message_from_request(SaveFileRequest{"a.quietroom", "application/octet-stream", {1, 2}});
  CHECK(message.bytes == Bytes{1, 2});
  CHECK(Json::parse(message.json) == Json::parse(R"({"type":"save_file","name":"a.quietroom",
    "media_type":"application/octet-stream"})"));
}

TEST_CASE("page_message_from_request: text of any bytes becomes well-formed, and stays one value") {
  std::string every_byte;
  for (int byte = 0; byte < 256; ++byte) every_byte += static_cast<char>(byte);
  for (const std::string& text : {every_byte, std::string("\"},{\"type\":\"install\"}"),
                                  std::string("\xed\xa0\xbd"), std::string("</script>\\")}) {
    const PageMessage message = page_message_from_request(SetTextRequest{1, text, {}});
    CHECK(is_utf8(message.json));
    const Json sent = Json::parse(message.json, nullptr, false);
    REQUIRE(sent.is_object());
    CHECK(sent.size() == 3);
    CHECK(sent["type"] == "set_text");
    if (is_utf8(text)) CHECK(sent["value"] == text);
  }
}

TEST_CASE("bridge: a text that the page sends and the program sets comes through unchanged") {
  for (const char* text :
       {"", "plain", "caf\xc3\xa9", "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x92\xbb",
        "\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d", "a\nb\tc\"\\", "\xef\xbf\xbf"}) {
    const PageMessage there = page_message_from_request(SetTextRequest{3, text, {}});
    Json back = Json::parse(there.json);
    back["type"] = "text";
    const auto event = page_event_from_json(back.dump(), {});
    REQUIRE(event.ok());
    CHECK(std::get<TextEvent>(event.value()).value == text);
  }
}

}  // namespace quietroom
