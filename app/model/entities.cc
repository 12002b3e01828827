#include "app/model/entities.h"

#include <algorithm>
#include <limits>
#include <span>

#include "app/model/rules.h"
#include "platform/base/check.h"

namespace quietroom::model {
namespace {

struct FieldRule {
  std::string_view name;
  ValueType type;
  // For whole numbers: the values that this version gives a meaning.
  std::int64_t least = 0;
  std::int64_t most = 0;
};

constexpr std::int64_t kTimeMax = (std::int64_t{1} << 47) - 1;  // Milliseconds; see hlc.h.
constexpr std::int64_t kVersionMax = 1000000000;

constexpr FieldRule kCaseFields[] = {
    {field::kTitle, ValueType::kText},
    {field::kKind, ValueType::kInteger, 1, 2},
    {field::kCreated, ValueType::kInteger, 0, kTimeMax},
    {field::kArchived, ValueType::kBool},
    {field::kRoomNames, ValueType::kId},
};
constexpr FieldRule kPersonFields[] = {
    {field::kName, ValueType::kText},
    {field::kCreated, ValueType::kInteger, 0, kTimeMax},
    {field::kArchived, ValueType::kBool},
};
constexpr FieldRule kInterviewFields[] = {
    {field::kCase, ValueType::kId},
    {field::kPerson, ValueType::kId},
    {field::kGuide, ValueType::kText},
    {field::kGuideVersion, ValueType::kInteger, 0, kVersionMax},
    {field::kGuideBody, ValueType::kText},
    {field::kPlanMinutes, ValueType::kInteger, 30, 60},
    {field::kState, ValueType::kInteger, 1, 12},
    {field::kRawNotes, ValueType::kInteger, 1, 2},
    {field::kCreated, ValueType::kInteger, 0, kTimeMax},
    {field::kStarted, ValueType::kInteger, 0, kTimeMax},
    {field::kEnded, ValueType::kInteger, 0, kTimeMax},
    {field::kFollowUp, ValueType::kText},
    {field::kRoomRaw, ValueType::kId},
    {field::kRoomHeldBack, ValueType::kId},
    {field::kRoomDraft, ValueType::kId},
    {field::kRoomSigned, ValueType::kId},
    {field::kName, ValueType::kText},
};
constexpr FieldRule kLineFields[] = {
    {field::kInterview, ValueType::kId},
    {field::kItem, ValueType::kText},
    {field::kKind, ValueType::kInteger, 1, 4},
    {field::kText, ValueType::kText},
    {field::kStruck, ValueType::kBool},
    {field::kStar, ValueType::kBool},
    {field::kSurprise, ValueType::kBool},
    {field::kHeld, ValueType::kBool},
    {field::kAt, ValueType::kInteger, 0, kTimeMax},
    {field::kPlace, ValueType::kInteger, 0, std::numeric_limits<std::int64_t>::max()},
};
constexpr FieldRule kPassageFields[] = {
    {field::kInterview, ValueType::kId},
    {field::kItem, ValueType::kText},
    {field::kText, ValueType::kText},
    {field::kStruck, ValueType::kBool},
    {field::kPlace, ValueType::kInteger, 0, std::numeric_limits<std::int64_t>::max()},
    {field::kVerbatim, ValueType::kBool},
};
constexpr FieldRule kConsentFields[] = {
    {field::kInterview, ValueType::kId},
    {field::kState, ValueType::kInteger, 2, 4},
    {field::kTextVersion, ValueType::kInteger, 0, kVersionMax},
    {field::kText, ValueType::kText},
    {field::kNotesTaken, ValueType::kInteger, 1, 3},
    {field::kReaders, ValueType::kText},
    {field::kReaderIds, ValueType::kText},
    {field::kReturned, ValueType::kInteger, 1, 3},
    {field::kQuote, ValueType::kInteger, 1, 4},
    {field::kMedium, ValueType::kInteger, 1, 3},
    {field::kDestroyDate, ValueType::kText},
    {field::kWithdrawUntil, ValueType::kText},
    {field::kReviewDate, ValueType::kText},
    {field::kForm, ValueType::kInteger, 1, 2},
    {field::kPrevious, ValueType::kId},
    {field::kRecord, ValueType::kId},
};
constexpr FieldRule kObservationFields[] = {
    {field::kInterview, ValueType::kId},
    {field::kKind, ValueType::kInteger, 1, 15},
    {field::kItem, ValueType::kText},
    {field::kText, ValueType::kText},
};
constexpr FieldRule kReferralFields[] = {
    {field::kInterview, ValueType::kId}, {field::kPerson, ValueType::kId},
    {field::kAbout, ValueType::kText},   {field::kCreated, ValueType::kInteger, 0, kTimeMax},
    {field::kStruck, ValueType::kBool},  {field::kName, ValueType::kText},
};
constexpr FieldRule kGuideFields[] = {
    {field::kBody, ValueType::kText},
    {field::kCreated, ValueType::kInteger, 0, kTimeMax},
    {field::kArchived, ValueType::kBool},
};

constexpr FieldRule kVaultFields[] = {
    {field::kFounder, ValueType::kText},
    {field::kEndpoint, ValueType::kText},
    {field::kLeft, ValueType::kBool},
};

std::span<const FieldRule> fields_of(EntityKind kind) {
  switch (kind) {
    case EntityKind::kCase:
      return kCaseFields;
    case EntityKind::kPerson:
      return kPersonFields;
    case EntityKind::kInterview:
      return kInterviewFields;
    case EntityKind::kLine:
      return kLineFields;
    case EntityKind::kConsent:
      return kConsentFields;
    case EntityKind::kObservation:
      return kObservationFields;
    case EntityKind::kGuide:
      return kGuideFields;
    case EntityKind::kReferral:
      return kReferralFields;
    case EntityKind::kVault:
      return kVaultFields;
    case EntityKind::kPassage:
      return kPassageFields;
    case EntityKind::kItemState:
      return {};
  }
  return {};
}

Status check_item_field(std::string_view name, const Value& value) {
  if (!item_id_of(field::kItemProgress, name).empty()) {
    const std::int64_t* number = value.as_integer();
    if (number != nullptr && *number >= 1 && *number <= 4) return {};
    return Error{ErrorCode::kInvalid, "an item's progress is a number from 1 to 4"};
  }
  if (!item_id_of(field::kItemCoveredBy, name).empty()) {
    if (value.type() == ValueType::kId || value.is_none()) return {};
    return Error{ErrorCode::kInvalid, "what covers an item is a line"};
  }
  return Error{ErrorCode::kInvalid, "item states have no such field"};
}

}  // namespace

bool is_known_kind(std::uint16_t kind) {
  return kind >= static_cast<std::uint16_t>(EntityKind::kCase) &&
         kind <= static_cast<std::uint16_t>(EntityKind::kPassage);
}

bool is_own_kind(EntityKind kind) {
  return kind == EntityKind::kPerson || kind == EntityKind::kObservation ||
         kind == EntityKind::kGuide || kind == EntityKind::kVault;
}

std::string item_field(std::string_view prefix, std::string_view item_id) {
  CHECK_THAT(!item_id.empty() && check_item_id(item_id).ok(), "item_field of a malformed id");
  std::string name(prefix);
  for (const char c : item_id) name += c == '-' ? '_' : c;
  return name;
}

std::string item_id_of(std::string_view prefix, std::string_view name) {
  if (!name.starts_with(prefix)) return {};
  std::string item_id(name.substr(prefix.size()));
  if (item_id.find('-') != std::string::npos) return {};
  std::replace(item_id.begin(), item_id.end(), '_', '-');
  return check_item_id(item_id).ok() ? item_id : std::string();
}

std::string line_field(const Id& line) {
  return std::string(field::kFromLine) + to_base32(line);
}

Id line_of(std::string_view name) {
  if (!name.starts_with(field::kFromLine)) return {};
  const auto id = id_from_base32(name.substr(field::kFromLine.size()));
  return id.ok() ? id.value() : Id{};
}

Status check_field(EntityKind kind, std::string_view name, const Value& value) {
  if (const std::string* text = value.as_text(); text && text->size() > kValueTextBytesMax)
    return Error{ErrorCode::kInvalid, "text over its limit"};
  if (kind == EntityKind::kItemState) return check_item_field(name, value);
  if (kind == EntityKind::kLine && !item_id_of(field::kAlsoItem, name).empty()) {
    if (value.type() == ValueType::kBool) return {};
    return Error{ErrorCode::kInvalid, "a line belongs to an item or does not"};
  }
  if (kind == EntityKind::kPassage && !line_of(name).is_none()) {
    if (value.type() == ValueType::kBool) return {};
    return Error{ErrorCode::kInvalid, "a passage comes from a line or does not"};
  }
  for (const FieldRule& rule : fields_of(kind)) {
    if (rule.name != name) continue;
    if (rule.type != value.type()) return Error{ErrorCode::kInvalid, "a field of another type"};
    const std::int64_t* number = value.as_integer();
    if (number != nullptr && (*number < rule.least || *number > rule.most))
      return Error{ErrorCode::kInvalid, "a number without a meaning here"};
    return {};
  }
  return Error{ErrorCode::kInvalid, "no such field"};
}

}  // namespace quietroom::model
