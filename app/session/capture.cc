// What is done with lines beside writing them: off the record, marks, order, items, completion.
#include <algorithm>

#include "app/model/foreign_notes.h"
#include "app/model/words_in_lines.h"
#include "app/session/session.h"
#include "app/session/words.h"
#include "platform/base/utf8.h"

namespace quietroom::session {

namespace {

constexpr std::string_view kClockSetting = "clock.hidden";
constexpr std::string_view kAbbreviationsSetting = "abbreviations";
constexpr std::size_t kCompletionsMax = 5;
constexpr std::size_t kPickedLinesMax = 5000;

std::string off_record_setting(const Id& interview) {
  return "off.record." + to_base32(interview);
}

/// "@Ana" for "Ana Lindgren": as one calls somebody.
std::string name_mark(const std::string& name) {
  return "@" + name.substr(0, name.find(' '));
}

}  // namespace

// --- off the record ------------------------------------------------------------------------------

void Session::read_capture() {
  if (!state_.interview) return;
  InterviewView& view = *state_.interview;
  const auto off = done(keeper_.store().setting(off_record_setting(view.interview.id)));
  // If that cannot be read, the careful side.
  view.off_record = !off || (*off && **off == "1");
}

void Session::toggle_off_record() {
  if (!state_.interview || !may_write()) return;
  InterviewView& view = *state_.interview;
  if (!view.off_record && !view.interview.under_way()) return;
  const std::string name = off_record_setting(view.interview.id);
  // Durable first: after a crash nobody may go on as if on the record.
  if (!done(keeper_.store().set_setting(name, view.off_record ? "" : "1"))) return;
  view.off_record = !view.off_record;
  host_.page.send(AnnounceRequest{
      std::string(view.off_record ? say("Off the record.") : say("On the record again.")),
      /*assertive=*/false});
}

void Session::hold_line(const Id& line, bool held) {
  end_line_edit();
  if (!change_line(line, [&](store::Store& store) { return store.hold_line(line, held); })) return;
  if (!held) return tell(say("The line is on the record again."));
  tell_with_undo(say("The line is off the record. Its earlier wordings are gone."),
                 command::HoldLine{line, false});
}

// --- marks ---------------------------------------------------------------------------------------

void Session::star_line(const Id& line, bool star) {
  change_line(line, [&](store::Store& store) { return store.star_line(line, star); });
}

void Session::mark_surprise(const Id& line, bool surprise) {
  change_line(line, [&](store::Store& store) { return store.set_line_surprise(line, surprise); });
}

void Session::add_pause() {
  if (!state_.interview) return;
  InterviewView& view = *state_.interview;
  model::Line line;
  line.interview_id = view.interview.id;
  line.item_id = view.item_id;
  line.kind = model::LineKind::kPause;
  line.text = "Pause";
  line.held = view.off_record;
  line.at_ms = host_.clock.wall_ms();
  queue_line(std::move(line));
}

// --- order -------------------------------------------------------------------------------------

void Session::split_edit() {
  if (!state_.interview || state_.interview->editing_line.is_none() || !may_write()) return;
  const Id first = state_.interview->editing_line;
  const std::vector<std::string> parts = model::split_into_lines(state_.interview->line_edit);
  if (parts.size() < 2) return;
  end_line_edit();
  if (!state_.interview->editing_line.is_none()) return;  // It could not be kept; that was said.
  const bool is_passage = find_passage(first) != nullptr;
  Id line = first;
  std::int64_t made = 1;
  for (const std::string& part : parts) {
    const model::Written* found = find_written(line);
    if (found == nullptr || found->text == part || !found->text.starts_with(part)) break;
    store::Store& store = keeper_.store();
    const auto second = done(is_passage ? store.split_passage(line, part.size())
                                        : store.split_line(line, part.size()));
    if (!second) break;
    note_line_promise(*second);
    reload_lines();
    line = *second;
    ++made;
  }
  if (is_passage) {
    select_passage({});
    if (made > 1) tell(say("{number} passages are made of it.", made));
    return;
  }
  choose_line({});
  if (made > 1) tell(say("{number} lines are made of it.", made));
}

void Session::join_line(const Id& id) {
  if (!state_.interview) return;
  end_line_edit();
  const model::Line* before = nullptr;
  const model::Line* joined = nullptr;
  for (const model::Line& line : state_.interview->lines) {
    if (line.id == id) joined = &line;
    if (joined != nullptr) break;
    if (!line.struck) before = &line;
  }
  if (joined == nullptr) return;  // Gone since the press.
  if (before == nullptr) return tell(say("There is no line before it."));
  if (before->held != joined->held)
    return tell(say("One of the two is off the record, so they stay apart."));
  const Id first = before->id;
  const std::string wording = before->whole_text();
  if (!change_line(first, [&](store::Store& store) { return store.join_lines(first, id); })) return;
  choose_line(first);
  tell_with_undo(say("The two lines are one."), command::TakeApart{first, id, wording});
}

void Session::take_apart(const Id& first, const Id& second, const std::string& wording) {
  // The second line first: between the two steps words may stand twice, never nowhere.
  change_line(first, [&](store::Store& store) -> Status {
    TRY(store.strike_line(second, false));
    return store.edit_line(first, wording);
  });
}

void Session::move_line(const Id& id, int by) {
  if (!state_.interview) return;
  const std::vector<model::Line>& lines = state_.interview->lines;
  const auto found = std::find_if(lines.begin(), lines.end(),
                                  [&](const model::Line& line) { return line.id == id; });
  if (found == lines.end()) return;
  const auto at = found - lines.begin();
  const auto target = by < 0 ? at - 2 : at + 1;
  if (target < -1 || target >= static_cast<std::ptrdiff_t>(lines.size())) return;
  const Id after = target < 0 ? Id{} : lines[static_cast<std::size_t>(target)].id;
  change_line(id, [&](store::Store& store) { return store.move_line(id, after); });
}

void Session::jump_to_line(const Id& id) {
  if (!state_.interview) return;
  InterviewView& view = *state_.interview;
  view.jump_line = id;  // None: the screen is there.
  if (id.is_none() || find_line(id) == nullptr) return;
  end_line_edit();
  if (view.only_item) show_only_item(false);
  view.sorting = false;
  choose_line(id);
  view.items_open = false;
}

// --- items -------------------------------------------------------------------------------------

void Session::set_also_item(const Id& line, const std::string& item_id, bool belongs) {
  change_line(
      line, [&](store::Store& store) { return store.set_line_also_item(line, item_id, belongs); });
}

void Session::toggle_sorting() {
  if (!state_.interview || state_.interview->guide == nullptr) return;
  InterviewView& view = *state_.interview;
  end_line_edit();
  view.sorting = !view.sorting;
  view.more_open = false;
  view.lines_revision += 1;
  choose_line({});
  if (view.sorting) sort_next();
}

/// Selects the next line that has no item yet, behind the one that is selected and then from the
/// beginning; says so when there is none left.
void Session::sort_next() {
  InterviewView& view = *state_.interview;
  const auto waits = [](const model::Line& line) { return line.waits_for_item(); };
  const auto begin = view.lines.begin();
  const auto end = view.lines.end();
  const auto here = std::find_if(
      begin, end, [&](const model::Line& line) { return line.id == view.selected_line; });
  auto next = here == end ? end : std::find_if(here + 1, end, waits);
  if (next == end) next = std::find_if(begin, end, waits);
  if (next == end) {
    view.sorting = false;
    view.lines_revision += 1;
    choose_line({});
    return tell(say("Every line has its item."));
  }
  choose_line(next->id);
}

/// Puts the selected line there. No item: it is passed over for now.
void Session::sort_under(const std::string& item_id) {
  const Id line = state_.interview->selected_line;
  if (!line.is_none() && !item_id.empty()) set_line_item(line, item_id);
  sort_next();
}

// --- words -------------------------------------------------------------------------------------

void Session::refresh_completions() {
  InterviewView& view = *state_.interview;
  view.completions.clear();
  const std::string_view typed = model::marked_word_at_end(view.draft);
  if (typed.empty()) return;
  const std::string start = lower_ascii(typed);
  const auto offer = [&](const std::string& word) {
    if (view.completions.size() == kCompletionsMax || word == typed) return;
    if (!lower_ascii(word).starts_with(start)) return;
    auto& all = view.completions;
    if (std::find(all.begin(), all.end(), word) == all.end()) all.push_back(word);
  };
  if (typed.front() == '@') {
    offer(name_mark(view.interview.person_name));
    for (const model::Person& person : state_.people) offer(name_mark(person.name));
  }
  // The latest first: people come back to what was just named.
  for (auto line = view.lines.rbegin(); line != view.lines.rend(); ++line) {
    if (line->text.find(typed.front()) == std::string::npos) continue;
    for (const std::string& word : model::marked_words(line->text)) offer(word);
  }
}

void Session::complete_word(const std::string& word) {
  if (!state_.interview) return;
  const std::string_view typed = model::marked_word_at_end(state_.interview->draft);
  if (typed.empty()) return;
  std::string draft = state_.interview->draft;
  draft.resize(draft.size() - typed.size());
  write_draft(draft + word + " ");
  state_.interview->draft_revision += 1;
}

/// What was typed, with one's own abbreviations written out.
std::string Session::expanded(const std::string& text) const {
  return model::expand(text, abbreviations_);
}

// --- elsewhere ---------------------------------------------------------------------------------

/// `text` as lines of the open interview, with their times where it tells them.
std::vector<store::NewLine> Session::lines_from(const std::string& text) const {
  constexpr std::int64_t kDayMs = 24 * 60 * 60 * 1000;
  const InterviewView& view = *state_.interview;
  const std::int64_t offset_ms = std::int64_t{state_.utc_offset_minutes} * 60 * 1000;
  const std::int64_t started_ms = view.interview.started_ms;
  const std::int64_t midnight_ms = (started_ms + offset_ms) / kDayMs * kDayMs - offset_ms;
  std::vector<store::NewLine> lines;
  std::int64_t last_ms = 0;
  for (const model::ForeignLine& one : model::foreign_lines(text)) {
    store::NewLine line{view.interview.id,  view.item_id,    view.kind,
                        expanded(one.text), view.off_record, 0};
    if (one.second_of_day) {
      line.at_ms = midnight_ms + std::int64_t{*one.second_of_day} * 1000;
      // A talk that goes past midnight.
      if (line.at_ms < started_ms - kDayMs / 2) line.at_ms += kDayMs;
      // Nobody has noted what is still to come.
      if (line.at_ms > state_.now_ms) line.at_ms -= kDayMs;
      last_ms = line.at_ms;
    } else {
      line.at_ms = last_ms;  // It stood below a line of that time, and stays there.
    }
    lines.push_back(std::move(line));
  }
  return lines;
}

void Session::notes_picked(const Bytes& bytes) {
  if (!state_.interview || !may_write()) return;
  const std::string text(bytes.begin(), bytes.end());
  state_.interview->more_open = false;
  if (!is_utf8(text)) {
    return tell_problem(say("This file is not text, so nothing was taken. Plain text (UTF-8) is."));
  }
  const std::vector<store::NewLine> lines = lines_from(text);
  if (lines.empty()) return tell_problem(say("This file has no lines. Nothing was changed."));
  if (lines.size() > kPickedLinesMax) {
    return tell_problem(say("This file has more than 5,000 lines. Nothing was taken."));
  }
  const auto ids = done(keeper_.store().add_lines(lines));
  if (!ids) return;
  for (const Id& id : *ids) note_line_promise(id);
  reload_lines();
  tell_with_undo(words::count(static_cast<std::int64_t>(ids->size()), "{n} line came in.",
                              "{n} lines came in."),
                 command::TakeLinesBack{*ids, {}});
}

// --- beside ------------------------------------------------------------------------------------

void Session::toggle_clock() {
  state_.clock_hidden = !state_.clock_hidden;
  if (may_write()) done(keeper_.store().set_setting(kClockSetting, state_.clock_hidden ? "1" : ""));
}

/// Kept with every letter that leaves a list that can be read.
void Session::abbreviations_typed() {
  const std::string& text = state_.fields[Field::kAbbreviations];
  auto list = model::parse_abbreviations(text);
  if (!list.ok()) {
    state_.problem = say("Not kept yet. In {where}.", list.error().context);
    state_.problem_field = Field::kAbbreviations;
    return;
  }
  if (!may_write() || !done(keeper_.store().set_setting(kAbbreviationsSetting, text))) return;
  abbreviations_ = std::move(list).value();
}

void Session::read_abbreviations() {
  const auto kept = done(keeper_.store().setting(kAbbreviationsSetting));
  const std::string text = kept && *kept ? **kept : std::string();
  auto list = model::parse_abbreviations(text);
  abbreviations_ = list.ok() ? std::move(list).value() : model::Abbreviations{};
  state_.fields.set(Field::kAbbreviations, text);
}

void Session::read_clock() {
  const auto hidden = done(keeper_.store().setting(kClockSetting));
  state_.clock_hidden = hidden && *hidden && **hidden == "1";
}

void Session::show_probes(bool open) {
  if (!state_.interview) return;
  state_.interview->probes_open = open;
  state_.interview->more_open = false;
  if (open) set_field(Field::kProbeSearch, {});
}

}  // namespace quietroom::session
