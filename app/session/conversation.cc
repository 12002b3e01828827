// The interview: lines, drafts, items, time.
#include <algorithm>

#include "app/guides/guide_json.h"
#include "app/session/session.h"
#include "app/session/wordings.h"
#include "platform/base/utf8.h"

namespace quietroom::session {

namespace {

std::string note_scope(const Id& interview) {
  return "note." + to_base32(interview);
}
std::string edit_scope(const Id& line) {
  return "edit." + to_base32(line);
}

/// The guide that `interview` is held with, as it was then. None if a newer version made it.
std::optional<Guide> guide_of(const model::Interview& interview) {
  if (!interview.guide_body.empty()) {
    auto kept = parse_guide(interview.guide_body);
    if (!kept.ok()) return std::nullopt;
    return std::move(kept).value();
  }
  // From version 0.1.0, which kept the guide's name only, and had one.
  const Guide* shipped = shipped_guide(interview.guide_id);
  if (shipped == nullptr) return std::nullopt;
  return *shipped;
}

/// Which item was chosen last in a 1:1, so that lines after a loss of power belong to the same one.
std::string item_setting(const Id& interview) {
  return "item." + to_base32(interview);
}

/// The item that the conversation is at: the one that was chosen last, else the first that is open.
std::string where_it_was(const InterviewView& view, const std::optional<std::string>& chosen) {
  if (view.guide == nullptr) return {};
  if (chosen && (chosen->empty() || view.guide->find(*chosen) != nullptr)) return *chosen;
  for (const GuideItem& item : view.guide->items) {
    const auto known = view.items.find(item.id);
    if (known == view.items.end() || known->second.progress == model::ItemProgress::kOpen)
      return item.id;
  }
  return {};
}

}  // namespace

void Session::open_interview(const Id& id) {
  if (!may_write()) return;
  auto found = done(keeper_.store().interview(id));
  if (!found) return;
  flush_draft();
  state_.interview.emplace();
  InterviewView& view = *state_.interview;
  view.interview = std::move(*found);
  if (!(view.interview.interviewer == keeper_.store().author())) return open_others();
  open_guide_ = guide_of(view.interview);
  view.guide = open_guide_ ? &*open_guide_ : nullptr;
  reload_interview();
  read_capture();
  const auto chosen = done(keeper_.store().setting(item_setting(id)));
  view.item_id = where_it_was(view, chosen ? *chosen : std::nullopt);
  if (auto draft = done(keeper_.store().draft(note_scope(id))); draft && *draft) {
    view.draft = (*draft)->text;
    view.draft_saved = Saved::kSaved;
  }
  take_up_edits();
  done(keeper_.store().set_setting("open.interview", to_base32(id)));
  go(Screen::kInterview);
}

/// Another member's 1:1: what came of it, and nothing to write in.
void Session::open_others() {
  InterviewView& view = *state_.interview;
  auto members = sync_.members(view.interview.case_id);
  view.held_by = say("Somebody else");
  if (members.ok()) {
    for (const CaseMember& one : members.value()) {
      if (one.person == view.interview.interviewer) view.held_by = one.name;
    }
  }
  reload_interview();
  go(Screen::kOthersInterview);
}

void Session::reload_interview() {
  if (!state_.interview || !keeper_.is_open()) return;
  InterviewView& view = *state_.interview;
  store::Store& store = keeper_.store();
  const Id id = view.interview.id;
  if (auto interview = done(store.interview(id))) view.interview = std::move(*interview);
  if (auto items = done(store.item_states(id))) {
    view.items.clear();
    for (model::ItemState& item : *items) view.items.emplace(item.item_id, std::move(item));
  }
  if (auto consent = done(store.consent(id))) view.consent = std::move(*consent);
  view.conflicts.clear();
  if (view.interview.conflict) {
    if (auto all = done(store.conflicts(model::EntityKind::kInterview, id)))
      view.conflicts = std::move(*all);
  }
  reload_lines();
  refresh_clock();
}

void Session::reload_lines() {
  if (!state_.interview || !keeper_.is_open()) return;
  if (auto lines = done(keeper_.store().lines(state_.interview->interview.id))) {
    state_.interview->lines = std::move(*lines);
    state_.interview->lines_revision += 1;
  }
  reload_passages();
  read_earlier();
}

void Session::choose_line(const Id& id) {
  state_.interview->selected_line = id;
  read_earlier();
}

void Session::read_earlier() {
  InterviewView& view = *state_.interview;
  view.earlier.clear();
  const model::Line* line = find_line(view.selected_line);
  if (line == nullptr || !line->edited || !keeper_.is_open()) return;
  auto all = done(keeper_.store().line_history(line->id));
  if (!all) return;
  for (auto at = all->rbegin(); at != all->rend(); ++at) {
    if (!at->current) view.earlier.push_back(std::move(*at));
  }
}

const model::Line* Session::find_line(const Id& id) const {
  if (!state_.interview) return nullptr;
  for (const model::Line& line : state_.interview->lines) {
    if (line.id == id) return &line;
  }
  return nullptr;
}

/// The line or passage `id`, or null.
const model::Written* Session::find_written(const Id& id) const {
  const model::Line* line = find_line(id);
  return line != nullptr ? line : static_cast<const model::Written*>(find_passage(id));
}

// --- The field -------------------------------------------------------------------------------

void Session::write_draft(std::string text) {
  if (!state_.interview) return;
  state_.interview->draft = std::move(text);
  refresh_completions();
  state_.interview->draft_saved = Saved::kWriting;
  state_.interview->typing = true;
  rest_due_ms_ = host_.clock.steady_ms() + kTypingRestMs;
  if (!draft_due_ms_) draft_due_ms_ = host_.clock.steady_ms() + kDraftDebounceMs;
}

void Session::flush_draft() {
  const bool edit_due = edit_due_ms_.has_value();
  const bool draft_due = draft_due_ms_.has_value();
  edit_due_ms_.reset();
  draft_due_ms_.reset();
  if (!state_.interview || !keeper_.is_open()) return;
  InterviewView& view = *state_.interview;
  if (edit_due && !view.editing_line.is_none()) {
    const Status saved = keeper_.store().save_draft(edit_scope(view.editing_line),
                                                    edit_draft(view.edit_saw, view.line_edit));
    if (!saved.ok()) storage_failed(saved.error());
  }
  if (!draft_due) return;
  const Status saved = keeper_.store().save_draft(note_scope(view.interview.id), view.draft);
  if (saved.ok()) {
    view.draft_saved = saved_as(view.draft.empty() ? Saved::kNothing : Saved::kSaved);
    storage_works();
  } else {
    view.draft_saved = Saved::kFailed;
    storage_failed(saved.error());
  }
}

void Session::commit_line(const std::string& text) {
  if (!state_.interview) return;
  InterviewView& view = *state_.interview;
  // The field is empty already: from here on the text lives in `line` or on the disk.
  draft_due_ms_.reset();
  rest_due_ms_.reset();
  view.typing = false;
  view.draft.clear();
  view.completions.clear();
  if (trim(text).empty()) {
    write_draft({});
    return;
  }
  auto clean = model::clean_line_text(expanded(text));
  if (!clean.ok()) {
    // Too long for one line: it goes back into the field, whole.
    view.draft = text;
    view.draft_revision += 1;
    draft_due_ms_ = host_.clock.steady_ms();
    tell_problem(
        say("That is too long for one line (16,000 characters). It is in the field again, and can "
            "be kept as several lines."));
    return;
  }
  model::Line line;
  line.interview_id = view.interview.id;
  line.item_id = view.item_id;
  line.kind = view.kind;
  line.text = std::move(clean).value();
  line.at_ms = host_.clock.wall_ms();
  line.held = view.off_record;
  queue_line(std::move(line));
}

/// Stores `line` now, or behind those that the storage has not taken yet.
void Session::queue_line(model::Line line) {
  InterviewView& view = *state_.interview;
  if (view.unsaved.empty() && store_line(line)) return;
  view.unsaved.push_back(std::move(line));
  view.draft_saved = Saved::kFailed;
  view.lines_revision += 1;
  if (!retry_due_ms_) retry_due_ms_ = host_.clock.steady_ms() + 1000;
}

void Session::commit_draft() {
  if (!state_.interview) return;
  const std::string text = state_.interview->draft;
  state_.interview->draft_revision += 1;
  commit_line(text);
}

void Session::keep_as_lines() {
  if (!state_.interview || !may_write()) return;
  InterviewView& view = *state_.interview;
  if (!view.unsaved.empty()) {
    return tell_problem(say("Some lines are not on the disk yet. Please try again when they are."));
  }
  const std::vector<store::NewLine> lines = lines_from(view.draft);
  if (lines.empty()) return;
  const auto ids = done(keeper_.store().add_lines(lines, note_scope(view.interview.id)));
  if (!ids) return;
  for (const Id& id : *ids) note_line_promise(id);
  storage_works();
  command::TakeLinesBack back{*ids, std::move(view.draft)};
  draft_due_ms_.reset();
  rest_due_ms_.reset();
  view.typing = false;
  view.draft.clear();
  view.draft_revision += 1;
  view.draft_saved = Saved::kSaved;
  reload_lines();
  tell_with_undo(say("{number} lines are kept.", lines.size()), std::move(back));
}

void Session::take_lines_back(const std::vector<Id>& lines, const std::string& text) {
  if (!state_.interview || !may_write()) return;
  InterviewView& view = *state_.interview;
  // The text first: struck lines without it would look lost.
  if (!text.empty()) {
    write_draft(view.draft.empty() ? text : text + "\n" + view.draft);
    view.draft_revision += 1;
    flush_draft();
  }
  for (const Id& line : lines) {
    if (!done(keeper_.store().strike_line(line, true))) break;
    note_line_promise(line);
  }
  reload_lines();
}

void Session::choose_kind(model::LineKind kind) {
  if (state_.interview) state_.interview->kind = kind;
}

void Session::select_line(const Id& line) {
  if (!state_.interview) return;
  end_line_edit();
  choose_line(line);
}

void Session::write_line_edit(const std::string& text) {
  if (!state_.interview || state_.interview->editing_line.is_none()) return;
  state_.interview->line_edit = text;
  if (!edit_due_ms_) edit_due_ms_ = host_.clock.steady_ms() + kDraftDebounceMs;
}

void Session::show_only_item(bool on) {
  if (!state_.interview) return;
  state_.interview->only_item = on;
  state_.interview->lines_revision += 1;
}

void Session::toggle(bool InterviewView::*flag) {
  if (state_.interview) (*state_.interview).*flag = !((*state_.interview).*flag);
}

/// True once `line` is durable and shown among the others.
bool Session::store_line(const model::Line& line) {
  if (!keeper_.is_open()) return false;
  store::NewLine added;
  added.interview_id = line.interview_id;
  added.item_id = line.item_id;
  added.kind = line.kind;
  added.text = line.text;
  added.held = line.held;
  // What is in the field by now is another text (a pause, a line that is tried again): its draft
  // stays.
  const bool field_is_empty = state_.interview->draft.empty();
  const auto id = keeper_.store().add_line(
      added, field_is_empty ? note_scope(line.interview_id) : std::string());
  if (!id.ok()) {
    if (id.error().code == ErrorCode::kInvalid) {
      tell_problem(say("This conversation is closed. Open it again to add a line."));
    } else {
      storage_failed(id.error());
    }
    return false;
  }
  storage_works();
  if (field_is_empty) state_.interview->draft_saved = saved_as(Saved::kSaved);
  note_line_promise(id.value());
  if (auto stored = keeper_.store().line(id.value()); stored.ok()) {
    state_.interview->lines.push_back(std::move(stored).value());
    state_.interview->lines_revision += 1;
  } else {
    reload_lines();
  }
  return true;
}

void Session::retry_unsaved() {
  if (!state_.interview || state_.interview->unsaved.empty()) {
    retry_wait_ms_ = 0;
    return;
  }
  const Status opened = reopen_store();
  InterviewView& view = *state_.interview;
  while (opened.ok() && !view.unsaved.empty()) {
    const model::Line line = view.unsaved.front();
    if (!store_line(line)) break;
    view.unsaved.erase(view.unsaved.begin());
    view.lines_revision += 1;
  }
  if (view.unsaved.empty()) {
    retry_wait_ms_ = 0;
    reload_lines();
    return;
  }
  retry_wait_ms_ = std::min<std::int64_t>(std::max<std::int64_t>(1000, retry_wait_ms_ * 2), 30000);
  retry_due_ms_ = host_.clock.steady_ms() + retry_wait_ms_;
}

// --- Lines -----------------------------------------------------------------------------------

void Session::begin_edit_line(const Id& id) {
  if (find_written(id) == nullptr) return;
  end_line_edit();
  const model::Written* written = find_written(id);
  if (written == nullptr || !may_write()) return;
  const bool is_passage = find_passage(id) != nullptr;
  const auto seen = done(keeper_.store().wordings(
      is_passage ? model::EntityKind::kPassage : model::EntityKind::kLine, id, "text"));
  if (!seen) return;
  InterviewView& view = *state_.interview;
  const std::string text = written->text;  // To choose a passage reads all of them anew.
  if (is_passage) {
    select_passage(id);
  } else {
    choose_line(id);
  }
  view.editing_line = id;
  view.line_edit = text;
  view.edit_before = text;
  view.edit_saw = model::revisions_of(*seen);
}

/// Goes on with an edit that a restart interrupted: of a line, or once the conversation is over, of
/// a passage.
void Session::take_up_edits() {
  const auto take_up = [&](const auto& all) {
    for (const auto& one : all) {
      const auto edit = keeper_.store().draft(edit_scope(one.id));
      if (edit.ok() && edit.value()) take_up_edit(one, edit.value()->text);
    }
  };
  take_up(state_.interview->lines);
  take_up(state_.interview->passages);
}

void Session::take_up_edit(const model::Written& written, std::string_view draft) {
  InterviewView& view = *state_.interview;
  EditDraft edit = parse_edit_draft(draft);
  const bool is_passage = find_passage(written.id) != nullptr;
  const auto now = done(keeper_.store().wordings(
      is_passage ? model::EntityKind::kPassage : model::EntityKind::kLine, written.id, "text"));
  if (!now) return;
  if (edit.saw.empty()) edit.saw = model::revisions_of(*now);
  if (is_passage) {
    view.selected_passage = written.id;
  } else {
    choose_line(written.id);
  }
  view.editing_line = written.id;
  view.line_edit = std::move(edit.text);
  // Where the text is another one by now, what was typed is a change in any case.
  view.edit_before = edit.saw == model::revisions_of(*now) ? written.text : std::string();
  view.edit_saw = std::move(edit.saw);
}

void Session::save_line_edit(const std::string& text) {
  if (!state_.interview || state_.interview->editing_line.is_none()) return;
  state_.interview->line_edit = text;
  end_line_edit();
}

void Session::end_line_edit() {
  if (!state_.interview || state_.interview->editing_line.is_none()) return;
  InterviewView& view = *state_.interview;
  const Id id = view.editing_line;
  const bool is_passage = find_passage(id) != nullptr;
  edit_due_ms_.reset();
  bool changed = false;
  if (find_written(id) != nullptr && may_write()) {
    const auto clean = model::clean_line_text(view.line_edit);
    if (clean.ok() && clean.value() != view.edit_before) {
      store::Store& store = keeper_.store();
      const std::string scope = edit_scope(id);
      if (!done(is_passage ? store.edit_passage(id, clean.value(), scope, view.edit_saw)
                           : store.edit_line(id, clean.value(), scope, view.edit_saw)))
        return;
      note_line_promise(id);
      changed = true;
    } else {
      if (!done(keeper_.store().clear_draft(edit_scope(id)))) return;
      if (!clean.ok())
        tell(is_passage ? say("An empty passage stays as it was. It can be struck instead.")
                        : say("An empty line stays as it was. It can be struck instead."));
    }
  }
  const std::string before = std::move(view.edit_before);
  view.editing_line = Id{};
  view.line_edit.clear();
  view.edit_saw.clear();
  reload_lines();
  if (!changed) return;
  const model::Written* line = find_written(id);
  if (is_passage && line != nullptr && line->wordings() == nullptr && !before.empty()) {
    return tell_with_undo(say("The passage is changed. Its earlier wording is kept."),
                          command::UseWording{id, before});
  }
  tell(line != nullptr && line->wordings() != nullptr
           ? say("The line is changed. It was changed elsewhere too: both wordings are kept.")
           : say("The line is changed. Its earlier wording is kept."));
}

/// Lets `change` work on `line` in the store, and shows what became of it. True if it did.
bool Session::change_line(const Id& line, const std::function<Status(store::Store&)>& change) {
  if (!state_.interview || !may_write()) return false;
  if (!done(change(keeper_.store()))) return false;
  note_line_promise(line);
  reload_lines();
  return true;
}

void Session::strike_line(const Id& id, bool struck) {
  const bool changed =
      change_line(id, [&](store::Store& store) { return store.strike_line(id, struck); });
  if (changed && struck) tell_with_undo(say("The line is struck."), command::StrikeLine{id, false});
}

void Session::set_line_kind(const Id& id, model::LineKind kind) {
  change_line(id, [&](store::Store& store) { return store.set_line_kind(id, kind); });
}

void Session::set_line_item(const Id& id, const std::string& item_id) {
  change_line(id, [&](store::Store& store) { return store.set_line_item(id, item_id); });
}

// --- Items and time ----------------------------------------------------------------------------

void Session::choose_item(const std::string& item_id) {
  if (!state_.interview) return;
  InterviewView& view = *state_.interview;
  if (!item_id.empty() && (view.guide == nullptr || view.guide->find(item_id) == nullptr)) return;
  if (view.sorting) return sort_under(item_id);
  view.item_id = item_id;
  view.lines_revision += 1;
  if (may_write()) done(keeper_.store().set_setting(item_setting(view.interview.id), item_id));
}

void Session::step_item(int by) {
  if (!state_.interview || state_.interview->guide == nullptr) return;
  const std::vector<GuideItem>& items = state_.interview->guide->items;
  std::ptrdiff_t index = by > 0 ? -1 : static_cast<std::ptrdiff_t>(items.size());
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (items[i].id == state_.interview->item_id) index = static_cast<std::ptrdiff_t>(i);
  }
  index = std::clamp<std::ptrdiff_t>(index + by, 0, static_cast<std::ptrdiff_t>(items.size()) - 1);
  choose_item(items[static_cast<std::size_t>(index)].id);
}

void Session::mark_item(const std::string& item_id, model::ItemProgress progress) {
  if (!state_.interview || item_id.empty() || !may_write()) return;
  InterviewView& view = *state_.interview;
  const auto known = view.items.find(item_id);
  // The same mark again takes it off.
  if (known != view.items.end() && known->second.progress == progress) {
    progress = model::ItemProgress::kOpen;
  }
  // The open line is where it was covered.
  const bool covered = progress == model::ItemProgress::kCovered;
  const Id by = covered ? view.selected_line : Id{};
  if (!done(keeper_.store().set_item_state(view.interview.id, item_id, progress, by))) return;
  model::ItemState& state = view.items[item_id];
  state.item_id = item_id;
  state.progress = progress;
  state.covered_by = by;
}

void Session::choose_plan(int minutes) {
  if (!state_.interview || !may_write()) return;
  if (done(keeper_.store().set_plan_minutes(state_.interview->interview.id, minutes))) {
    state_.interview->interview.plan_minutes = minutes;
  }
}

void Session::close_interview() {
  if (!state_.interview || !may_write()) return;
  flush_draft();
  end_line_edit();
  InterviewView& view = *state_.interview;
  view.closing_open = false;
  if (!view.unsaved.empty()) {
    tell_problem(say("Some lines are not on the disk yet. Please close it when they are."));
    return;
  }
  if (!trim(view.draft).empty()) {
    // What is still in the field was said: it becomes the last line.
    commit_draft();
    if (!view.unsaved.empty()) return;
  }
  const Id id = view.interview.id;
  if (!done(keeper_.store().end_conversation(id))) return;
  reload_interview();
  view.cue = Cue::kNone;
  tell_with_undo(say("The conversation is closed. Everything is kept on this device."),
                 command::ReopenInterview{});
}

void Session::reopen_interview() {
  if (!state_.interview || !may_write()) return;
  if (done(keeper_.store().reopen_conversation(state_.interview->interview.id))) {
    reload_interview();
  }
}

}  // namespace quietroom::session
