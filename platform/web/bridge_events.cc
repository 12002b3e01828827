// Messages from the page, read with every field checked.
#include <array>
#include <cmath>
#include <nlohmann/json.hpp>
#include <utility>

#include "platform/base/secret.h"
#include "platform/web/bridge.h"

namespace quietroom {
namespace {

using Json = nlohmann::json;

// No screen and no scroll container is larger than this; beyond it floats lose whole pixels.
constexpr double kCoordinateMax = 16'000'000;

/// One message's fields. A field that is missing has its default value; one of the wrong type is an
/// error. Names are literals, so that an error's context never holds what somebody wrote.
class Fields {
 public:
  explicit Fields(const Json& object) : object_(object) {}

  Result<float> number(const char* name, double min, double max) const {
    const auto found = object_.find(name);
    if (found == object_.end()) return wrong(name);
    if (!found->is_number()) return wrong(name);
    const double value = found->get<double>();
    // Written so that NaN fails too.
    if (!(value >= min && value <= max)) return wrong(name);
    return static_cast<float>(value);
  }

  Result<NodeId> node(const char* name) const {
    const auto found = object_.find(name);
    if (found == object_.end()) return NodeId{0};
    if (!found->is_number_integer()) return wrong(name);
    const auto value = found->get<std::int64_t>();
    if (value < 0 || value > std::int64_t{0xffffffff}) return wrong(name);
    return static_cast<NodeId>(value);
  }

  Result<bool> flag(const char* name) const {
    const auto found = object_.find(name);
    if (found == object_.end()) return false;
    if (!found->is_boolean()) return wrong(name);
    return found->get<bool>();
  }

  Result<std::string> text(const char* name) const {
    const auto found = object_.find(name);
    if (found == object_.end()) return std::string();
    if (!found->is_string()) return wrong(name);
    return found->get<std::string>();
  }

  template <typename E, std::size_t N>
  Result<E> choice(const char* name,
                   const std::array<std::pair<std::string_view, E>, N>& names) const {
    const std::string value = TRY(text(name));
    for (const auto& [known, meaning] : names)
      if (value == known) return meaning;
    return wrong(name);
  }

 private:
  static Error wrong(const char* name) { return Error{ErrorCode::kInvalid, name}; }
  const Json& object_;
};

using Names = std::string_view;
constexpr std::array<std::pair<Names, PointerPhase>, 4> kPointerPhases{
    {{"move", PointerPhase::kMove},
     {"down", PointerPhase::kDown},
     {"up", PointerPhase::kUp},
     {"leave", PointerPhase::kLeave}}};
constexpr std::array<std::pair<Names, NodeAction>, 4> kNodeActions{
    {{"click", NodeAction::kClick},
     {"focus", NodeAction::kFocus},
     {"blur", NodeAction::kBlur},
     {"submit", NodeAction::kSubmit}}};
constexpr std::array<std::pair<Names, LifecyclePhase>, 3> kLifecyclePhases{
    {{"visible", LifecyclePhase::kVisible},
     {"hidden", LifecyclePhase::kHidden},
     {"leaving", LifecyclePhase::kLeaving}}};
constexpr std::array<std::pair<Names, StoreAccess>, 5> kStoreAccesses{
    {{"ours", StoreAccess::kOurs},
     {"elsewhere", StoreAccess::kElsewhere},
     {"asked_for", StoreAccess::kAskedFor},
     {"taken_away", StoreAccess::kTakenAway},
     {"unavailable", StoreAccess::kUnavailable}}};

Result<PageEvent> read_viewport(const Fields& in, Bytes) {
  ViewportEvent event;
  event.width = TRY(in.number("width", 0, kCoordinateMax));
  event.height = TRY(in.number("height", 0, kCoordinateMax));
  event.pixel_ratio = TRY(in.number("pixel_ratio", 0.1, 16));
  event.text_scale = TRY(in.number("text_scale", 0.1, 16));
  return PageEvent(event);
}

Result<PageEvent> read_preferences(const Fields& in, Bytes) {
  PreferencesEvent event;
  event.dark = TRY(in.flag("dark"));
  event.reduced_motion = TRY(in.flag("reduced_motion"));
  event.high_contrast = TRY(in.flag("high_contrast"));
  event.forced_colours = TRY(in.flag("forced_colours"));
  event.touch = TRY(in.flag("touch"));
  event.installed = TRY(in.flag("installed"));
  return PageEvent(event);
}

Result<PageEvent> read_pointer(const Fields& in, Bytes) {
  PointerEvent event;
  event.phase = TRY(in.choice("phase", kPointerPhases));
  event.x = TRY(in.number("x", -kCoordinateMax, kCoordinateMax));
  event.y = TRY(in.number("y", -kCoordinateMax, kCoordinateMax));
  event.touch = TRY(in.flag("touch"));
  return PageEvent(event);
}

Result<PageEvent> read_scroll(const Fields& in, Bytes) {
  ScrollEvent event;
  event.node = TRY(in.node("node"));
  // Negative while the content springs back beyond its end.
  event.y = TRY(in.number("y", -kCoordinateMax, kCoordinateMax));
  return PageEvent(event);
}

Result<PageEvent> read_key(const Fields& in, Bytes) {
  KeyEvent event;
  event.key = TRY(in.text("key"));
  event.code = TRY(in.text("code"));
  event.ctrl = TRY(in.flag("ctrl"));
  event.shift = TRY(in.flag("shift"));
  event.alt = TRY(in.flag("alt"));
  event.focus = TRY(in.node("focus"));
  return PageEvent(std::move(event));
}

Result<PageEvent> read_text(const Fields& in, Bytes) {
  TextEvent event;
  event.node = TRY(in.node("node"));
  event.value = TRY(in.text("value"));
  return PageEvent(std::move(event));
}

Result<PageEvent> read_action(const Fields& in, Bytes) {
  ActionEvent event;
  event.node = TRY(in.node("node"));
  event.action = TRY(in.choice("action", kNodeActions));
  event.value = TRY(in.text("value"));
  return PageEvent(std::move(event));
}

Result<PageEvent> read_file(const Fields& in, Bytes bytes) {
  FileEvent event;
  event.node = TRY(in.node("node"));
  event.name = TRY(in.text("name"));
  event.bytes = std::move(bytes);
  return PageEvent(std::move(event));
}

Result<PageEvent> read_lifecycle(const Fields& in, Bytes) {
  LifecycleEvent event;
  event.phase = TRY(in.choice("phase", kLifecyclePhases));
  return PageEvent(event);
}

Result<PageEvent> read_store(const Fields& in, Bytes) {
  StoreEvent event;
  event.access = TRY(in.choice("access", kStoreAccesses));
  event.reason = TRY(in.text("reason"));
  return PageEvent(std::move(event));
}

Result<PageEvent> read_persist(const Fields& in, Bytes) {
  PersistEvent event;
  event.granted = TRY(in.flag("granted"));
  return PageEvent(event);
}

Result<PageEvent> read_update(const Fields&, Bytes) {
  return PageEvent(UpdateEvent{});
}

Result<PageEvent> read_install(const Fields& in, Bytes) {
  InstallEvent event;
  event.available = TRY(in.flag("available"));
  return PageEvent(event);
}

Result<PageEvent> read_online(const Fields& in, Bytes) {
  OnlineEvent event;
  event.online = TRY(in.flag("online"));
  return PageEvent(event);
}

using Reader = Result<PageEvent> (*)(const Fields&, Bytes);
constexpr std::array<std::pair<Names, Reader>, 14> kReaders{{{"viewport", read_viewport},
                                                             {"preferences", read_preferences},
                                                             {"pointer", read_pointer},
                                                             {"scroll", read_scroll},
                                                             {"key", read_key},
                                                             {"text", read_text},
                                                             {"action", read_action},
                                                             {"file", read_file},
                                                             {"lifecycle", read_lifecycle},
                                                             {"store", read_store},
                                                             {"persist", read_persist},
                                                             {"update", read_update},
                                                             {"install", read_install},
                                                             {"online", read_online}}};
static_assert(kReaders.size() == std::variant_size_v<PageEvent>, "a reader for every event");

}  // namespace

Result<PageEvent> page_event_from_json(std::string_view json, Bytes bytes) {
  Json object = Json::parse(json, nullptr, /*allow_exceptions=*/false);
  if (!object.is_object()) return Error{ErrorCode::kInvalid, "message: not a JSON object"};
  const Fields fields(object);
  const Reader reader = TRY_IN("message", fields.choice("type", kReaders));
  Result<PageEvent> event = reader(fields, std::move(bytes));
  // It may be a passphrase.
  const auto value = object.find("value");
  if (value != object.end() && value->is_string()) wipe(value->get_ref<std::string&>());
  return TRY_IN("message", std::move(event));
}

}  // namespace quietroom
