// The parts of the interview screen, each in its file: items, question, notes, line actions,
// composer, sheets. For interview*.cc only.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "app/model/rules.h"
#include "app/screens/view.h"

namespace quietroom::screens {

/// The open interview and what may be done with it, worked out once a pass.
struct Room {
  const View& view;
  const session::InterviewView& it;
  bool may_write = false;  ///< Lines may be added.
  bool may_edit = false;   ///< The text of lines may be changed.
  bool may_mark = false;   ///< Lines may be struck, and get another kind or item.
  int jump = 0;            ///< A key went to the next (1) or previous (-1) item in this pass.
  std::optional<model::NotShareable> held;  ///< Why nothing of it may be shared yet.
};

/// How far `item_id` is.
model::ItemProgress progress_of(const session::InterviewView& it, std::string_view item_id);
/// "done", "skipped", "covered"; empty for an open one.
std::string_view progress_word(model::ItemProgress progress);
/// The place of the chosen item in the guide from 1; 0 if none is chosen.
std::size_t item_number(const session::InterviewView& it);
/// "4 of about 10 min" for the chosen item; empty without one, and where the clock is hidden.
std::string item_time_words(const Room& room);

/// All items as a list; a press chooses one. `in_sheet`: the sheet closes with the choice.
enum class ItemsPlace { kRail, kSheet };
void draw_items(const Room& room, ItemsPlace place);
/// "4 of 15" with its neighbours and marks, the question, what it is for, its cues.
void draw_question(const Room& room);
/// How lines of `kind` are marked.
ui::LineMark mark_of(model::LineKind kind);
/// Bar and question; where there is hardly any height they stand above the lines and scroll with
/// them.
void draw_head(const Room& room);
/// The lines, and what is said about all of them at once.
void draw_notes(const Room& room);
/// Star and surprise for `line` (null: both disabled), beside it or beside the field.
struct MarkSigns {
  std::string_view star;
  std::string_view surprise;
  std::string_view about = {};
  std::string_view star_key = {};
  std::string_view surprise_key = {};
};
void draw_mark_signs(const Room& room, const model::Line* line, const MarkSigns& signs);
/// The end of the 1:1: the sheet's content.
void draw_closing(const Room& room);
/// The chosen quiet cue, above the field; nothing if there is none.
void draw_cue(const Room& room);
/// Quiet cues and whom one can call: the sheet's content.
void draw_quiet_cues(const Room& room);
/// Who else to talk with: the sheet's content.
void draw_referrals(const Room& room);
/// What can be done with the open line.
void draw_line_actions(const Room& room, const model::Line& line);
/// The field for the wording of the line that is being edited, or the passage.
enum class Edited { kLine, kPassage };
void draw_edit(const Room& room, Edited what);
/// What became of the text in the note field.
void draw_saved(const Room& room);
/// The note field with kind, time and what is saved; or, if closed, the way to go on.
void draw_composer(const Room& room);
/// Questions for what somebody just said.
void draw_probes(const Room& room);
/// Time, plan, consent, filter and the end of the 1:1.
enum class AsidePlace { kSide, kSheet };
void draw_aside(const Room& room, AsidePlace place);

}  // namespace quietroom::screens
