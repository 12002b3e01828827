#include "app/guides/guide.h"

#include <nlohmann/json.hpp>
#include <set>

#include "app/guides/shipped.h"
#include "platform/base/check.h"
#include "platform/base/utf8.h"

namespace quietroom {
namespace {

using nlohmann::json;

constexpr int kFormat = 1;
constexpr std::size_t kTextBytesMax = 256 * 1024;
constexpr std::size_t kItemsMax = 100;
constexpr int kMinutesMax = 120;

Error broken(std::string why) {
  return {ErrorCode::kCorrupt, "guide: " + std::move(why)};
}

/// Parses an object and stops at the first byte that is not JSON.
Result<json> parse_object(std::string_view text) {
  if (text.size() > kTextBytesMax) return broken("longer than 256 KiB");
  if (!is_utf8(text)) return broken("not UTF-8");
  json root = json::parse(text.begin(), text.end(), nullptr, /*allow_exceptions=*/false);
  if (!root.is_object()) return broken("not a JSON object");
  return root;
}

Result<std::string> text_of(const json& object, const char* key, std::size_t size_bytes_max) {
  const auto found = object.find(key);
  if (found == object.end() || !found->is_string())
    return broken(std::string(key) + ": text is missing");
  const std::string& text = found->get_ref<const std::string&>();
  if (text.empty() || text.size() > size_bytes_max)
    return broken(std::string(key) + ": empty or too long");
  return text;
}

Result<int> int_of(const json& value, const char* key, int least, int most) {
  if (!value.is_number_integer()) return broken(std::string(key) + ": not a whole number");
  const auto number = value.get<std::int64_t>();
  if (number < least || number > most) return broken(std::string(key) + ": out of range");
  return static_cast<int>(number);
}

Result<int> int_member(const json& object, const char* key, int least, int most) {
  const auto found = object.find(key);
  if (found == object.end()) return broken(std::string(key) + ": is missing");
  return int_of(*found, key, least, most);
}

bool is_item_id(std::string_view id) {
  if (id.empty() || id.size() > 40) return false;
  for (const char c : id) {
    if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-')) return false;
  }
  return true;
}

Result<GuideItem> read_item(const json& object) {
  if (!object.is_object()) return broken("items: not an object");
  GuideItem item;
  item.id = TRY(text_of(object, "id", 40));
  if (!is_item_id(item.id)) return broken("id: only a-z, 0-9 and -");
  item.title = TRY(text_of(object, "title", 400));
  item.purpose = TRY(text_of(object, "purpose", 1000));
  if (const auto cues = object.find("cues"); cues != object.end()) {
    if (!cues->is_array() || cues->size() > 20) return broken("cues: not a list of at most 20");
    for (const json& cue : *cues) {
      if (!cue.is_string()) return broken("cues: not text");
      item.cues.push_back(cue.get<std::string>());
    }
  }
  if (const auto skip = object.find("may_skip"); skip != object.end()) {
    if (!skip->is_boolean()) return broken("may_skip: not true or false");
    item.may_skip = skip->get<bool>();
  }
  if (const auto opens = object.find("opens"); opens != object.end()) {
    if (!opens->is_string() || opens->get_ref<const std::string&>() != "consent") {
      return broken("opens: only \"consent\" is known");
    }
    item.opens_consent = true;
  }
  const auto minutes = object.find("minutes");
  if (minutes == object.end() || !minutes->is_array() || minutes->size() != 2) {
    return broken("minutes: not a list of two");
  }
  item.minutes[0] = TRY(int_of((*minutes)[0], "minutes", 0, kMinutesMax));
  item.minutes[1] = TRY(int_of((*minutes)[1], "minutes", 0, kMinutesMax));
  return item;
}

}  // namespace

const GuideItem* Guide::find(std::string_view wanted) const {
  for (const GuideItem& item : items) {
    if (item.id == wanted) return &item;
  }
  return nullptr;
}

Result<Guide> parse_guide(std::string_view text) {
  const json root = TRY(parse_object(text));
  const int format = TRY(int_member(root, "format", 1, 1000000));
  if (format > kFormat) return Error{ErrorCode::kUnsupported, "guide: made by a newer version"};
  Guide guide;
  guide.id = TRY(text_of(root, "id", 40));
  if (!is_item_id(guide.id)) return broken("id: only a-z, 0-9 and -");
  guide.version = TRY(int_member(root, "version", 1, 1000000));
  guide.title = TRY(text_of(root, "title", 400));
  guide.language = TRY(text_of(root, "language", 35));
  const auto items = root.find("items");
  if (items == root.end() || !items->is_array() || items->empty() || items->size() > kItemsMax) {
    return broken("items: not a list of 1 to 100");
  }
  std::set<std::string> seen;
  for (std::size_t index = 0; index < items->size(); ++index) {
    auto item = read_item((*items)[index]);
    if (!item.ok()) return item.error().within("item " + std::to_string(index + 1));
    if (!seen.insert(item.value().id).second) {
      return broken("item " + std::to_string(index + 1) + ": its id stands twice");
    }
    guide.items.push_back(std::move(item).value());
  }
  return guide;
}

const Guide& classic_guide() {
  static const Guide guide = [] {
    auto parsed = parse_guide(shipped_classic_guide());
    CHECK_THAT(parsed.ok(), "the shipped guide is broken");
    return std::move(parsed).value();
  }();
  return guide;
}

const ConsentText& default_consent_text() {
  static const ConsentText consent = [] {
    const json root = json::parse(shipped_consent_text(), nullptr, false);
    CHECK_THAT(root.is_object() && root.contains("version") && root.contains("text"),
               "the shipped consent text is broken");
    return ConsentText{root["version"].get<int>(), root["text"].get<std::string>()};
  }();
  return consent;
}

std::string fill_consent(const ConsentText& text, const ConsentBlanks& blanks) {
  std::string out = text.text;
  const auto replace = [&](std::string_view blank, const std::string& with) {
    for (std::size_t at = out.find(blank); at != std::string::npos;
         at = out.find(blank, at + with.size())) {
      out.replace(at, blank.size(), with);
    }
  };
  if (blanks.readers.empty()) {
    replace("by me and by {readers}, nobody else", "by me, nobody else");
  }
  replace("{readers}", blanks.readers);
  replace("{review date}", blanks.review_date);
  replace("{withdraw date}", blanks.withdraw_date);
  replace("{destroy date}", blanks.destroy_date);
  return out;
}

}  // namespace quietroom
