// What two devices wrote into one field without knowing of each other: all of it, who and when, and
// one press that settles it. Quiet: nothing is lost while nobody chooses.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "app/screens/view.h"

namespace quietroom::screens {

/// Hash of what this file draws of a line or passage.
std::uint64_t wordings_revision(const model::Written& written);

/// What of a line or passage waits for a choice: its wordings, a strike that lost, other fields.
/// `may_edit` and `may_mark`: with the buttons that settle text and the rest.
struct LineQuestions {
  const Guide* guide = nullptr;  ///< Names items; may be null.
  bool open = false;             ///< The two wordings of a merged text are shown as well.
  bool may_edit = false;
  bool may_mark = false;
  model::EntityKind kind = model::EntityKind::kLine;
};
void draw_line_questions(const View& view, const model::Written& line,
                         const LineQuestions& options);

/// The same for a case, a person or an interview.
void draw_conflicts(const View& view, model::EntityKind kind, const Id& entity,
                    const std::vector<model::Conflict>& conflicts);

}  // namespace quietroom::screens
