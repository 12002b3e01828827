// Clean text: passages are made of lines, one by one or by item, until somebody calls it clean.
// What is typed into one is conversation.cc's, as a line's is.
#include <algorithm>

#include "app/model/rules.h"
#include "app/session/session.h"
#include "platform/base/utf8.h"

namespace quietroom::session {
namespace {

constexpr std::string_view kHintsSetting = "hints";

std::vector<std::string> item_ids(const Guide* guide) {
  std::vector<std::string> ids;
  if (guide == nullptr) return ids;
  for (const GuideItem& item : guide->items) ids.push_back(item.id);
  return ids;
}

}  // namespace

void Session::open_clean_up() {
  if (!state_.interview || !state_.interview->held_by.empty()) return;
  flush_draft();
  // An edit of a passage that a restart interrupted goes on there.
  if (find_passage(state_.interview->editing_line) == nullptr) end_line_edit();
  choose_line({});
  go(Screen::kCleanUp);
}

const model::Passage* Session::find_passage(const Id& id) const {
  if (!state_.interview) return nullptr;
  const std::vector<model::Passage>& all = state_.interview->passages;
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const model::Passage& one) { return one.id == id; });
  return found == all.end() ? nullptr : &*found;
}

void Session::reload_passages() {
  InterviewView& view = *state_.interview;
  const std::vector<std::string> items = item_ids(view.guide);
  auto passages = done(keeper_.store().passages(view.interview.id));
  if (!passages) return;
  view.passages = model::in_reading_order(std::move(*passages), items);
  view.still_open = model::still_open(view.lines, view.passages, items, view.items);
  view.earlier_of_passage.clear();
  const model::Passage* open = find_passage(view.selected_passage);
  if (open == nullptr || !open->edited) return;
  auto history = done(keeper_.store().passage_history(open->id));
  if (!history) return;
  for (auto at = history->rbegin(); at != history->rend(); ++at) {
    if (!at->current) view.earlier_of_passage.push_back(std::move(*at));
  }
}

void Session::show_raw_lines(bool on) {
  if (state_.interview) state_.interview->raw_shown = on;
}

void Session::select_passage(const Id& id) {
  if (!state_.interview) return;
  end_line_edit();
  state_.interview->selected_passage = id;
  reload_passages();
}

// --- made of lines -------------------------------------------------------------------------------

/// Adds them and offers to take them back. False if the store would not.
bool Session::add_passages(const std::vector<store::NewPassage>& passages,
                           std::string_view draft_scope) {
  const auto ids =
      done(keeper_.store().add_passages(state_.interview->interview.id, passages, draft_scope));
  if (!ids) return false;
  for (const Id& id : *ids) note_line_promise(id);
  reload_lines();
  tell_with_undo(words::count(static_cast<std::int64_t>(ids->size()), "{n} passage is made.",
                              "{n} passages are made."),
                 command::TakePassagesBack{*ids});
  return true;
}

void Session::draft_passages(const std::string& item_id) {
  if (!state_.interview || !may_write()) return;
  end_line_edit();
  std::vector<store::NewPassage> made;
  for (model::DraftPassage& one :
       model::draft_passages(state_.interview->lines, state_.interview->passages, item_id)) {
    made.push_back({item_id, std::move(one.text), one.verbatim, std::move(one.lines)});
  }
  if (!made.empty()) add_passages(made, {});
}

void Session::take_up_line(const Id& id) {
  const model::Line* line = find_line(id);
  if (line == nullptr || !may_write()) return;
  end_line_edit();
  const model::Passage* open = find_passage(state_.interview->selected_passage);
  line = find_line(id);
  if (line == nullptr) return;
  if (open == nullptr || open->struck) {
    add_passages({{line->item_id, line->text, line->kind == model::LineKind::kQuote, {id}}}, {});
    return;
  }
  const Id passage = open->id;
  if (change_line(passage, [&](store::Store& store) { return store.take_up_line(passage, id); }))
    tell(say("Its words stand at the end of the open passage."));
}

/// What was typed as a passage of its own. The page has emptied the field already.
void Session::commit_passage(const std::string& text) {
  if (!state_.interview) return;
  InterviewView& view = *state_.interview;
  draft_due_ms_.reset();
  rest_due_ms_.reset();
  view.typing = false;
  view.draft.clear();
  const bool empty = trim(text).empty();
  if (!empty && may_write() &&
      add_passages({{view.item_id, text, false, {}}}, "note." + to_base32(view.interview.id))) {
    view.draft_saved = saved_as(Saved::kSaved);
    return;
  }
  write_draft(empty ? std::string() : text);
  view.draft_revision += 1;
}

// --- changed -------------------------------------------------------------------------------------

void Session::strike_passage(const Id& id, bool struck) {
  end_line_edit();
  const bool changed =
      change_line(id, [&](store::Store& store) { return store.strike_passage(id, struck); });
  if (changed && struck)
    tell_with_undo(say("The passage is struck."), command::StrikePassage{id, false});
}

void Session::take_passages_back(const std::vector<Id>& passages) {
  end_line_edit();
  for (const Id& id : passages) {
    if (!change_line(id, [&](store::Store& store) { return store.strike_passage(id, true); }))
      return;
  }
}

void Session::remove_passage(const Id& id) {
  end_line_edit();
  if (change_line(id, [&](store::Store& store) { return store.remove_passage(id); }))
    tell(say("The passage is gone, with every wording that it had."));
}

void Session::set_verbatim(const Id& id, bool on) {
  change_line(id, [&](store::Store& store) { return store.set_passage_verbatim(id, on); });
}

void Session::set_passage_item(const Id& id, const std::string& item_id) {
  change_line(id, [&](store::Store& store) { return store.set_passage_item(id, item_id); });
}

void Session::use_wording(const Id& id, const std::string& text) {
  end_line_edit();
  change_line(id, [&](store::Store& store) { return store.edit_passage(id, text); });
}

// --- order ---------------------------------------------------------------------------------------

void Session::move_passage(const Id& id, int by) {
  const model::Passage* moved = find_passage(id);
  if (moved == nullptr) return;
  // Among those of its item: between items it goes by the item.
  std::vector<Id> others;
  std::size_t at = 0;
  for (const model::Passage& one : state_.interview->passages) {
    if (one.item_id != moved->item_id) continue;
    if (one.id == id) at = others.size();
    if (!(one.id == id)) others.push_back(one.id);
  }
  if ((by < 0 && at == 0) || (by > 0 && at == others.size())) return;
  const std::size_t target = by < 0 ? at - 1 : at + 1;
  // Right before the first of them is behind whatever stands before that.
  const bool first = target == 0;
  change_line(id, [&](store::Store& store) -> Status {
    if (!first) return store.move_passage(id, others[target - 1]);
    TRY(store.move_passage(id, others.front()));
    return store.move_passage(others.front(), id);
  });
}

void Session::join_passage(const Id& id) {
  if (!state_.interview) return;
  end_line_edit();
  const model::Passage* before = nullptr;
  const model::Passage* joined = find_passage(id);
  if (joined == nullptr) return;
  for (const model::Passage& one : state_.interview->passages) {
    if (one.id == id) break;
    if (!one.struck && one.item_id == joined->item_id) before = &one;
  }
  if (before == nullptr) return tell(say("There is no passage before it."));
  const Id first = before->id;
  const std::string wording = before->whole_text();
  if (!change_line(first, [&](store::Store& store) { return store.join_passages(first, id); }))
    return;
  select_passage(first);
  tell_with_undo(say("The two passages are one."), command::TakePassagesApart{first, id, wording});
}

void Session::take_passages_apart(const Id& first, const Id& second, const std::string& wording) {
  // The second one first: between the two steps words may stand twice, never nowhere.
  change_line(first, [&](store::Store& store) -> Status {
    TRY(store.strike_passage(second, false));
    return store.edit_passage(first, wording);
  });
}

// --- done ----------------------------------------------------------------------------------------

void Session::toggle_cleaned() {
  if (!state_.interview) return;
  end_line_edit();
  toggle(&InterviewView::cleaned_open);
}

void Session::finish_clean_up() {
  if (!state_.interview || !may_write()) return;
  flush_draft();
  end_line_edit();
  const Id id = state_.interview->interview.id;
  if (!done(keeper_.store().step_interview(id, model::InterviewState::kCleaned))) return;
  state_.interview->cleaned_open = false;
  reload_interview();
  tell(say("This 1:1 is cleaned. Its clean text can still be changed."));
}

// --- hints ---------------------------------------------------------------------------------------

void Session::read_hints() {
  const auto kept = done(keeper_.store().setting(kHintsSetting));
  set_field(Field::kHints, kept && *kept ? **kept : std::string());
  state_.own_hints = model::parse_own_hints(state_.fields[Field::kHints]);
}

/// Kept with every letter, as the abbreviations are.
void Session::hints_typed() {
  const std::string& text = state_.fields[Field::kHints];
  state_.own_hints = model::parse_own_hints(text);
  if (may_write()) done(keeper_.store().set_setting(kHintsSetting, text));
}

}  // namespace quietroom::session
