#include "app/model/wording.h"

#include <algorithm>

namespace quietroom::model {

std::vector<Revision> revisions_of(const std::vector<Wording>& wordings) {
  std::vector<Revision> all;
  for (const Wording& one : wordings)
    all.insert(all.end(), one.revisions.begin(), one.revisions.end());
  std::sort(all.begin(), all.end());
  return all;
}

std::string joined(const Conflict& texts) {
  std::string all;
  for (const Wording& one : texts.wordings) {
    if (!all.empty()) all += '\n';
    all += *one.value.as_text();
  }
  return all;
}

bool is_for_a_person(EntityKind kind, std::string_view name) {
  switch (kind) {
    case EntityKind::kCase:
      return name == field::kTitle;
    case EntityKind::kPerson:
      return name == field::kName;
    case EntityKind::kInterview:
      return name == field::kState || name == field::kPlanMinutes || name == field::kFollowUp;
    case EntityKind::kLine:
      return name == field::kText || name == field::kKind || name == field::kItem ||
             name == field::kStar || name == field::kSurprise;
    case EntityKind::kPassage:
      return name == field::kText || name == field::kItem || name == field::kVerbatim;
    default:
      return false;
  }
}

}  // namespace quietroom::model
