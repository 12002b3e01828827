#include "app/session/session.h"

#include <charconv>

#include "app/session/dispatch.h"
#include "app/session/item_time.h"
#include "app/session/strength.h"

namespace quietroom::session {

namespace {

constexpr std::size_t kTrailMax = 16;
constexpr std::string_view kThemeSetting = "theme";
constexpr std::string_view kTypeLocallySetting = "type.locally";

}  // namespace

Session::Session(Host& host, PrivateDesk& desk, SyncDesk& sync)
    : host_(host), desk_(desk), sync_(sync), keeper_(host) {
  state_.device.build = host.build;
  state_.device.version = kVersion;
  note_presence();
  refresh_clock();
}

void Session::go(Screen screen) {
  if (screen != Screen::kPrivate) leave_private();
  if (screen != state_.screen) {
    trail_.push_back(state_.screen);
    if (trail_.size() > kTrailMax) trail_.erase(trail_.begin());
  }
  state_.screen = screen;
  state_.visit += 1;
  // What was done elsewhere is no longer news; a problem stays until it is read.
  if (state_.notice && state_.notice->kind == Notice::Kind::kDone) state_.notice.reset();
  state_.problem.clear();
  state_.problem_field.reset();
  state_.reveal = false;
  state_.renaming = false;
  state_.changing_shortcut.reset();
  state_.asking_erase = false;
  state_.asking_close = false;
  if (state_.interview) {
    state_.interview->items_open = false;
    state_.interview->more_open = false;
    state_.interview->cleaned_open = false;
  }
  if (state_.unlocked) reload_lists();
  if (screen == Screen::kMembers) reload_members();
}

void Session::go_home() {
  if (!state_.unlocked) return;
  flush_draft();
  end_line_edit();
  flush_guide(/*leaving=*/true);
  if (!flush_private()) return;
  if (state_.interview && !state_.interview->unsaved.empty()) {
    tell_problem(say("Some lines are not on the disk yet. Please stay here until they are."));
    return;
  }
  end_pairing();
  state_.interview.reset();
  state_.open_case.reset();
  state_.open_person.reset();
  state_.open_guide.reset();
  if (may_write()) done(keeper_.store().set_setting(kOpenInterviewSetting, ""));
  go(Screen::kHome);
  trail_.clear();
}

void Session::edit_field(Field field, const std::string& value) {
  state_.fields.set(field, value);
  if (!state_.problem_field || *state_.problem_field == field) {
    state_.problem.clear();
    state_.problem_field.reset();
  }
  if (is_of_guide(field)) guide_typed();
  if (field == Field::kAbbreviations) abbreviations_typed();
  if (field == Field::kSupport) support_typed();
  if (field == Field::kHints) hints_typed();
  if (is_private(field)) private_typed(field);
  if (field == Field::kConsentText) consent_text_typed();
  if (field == Field::kPassphrase && state_.screen == Screen::kChoosePassphrase) {
    state_.strength = passphrase_strength(value);
  }
}

/// Sets what a field holds from the program's side, so that the page shows it too.
void Session::set_field(Field field, std::string value) {
  state_.fields.set(field, std::move(value));
  state_.fields_revision += 1;
}

/// Says what is wrong with `field` (none: the whole form). What it holds stays, also where Enter
/// has emptied the page's field.
void Session::refuse(std::optional<Field> field, std::string_view why) {
  // A screen reader hears it at once: the field only carries it as its description.
  host_.page.send(AnnounceRequest{std::string(why), /*assertive=*/true});
  state_.problem = why;
  state_.problem_field = field;
  state_.fields_revision += 1;
}

void Session::wipe_secret_fields() {
  state_.fields.wipe_secrets();
  state_.fields_revision += 1;
}

void Session::cover() {
  flush_draft();
  flush_guide();
  keep_private_drafts();
  end_line_edit();
  if (state_.interview) {
    state_.interview->items_open = false;
    state_.interview->more_open = false;
  }
  state_.covered = true;
}

void Session::run(const Command& command) {
  refresh_clock();
  command.visit(Dispatch{*this});
  sync_.changed();
  watch_promises();
  tell_unsaved();
  if (state_.screen == Screen::kConsent) refresh_consent();
}

void Session::go_back() {
  if (trail_.empty()) {
    go_home();
    return;
  }
  flush_draft();
  end_line_edit();
  // What cannot be kept as it is stays on the screen, with the reason.
  if (!flush_guide() || !flush_private()) return;
  const Screen before = trail_.back();
  if (before == Screen::kHome) return go_home();
  trail_.pop_back();
  const std::vector<Screen> trail = trail_;
  if (before == Screen::kInterview && state_.interview) reload_interview();
  if (before == Screen::kPrivate && !load_private()) return go_home();
  go(before);
  trail_ = trail;
}

void Session::refresh_clock() {
  state_.now_ms = host_.clock.wall_ms();
  state_.utc_offset_minutes = host_.clock.utc_offset_minutes(state_.now_ms);
  if (state_.interview) {
    const model::Interview& interview = state_.interview->interview;
    const std::int64_t end_ms = interview.ended_ms != 0 ? interview.ended_ms : state_.now_ms;
    const std::int64_t elapsed_ms = interview.started_ms == 0 ? 0 : end_ms - interview.started_ms;
    state_.interview->elapsed_minutes =
        elapsed_ms < 0 ? 0 : static_cast<int>(elapsed_ms / (60 * 1000));
    const InterviewView& it = *state_.interview;
    state_.interview->item_minutes =
        interview.started_ms == 0
            ? 0
            : minutes_at_item(it.lines, it.item_id, it.item_id, interview.started_ms, end_ms);
  }
}

void Session::note_presence() {
  presence_ms_ = host_.clock.steady_ms();
}

void Session::set_theme(int choice) {
  if (choice < 0 || choice > 3) return;
  state_.theme_choice = choice;
  if (may_write()) done(keeper_.store().set_setting(kThemeSetting, std::to_string(choice)));
}

void Session::set_type_locally(bool on) {
  state_.type_locally = on;
  if (may_write()) done(keeper_.store().set_setting(kTypeLocallySetting, on ? "1" : "0"));
}

void Session::tell_refusal(Refusal what) {
  switch (what) {
    case Refusal::kTooLong:
      return tell_problem(say("That is more text than this field takes. Nothing was changed."));
    case Refusal::kFileHere:
      return tell_problem(
          say("Files have no place here. Nothing was taken. A copy is opened on the first screen, "
              "with \u201COpen a copy\u201D."));
    case Refusal::kUnreadable:
      return tell_problem(say("That file cannot be read. A folder has no place here."));
    case Refusal::kNoClipboard:
      return tell_problem(
          say("The browser did not let the text be copied. It can be selected instead."));
    case Refusal::kNoPrint:
      return tell_problem(say("This browser prints no pages. Nothing was handed out."));
  }
}

/// A file that no control of the screen takes: a narrow window shows no button for notes, but a
/// file that is dropped beside them is meant all the same.
void Session::file_dropped(const Bytes& bytes) {
  const bool is_at_notes = state_.screen == Screen::kInterview && state_.interview &&
                           model::check_may_write(state_.interview->interview).ok();
  if (is_at_notes) return notes_picked(bytes);
  tell_refusal(Refusal::kFileHere);
}

void Session::read_settings() {
  const auto typing = done(keeper_.store().setting(kTypeLocallySetting));
  if (typing && *typing) state_.type_locally = **typing != "0";
  const auto theme = done(keeper_.store().setting(kThemeSetting));
  if (theme && *theme) {
    int choice = 0;
    const std::string& text = **theme;
    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), choice);
    if (parsed.ec == std::errc() && choice >= 0 && choice <= 3) state_.theme_choice = choice;
  }
  read_shortcuts();
  read_clock();
  read_abbreviations();
  read_breaths();
  read_hints();
  const auto copied = done(keeper_.store().last_copy_ms());
  if (copied) state_.device.last_copy_ms = copied->value_or(0);
}

void Session::second_window(SecondWindow state) {
  if (state_.interview) state_.interview->more_open = false;
  if (state == SecondWindow::kRefused) {
    tell(
        say("This browser opens no small window. Put this one beside the call: make it narrow, or "
            "use the split screen of your tablet. Everything works in it."));
    return;
  }
  state_.device.second_window = state;
}

void Session::take(const PageEvent& event) {
  refresh_clock();
  if (const auto* store = std::get_if<StoreEvent>(&event)) {
    switch (store->access) {
      case StoreAccess::kOurs:
        state_.device.storage = store->storage;
        forget_promises();
        // The small window that had it was closed, or gave it back.
        if (state_.device.second_window == SecondWindow::kPopup) {
          state_.device.second_window = SecondWindow::kNone;
        }
        boot();
        break;
      case StoreAccess::kElsewhere:
        state_.taking_store = false;
        go(Screen::kElsewhere);
        break;
      case StoreAccess::kAskedFor:
        give_store_away();
        break;
      case StoreAccess::kTakenAway:
        store_taken(store->reason);
        break;
      case StoreAccess::kUnavailable:
        state_.device.unavailable_reason = store->reason;
        go(Screen::kUnavailable);
        break;
    }
  } else if (const auto* kept = std::get_if<KeptEvent>(&event)) {
    take_kept(*kept);
  } else if (const auto* persist = std::get_if<PersistEvent>(&event)) {
    state_.device.persisted = persist->granted;
  } else if (std::holds_alternative<UpdateEvent>(event)) {
    state_.device.update_waiting = true;
  } else if (const auto* install = std::get_if<InstallEvent>(&event)) {
    state_.device.can_install = install->available;
  } else if (const auto* online = std::get_if<OnlineEvent>(&event)) {
    state_.device.online = online->online;
    if (online->online) refresh_sync();
  } else if (const auto* refused = std::get_if<RefusedEvent>(&event)) {
    tell_refusal(refused->what);
  } else if (const auto* file = std::get_if<FileEvent>(&event)) {
    if (file->node == 0) file_dropped(file->bytes);
  } else if (const auto* preferences = std::get_if<PreferencesEvent>(&event)) {
    state_.device.installed = preferences->installed;
    state_.device.language_choice = preferences->language_choice;
    speak(preferences->language == PageLanguage::kGerman ? words::Language::kGerman
                                                         : words::Language::kEnglish);
  } else if (const auto* second = std::get_if<SecondWindowEvent>(&event)) {
    second_window(second->state);
  } else if (const auto* life = std::get_if<LifecycleEvent>(&event)) {
    hidden_ = life->phase != LifecyclePhase::kVisible;
    // A page that goes may never come back: what is typed is written now, not when it is due.
    if (hidden_) {
      flush_draft();
      flush_guide(/*leaving=*/true);
      keep_private_drafts();
      sync_.flush();
    } else {
      refresh_sync();
    }
  }
  watch_promises();
  tell_unsaved();
}

}  // namespace quietroom::session
