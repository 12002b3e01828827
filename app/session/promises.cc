// What is stored but not yet durable, where the device cannot be waited for (Files::promised): it
// is shown as such until the page says that it is. Where flush() waits, all of this is nothing.
#include <algorithm>

#include "app/session/session.h"

namespace quietroom::session {

bool Session::is_settled() const {
  return host_.files.promised() <= kept_;
}

void Session::forget_promises() {
  kept_ = 0;
  promise_failed_ = false;
  settle_due_ms_.reset();
  draft_promise_.reset();
  line_promises_.clear();
}

/// How text that was just stored is shown now; once it is durable, as `then`.
Saved Session::saved_as(Saved then) {
  draft_promise_.reset();
  if (state_.example || is_settled()) return then;
  draft_promise_ = DraftPromise{host_.files.promised(), then};
  return Saved::kWriting;
}

/// `line` was changed in the store.
void Session::note_line_promise(const Id& line) {
  if (state_.example || is_settled()) return;
  line_promises_.push_back({host_.files.promised(), line});
  show_promises();
}

void Session::show_promises() {
  if (!state_.interview) return;
  InterviewView& view = *state_.interview;
  view.settling.clear();
  for (const LinePromise& one : line_promises_) view.settling.push_back(one.line);
  view.settling_failed = promise_failed_;
  view.lines_revision += 1;
}

/// After every step: what it stored must be durable before long.
void Session::watch_promises() {
  if (is_settled()) {
    settle_due_ms_.reset();
    if (state_.private_view && !private_due_ms_ && state_.private_view->saved == Saved::kWriting) {
      state_.private_view->saved = Saved::kSaved;
    }
  } else if (!settle_due_ms_ && !promise_failed_) {
    settle_due_ms_ = host_.clock.steady_ms() + kSettleMs;
  }
}

/// True while something that was written would be lost with the page: letters that wait for their
/// moment, lines that the device has refused or not confirmed.
bool Session::is_unsaved() const {
  if (state_.example) return false;
  if (guide_due_ms_ || private_due_ms_) return true;
  if (!state_.interview) return false;
  const InterviewView& view = *state_.interview;
  const bool draft = view.draft_saved == Saved::kWriting || view.draft_saved == Saved::kFailed;
  return draft || edit_due_ms_ || !view.unsaved.empty() || !view.settling.empty();
}

/// After every step: the page must know before somebody leaves it.
void Session::tell_unsaved() {
  if (is_unsaved() == told_unsaved_) return;
  told_unsaved_ = !told_unsaved_;
  host_.page.send(UnsavedRequest{told_unsaved_});
}

/// True if it is due that what was stored counts as not saved; says so.
bool Session::promises_overdue(std::int64_t now_ms) {
  if (!settle_due_ms_ || *settle_due_ms_ > now_ms) return false;
  settle_due_ms_.reset();
  if (is_settled()) return false;
  promises_fail(Error{ErrorCode::kIo, "the browser's database does not answer"});
  return true;
}

void Session::promises_fail(const Error& error) {
  settle_due_ms_.reset();
  promise_failed_ = true;
  // Inside, the banner says what is wrong; out here nobody could go on at all.
  go_on_entering();
  storage_failed(error);
  if (draft_promise_ && state_.interview && !draft_due_ms_) {
    state_.interview->draft_saved = Saved::kFailed;
  }
  show_promises();
}

void Session::take_kept(const KeptEvent& event) {
  // Each answer puts the next one off: only silence is a failure.
  settle_due_ms_.reset();
  kept_ = std::max(kept_, event.flushes);
  const std::size_t before = line_promises_.size();
  std::erase_if(line_promises_, [&](const LinePromise& one) { return one.flush <= kept_; });
  if (draft_promise_ && draft_promise_->flush <= kept_) {
    if (state_.interview && !draft_due_ms_) state_.interview->draft_saved = draft_promise_->then;
    draft_promise_.reset();
  }
  if (!event.problem.empty()) {
    const bool is_full = event.problem == "QuotaExceededError";
    promises_fail(Error{is_full ? ErrorCode::kQuota : ErrorCode::kIo, event.problem});
    return;
  }
  const bool failed = promise_failed_;
  promise_failed_ = false;
  if (failed) storage_works();
  if (failed || line_promises_.size() != before) show_promises();
  if (is_settled()) go_on_entering();
}

/// Goes in once the keys that were just written are durable: whoever sees the first screen inside
/// may rely on passphrase and recovery code.
void Session::enter_when_settled(std::string_view then_tell) {
  state_.busy = true;
  entering_ = std::string(then_tell);
  if (is_settled()) go_on_entering();
}

void Session::go_on_entering() {
  if (!entering_) return;
  const std::string then_tell = std::move(*entering_);
  enter();
  if (!then_tell.empty()) tell(then_tell);
}

}  // namespace quietroom::session
