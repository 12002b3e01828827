#include "app/guides/guide_json.h"

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>

#include "app/guides/json_place.h"
#include "app/words/words.h"
#include "platform/base/utf8.h"

namespace quietroom {
namespace {

using nlohmann::json;
using words::say;

constexpr int kFormat = 1;
constexpr std::size_t kItemsMax = 100;
constexpr std::size_t kCuesMax = 20;
constexpr std::size_t kTitleBytesMax = 400;
constexpr std::size_t kSentenceBytesMax = 1000;
constexpr std::size_t kIdBytesMax = 40;
constexpr int kMinutesMax = 120;
constexpr int kVersionMax = 1000000;

constexpr std::string_view kGuideMembers[] = {"format", "id",       "version", "title",  "about",
                                              "use",    "language", "items",   "$schema"};
constexpr std::string_view kItemMembers[] = {"id",       "title", "purpose", "cues",
                                             "may_skip", "opens", "emotion", "minutes"};

struct NamedUse {
  GuideUse use;
  const char* name;
};
constexpr NamedUse kUses[] = {{GuideUse::kIncident, "incident"},
                              {GuideUse::kOutreach, "outreach"},
                              {GuideUse::kMessage, "message"},
                              {GuideUse::kSelf, "self"}};

/// Why one object is refused, and at which of its members.
struct Fault {
  std::string member;  ///< Empty: the object as a whole.
  std::string why;
};

/// One object of the guide, read member by member; keeps the first fault.
class Object {
 public:
  explicit Object(const json& value) : value_(value) {}

  template <std::size_t N>
  void knows(const std::string_view (&members)[N]) {
    for (const auto& [name, value] : value_.items()) {
      if (std::find(std::begin(members), std::end(members), name) == std::end(members)) {
        refuse(name, say("is not known here"));
      }
    }
  }

  std::string text(const char* name, std::size_t size_bytes_max, bool optional = false) {
    const auto found = value_.find(name);
    if (found == value_.end() && optional) return {};
    if (found == value_.end() || !found->is_string())
      return refuse(name, say("text is missing")), "";
    const std::string& text = found->get_ref<const std::string&>();
    if (trim(text).empty() || text.size() > size_bytes_max) refuse(name, say("empty or too long"));
    // One line each: a prompt is read aloud and shown in a row.
    if (std::any_of(text.begin(), text.end(), [](char c) { return c >= 0 && c < ' '; })) {
      refuse(name, say("has a control character"));
    }
    return text;
  }

  std::string id(const char* name) {
    std::string id = text(name, kIdBytesMax);
    const bool good = std::all_of(id.begin(), id.end(), [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    });
    if (!good) refuse(name, say("only a-z, 0-9 and -"));
    return id;
  }

  int number(const char* name, int least, int most) {
    const auto found = value_.find(name);
    if (found == value_.end()) return refuse(name, say("is missing")), 0;
    return number_of(*found, name, least, most);
  }

  bool flag(const char* name) {
    const auto found = value_.find(name);
    if (found == value_.end()) return false;
    if (!found->is_boolean()) return refuse(name, say("not true or false")), false;
    return found->get<bool>();
  }

  std::vector<std::string> texts(const char* name) {
    std::vector<std::string> out;
    const auto found = value_.find(name);
    if (found == value_.end()) return out;
    if (!found->is_array() || found->size() > kCuesMax) {
      return refuse(name, say("not a list of at most 20")), out;
    }
    for (const json& one : *found) {
      if (!one.is_string() || trim(one.get_ref<const std::string&>()).empty() ||
          one.get_ref<const std::string&>().size() > kSentenceBytesMax) {
        return refuse(name, say("not text, empty or too long")), out;
      }
      out.push_back(one.get<std::string>());
    }
    return out;
  }

  std::array<int, 2> minutes() {
    const auto found = value_.find("minutes");
    if (found == value_.end() || !found->is_array() || found->size() != 2) {
      return refuse("minutes", say("not a list of two")), std::array<int, 2>{};
    }
    return {number_of((*found)[0], "minutes", 0, kMinutesMax),
            number_of((*found)[1], "minutes", 0, kMinutesMax)};
  }

  void refuse(std::string member, std::string_view why) {
    if (!fault_) fault_ = Fault{std::move(member), std::string(why)};
  }
  const json* find(const char* name) const {
    const auto found = value_.find(name);
    return found == value_.end() ? nullptr : &*found;
  }
  const std::optional<Fault>& fault() const { return fault_; }

 private:
  int number_of(const json& value, const char* name, int least, int most) {
    if (!value.is_number_integer()) return refuse(name, say("not a whole number")), 0;
    // Beyond 63 bits it is unsigned, and no less out of range.
    if (value.is_number_unsigned() && value.get<std::uint64_t>() > 2000000000U) {
      return refuse(name, say("out of range")), 0;
    }
    const auto number = value.get<std::int64_t>();
    if (number < least || number > most) return refuse(name, say("out of range")), 0;
    return static_cast<int>(number);
  }

  const json& value_;
  std::optional<Fault> fault_;
};

GuideItem read_item(Object& object) {
  object.knows(kItemMembers);
  GuideItem item;
  item.id = object.id("id");
  item.title = object.text("title", kTitleBytesMax);
  item.purpose = object.text("purpose", kSentenceBytesMax);
  item.cues = object.texts("cues");
  item.may_skip = object.flag("may_skip");
  if (object.find("opens") != nullptr) {
    item.opens_consent = true;
    if (object.text("opens", kTitleBytesMax) != "consent") {
      object.refuse("opens", say("only \"consent\" is known"));
    }
  }
  item.brings_emotion = object.flag("emotion");
  item.minutes = object.minutes();
  return item;
}

void read_use(Object& object, Guide& guide) {
  if (object.find("use") == nullptr) return;
  const std::string name = object.text("use", kTitleBytesMax);
  for (const NamedUse& one : kUses) {
    if (name == one.name) {
      guide.use = one.use;
      return;
    }
  }
  object.refuse("use", say("only incident, outreach, message and self are known"));
}

/// Where a text stops being JSON.
class Breaks : public nlohmann::json_sax<json> {
 public:
  std::size_t at = 0;
  bool null() override { return true; }
  bool boolean(bool) override { return true; }
  bool number_integer(number_integer_t) override { return true; }
  bool number_unsigned(number_unsigned_t) override { return true; }
  bool number_float(number_float_t, const string_t&) override { return true; }
  bool string(string_t&) override { return true; }
  bool binary(binary_t&) override { return true; }
  bool start_object(std::size_t) override { return true; }
  bool key(string_t&) override { return true; }
  bool end_object() override { return true; }
  bool start_array(std::size_t) override { return true; }
  bool end_array() override { return true; }
  bool parse_error(std::size_t position, const std::string&,
                   const nlohmann::detail::exception&) override {
    at = position;
    return false;
  }
};

Error broken(int line, std::string_view why) {
  return {ErrorCode::kCorrupt, say("line {number}: {why}", line, why)};
}

/// Says where in `text` the object that begins at `object` is at fault.
Error at_fault(std::string_view text, std::size_t object, const std::string& within,
               const Fault& fault) {
  const std::size_t member = find_member(text, object, fault.member);
  const std::size_t place = member == std::string_view::npos ? object : member;
  return broken(line_of(text, place), within + fault.member + ": " + fault.why);
}

Status read_items(std::string_view text, const json& items, Guide& guide) {
  const std::size_t list = find_member(text, 0, "items");
  std::set<std::string> seen;
  for (std::size_t index = 0; index < items.size(); ++index) {
    const std::string within = say("item {number}", index + 1) + ": ";
    const std::size_t place = find_element(text, list, index);
    if (!items[index].is_object())
      return broken(line_of(text, place), within + std::string(say("not an object")));
    Object object(items[index]);
    GuideItem item = read_item(object);
    if (!object.fault() && !seen.insert(item.id).second) object.refuse("id", say("stands twice"));
    if (object.fault()) return at_fault(text, place, within, *object.fault());
    guide.items.push_back(std::move(item));
  }
  return {};
}

const char* name_of(GuideUse use) {
  for (const NamedUse& one : kUses) {
    if (one.use == use) return one.name;
  }
  return "";
}

}  // namespace

Result<Guide> parse_guide(std::string_view text) {
  if (text.size() > kGuideBytesMax) return broken(1, say("longer than 64 KiB"));
  if (!is_utf8(text)) return broken(1, say("not UTF-8"));
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);  // As some editors write it.
  Breaks breaks;
  if (!json::sax_parse(text.begin(), text.end(), &breaks)) {
    return broken(line_of(text, breaks.at == 0 ? 0 : breaks.at - 1), say("not JSON from here on"));
  }
  const json root = json::parse(text.begin(), text.end(), nullptr, /*allow_exceptions=*/false);
  if (!root.is_object()) return broken(1, say("not a JSON object"));
  Object object(root);
  const int format = object.number("format", 1, kVersionMax);
  if (!object.fault() && format > kFormat) {
    return Error{ErrorCode::kUnsupported, std::string(say("made by a newer version"))};
  }
  object.knows(kGuideMembers);
  Guide guide;
  guide.id = object.id("id");
  guide.version = object.number("version", 1, kVersionMax);
  guide.title = object.text("title", kTitleBytesMax);
  guide.about = object.text("about", kSentenceBytesMax, /*optional=*/true);
  guide.language = object.text("language", kIdBytesMax);
  read_use(object, guide);
  const json* items = object.find("items");
  if (items == nullptr || !items->is_array() || items->empty() || items->size() > kItemsMax) {
    object.refuse("items", say("not a list of 1 to 100"));
  }
  if (object.fault()) return at_fault(text, 0, "", *object.fault());
  TRY(read_items(text, *items, guide));
  return guide;
}

std::string guide_json(const Guide& guide) {
  nlohmann::ordered_json root;
  root["format"] = kFormat;
  root["id"] = guide.id;
  root["version"] = guide.version;
  root["title"] = guide.title;
  if (!guide.about.empty()) root["about"] = guide.about;
  root["use"] = name_of(guide.use);
  root["language"] = guide.language;
  root["items"] = nlohmann::ordered_json::array();
  for (const GuideItem& item : guide.items) {
    nlohmann::ordered_json one;
    one["id"] = item.id;
    one["title"] = item.title;
    one["purpose"] = item.purpose;
    one["cues"] = item.cues;
    one["may_skip"] = item.may_skip;
    if (item.opens_consent) one["opens"] = "consent";
    if (item.brings_emotion) one["emotion"] = true;
    one["minutes"] = item.minutes;
    root["items"].push_back(std::move(one));
  }
  return root.dump(2) + "\n";
}

}  // namespace quietroom
