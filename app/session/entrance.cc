// Getting in and out: first run, passphrase, recovery code, copies, the example, locking, and
// giving the store to another window.
#include <algorithm>
#include <utility>

#include "app/session/example.h"
#include "app/session/session.h"
#include "app/session/strength.h"
#include "platform/base/utf8.h"
#include "sync/format/copy_file.h"

namespace quietroom::session {

using store::Store;

namespace {

/// What was typed for one word: no blanks around it, lower case.
std::string plain_word(std::string_view typed) {
  return lower_ascii(trim(typed));
}

/// What to say about a recovery code that is none.
std::string not_a_code(std::string_view typed) {
  using What = crypto::RecoveryFault::What;
  const auto fault = crypto::recovery_fault(typed);
  std::string why(say("each word is in the list, but together they are no code"));
  if (fault && fault->what == What::kUnknownWord)
    why = say("word {number} is not in the list", fault->number);
  if (fault && fault->what == What::kWordCount)
    why = words::count(static_cast<std::int64_t>(fault->number), "{n} word, not 24",
                       "{n} words, not 24");
  return say("This is not a recovery code yet ({why}).", why);
}

/// What to say about a copy that does not open.
std::string_view copy_problem(const Error& error) {
  if (error.code == ErrorCode::kUnsupported) {
    return say("This copy was made by a newer version of Quietroom. Update the app, then open it.");
  }
  return say(
      "This is not a whole Quietroom copy: it is damaged or cut off. Nothing was changed. Try "
      "another copy.");
}

}  // namespace

void Session::boot() {
  state_.taking_store = false;
  trail_.clear();
  switch (keeper_.look()) {
    case OnDevice::kNothing:
      go(Screen::kWelcome);
      break;
    case OnDevice::kInterrupted:
      go(Screen::kWelcome);
      tell(
          say("Opening was interrupted before it was done. Nothing was lost: please do it again."));
      break;
    case OnDevice::kLocked:
      go(Screen::kUnlock);
      break;
    case OnDevice::kKeysMissing:
      show_damage(Damage::kKeysMissing);
      break;
    case OnDevice::kKeysDamaged:
      show_damage(Damage::kKeysDamaged);
      break;
    case OnDevice::kStoreMissing:
      show_damage(Damage::kStoreMissing);
      break;
    case OnDevice::kNewer:
      show_damage(Damage::kNewer);
      break;
    case OnDevice::kDisk:
      show_damage(Damage::kDisk);
      break;
  }
  trail_.clear();
}

void Session::show_damage(Damage damage) {
  state_.damage = damage;
  go(Screen::kDamaged);
}

void Session::show_open_failure(const Error& error) {
  switch (error.code) {
    case ErrorCode::kNotFound:
      show_damage(Damage::kStoreMissing);
      break;
    case ErrorCode::kUnsupported:
      show_damage(Damage::kNewer);
      break;
    case ErrorCode::kCorrupt:
    case ErrorCode::kAuthFailed:
      show_damage(Damage::kStoreDamaged);
      break;
    default:
      show_damage(Damage::kDisk);
      break;
  }
}

crypto::KdfParams Session::fresh_params() {
  crypto::KdfParams params;
  host_.random.fill(params.salt);
  return params;
}

// --- First run -----------------------------------------------------------------------------------

void Session::begin_setup() {
  wipe_secret_fields();
  state_.strength = {};
  state_.setup.replaces_passphrase = false;
  state_.setup.joins = false;
  go(Screen::kChoosePassphrase);
}

void Session::choose_passphrase() {
  if (state_.busy) return;
  const Status good = check_new_passphrase(state_.fields[Field::kPassphrase],
                                           state_.fields[Field::kPassphraseAgain]);
  if (!good.ok()) {
    // Enter has emptied the page's field; what is shown and what is held must be the same.
    wipe_secret_fields();
    state_.strength = {};
    return refuse(Field::kPassphrase, words::known(good.error().context));
  }
  state_.problem.clear();
  derive(state_.setup.replaces_passphrase ? Job::kNewPassphrase : Job::kSetup, fresh_params());
}

void Session::finish_setup() {
  wipe_secret_fields();
  if (state_.setup.joins) return finish_joining();
  recovery_ = crypto::generate_recovery_secret(host_.random);
  bundle_ = format::KeyBundle::generate(crypto::recovery_keys(*recovery_), host_.random);
  show_recovery();
}

void Session::show_recovery() {
  if (!recovery_) return;
  state_.setup.recovery_words.clear();
  for (const std::string_view word : crypto::recovery_words(*recovery_)) {
    state_.setup.recovery_words.emplace_back(word);
  }
  go(Screen::kShowRecovery);
}

void Session::ask_recovery() {
  if (!recovery_) return;
  for (std::size_t i = 0; i < state_.setup.asked.size(); ++i) {
    // One from each third, so that they are three different ones from all over the code.
    std::array<std::uint8_t, 1> byte{};
    host_.random.fill(byte);
    state_.setup.asked[i] = i * 8 + byte[0] % 8;
  }
  for (const Field field : {Field::kRecoveryWord0, Field::kRecoveryWord1, Field::kRecoveryWord2}) {
    set_field(field, {});
  }
  go(Screen::kConfirmRecovery);
}

void Session::confirm_recovery() {
  if (!recovery_ || !bundle_ || !kek_) return;
  const auto words = crypto::recovery_words(*recovery_);
  constexpr std::array<Field, 3> kFields = {Field::kRecoveryWord0, Field::kRecoveryWord1,
                                            Field::kRecoveryWord2};
  for (std::size_t i = 0; i < kFields.size(); ++i) {
    const std::string typed = plain_word(state_.fields[kFields[i]]);
    const std::string_view wanted = words[state_.setup.asked[i]];
    // Four letters name a word of the list, as when the code is used.
    if (typed == wanted || (typed.size() >= 4 && wanted.starts_with(typed))) continue;
    refuse(kFields[i],
           say("Word {number} is not what was shown. Please look at what you wrote down.",
               state_.setup.asked[i] + 1));
    return;
  }
  const auto key_file =
      done(format::create_key_file(*bundle_, *kek_, job_params_, /*generation=*/1, host_.random));
  if (!key_file) return;
  if (const Status made = keeper_.create(*bundle_, *key_file); !made.ok()) {
    report(made.error());
    return;
  }
  first_steps_due_ = true;
  enter_when_settled({});
}

// --- Coming back ---------------------------------------------------------------------------------

void Session::unlock() {
  if (state_.busy || state_.screen != Screen::kUnlock) return;
  if (state_.fields[Field::kPassphrase].empty()) {
    refuse(Field::kPassphrase, say("Please type your passphrase."));
    return;
  }
  state_.problem.clear();
  derive(Job::kUnlock, keeper_.key_file().params());
}

void Session::finish_unlock(const Secret<32>& kek) {
  auto bundle = keeper_.key_file().open_with_kek(kek);
  if (!bundle.ok()) {
    if (bundle.error().code == ErrorCode::kAuthFailed && derive_again()) return;
    wipe_secret_fields();
    if (bundle.error().code == ErrorCode::kAuthFailed) {
      refuse(Field::kPassphrase,
             say("That is not the passphrase. Everything is as it was; please try again."));
    } else {
      show_damage(Damage::kKeysDamaged);
    }
    return;
  }
  if (const Status opened = keeper_.open(bundle.value()); !opened.ok()) {
    show_open_failure(opened.error());
    return;
  }
  enter();
}

void Session::use_recovery_code() {
  auto secret = crypto::parse_recovery_words(state_.fields[Field::kRecoveryCode]);
  if (!secret.ok()) {
    refuse(Field::kRecoveryCode, not_a_code(state_.fields[Field::kRecoveryCode]));
    return;
  }
  auto bundle = keeper_.key_file().open_with_recovery(secret.value());
  if (!bundle.ok() && bundle.error().code == ErrorCode::kCorrupt) {
    return show_damage(Damage::kKeysDamaged);
  }
  if (!bundle.ok()) {
    refuse(Field::kRecoveryCode,
           say("This code belongs to another store. Everything is as it was."));
    return;
  }
  bundle_ = std::move(bundle).value();
  wipe_secret_fields();
  state_.strength = {};
  state_.setup.replaces_passphrase = true;
  go(Screen::kChoosePassphrase);
}

void Session::finish_new_passphrase(const Secret<32>& kek) {
  if (!bundle_) return;
  wipe_secret_fields();
  if (copy_keys_) {  // A copy was opened with its recovery code.
    bundle_->device = host_.random.id();
    const auto file =
        done(format::rewrap_key_file(*copy_keys_, *bundle_, kek, job_params_, host_.random));
    if (!file) return;
    if (const Status restored = keeper_.restore(picked_copy_, *bundle_, *file); !restored.ok()) {
      state_.problem = copy_problem(restored.error());
      return;
    }
    enter_when_settled(keeper_.copy_lacks_private()
                           ? say("The copy is open. Its private notes are damaged and cannot be "
                                 "read; everything else is here.")
                           : std::string());
    return;
  }
  const auto file =
      done(format::rewrap_key_file(keeper_.key_file(), *bundle_, kek, job_params_, host_.random));
  if (!file || !done(keeper_.save_keys(*file))) return;
  if (const Status opened = keeper_.open(*bundle_); !opened.ok()) {
    show_open_failure(opened.error());
    return;
  }
  enter_when_settled(
      say("The new passphrase holds from now on. The recovery code stays as it is."));
}

// --- Copies --------------------------------------------------------------------------------------

void Session::copy_picked(Bytes bytes) {
  state_.setup.has_copy = false;
  state_.problem.clear();
  copy_keys_.reset();
  const auto contents = format::read_copy(bytes);
  if (!contents.ok()) {
    state_.problem = copy_problem(contents.error());
    return;
  }
  auto keys = format::KeyFile::parse(contents.value().keys);
  if (!keys.ok()) {
    state_.problem = copy_problem(keys.error());
    return;
  }
  copy_keys_ = std::move(keys).value();
  state_.setup.has_copy = true;
  state_.setup.copy_size_bytes = bytes.size();
  picked_copy_ = std::move(bytes);
}

void Session::open_copy() {
  if (state_.busy || !copy_keys_) return;
  if (state_.fields[Field::kRecoveryCode].empty()) {
    if (state_.fields[Field::kPassphrase].empty()) {
      refuse(Field::kPassphrase, say("Please type the passphrase of this copy, or its 24 words."));
      return;
    }
    state_.problem.clear();
    derive(Job::kOpenCopy, copy_keys_->params());
    return;
  }
  auto secret = crypto::parse_recovery_words(state_.fields[Field::kRecoveryCode]);
  if (!secret.ok()) {
    refuse(Field::kRecoveryCode, not_a_code(state_.fields[Field::kRecoveryCode]));
    return;
  }
  auto bundle = copy_keys_->open_with_recovery(secret.value());
  if (!bundle.ok()) {
    refuse(Field::kRecoveryCode, say("This code does not open this copy. Nothing was changed."));
    return;
  }
  bundle_ = std::move(bundle).value();
  wipe_secret_fields();
  state_.strength = {};
  state_.setup.replaces_passphrase = true;
  go(Screen::kChoosePassphrase);
}

void Session::finish_open_copy(const Secret<32>& kek) {
  if (!copy_keys_) return;
  auto opened = copy_keys_->open_with_kek(kek);
  if (!opened.ok()) {
    if (derive_again()) return;
    refuse(Field::kPassphrase,
           say("That passphrase does not open this copy. Nothing was changed."));
    return;
  }
  format::KeyBundle bundle = std::move(opened).value();
  // Whoever opens a copy is a new device: two with one name would overwrite each other in sync.
  bundle.device = host_.random.id();
  const auto file =
      done(format::rewrap_key_file(*copy_keys_, bundle, kek, job_params_, host_.random));
  if (!file) return;
  if (const Status restored = keeper_.restore(picked_copy_, bundle, *file); !restored.ok()) {
    if (restored.error().code == ErrorCode::kQuota) {
      report(restored.error());
    } else {
      state_.problem = copy_problem(restored.error());
    }
    return;
  }
  enter_when_settled(keeper_.copy_lacks_private()
                         ? say("The copy is open. Its private notes are damaged and cannot be "
                               "read; everything else is here.")
                         : say("The copy is open. From now on this device keeps its own."));
}

// --- In and out ----------------------------------------------------------------------------------

void Session::enter() {
  forget_everything();
  state_.unlocked = true;
  state_.covered = false;
  note_presence();
  read_settings();
  open_sync();
  reload_lists();
  trail_.clear();
  go(Screen::kHome);
  trail_.clear();
  destroy_private_of_closed();
  if (!state_.example) host_.page.send(PersistRequest{});
  if (std::exchange(first_steps_due_, false)) return go(Screen::kFirstSteps);
  const auto open = done(keeper_.store().setting(kOpenInterviewSetting));
  if (!open || !*open || (*open)->empty()) return;
  const auto id = id_from_base32(**open);
  if (id.ok() && keeper_.store().interview(id.value()).ok()) open_interview(id.value());
}

/// Wipes what must not outlive the step that it was for: fields, keys, what was on the screen.
void Session::forget_everything() {
  keeper_.end_copy();
  const Device device = state_.device;
  const Screen screen = state_.screen;
  const std::uint32_t visit = state_.visit;
  const int theme_choice = state_.theme_choice;
  const bool type_locally = state_.type_locally;
  const bool example = state_.example;
  const std::uint32_t fields_revision = state_.fields_revision;
  state_.fields.wipe_all();
  for (std::string& word : state_.setup.recovery_words) wipe(word);
  state_ = State{};
  state_.device = device;
  state_.screen = screen;
  state_.visit = visit;
  state_.theme_choice = theme_choice;
  state_.type_locally = type_locally;
  state_.example = example;
  state_.fields_revision = fields_revision + 1;
  bundle_.reset();
  recovery_.reset();
  kek_.reset();
  end_pairing();
  gift_.reset();
  wipe(std::span<std::uint8_t>(picked_copy_));
  picked_copy_.clear();
  copy_keys_.reset();
  undo_.reset();
  draft_due_ms_.reset();
  edit_due_ms_.reset();
  guide_due_ms_.reset();
  private_due_ms_.reset();
  private_changed_.clear();
  rest_due_ms_.reset();
  draft_promise_.reset();
  line_promises_.clear();
  entering_.reset();
  trail_.clear();
  refresh_clock();
}

void Session::lock() {
  if (!state_.unlocked) return;
  if (state_.example) {
    leave_example();
    return;
  }
  flush_draft();
  end_line_edit();
  flush_guide(/*leaving=*/true);
  flush_private();
  if (state_.interview && !state_.interview->unsaved.empty()) {
    tell_problem(
        say("Some lines are not on the disk yet, so it stays open. They are kept here until they "
            "are."));
    return;
  }
  const bool in_interview = state_.interview && state_.interview->interview.under_way();
  const bool copying = state_.copy.has_value();
  sync_.close();
  const Status closed = keeper_.close();
  forget_everything();
  state_.device.last_copy_ms = 0;
  boot();
  state_.interview_kept = in_interview;
  if (copying) tell_problem(say("The copy was not finished before locking. Please save it again."));
  if (!closed.ok()) report(closed.error());
}

void Session::take_store() {
  state_.taking_store = true;
  host_.page.send(TakeStoreRequest{});
}

void Session::back_to_start() {
  host_.slow_hash.cancel();
  forget_job();
  forget_everything();
  boot();
}

void Session::erase() {
  if (!state_.asking_erase) return;
  if (const Status erased = keeper_.erase(); !erased.ok()) {
    report(erased.error());
    return;
  }
  forget_everything();
  boot();
}

void Session::try_example() {
  if (state_.unlocked || state_.busy) return;
  if (!done(keeper_.open_example())) return;
  state_.example = true;
  if (!done(fill_example(keeper_.store()))) {
    leave_example();
    return;
  }
  enter();
}

void Session::leave_example() {
  if (!state_.example) return;
  keeper_.abandon();
  forget_everything();
  state_.example = false;
  boot();
}

void Session::give_store_away() {
  host_.slow_hash.cancel();
  forget_job();
  flush_draft();
  end_line_edit();
  flush_guide(/*leaving=*/true);
  flush_private();
  sync_.close();
  const Status closed = state_.example ? Status{} : keeper_.close();
  keeper_.abandon();
  forget_everything();
  state_.example = false;
  host_.page.send(ReleaseStoreRequest{});
  go(Screen::kElsewhere);
  if (!closed.ok()) report(closed.error());
}

void Session::store_taken(std::string reason) {
  host_.slow_hash.cancel();
  forget_job();
  const bool had_text = settle_due_ms_ || promise_failed_ ||
                        (state_.interview && (state_.interview->draft_saved == Saved::kWriting ||
                                              !state_.interview->unsaved.empty()));
  forget_promises();
  sync_.close();
  keeper_.abandon();
  forget_everything();
  state_.example = false;
  go(Screen::kElsewhere);
  if (had_text) {
    tell_problem(
        say("The other window took over while a few words were being written here. What was shown "
            "as saved is safe there; please check the last line."));
  } else if (!reason.empty()) {
    state_.device.unavailable_reason = std::move(reason);
  }
}

}  // namespace quietroom::session
