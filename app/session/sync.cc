// Sync, as far as the session is in it: the screen's commands, the desk's turns between other
// things, and showing what came.
#include "app/session/session.h"
#include "app/session/sync_words.h"

namespace quietroom::session {
namespace {

/// A window that comes to the front again so soon is not asked for anything new.
constexpr std::int64_t kFreshMs = 20'000;
/// Until a store that failed in sync's hands is opened again.
constexpr std::int64_t kStoreAgainMs = 1'000;

}  // namespace

/// Syncs the store that is open, if the person ever turned that on. The example never is.
void Session::open_sync() {
  sync_.close();
  received_ = false;
  if (state_.example || !state_.unlocked || !keeper_.is_open()) return;
  done(sync_.open(keeper_.store(), keeper_.identity()));
  state_.sync = sync_.view();
}

/// A store that is closed after a failure is opened anew, and sync, which stood on it, with it.
Status Session::reopen_store() {
  const bool anew = !keeper_.is_open();
  if (anew) sync_.close();
  TRY(keeper_.reopen());
  if (anew) open_sync();
  received_ = received_ || anew;  // A transaction that failed may have become durable.
  return {};
}

void Session::show_sync() {
  if (!state_.unlocked || state_.example) return;
  if (state_.fields[Field::kSyncAddress].empty())
    set_field(Field::kSyncAddress, state_.sync.address);
  go(Screen::kSync);
}

void Session::turn_on_sync() {
  if (!may_write() || state_.example) return;
  const Status on =
      sync_.turn_on(state_.fields[Field::kSyncAddress], state_.fields[Field::kSyncToken]);
  if (!on.ok() && on.error().code == ErrorCode::kInvalid) {
    const bool token = on.error().context.starts_with("token");
    return refuse(token ? Field::kSyncToken : Field::kSyncAddress,
                  token ? say("Please type the token that belongs to this address.")
                        : say("An address begins with https://, as in "
                              "https://notes.example.org/sync. Nothing was sent."));
  }
  if (!done(on)) return;
  wipe_secret_fields();
  state_.problem.clear();
  state_.problem_field.reset();
  state_.sync = sync_.view();
}

void Session::turn_on_sync_here() {
  if (!may_write() || state_.example) return;
  sync_.turn_on_here();
  state_.sync = sync_.view();
}

void Session::turn_off_sync() {
  if (!may_write() || !done(sync_.turn_off())) return;
  state_.sync = sync_.view();
  tell(say("Sync is off. Everything stays on this device; what was sent stays at the endpoint."));
}

void Session::sync_now() {
  sync_.flush();
  sync_.refresh();
  state_.sync = sync_.view();
}

void Session::pause_sync() {
  sync_.pause();
  state_.sync = sync_.view();
}

void Session::fill_endpoint() {
  if (!done(sync_.heal())) return;
  state_.sync = sync_.view();
  tell(say("The endpoint is being filled again from this device."));
}

/// Somebody looks at it again, or the network is back.
void Session::refresh_sync() {
  if (sync_.view().paused) return;
  if (state_.now_ms - sync_.view().last_contact_ms >= kFreshMs ||
      sync_.view().reason != SyncReason::kNone) {
    sync_.refresh();
  }
}

/// A turn of sync. True if the screen may look different.
bool Session::step_sync() {
  if (!state_.unlocked || !keeper_.is_open()) return false;
  const SyncDesk::Turn turn = sync_.tick(kJobBudgetMs);
  // A failure that closed the store: nobody may be writing who would notice.
  if (!keeper_.is_open() && !retry_due_ms_) retry_due_ms_ = host_.clock.steady_ms() + kStoreAgainMs;
  received_ = received_ || turn.received;
  if (turn.view_changed) state_.sync = sync_.view();
  // Nothing moves under the hands of somebody who types.
  const bool show = received_ && !(state_.interview && state_.interview->typing);
  if (show) show_received();
  const bool is_shown = state_.screen == Screen::kSync || state_.screen == Screen::kHome ||
                        state_.screen == Screen::kDevices;
  if (turn.view_changed && state_.screen == Screen::kMembers && state_.members.members.empty())
    show_received();
  return show || (turn.view_changed && is_shown);
}

/// Reads again what the open screen shows. What is typed, selected or open stays as it is.
void Session::show_received() {
  received_ = false;
  if (!state_.open_guide) reload_guides();
  reload_lists();
  if (!state_.private_view && !state_.copy) destroy_private_of_closed();
  if (state_.screen == Screen::kMembers) reload_members();
  if (!state_.interview) return;
  reload_interview();
  reload_referrals();
}

}  // namespace quietroom::session
