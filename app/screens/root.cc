#include "app/screens/root.h"

#include "app/screens/screens.h"

namespace quietroom::screens {
namespace {

using session::Act;
using session::Screen;

/// True on screens that stand in front of the store: nothing of it is open.
bool is_entrance(const session::State& state) {
  switch (state.screen) {
    case Screen::kStarting:
    case Screen::kUnavailable:
    case Screen::kElsewhere:
    case Screen::kWelcome:
    case Screen::kChoosePassphrase:
    case Screen::kShowRecovery:
    case Screen::kConfirmRecovery:
    case Screen::kUnlock:
    case Screen::kForgotten:
    case Screen::kOpenCopy:
    case Screen::kDamaged:
      return true;
    case Screen::kFirstSteps:
    case Screen::kHome:
    case Screen::kCases:
    case Screen::kCase:
    case Screen::kPeople:
    case Screen::kPerson:
    case Screen::kInterview:
    case Screen::kConsent:
    case Screen::kPrivate:
    case Screen::kAbout:
    case Screen::kLicences:
    case Screen::kShortcuts:
    case Screen::kSettings:
    case Screen::kGuides:
    case Screen::kGuide:
    case Screen::kReadBack:
    case Screen::kConsentReading:
    case Screen::kConsentText:
    case Screen::kSync:
    case Screen::kMembers:
    case Screen::kDevices:
    case Screen::kCleanUp:
    case Screen::kOthersInterview:
      return false;
    case Screen::kPairing:
      return !state.unlocked;
  }
  return false;
}

/// Other devices and other people.
void draw_with_others(const View& view) {
  switch (view.state.screen) {
    case Screen::kSync:
      return draw_sync(view);
    case Screen::kPairing:
      return draw_pairing(view);
    case Screen::kMembers:
      return draw_members(view);
    case Screen::kDevices:
      return draw_devices(view);
    default:
      return draw_others_interview(view);
  }
}

/// In front of the store.
void draw_entrance(const View& view) {
  switch (view.state.screen) {
    case Screen::kStarting:
      return draw_starting(view);
    case Screen::kUnavailable:
      return draw_unavailable(view);
    case Screen::kElsewhere:
      return draw_elsewhere(view);
    case Screen::kWelcome:
      return draw_welcome(view);
    case Screen::kChoosePassphrase:
      return draw_choose_passphrase(view);
    case Screen::kShowRecovery:
      return draw_show_recovery(view);
    case Screen::kConfirmRecovery:
      return draw_confirm_recovery(view);
    case Screen::kUnlock:
      return draw_unlock(view);
    case Screen::kForgotten:
      return draw_forgotten(view);
    case Screen::kOpenCopy:
      return draw_open_copy(view);
    case Screen::kDamaged:
      return draw_damaged(view);
    default:
      return;
  }
}

void draw_screen(const View& view) {
  switch (view.state.screen) {
    case Screen::kFirstSteps:
      return draw_first_steps(view);
    case Screen::kHome:
      return draw_home(view);
    case Screen::kCases:
      return draw_cases(view);
    case Screen::kCase:
      return draw_case_page(view);
    case Screen::kPeople:
      return draw_people(view);
    case Screen::kPerson:
      return draw_person_page(view);
    case Screen::kInterview:
      return draw_interview(view);
    case Screen::kConsent:
      return draw_consent(view);
    case Screen::kPrivate:
      return draw_private(view);
    case Screen::kAbout:
      return draw_about(view);
    case Screen::kLicences:
      return draw_licences(view);
    case Screen::kShortcuts:
      return draw_shortcuts(view);
    case Screen::kSettings:
      return draw_settings(view);
    case Screen::kGuides:
      return draw_guides(view);
    case Screen::kGuide:
      return draw_guide_page(view);
    case Screen::kReadBack:
      return draw_read_back(view);
    case Screen::kConsentReading:
      return draw_consent_reading(view);
    case Screen::kConsentText:
      return draw_consent_text(view);
    case Screen::kSync:
    case Screen::kPairing:
    case Screen::kMembers:
    case Screen::kDevices:
    case Screen::kOthersInterview:
      return draw_with_others(view);
    case Screen::kCleanUp:
      return draw_clean_up(view);
    default:
      return draw_entrance(view);
  }
}

/// An update waits until nothing is under way on the screen and the person says yes.
void draw_update(const View& view) {
  ui::Ui& ui = view.ui;
  ui.row({.surface = ui::Surface::kSunken}, [&] {
    ui.fill([&] {
      if (ui.banner(
              "update",
              {.text =
                   say("A new version is ready. It starts anew and asks for the passphrase again."),
               .action = say("Update now")})) {
        view.emit(command::ApplyUpdate{});
      }
    });
    if (ui.icon_button("later", {.icon = ui::Icon::kX, .name = say("Later")})) {
      view.emit(command::LaterUpdate{});
    }
  });
}

/// A copy that takes its time: how far it is, and the way out.
void draw_copying(const View& view) {
  ui::Ui& ui = view.ui;
  const session::CopyUnderWay& copy = *view.state.copy;
  ui.row({.gap = ui::Space::k12, .surface = ui::Surface::kSunken}, [&] {
    ui.fill([&] {
      ui.progress("copying", {.name = say("Saving a copy. You can go on working."),
                              .fraction = static_cast<float>(copy.percent) / 100,
                              .value = say("{percent} %", copy.percent)});
    });
    if (ui.button("cancel copy", {.label = say("Cancel"), .look = ui::ButtonLook::kQuiet})) {
      view.emit(command::CancelCopy{});
    }
  });
}

/// What stands above every screen: the example's mark, storage that fails, an update that waits.
void draw_banners(const View& view) {
  const session::State& state = view.state;
  ui::Ui& ui = view.ui;
  if (state.storage_problem) {
    ui.banner(
        "storage problem",
        {.text = state.storage_problem->text, .tone = ui::BannerTone::kError, .assertive = true});
  }
  if (state.example &&
      ui.banner("example", {.text = say("An example with invented people. Nothing of it is kept."),
                            .action = say("Leave the example")})) {
    view.emit(command::LeaveExample{});
  }
  if (state.copy && state.copy->shown) draw_copying(view);
  const bool resting = state.screen == Screen::kHome || state.screen == Screen::kUnlock ||
                       state.screen == Screen::kWelcome || state.screen == Screen::kSettings;
  if (resting && state.device.update_waiting && !state.device.update_put_off) draw_update(view);
}

void draw_notice(const View& view) {
  const session::State& state = view.state;
  if (!state.notice) return;
  if (state.notice->until_ms != 0) view.ui.wake_at(state.notice->until_ms);
  const bool pressed = view.ui.toast(
      "notice",
      {.text = state.notice->text,
       .action = state.notice->can_undo ? say("Undo") : say("Close"),
       .icon = state.notice->can_undo ? ui::Icon::kUndo2 : ui::Icon::kX,
       .shortcut = state.notice->can_undo ? state.shortcuts.of(Act::kUndo) : std::string_view()});
  if (!pressed) return;
  if (state.notice->can_undo) {
    view.emit(command::UndoLast{});
  } else {
    view.emit(command::DismissNotice{});
  }
}

/// Escape leads back where nothing typed could get lost by it; it never discards.
void go_back(const View& view) {
  const session::State& state = view.state;
  switch (state.screen) {
    case Screen::kInterview:
      if (state.interview && !state.interview->editing_line.is_none()) {
        view.emit(command::EndLineEdit{});
      } else if (state.interview && !state.interview->selected_line.is_none()) {
        view.emit(command::SelectLine{});
      }
      return;
    case Screen::kCleanUp:
      if (state.interview && !state.interview->editing_line.is_none()) {
        view.emit(command::EndLineEdit{});
      } else if (state.interview && !state.interview->selected_passage.is_none()) {
        view.emit(command::SelectPassage{});
      } else {
        view.emit(command::GoBack{});
      }
      return;
    case Screen::kCase:
    case Screen::kPerson:
      if (!state.renaming) view.emit(command::GoBack{});
      return;
    case Screen::kFirstSteps:
    case Screen::kCases:
    case Screen::kPeople:
    case Screen::kConsent:
    case Screen::kPrivate:
    case Screen::kAbout:
    case Screen::kLicences:
    case Screen::kSettings:
    case Screen::kGuides:
    case Screen::kGuide:
    case Screen::kReadBack:
    case Screen::kConsentReading:
    case Screen::kConsentText:
    case Screen::kSync:
    case Screen::kMembers:
    case Screen::kDevices:
    case Screen::kOthersInterview:
      view.emit(command::GoBack{});
      return;
    case Screen::kPairing:
      if (state.unlocked) view.emit(command::GoBack{});
      return;
    case Screen::kShortcuts:
      if (state.changing_shortcut) {
        view.emit(command::CancelShortcut{});
      } else {
        view.emit(command::GoBack{});
      }
      return;
    default:
      return;
  }
}

/// Keys that work everywhere, also where no control on the screen has them. After the controls and
/// the sheet, which use theirs first.
void take_shortcuts(const View& view) {
  ui::Ui& ui = view.ui;
  const session::State& state = view.state;
  const session::Shortcuts& keys = state.shortcuts;
  if (!is_entrance(state) && ui.shortcut(keys.of(Act::kCover))) view.emit(command::Cover{});
  if (state.unlocked && !state.example && ui.shortcut(keys.of(Act::kLock)))
    view.emit(command::Lock{});
  if (state.screen != Screen::kStarting && state.screen != Screen::kShortcuts &&
      (ui.shortcut(keys.of(Act::kHelp)) || ui.shortcut("?"))) {
    view.emit(command::OpenShortcuts{});
  }
  if (ui.shortcut("Escape")) go_back(view);
}

}  // namespace

void draw(ui::Ui& ui, const session::State& state, session::Commands& out) {
  const View view{ui, state, out};
  if (state.covered) {
    draw_cover(view);
    return;
  }
  // A visit is a key part of its own: fields show their text anew, and what asks for the keyboard
  // gets it again.
  ui.group(state.visit, [&] {
    ui.column({.height = ui::grow()}, [&] {
      draw_banners(view);
      draw_screen(view);
    });
  });
  draw_notice(view);
  if (state.screen == Screen::kInterview) draw_interview_sheet(view);
  if (state.screen == Screen::kReadBack) draw_read_back_sheet(view);
  if (state.screen == Screen::kCleanUp) draw_cleaned_sheet(view);
  draw_erase_sheet(view);
  if (state.screen == Screen::kCase) draw_close_case_sheet(view);
  take_shortcuts(view);
}

}  // namespace quietroom::screens
