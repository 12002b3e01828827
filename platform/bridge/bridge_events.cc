// Messages from the page, read with every field checked.
#include <array>
#include <nlohmann/json.hpp>
#include <utility>

#include "platform/base/secret.h"
#include "platform/bridge/bridge.h"

namespace quietroom {
namespace {

using Json = nlohmann::json;

/// One message's fields. A field that is missing or of the wrong type is an error, unless
/// web/protocol.js says that it may be left out. Names are literals, so that an error's context
/// never holds what somebody wrote.
class Fields {
 public:
  explicit Fields(const Json& object) : object_(object) {}

  Result<float> number(const char* name, float min, float max) const {
    const auto found = object_.find(name);
    if (found == object_.end() || !found->is_number()) return wrong(name);
    const auto value = found->get<double>();
    // Written so that NaN fails too.
    if (!(value >= double{min} && value <= double{max})) return wrong(name);
    return static_cast<float>(value);
  }

  /// A node that there is. Whether the program has it is the program's to say.
  Result<NodeId> node(const char* name) const {
    const NodeId id = TRY(node_or_none(name));
    if (id == 0) return wrong(name);
    return id;
  }

  Result<NodeId> node_or_none(const char* name) const {
    const auto found = object_.find(name);
    if (found == object_.end() || !found->is_number_integer()) return wrong(name);
    // Above the largest signed number it reads as a negative one.
    const auto value = found->get<std::int64_t>();
    if (value < 0 || value > std::int64_t{0xffffffff}) return wrong(name);
    return static_cast<NodeId>(value);
  }

  Result<std::uint64_t> count(const char* name) const {
    const auto found = object_.find(name);
    if (found == object_.end() || !found->is_number_unsigned()) return wrong(name);
    return found->get<std::uint64_t>();
  }

  Result<bool> flag(const char* name) const {
    const auto found = object_.find(name);
    if (found == object_.end() || !found->is_boolean()) return wrong(name);
    return found->get<bool>();
  }

  Result<std::string> text(const char* name, std::size_t size_bytes_max) const {
    const auto found = object_.find(name);
    if (found == object_.end() || !found->is_string()) return wrong(name);
    const auto& value = found->get_ref<const std::string&>();
    if (value.size() > size_bytes_max) return wrong(name);
    return value;
  }

  Result<std::string> text_or_none(const char* name, std::size_t size_bytes_max) const {
    if (!object_.contains(name)) return std::string();
    return text(name, size_bytes_max);
  }

  Result<std::optional<std::string>> text_if_any(const char* name,
                                                 std::size_t size_bytes_max) const {
    if (!object_.contains(name)) return std::optional<std::string>();
    std::string value = TRY(text(name, size_bytes_max));
    return std::optional<std::string>(std::move(value));
  }

  template <typename E, std::size_t N>
  Result<E> choice(const char* name,
                   const std::array<std::pair<std::string_view, E>, N>& names) const {
    const std::string value = TRY(text(name, kWordBytesMax));
    for (const auto& [known, meaning] : names)
      if (value == known) return meaning;
    return wrong(name);
  }

  template <typename E, std::size_t N>
  Result<E> choice_or(const char* name, const std::array<std::pair<std::string_view, E>, N>& names,
                      E absent) const {
    if (!object_.contains(name)) return absent;
    return choice(name, names);
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
constexpr std::array<std::pair<Names, NodeAction>, 5> kNodeActions{{{"click", NodeAction::kClick},
                                                                    {"focus", NodeAction::kFocus},
                                                                    {"blur", NodeAction::kBlur},
                                                                    {"submit", NodeAction::kSubmit},
                                                                    {"drop", NodeAction::kDrop}}};
constexpr std::array<std::pair<Names, LifecyclePhase>, 3> kLifecyclePhases{
    {{"visible", LifecyclePhase::kVisible},
     {"hidden", LifecyclePhase::kHidden},
     {"leaving", LifecyclePhase::kLeaving}}};
constexpr std::array<std::pair<Names, StorageKind>, 3> kStorageKinds{
    {{"files", StorageKind::kFiles},
     {"database", StorageKind::kDatabase},
     {"passing", StorageKind::kPassing}}};
constexpr std::array<std::pair<Names, StoreAccess>, 5> kStoreAccesses{
    {{"ours", StoreAccess::kOurs},
     {"elsewhere", StoreAccess::kElsewhere},
     {"asked_for", StoreAccess::kAskedFor},
     {"taken_away", StoreAccess::kTakenAway},
     {"unavailable", StoreAccess::kUnavailable}}};
constexpr std::array<std::pair<Names, SecondWindow>, 5> kSecondWindows{
    {{"none", SecondWindow::kNone},
     {"panel", SecondWindow::kPanel},
     {"popup", SecondWindow::kPopup},
     {"is_popup", SecondWindow::kIsPopup},
     {"refused", SecondWindow::kRefused}}};

constexpr std::array<std::pair<Names, Refusal>, 5> kRefusals{
    {{"too_long", Refusal::kTooLong},
     {"file_here", Refusal::kFileHere},
     {"unreadable", Refusal::kUnreadable},
     {"no_clipboard", Refusal::kNoClipboard},
     {"no_print", Refusal::kNoPrint}}};

constexpr std::array<std::pair<Names, PageLanguage>, 2> kLanguages{
    {{"en", PageLanguage::kEnglish}, {"de", PageLanguage::kGerman}}};
constexpr std::array<std::pair<Names, LanguageChoice>, 3> kLanguageChoices{
    {{"browser", LanguageChoice::kBrowser},
     {"en", LanguageChoice::kEnglish},
     {"de", LanguageChoice::kGerman}}};

Result<PageEvent> read_viewport(const Fields& in, Bytes) {
  ViewportEvent event;
  event.width = TRY(in.number("width", 0, kCoordinateMax));
  event.height = TRY(in.number("height", 0, kCoordinateMax));
  event.pixel_ratio = TRY(in.number("pixel_ratio", kRatioMin, kRatioMax));
  event.text_scale = TRY(in.number("text_scale", kRatioMin, kRatioMax));
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
  event.language = TRY(in.choice("language", kLanguages));
  event.language_choice = TRY(in.choice("language_choice", kLanguageChoices));
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

Result<PageEvent> read_swipe(const Fields& in, Bytes) {
  SwipeEvent event;
  event.node = TRY(in.node("node"));
  event.x = TRY(in.number("x", -kCoordinateMax, kCoordinateMax));
  event.acts = TRY(in.flag("acts"));
  return PageEvent(event);
}

Result<PageEvent> read_key(const Fields& in, Bytes) {
  KeyEvent event;
  event.key = TRY(in.text("key", kWordBytesMax));
  event.code = TRY(in.text("code", kWordBytesMax));
  event.ctrl = TRY(in.flag("ctrl"));
  event.shift = TRY(in.flag("shift"));
  event.alt = TRY(in.flag("alt"));
  event.focus = TRY(in.node_or_none("focus"));
  return PageEvent(std::move(event));
}

Result<PageEvent> read_text(const Fields& in, Bytes) {
  TextEvent event;
  event.node = TRY(in.node("node"));
  event.value = TRY(in.text("value", kValueBytesMax));
  event.base = TRY(in.text_if_any("base", kValueBytesMax));
  return PageEvent(std::move(event));
}

Result<PageEvent> read_action(const Fields& in, Bytes) {
  ActionEvent event;
  event.node = TRY(in.node("node"));
  event.action = TRY(in.choice("action", kNodeActions));
  event.value = TRY(in.text_or_none("value", kValueBytesMax));
  event.base = TRY(in.text_if_any("base", kValueBytesMax));
  return PageEvent(std::move(event));
}

Result<PageEvent> read_file(const Fields& in, Bytes bytes) {
  FileEvent event;
  event.node = TRY(in.node_or_none("node"));
  event.name = TRY(in.text("name", kFileNameBytesMax));
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
  event.reason = TRY(in.text_or_none("reason", kReasonBytesMax));
  event.storage = TRY(in.choice_or("storage", kStorageKinds, StorageKind::kFiles));
  return PageEvent(std::move(event));
}

Result<PageEvent> read_kept(const Fields& in, Bytes) {
  KeptEvent event;
  event.flushes = TRY(in.count("flushes"));
  event.problem = TRY(in.text("problem", kReasonBytesMax));
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

Result<PageEvent> read_refused(const Fields& in, Bytes) {
  RefusedEvent event;
  event.what = TRY(in.choice("what", kRefusals));
  return PageEvent(event);
}

Result<PageEvent> read_second_window(const Fields& in, Bytes) {
  SecondWindowEvent event;
  event.state = TRY(in.choice("state", kSecondWindows));
  return PageEvent(event);
}

using Reader = Result<PageEvent> (*)(const Fields&, Bytes);
constexpr std::array<std::pair<Names, Reader>, 18> kReaders{
    {{"viewport", read_viewport},
     {"preferences", read_preferences},
     {"pointer", read_pointer},
     {"scroll", read_scroll},
     {"swipe", read_swipe},
     {"key", read_key},
     {"text", read_text},
     {"action", read_action},
     {"file", read_file},
     {"lifecycle", read_lifecycle},
     {"store", read_store},
     {"persist", read_persist},
     {"update", read_update},
     {"install", read_install},
     {"online", read_online},
     {"kept", read_kept},
     {"refused", read_refused},
     {"second_window", read_second_window}}};
static_assert(kReaders.size() == std::variant_size_v<PageEvent>, "a reader for every event");

Result<PageEvent> read_event(const Fields& fields, Bytes bytes) {
  const std::string type = TRY(fields.text("type", kWordBytesMax));
  for (const auto& [known, reader] : kReaders)
    if (type == known) return reader(fields, std::move(bytes));
  return Error{ErrorCode::kInvalid, "type"};
}

}  // namespace

Result<PageEvent> page_event_from_json(std::string_view json, Bytes bytes) {
  if (json.size() > kMessageBytesMax) return Error{ErrorCode::kInvalid, "message: too long"};
  // The parser takes a zero byte for the end, whatever comes behind it.
  if (json.find('\0') != json.npos) return Error{ErrorCode::kInvalid, "message: not JSON"};
  // Refuses malformed UTF-8 and halves of surrogate pairs too.
  Json object = Json::parse(json, nullptr, /*allow_exceptions=*/false);
  if (!object.is_object()) return Error{ErrorCode::kInvalid, "message: not a JSON object"};
  Result<PageEvent> event = read_event(Fields(object), std::move(bytes));
  // It may be a passphrase.
  const auto value = object.find("value");
  if (value != object.end() && value->is_string()) wipe(value->get_ref<std::string&>());
  return TRY_IN("message", std::move(event));
}

}  // namespace quietroom
