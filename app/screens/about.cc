// What this program is, which build of it, what it protects and what not.
#include "app/screens/parts.h"
#include "app/screens/screens.h"
#include "app/session/words.h"

namespace quietroom::screens {
namespace {

/// What the browser answered when it was asked to keep the storage.
std::string_view storage_words(const session::Device& device) {
  if (!device.persisted) return say("The browser has not said yet whether it keeps the storage.");
  return *device.persisted
             ? say("The browser keeps the storage until you clear it.")
             : say("The browser may clear the storage when the device runs short of room.");
}

}  // namespace

void draw_about(const View& view) {
  ui::Ui& ui = view.ui;
  const session::Device& device = view.state.device;
  page(view, {.title = say("About"), .back = say("Back"), .autofocus = true}, [&] {
    ui.paragraph(say(
        "Everything you write is encrypted on this device, with a key that only your "
        "passphrase or your recovery code opens. Nothing is sent anywhere unless you turn sync "
        "on, and then only encrypted: whoever serves this page sees that it was opened, and "
        "nothing of what is in it. Nothing protects notes on an unlocked screen, or on a device "
        "that somebody else controls."));
    ui.list("facts", say("Facts"), [&] {
      ui.list_row("version", {.title = say("Version"),
                              .detail = device.version.empty() ? say("Unknown") : device.version,
                              .action = ui::RowAction::kNone});
      ui.list_row("build", {.title = say("Build"),
                            .detail = device.build.empty() ? say("Unknown") : device.build,
                            .action = ui::RowAction::kNone});
      ui.list_row("place", {.title = say("Where the notes are"),
                            .detail = session::storage_place(device.storage),
                            .action = ui::RowAction::kNone});
      ui.list_row("storage", {.title = say("Storage"),
                              .detail = storage_words(device),
                              .action = ui::RowAction::kNone});
    });
    ui.list("more", say("More"), [&] {
      if (ui.list_row("first steps", {.title = say("Before you begin"), .chevron = true})) {
        view.emit(command::OpenFirstSteps{});
      }
      if (ui.list_row("shortcuts", {.title = say("Shortcuts"), .chevron = true})) {
        view.emit(command::OpenShortcuts{});
      }
      if (ui.list_row("licences", {.title = say("Licences"), .chevron = true})) {
        view.emit(command::OpenLicences{});
      }
    });
  });
}

}  // namespace quietroom::screens
