// Other devices: where the notes are sent to, how that stands, what is wrong and what to do.
#include "app/screens/parts.h"
#include "app/screens/screens.h"
#include "app/session/sync_words.h"
#include "app/session/words.h"

namespace quietroom::screens {
namespace {

using session::SyncReason;
using session::SyncTrouble;
using session::SyncTroubleKind;
using session::SyncView;
using ui::Space;

void draw_reason(const View& view) {
  const SyncView& sync = view.state.sync;
  if (sync.reason == SyncReason::kNone) return;
  view.ui.row({.padding = {Space::k16, Space::k12, Space::k16, Space::k12},
               .gap = Space::k12,
               .surface = ui::Surface::kSunken,
               .rounded = true},
              [&] {
                view.ui.column({.width = ui::grow()}, [&] {
                  view.ui.status("reason", session::reason_words(sync.reason));
                });
              });
}

/// The way in: this server, or another one.
void draw_setup(const View& view) {
  ui::Ui& ui = view.ui;
  const SyncView& sync = view.state.sync;
  ui.paragraph(say(
      "Your notes are on this device only. With sync they also go to a file endpoint, and from "
      "there to your other devices, encrypted: the endpoint can read nothing of them. Nothing is "
      "sent before you turn it on here."));
  ui.column({.gap = Space::k8}, [&] {
    ui.section(say("This server"));
    ui.text(say("The server that this page is from may have an endpoint."),
            {.style = ui::TextStyle::kSmall, .ink = ui::Ink::kSoft});
    ui.wrap({}, [&] {
      if (ui.button("here", {.label = say("Sync with this server"),
                             .look = ui::ButtonLook::kPrimary,
                             .disabled = sync.phase == SyncView::Phase::kAsking})) {
        view.emit(command::TurnOnSyncHere{});
      }
    });
  });
  draw_reason(view);
  ui.region("endpoint", {.role = Role::kForm, .name = say("Another endpoint")}, [&] {
    ui.column({.gap = Space::k12}, [&] {
      ui.section(say("Another endpoint"));
      form_field(view, session::Field::kSyncAddress,
                 {.label = say("Address"),
                  .placeholder = say("https://notes.example.org/sync"),
                  .help = say("A WebDAV folder; whoever runs it knows its address.")});
      const bool submitted = passphrase_field(view, session::Field::kSyncToken,
                                              {.label = say("Token"),
                                               .help = say("Or the password, where the address "
                                                           "names a user: https://ada@…")});
      ui.wrap({}, [&] {
        if (ui.button("turn on", {.label = say("Sync with this endpoint")}) || submitted) {
          view.emit(command::TurnOnSync{});
        }
      });
    });
  });
}

/// How much of what is to come is here: to be read, and not to be told at each step.
void draw_progress(const View& view) {
  const SyncView::Progress& progress = view.state.sync.progress;
  if (progress.known == 0) return;
  view.ui.row({.gap = Space::k12, .across = ui::Align::kCenter}, [&] {
    view.ui.column({.width = ui::grow()}, [&] {
      view.ui.text(say("Fetching: {some} of {all} parts are here.", progress.here, progress.known));
    });
    if (view.ui.button("pause", {.label = say("Stop for now")})) view.emit(command::PauseSync{});
  });
}

/// One kind of trouble: what it is, what that means, and what can be done about it.
void draw_trouble(const View& view, const SyncTrouble& trouble) {
  ui::Ui& ui = view.ui;
  ui.group(static_cast<std::uint32_t>(trouble.kind), [&] {
    ui.column(
        {.padding = {Space::k16, Space::k12, Space::k16, Space::k12},
         .gap = Space::k8,
         .surface = ui::Surface::kSunken,
         .rounded = true},
        [&] {
          const auto [title, text] = session::trouble_words(trouble.kind);
          ui.heading(3, title);
          ui.paragraph(text);
          ui.text(say("Since: {when}.", session::how_long_ago(trouble.since_ms, view.state.now_ms,
                                                              view.state.utc_offset_minutes)),
                  {.style = ui::TextStyle::kSmall, .ink = ui::Ink::kSoft});
          ui.wrap({.gap = Space::k8}, [&] {
            if (trouble.kind == SyncTroubleKind::kServerLost &&
                ui.button("fill", {.label = say("Fill the endpoint again")})) {
              view.emit(command::FillEndpoint{});
            }
            // That one stays as long as it is so.
            if (trouble.kind != SyncTroubleKind::kRetired &&
                ui.button("dismiss",
                          {.label = say("I have read this"), .look = ui::ButtonLook::kQuiet})) {
              view.emit(command::DismissSyncTrouble{trouble.kind});
            }
          });
        });
  });
}

void draw_standing(const View& view) {
  ui::Ui& ui = view.ui;
  const session::State& state = view.state;
  const SyncView& sync = state.sync;
  ui.column({.gap = Space::k8}, [&] {
    ui.status("line", session::sync_line(sync, state.now_ms, state.utc_offset_minutes));
    ui.text(session::contact_line(sync, state.now_ms, state.utc_offset_minutes),
            {.style = ui::TextStyle::kSmall, .ink = ui::Ink::kSoft});
    if (sync.held > 0) {
      ui.text(words::count(static_cast<std::int64_t>(sync.held),
                           "{n} change came that only others may read.",
                           "{n} changes came that only others may read."),
              {.style = ui::TextStyle::kSmall, .ink = ui::Ink::kSoft});
    }
    draw_progress(view);
    ui.wrap({}, [&] {
      if (ui.button("now", {.label = sync.paused ? say("Go on") : say("Sync now"),
                            .icon = ui::Icon::kRefreshCw})) {
        view.emit(command::SyncNow{});
      }
    });
  });
  draw_reason(view);
  for (const SyncTrouble& one : sync.troubles) draw_trouble(view, one);
  ui.list("facts", say("Facts"), [&] {
    ui.list_row("address",
                {.title = say("Endpoint"), .detail = sync.address, .action = ui::RowAction::kNone});
    ui.list_row("private", {.title = say("Private observations"),
                            .detail = say("They stay on this device for now."),
                            .action = ui::RowAction::kNone});
  });
  ui.column({.gap = Space::k8}, [&] {
    ui.section(say("Your devices"));
    ui.paragraph(
        say("Add another one of yours, which then syncs too; name this one; remove one "
            "that is lost."));
    ui.wrap({.gap = Space::k8}, [&] {
      if (ui.button("devices", {.label = say("Your devices")})) view.emit(command::OpenDevices{});
      if (ui.button("add", {.label = say("Add a device")})) view.emit(command::BeginPairing{});
    });
  });
  ui.column({.gap = Space::k8}, [&] {
    ui.section(say("Turn sync off"));
    ui.paragraph(
        say("Nothing more is sent. Everything on this device stays. What was sent stays at the "
            "endpoint, encrypted, until whoever runs it removes it."));
    ui.wrap({}, [&] {
      if (ui.button("off", {.label = say("Turn sync off")})) view.emit(command::TurnOffSync{});
    });
  });
}

}  // namespace

void draw_sync(const View& view) {
  page(view, {.title = say("Sync"), .back = say("Back"), .autofocus = true}, [&] {
    if (view.state.sync.is_on()) {
      draw_standing(view);
    } else {
      draw_setup(view);
    }
  });
}

}  // namespace quietroom::screens
