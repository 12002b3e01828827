// What happens beside the work: notices, failures of the storage, copies, timers.
#include <algorithm>

#include "app/session/session.h"
#include "platform/base/log.h"

namespace quietroom::session {

namespace {

constexpr std::int64_t kNoticeMs = 8000;
constexpr std::int64_t kMinuteMs = 60 * 1000;
/// How often a store that a failure has closed is tried to be opened, while nothing waits for it.
constexpr std::int64_t kReopenMs = 2000;

std::string failure_text(const Error& error) {
  switch (error.code) {
    case ErrorCode::kQuota:
      return std::string(
          say("The device is full. What was shown as saved is safe. Free some space; this is tried "
              "again by itself."));
    case ErrorCode::kIo:
      return std::string(
          say("The device's storage does not answer. What was shown as saved is safe. This is "
              "tried again by itself; please leave this window open."));
    case ErrorCode::kCorrupt:
      return std::string(
          say("A part of the store cannot be read. What is on the screen is safe here; please save "
              "a copy now."));
    case ErrorCode::kConflict:
      return std::string(
          say("The store was closed and opened again meanwhile. Please do it once more."));
    case ErrorCode::kNotFound:
      return std::string(say("That is not there any more."));
    case ErrorCode::kInvalid:
      return say("That is not possible here: {why}.", words::known(error.context));
    default:
      // The log has the rest, in English, for whoever mends the program.
      return std::string(say("That did not work. Nothing was changed."));
  }
}

}  // namespace

bool Session::may_write() {
  if (!state_.unlocked) return false;
  return keeper_.is_open() || (done(reopen_store()) && keeper_.is_open());
}

void Session::tell(std::string_view text) {
  undo_.reset();
  state_.notice =
      Notice{Notice::Kind::kDone, std::string(text), false, host_.clock.steady_ms() + kNoticeMs};
}

void Session::tell_with_undo(std::string_view text, Command undo) {
  tell(text);
  state_.notice->can_undo = true;
  undo_ = std::move(undo);
}

void Session::tell_problem(std::string_view text) {
  undo_.reset();
  state_.notice = Notice{Notice::Kind::kProblem, std::string(text), false, 0};
}

void Session::undo_last() {
  if (!undo_) return;
  const Command undo = std::move(*undo_);
  undo_.reset();
  state_.notice.reset();
  run(undo);
}

bool Session::done(const Status& status) {
  if (status.ok()) return true;
  report(status.error());
  return false;
}

void Session::report(const Error& error) {
  if (error.code == ErrorCode::kIo || error.code == ErrorCode::kQuota) {
    storage_failed(error);
  } else {
    log_line("a step failed", error);
    tell_problem(failure_text(error));
  }
}

void Session::storage_failed(const Error& error) {
  log_line("the storage failed", error);
  state_.storage_problem = Notice{Notice::Kind::kProblem, failure_text(error), false, 0};
  if (state_.unlocked && !retry_due_ms_) retry_due_ms_ = host_.clock.steady_ms() + 1000;
}

void Session::storage_works() {
  if (!promise_failed_) state_.storage_problem.reset();
}

void Session::save_copy() {
  if (state_.example) return tell(say("This is the example: there is nothing of yours to copy."));
  if (state_.copy) return;
  flush_draft();
  keep_private_drafts();
  if (!done(keeper_.begin_copy())) return;
  state_.copy = CopyUnderWay{host_.clock.steady_ms(), false, 0};
  // A small store is copied at once; the rest of a large one is done between other things.
  step_copy();
}

/// Works on the copy for kJobBudgetMs. True if there is something new to show.
bool Session::step_copy() {
  const std::int64_t began_ms = host_.clock.steady_ms();
  do {
    const auto whole = keeper_.step_copy();
    if (!whole.ok()) {
      keeper_.end_copy();
      state_.copy.reset();
      report(whole.error());
      return true;
    }
    if (whole.value()) {
      finish_copy();
      return true;
    }
  } while (host_.clock.steady_ms() - began_ms < kJobBudgetMs);
  CopyUnderWay& copy = *state_.copy;
  const bool was_shown = copy.shown;
  const int percent_before = copy.percent;
  copy.shown = host_.clock.steady_ms() - copy.since_ms >= kProgressAfterMs;
  const int percent = static_cast<int>(keeper_.copy_progress() * 100);
  copy.percent = percent - percent % kCopyPercentStep;
  return copy.shown && (!was_shown || copy.percent != percent_before);
}

void Session::finish_copy() {
  state_.copy.reset();
  const std::string day = model::civil_date_at(state_.now_ms, state_.utc_offset_minutes);
  host_.page.send(SaveFileRequest{"quietroom-" + day + ".quietroom", "application/octet-stream",
                                  keeper_.take_copy()});
  if (may_write() && done(keeper_.store().note_copy_saved())) {
    state_.device.last_copy_ms = state_.now_ms;
  }
  tell(say(
      "The copy was handed to the browser's downloads. It opens with your passphrase or code."));
}

void Session::cancel_copy() {
  if (!state_.copy) return;
  keeper_.end_copy();
  state_.copy.reset();
  tell(say("No copy was saved."));
}

void Session::apply_update() {
  flush_draft();
  end_line_edit();
  if (!flush_guide() || !flush_private()) return;
  // Unsaved lines, or a store that will not close, are worth more than a new version.
  if (promise_failed_ || (state_.interview && !state_.interview->unsaved.empty())) {
    return tell_problem(say("Some lines are not on the disk yet. Please update when they are."));
  }
  if (state_.copy) {
    return tell_problem(say("A copy is being saved. Please update when it is done."));
  }
  sync_.close();
  if (!done(keeper_.close())) return;
  host_.page.send(ReleaseStoreRequest{});
  host_.page.send(ApplyUpdateRequest{});
}

Result<Bytes> Session::copy_without_screen() {
  flush_draft();
  state_.copy.reset();  // One that is under way is made at once.
  return keeper_.copy();
}

bool Session::tick() {
  const std::int64_t now_ms = host_.clock.steady_ms();
  const std::int64_t minutes_before = state_.now_ms / kMinuteMs;
  refresh_clock();
  bool changed = state_.now_ms / kMinuteMs != minutes_before;
  while (job_ != Job::kNone) {
    auto key = host_.slow_hash.poll();
    if (!key) break;
    key_derived(std::move(*key));
    changed = true;
  }
  if ((draft_due_ms_ && *draft_due_ms_ <= now_ms) || (edit_due_ms_ && *edit_due_ms_ <= now_ms)) {
    flush_draft();
    changed = true;
  }
  if (guide_due_ms_ && *guide_due_ms_ <= now_ms) {
    flush_guide();
    changed = true;
  }
  if (private_due_ms_ && *private_due_ms_ <= now_ms) {
    keep_private_drafts();
    changed = true;
  }
  if (rest_due_ms_ && *rest_due_ms_ <= now_ms) {
    rest_due_ms_.reset();
    if (state_.interview) state_.interview->typing = false;
    changed = true;
  }
  if (retry_due_ms_ && *retry_due_ms_ <= now_ms) {
    retry_due_ms_.reset();
    const Status opened = state_.unlocked ? reopen_store() : Status{};
    retry_unsaved();
    if (state_.interview && state_.interview->draft_saved == Saved::kFailed) {
      draft_due_ms_ = now_ms;
      flush_draft();
    } else if (opened.ok() && (!state_.interview || state_.interview->unsaved.empty())) {
      storage_works();
    }
    if (!opened.ok() && !retry_due_ms_) retry_due_ms_ = now_ms + kReopenMs;
    changed = true;
  }
  if (promises_overdue(now_ms)) changed = true;
  if (state_.copy) changed |= step_copy();
  if (changed) sync_.changed();
  changed |= step_sync();
  if (state_.notice && state_.notice->until_ms != 0 && state_.notice->until_ms <= now_ms) {
    state_.notice.reset();
    changed = true;
  }
  const std::int64_t lock_after_ms = state_.interview && state_.interview->interview.under_way()
                                         ? kLockAfterInInterviewMs
                                         : kLockAfterMs;
  if (state_.unlocked && !state_.example && presence_ms_ + lock_after_ms <= now_ms) {
    note_presence();  // If it may not lock now, it is asked again later, not at every tick.
    lock();
    changed = true;
  }
  watch_promises();
  tell_unsaved();
  return changed;
}

std::optional<std::int64_t> Session::wake_ms() const {
  std::optional<std::int64_t> wake;
  const auto at = [&](std::int64_t due_ms) { wake = wake ? std::min(*wake, due_ms) : due_ms; };
  for (const auto& due : {draft_due_ms_, edit_due_ms_, guide_due_ms_, private_due_ms_, rest_due_ms_,
                          retry_due_ms_, settle_due_ms_}) {
    if (due) at(*due);
  }
  if (state_.notice && state_.notice->until_ms != 0) at(state_.notice->until_ms);
  if (state_.copy) at(host_.clock.steady_ms());
  if (!state_.unlocked) return wake;
  if (const auto due = sync_.next_tick_ms(); due && keeper_.is_open()) at(*due);
  const std::int64_t now_ms = host_.clock.steady_ms();
  if (!state_.example) {
    at(presence_ms_ + (state_.interview && state_.interview->interview.under_way()
                           ? kLockAfterInInterviewMs
                           : kLockAfterMs));
  }
  // Minutes are the finest time on any screen.
  if (!out_of_sight()) at(now_ms + kMinuteMs - host_.clock.wall_ms() % kMinuteMs);
  return wake;
}

}  // namespace quietroom::session
