// Messages from the page: every kind is read, and whatever does not follow web/protocol.js is
// refused with the name of the field and without its content.
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "platform/base/utf8.h"
#include "platform/bridge/bridge.h"
#include "platform/fake/random_fake.h"

namespace quietroom {
namespace {

using Json = nlohmann::json;

/// One valid message of each kind, with all fields.
const char* const kValid[] = {
    R"({"type":"viewport","width":1280,"height":800.5,"pixel_ratio":1.5,"text_scale":1.25})",
    R"({"type":"preferences","dark":true,"reduced_motion":false,"high_contrast":true,
        "forced_colours":false,"touch":true,"installed":false,"language":"de",
        "language_choice":"browser"})",
    R"({"type":"pointer","phase":"down","x":-3.5,"y":12,"touch":true})",
    R"({"type":"scroll","node":4294967295,"y":120.25})",
    R"({"type":"key","key":"q","code":"KeyQ","ctrl":false,"shift":true,"alt":true,"focus":0})",
    R"({"type":"text","node":7,"value":"caf\u00e9 \ud83d\ude00","base":"caf"})",
    R"({"type":"action","node":8,"action":"submit","value":"said","base":""})",
    R"({"type":"file","node":9,"name":"quietroom.quietroom"})",
    R"({"type":"lifecycle","phase":"leaving"})",
    R"({"type":"store","access":"taken_away","reason":"AbortError","storage":"database"})",
    R"({"type":"persist","granted":true})",
    R"({"type":"update"})",
    R"({"type":"install","available":true})",
    R"({"type":"online","online":false})",
    R"({"type":"kept","flushes":3,"problem":"QuotaExceededError"})",
    R"({"type":"refused","what":"file_here"})",
    R"({"type":"second_window","state":"panel"})",
    R"({"type":"swipe","node":12,"x":-48.5,"acts":true})"};

bool is_optional(const Json& message, const std::string& field) {
  return (message["type"] == "action" && field == "value") || field == "base" ||
         (message["type"] == "store" && (field == "reason" || field == "storage"));
}

Result<PageEvent> read(std::string_view json) {
  return page_event_from_json(json, Bytes{});
}
Result<PageEvent> read_json(const Json& message) {
  return read(std::string_view(message.dump()));
}

/// The event of type T that `json` is; the test stops if it is none.
template <typename T>
T read_as(std::string_view json, Bytes bytes = {}) {
  const auto event = page_event_from_json(json, std::move(bytes));
  REQUIRE_MESSAGE(event.ok(), event.error().context);
  const T* found = std::get_if<T>(&event.value());
  REQUIRE(found != nullptr);
  return *found;
}

void check_refused(std::string_view json) {
  CAPTURE(json.substr(0, 120));
  const auto event = read(json);
  REQUIRE_FALSE(event.ok());
  CHECK(event.error().code == ErrorCode::kInvalid);
  CHECK(event.error().context.starts_with("message"));
  // What somebody wrote never gets into the log; these words stand in the messages of this file.
  for (const char* word : {"caf", "said", "canary", "quietroom.quietroom"})
    CHECK(event.error().context.find(word) == std::string::npos);
}
void check_json_refused(const Json& message) {
  check_refused(std::string_view(message.dump()));
}

/// What bridge.h promises of every event.
struct Limits {
  static bool coordinate(float value, float min = -kCoordinateMax) {
    return value >= min && value <= kCoordinateMax;
  }
  static bool ratio(float value) { return value >= kRatioMin && value <= kRatioMax; }
  static bool text(const std::string& value, std::size_t size_bytes_max) {
    return value.size() <= size_bytes_max && is_utf8(value);
  }

  bool operator()(const ViewportEvent& e) const {
    return coordinate(e.width, 0) && coordinate(e.height, 0) && ratio(e.pixel_ratio) &&
           ratio(e.text_scale);
  }
  bool operator()(const PreferencesEvent&) const { return true; }
  bool operator()(const PointerEvent& e) const {
    return e.phase <= PointerPhase::kLeave && coordinate(e.x) && coordinate(e.y);
  }
  bool operator()(const ScrollEvent& e) const { return e.node != 0 && coordinate(e.y); }
  bool operator()(const SwipeEvent& e) const { return e.node != 0 && coordinate(e.x); }
  bool operator()(const KeyEvent& e) const {
    return text(e.key, kWordBytesMax) && text(e.code, kWordBytesMax);
  }
  bool operator()(const TextEvent& e) const {
    return e.node != 0 && text(e.value, kValueBytesMax) &&
           text(e.base.value_or(""), kValueBytesMax);
  }
  bool operator()(const ActionEvent& e) const {
    return e.node != 0 && e.action <= NodeAction::kSubmit && text(e.value, kValueBytesMax) &&
           text(e.base.value_or(""), kValueBytesMax);
  }
  bool operator()(const FileEvent& e) const { return text(e.name, kFileNameBytesMax); }
  bool operator()(const LifecycleEvent& e) const { return e.phase <= LifecyclePhase::kLeaving; }
  bool operator()(const StoreEvent& e) const {
    return e.access <= StoreAccess::kUnavailable && text(e.reason, kReasonBytesMax) &&
           e.storage <= StorageKind::kPassing;
  }
  bool operator()(const KeptEvent& e) const { return text(e.problem, kReasonBytesMax); }
  bool operator()(const PersistEvent&) const { return true; }
  bool operator()(const RefusedEvent& e) const { return e.what <= Refusal::kNoClipboard; }
  bool operator()(const UpdateEvent&) const { return true; }
  bool operator()(const InstallEvent&) const { return true; }
  bool operator()(const OnlineEvent&) const { return true; }
  bool operator()(const SecondWindowEvent&) const { return true; }
};

}  // namespace

TEST_CASE("page_event_from_json: every kind, with all its fields") {
  const auto viewport = read_as<ViewportEvent>(kValid[0]);
  CHECK(viewport.width == 1280);
  CHECK(viewport.height == 800.5F);
  CHECK(viewport.pixel_ratio == 1.5F);
  CHECK(viewport.text_scale == 1.25F);

  const auto preferences = read_as<PreferencesEvent>(kValid[1]);
  CHECK((preferences.dark && preferences.high_contrast && preferences.touch));
  CHECK_FALSE((preferences.reduced_motion || preferences.forced_colours || preferences.installed));
  CHECK(preferences.language == PageLanguage::kGerman);
  CHECK(preferences.language_choice == LanguageChoice::kBrowser);

  const auto pointer = read_as<PointerEvent>(kValid[2]);
  CHECK(pointer.phase == PointerPhase::kDown);
  CHECK(pointer.x == -3.5F);
  CHECK(pointer.y == 12);
  CHECK(pointer.touch);

  const auto scroll = read_as<ScrollEvent>(kValid[3]);
  CHECK(scroll.node == 0xffffffff);
  CHECK(scroll.y == 120.25F);

  const auto key = read_as<KeyEvent>(kValid[4]);
  CHECK(key.key == "q");
  CHECK(key.code == "KeyQ");
  CHECK((key.shift && key.alt && !key.ctrl));
  CHECK(key.focus == 0);

  const auto text = read_as<TextEvent>(kValid[5]);
  CHECK(text.node == 7);
  CHECK(text.value == "caf\xc3\xa9 \xf0\x9f\x98\x80");
  CHECK(text.base == "caf");

  const auto action = read_as<ActionEvent>(kValid[6]);
  CHECK(action.node == 8);
  CHECK(action.action == NodeAction::kSubmit);
  CHECK(action.value == "said");
  CHECK(action.base == "");

  const auto file = read_as<FileEvent>(kValid[7], Bytes{1, 2, 3});
  CHECK(file.node == 9);
  CHECK(file.name == "quietroom.quietroom");
  CHECK(file.bytes == Bytes{1, 2, 3});
  // Dropped on the screen, not on a control.
  CHECK(read_as<FileEvent>(R"({"type":"file","node":0,"name":"notes.txt"})", Bytes{1}).node == 0);

  CHECK(read_as<LifecycleEvent>(kValid[8]).phase == LifecyclePhase::kLeaving);
  const auto store = read_as<StoreEvent>(kValid[9]);
  CHECK(store.access == StoreAccess::kTakenAway);
  CHECK(store.reason == "AbortError");
  CHECK(store.storage == StorageKind::kDatabase);
  CHECK(read_as<PersistEvent>(kValid[10]).granted);
  read_as<UpdateEvent>(kValid[11]);
  CHECK(read_as<InstallEvent>(kValid[12]).available);
  CHECK_FALSE(read_as<OnlineEvent>(kValid[13]).online);
  const auto kept = read_as<KeptEvent>(kValid[14]);
  CHECK(kept.flushes == 3);
  CHECK(kept.problem == "QuotaExceededError");
  CHECK(read_as<RefusedEvent>(kValid[15]).what == Refusal::kFileHere);
  CHECK(read_as<SecondWindowEvent>(kValid[16]).state == SecondWindow::kPanel);
  const auto swipe = read_as<SwipeEvent>(kValid[17]);
  CHECK(swipe.node == 12);
  CHECK(swipe.x == -48.5F);
  CHECK(swipe.acts);
  CHECK(std::size(kValid) == std::variant_size_v<PageEvent>);
}

TEST_CASE("page_event_from_json: a field that is missing is refused, unless it is optional") {
  for (const char* valid : kValid) {
    const Json message = Json::parse(valid);
    for (const auto& item : message.items()) {
      const std::string field = item.key();
      CAPTURE(field);
      Json without = message;
      without.erase(field);
      if (is_optional(message, field)) {
        CHECK(read_json(without).ok());
      } else {
        check_json_refused(without);
      }
    }
  }
}

TEST_CASE("page_event_from_json: a field of the wrong type is refused") {
  const Json values[] = {nullptr,          true,          1, 1.5, "canary", Json::array(),
                         Json::array({1}), Json::object()};
  for (const char* valid : kValid) {
    const Json message = Json::parse(valid);
    for (const auto& [field, value] : message.items()) {
      for (const Json& wrong : values) {
        const bool same = (wrong.is_number() && value.is_number()) || wrong.type() == value.type();
        if (same) continue;
        Json changed = message;
        changed[field] = wrong;
        check_json_refused(changed);
      }
    }
  }
}

TEST_CASE("page_event_from_json: a number or an id out of range is refused") {
  struct Row {
    int message;
    const char* field;
    std::vector<Json> good, bad;
  };
  const std::vector<Json> never = {1e300, -1e300, 1.7976931348623157e308};
  const std::vector<Json> no_node = {
      0, -1, 4294967296, 18446744073709551615u, 9223372036854775808u, 1.0, 0.5, 1e3};
  const Row rows[] = {
      {0, "width", {0, 16000000}, {-1, -0.001, 16000001}},
      {0, "height", {0, 16000000}, {-1, 16000002}},
      {0, "pixel_ratio", {0.125, 16}, {0, 0.1249, 16.001, -1}},
      {0, "text_scale", {0.125, 16}, {0, 17}},
      {2, "x", {-16000000, 16000000, 0.1}, {-16000001, 16000001}},
      {2, "y", {-16000000, 16000000}, {-16000001, 16000001}},
      {3, "y", {-16000000, 16000000}, {-16000001, 16000001}},
      {3, "node", {1, 4294967295}, no_node},
      {5, "node", {1, 4294967295}, no_node},
      {6, "node", {1, 4294967295}, no_node},
      {7, "node", {0, 1, 4294967295}, {-1, 4294967296, 0.5, 18446744073709551615u}},
      {4, "focus", {0, 1, 4294967295}, {-1, 4294967296, 0.5, 18446744073709551615u}},
      {14, "flushes", {0, 1, 18446744073709551615u}, {-1, 0.5, 1.0}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.field);
    Json message = Json::parse(kValid[row.message]);
    for (const Json& good : row.good) {
      message[row.field] = good;
      CAPTURE(message.dump());
      CHECK(read_json(message).ok());
    }
    for (const auto* bad : {&row.bad, &never}) {
      for (const Json& value : *bad) {
        message[row.field] = value;
        check_json_refused(message);
      }
    }
  }
  // What JavaScript makes of NaN and infinity, and what JSON does not know.
  check_refused(R"({"type":"scroll","node":1,"y":null})");
  check_refused(R"({"type":"scroll","node":1,"y":NaN})");
  check_refused(R"({"type":"scroll","node":1,"y":Infinity})");
  check_refused(R"({"type":"scroll","node":1,"y":1e999})");
  check_refused(R"({"type":"scroll","node":1e999,"y":1})");
  check_refused(R"({"type":"scroll","node":99999999999999999999999,"y":1})");
}

TEST_CASE("page_event_from_json: unknown kinds and choices are refused") {
  for (const char* type :
       {"", "Viewport", "viewport ", "semantics", "boot", "canary", "upd\\u0000"})
    check_refused(std::string(R"({"type":")") + type + R"("})");
  const std::pair<int, const char*> choices[] = {
      {2, "phase"}, {6, "action"}, {8, "phase"}, {9, "access"}, {9, "storage"}};
  for (const auto& [number, field] : choices) {
    for (const char* value : {"", "canary", "Down", "kDown", "down "}) {
      Json message = Json::parse(kValid[number]);
      message[field] = value;
      check_json_refused(message);
    }
  }
}

TEST_CASE("page_event_from_json: a text over its limit is refused, one at its limit is not") {
  struct Row {
    int message;
    const char* field;
    std::size_t size_bytes_max;
  };
  const Row rows[] = {{4, "key", kWordBytesMax},       {4, "code", kWordBytesMax},
                      {5, "value", kValueBytesMax},    {6, "value", kValueBytesMax},
                      {7, "name", kFileNameBytesMax},  {9, "reason", kReasonBytesMax},
                      {14, "problem", kReasonBytesMax}};
  for (const Row& row : rows) {
    CAPTURE(row.field);
    Json message = Json::parse(kValid[row.message]);
    message[row.field] = std::string(row.size_bytes_max, 'x');
    CHECK(read_json(message).ok());
    message[row.field] = std::string(row.size_bytes_max + 1, 'x');
    check_json_refused(message);
  }
  // The whole message: blanks count, so that nothing without a limit is parsed.
  std::string padded = R"({"type":"update"})";
  padded.resize(1 << 20, ' ');
  CHECK(read(padded).ok());
  padded.resize(kMessageBytesMax + 1, ' ');
  check_refused(padded);
}

TEST_CASE("page_event_from_json: what is not well-formed is refused as a whole") {
  const std::string text = R"({"type":"text","node":7,"value":")";
  const char* const values[] = {"\\ud83d",  // Half of a pair, alone, ...
                                "\\ude00",
                                "\\ude00\\ud83d",  // ... the wrong way round, ...
                                "\\ud83d\\ud83d\\ude00",
                                "\xed\xa0\xbd\xed\xb8\x80",  // ... and as bytes.
                                "\xc0\xaf",                  // Overlong.
                                "\xff",
                                "\xe2\x82",          // Cut off.
                                "\xf4\x90\x80\x80",  // Above U+10FFFF.
                                "line\nbreak",       // A control character that is not escaped.
                                "\\x41",
                                "\\u12"};
  for (const char* value : values) check_refused(text + value + "\"}");
  CHECK(read(text + "\\u0000\\n\\\"\"}").ok());
  for (const char* json :
       {"", " ", "null", "1", "[]", "\"update\"", "{", "}", R"({"type":"update")",
        R"({"type":"update"}{)", R"({"type":"update"} canary)", R"([{"type":"update"}])",
        R"({'type':'update'})", R"({"type":"update",})"})
    check_refused(json);
  check_refused(std::string_view("{\"type\":\"update\"}\0x", 19));
  // Deep nesting must not use the stack up, in parsing or in cleaning up.
  const std::string deep(200'000, '[');
  check_refused(deep);
  check_refused(R"({"type":)" + deep + std::string(200'000, ']') + "}");
  CHECK(read(R"({"type":"update","unknown":)" + deep + std::string(200'000, ']') + "}").ok());
}

namespace {

/// A message near a valid one: its fields exchanged for what other messages or nobody would have
/// there, or its bytes changed.
std::string mutated(FakeRandom& random) {
  const auto pick = [&random](const auto& list) -> const auto& {
    return list[static_cast<std::size_t>(random.below(std::size(list)))];
  };
  static const Json kOdd[] = {
      nullptr,       true,          false, 0,  1,    -1,       0.5,      4294967295,
      1e39,          1e-320,        -0.0,  "", "up", "hidden", "submit", "\xf0\x9f\x98\x80",
      Json::array(), Json::object()};
  Json message = Json::parse(pick(kValid));
  for (std::uint64_t i = random.below(3); i > 0; --i) {
    const Json other = Json::parse(pick(kValid));
    auto from = other.begin();
    std::advance(from, static_cast<std::ptrdiff_t>(random.below(other.size())));
    const std::string name = random.below(2) == 0 ? from.key() : [&] {
      auto own = message.begin();
      std::advance(own, static_cast<std::ptrdiff_t>(random.below(message.size())));
      return own.key();
    }();
    message[name] = random.below(2) == 0 ? *from : pick(kOdd);
  }
  std::string json = message.dump();
  for (std::uint64_t i = random.below(3); i > 0 && !json.empty(); --i) {
    const auto at = static_cast<std::size_t>(random.below(json.size()));
    const auto byte = static_cast<char>(random.below(256));
    switch (random.below(5)) {
      case 0:
        json[at] = byte;
        break;
      case 1:
        json.insert(at, 1, byte);
        break;
      case 2:
        json.erase(at, 1 + static_cast<std::size_t>(random.below(4)));
        break;
      case 3:
        json.insert(at, json.substr(static_cast<std::size_t>(random.below(json.size()))));
        break;
      default:  // A digit: still JSON, and a number or an id of another size.
        json[at] = static_cast<char>('0' + random.below(10));
        break;
    }
  }
  return json;
}

}  // namespace

TEST_CASE("page_event_from_json: no mutation crashes or gives an event beyond its limits") {
  int accepted = 0;
  int refused = 0;
  for (std::uint64_t seed = 1; seed <= 20'000; ++seed) {
    CAPTURE(seed);  // Printed on failure, so one run reproduces it.
    FakeRandom random(seed);
    const std::string json = mutated(random);
    CAPTURE(json);
    const auto event = read(json);
    if (event.ok()) {
      ++accepted;
      CHECK(std::visit(Limits{}, event.value()));
    } else {
      ++refused;
      CHECK(event.error().code == ErrorCode::kInvalid);
    }
  }
  // Neither may be rare, or the test says nothing.
  CHECK(accepted > 2000);
  CHECK(refused > 2000);
}

}  // namespace quietroom
