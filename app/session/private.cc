// The private screen: what the interviewer notices about how somebody is, for the interviewer
// alone. What it holds is in the state while its screen is open, and never else.
#include <array>

#include "app/guides/guide.h"
#include "app/session/session.h"
#include "platform/base/log.h"
#include "platform/base/utf8.h"

namespace quietroom::session {
namespace {

using model::ObservationKind;

/// Between two tries of a disk that refuses.
constexpr std::int64_t kRetryMs = 2000;
/// The setting that says, with a closed case's id behind it, that no private note about it is left
/// on this device.
constexpr std::string_view kDestroyedSetting = "private.destroyed.";

/// A field of the screen, and what its text is in the vault.
struct PrivateText {
  Field field;
  ObservationKind kind;
  std::string item_id;
};

std::vector<PrivateText> private_texts() {
  std::vector<PrivateText> all = {{Field::kPrivateNote, ObservationKind::kNote, {}},
                                  {Field::kFollowUp, ObservationKind::kFollowUp, {}}};
  constexpr std::array<Field, 4> kDebrief = {Field::kDebrief0, Field::kDebrief1, Field::kDebrief2,
                                             Field::kDebrief3};
  const std::vector<GuideItem>& items = own_debrief_guide().items;
  for (std::size_t at = 0; at < kDebrief.size() && at < items.size(); ++at) {
    all.push_back({kDebrief[at], ObservationKind::kDebrief, items[at].id});
  }
  return all;
}

std::string draft_scope(const Id& interview, const PrivateText& text) {
  return "private." + to_base32(interview) + "." + std::to_string(static_cast<int>(text.kind)) +
         "." + text.item_id;
}

std::string text_of(const PrivateNotes& notes, const PrivateText& text) {
  if (text.kind == ObservationKind::kNote) return notes.note;
  if (text.kind == ObservationKind::kFollowUp) return notes.follow_up;
  const auto found = notes.debrief.find(text.item_id);
  return found == notes.debrief.end() ? std::string() : found->second;
}

}  // namespace

bool Session::is_private_open() {
  if (!state_.interview || !may_write()) return false;
  if (state_.interview->interview.case_closed) {
    tell(say("This case is closed. Private notes about it are destroyed, and no new ones taken."));
    return false;
  }
  const Status opened = keeper_.open_private();
  if (opened.ok()) return true;
  keeper_.close_private();
  const bool is_damaged =
      opened.error().code == ErrorCode::kCorrupt || opened.error().code == ErrorCode::kNotFound;
  tell_problem(is_damaged
                   ? say("The private notes are damaged and cannot be read. The notes of your 1:1s "
                         "are not touched by that. A copy that you saved earlier still has both.")
                   : say("The private notes cannot be read now. What is in them is safe; please "
                         "try again."));
  return false;
}

/// Reads the private notes of the open interview for their screen. False if that fails.
bool Session::load_private() {
  if (!is_private_open()) return false;
  store::Store& vault = *keeper_.private_store();
  const Id interview = state_.interview->interview.id;
  auto notes = done(desk_.read(vault, interview));
  private_changed_.clear();
  for (const PrivateText& text : private_texts()) {
    const auto draft = notes ? done(vault.draft(draft_scope(interview, text))) : std::nullopt;
    if (!draft) {
      keeper_.close_private();
      return false;
    }
    // Typed before a power cut; it is kept for good when the screen is left.
    if (*draft) private_changed_.insert(text.field);
    set_field(text.field, *draft ? (*draft)->text : text_of(*notes, text));
  }
  state_.private_view.emplace(PrivateView{std::move(*notes), Saved::kNothing});
  return true;
}

void Session::open_private() {
  flush_draft();
  end_line_edit();
  if (load_private()) go(Screen::kPrivate);
}

void Session::mark_private(ObservationKind kind, bool on) {
  if (!state_.private_view || !is_private_open()) return;
  store::Store& vault = *keeper_.private_store();
  const Id interview = state_.interview->interview.id;
  if (!done(desk_.mark(vault, interview, kind, on))) return;
  if (auto notes = done(desk_.read(vault, interview))) {
    state_.private_view->notes = std::move(*notes);
    state_.private_view->saved = Saved::kWriting;
  }
}

void Session::private_typed(Field field) {
  if (!state_.private_view) return;
  private_changed_.insert(field);
  state_.private_view->saved = Saved::kWriting;
  if (!private_due_ms_) private_due_ms_ = host_.clock.steady_ms() + kDraftDebounceMs;
}

/// Writes what was typed so that a power cut cannot take it. False if that fails.
bool Session::keep_private_drafts() {
  private_due_ms_.reset();
  if (!state_.private_view || !state_.interview) return true;
  store::Store* vault = keeper_.private_store();
  if (vault == nullptr) return false;
  for (const PrivateText& text : private_texts()) {
    if (!private_changed_.contains(text.field)) continue;
    const Status kept = vault->save_draft(draft_scope(state_.interview->interview.id, text),
                                          state_.fields[text.field]);
    if (kept.ok()) continue;
    state_.private_view->saved = Saved::kFailed;
    private_due_ms_ = host_.clock.steady_ms() + kRetryMs;
    storage_failed(kept.error());
    return false;
  }
  storage_works();
  return true;
}

/// Makes what was typed what the vault says, with no wording before it. False if that fails; then
/// it is still in the fields.
bool Session::flush_private() {
  if (!state_.private_view || !state_.interview || private_changed_.empty()) return true;
  if (!keep_private_drafts()) return false;
  store::Store& vault = *keeper_.private_store();
  const Id interview = state_.interview->interview.id;
  for (const PrivateText& text : private_texts()) {
    if (!private_changed_.contains(text.field)) continue;
    const Status written =
        desk_.write(vault, interview, text.kind, text.item_id, state_.fields[text.field]);
    if (!written.ok()) {
      state_.private_view->saved = Saved::kFailed;
      if (written.error().code == ErrorCode::kInvalid) {
        tell_problem(
            say("That is too long for one note (16,000 characters). It is still in its field."));
      } else {
        storage_failed(written.error());
      }
      return false;
    }
    if (!done(vault.clear_draft(draft_scope(interview, text)))) return false;
    private_changed_.erase(text.field);
  }
  return true;
}

/// Keeps and forgets: nothing private stays in the state.
void Session::leave_private() {
  if (!state_.private_view) return;
  keep_private_drafts();
  private_due_ms_.reset();
  private_changed_.clear();
  state_.private_view.reset();
  state_.fields.wipe_private();
  state_.fields_revision += 1;
  keeper_.close_private();
}

Status Session::destroy_private_of(const Id& case_id) {
  store::InterviewFilter filter;
  filter.case_id = case_id;
  const std::vector<model::Interview> interviews = TRY(keeper_.store().interviews(filter));
  return keeper_.with_private([&](store::Store& vault) -> Status {
    for (const model::Interview& one : interviews) {
      TRY(desk_.destroy(vault, one.id));
      for (const PrivateText& text : private_texts()) {
        TRY(vault.clear_draft(draft_scope(one.id, text)));
      }
    }
    return {};
  });
}

/// Destroys what this device still holds about closed cases: they were closed on another one, or
/// what was begun here was cut. False if something is left.
bool Session::destroy_private_of_closed() {
  for (const model::Case& one : state_.cases) {
    if (!one.closed) continue;
    const std::string name = std::string(kDestroyedSetting) + to_base32(one.id);
    const auto known = done(keeper_.store().setting(name));
    if (!known) return false;
    if (*known) continue;
    Status destroyed = destroy_private_of(one.id);
    if (destroyed.ok()) destroyed = keeper_.store().set_setting(name, "1");
    if (destroyed.ok()) continue;
    log_line("private notes of a closed case", destroyed.error());
    tell_problem(
        say("Your private notes about a closed case could not be destroyed yet. It is "
            "tried again when you next unlock."));
    return false;
  }
  return true;
}

void Session::tell_follow_up(bool told) {
  if (!state_.private_view || !is_private_open()) return;
  const std::string text = told ? state_.fields[Field::kFollowUp] : std::string();
  if (told && trim(text).empty()) {
    return refuse(Field::kFollowUp, say("What was agreed? A few words are enough."));
  }
  if (!done(keeper_.store().set_follow_up(state_.interview->interview.id, text))) return;
  reload_interview();
  tell(told ? say("Whoever may read this 1:1 sees the follow-up now.")
            : say("The follow-up is for you alone again."));
}

}  // namespace quietroom::session
