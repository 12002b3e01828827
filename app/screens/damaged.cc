// The store does not open: what happened, what is safe, what to do. Starting anew is a second step.
#include "app/screens/parts.h"
#include "app/screens/screens.h"

namespace quietroom::screens {
namespace {

using session::Damage;

struct Words {
  std::string_view title;
  std::string_view text;
  bool may_erase = true;
};

/// Whether there is anything that a copy could hold: keys and notes, whole or not.
bool can_save(Damage damage) {
  // kNone: nothing is damaged, and somebody without passphrase and code wants to start anew.
  return damage == Damage::kStoreDamaged || damage == Damage::kNewer || damage == Damage::kNone;
}

Words words_of(Damage damage) {
  switch (damage) {
    case Damage::kKeysMissing:
      return {say("The key file is missing"),
              say("The notes are on this device, but the file with their wrapped keys is gone, so "
                  "they cannot be opened here. Nothing was changed. A copy that you saved has its "
                  "own keys: open it to go on.")};
    case Damage::kKeysDamaged:
      return {say("The key file is damaged"),
              say("The file with the wrapped keys is not what was written. The notes themselves "
                  "were not touched. A copy that you saved has its own keys: open it to go on.")};
    case Damage::kStoreMissing:
      return {say("The notes are missing"),
              say("The keys are on this device, but the file with the notes is gone. The browser "
                  "or someone may have cleared it. A copy that you saved still has them: open it "
                  "to go on.")};
    case Damage::kStoreDamaged:
      return {
          say("The notes are damaged"),
          say("The file with the notes is not what was written, so it was not opened. Nothing was "
              "changed. First save the files as they are, then open a copy that you saved.")};
    case Damage::kNewer:
      return {say("Made by a newer version"),
              say("These notes were written by a newer version of Quietroom. They are safe and "
                  "were not changed. Update this program, or open them where they were written."),
              false};
    case Damage::kDisk:
      return {say("The storage of this device failed"),
              say("The device did not let Quietroom read or write its files; it may be full. What "
                  "was saved before is as it was. Make room and open this page again."),
              false};
    case Damage::kNone:
      break;
  }
  return {say("The notes do not open"), say("Nothing was changed. Open this page again."), false};
}

}  // namespace

void draw_damaged(const View& view) {
  ui::Ui& ui = view.ui;
  const Words words = words_of(view.state.damage);
  entrance(view, {.title = words.title, .about = true}, [&] {
    ui.paragraph(words.text);
    ui.column({.gap = ui::Space::k12}, [&] {
      if (words.may_erase && ui.button("copy", {.label = say("Open a copy"),
                                                .look = ui::ButtonLook::kPrimary,
                                                .icon = ui::Icon::kUpload,
                                                .fill = true,
                                                .autofocus = true})) {
        view.emit(command::BeginOpenCopy{});
      }
      if (can_save(view.state.damage) &&
          ui.button("save", {.label = say("Save the files as they are"),
                             .icon = ui::Icon::kDownload,
                             .description = say("Encrypted, as one file."),
                             .fill = true})) {
        view.emit(command::SaveCopy{});
      }
      if (words.may_erase &&
          ui.button("erase",
                    {.label = say("Start anew"), .look = ui::ButtonLook::kQuiet, .fill = true})) {
        view.emit(command::BeginErase{});
      }
    });
    form_problem(view);
  });
}

void draw_erase_sheet(const View& view) {
  if (!view.state.asking_erase) return;
  ui::Ui& ui = view.ui;
  const bool close = ui.sheet(
      "erase sheet",
      {.title = say("Start anew"), .side = ui::SheetSide::kCenter, .close = say("Close")}, [&] {
        ui.column({.gap = ui::Space::k16}, [&] {
          ui.paragraph(
              say("All notes, people, cases and consent records on this device are lost. Copies "
                  "that you saved elsewhere stay as they are. This cannot be undone."));
          ui.wrap({.gap = ui::Space::k12}, [&] {
            // The keyboard must not stand on the button that destroys.
            if (ui.button("keep", {.label = say("Keep everything"), .autofocus = true})) {
              view.emit(command::CancelErase{});
            }
            if (can_save(view.state.damage) &&
                ui.button("save first",
                          {.label = say("Save the files first"), .icon = ui::Icon::kDownload})) {
              view.emit(command::SaveCopy{});
            }
            if (ui.button("erase now", {.label = say("Erase everything here"),
                                        .look = ui::ButtonLook::kDanger})) {
              view.emit(command::EraseAndStartAnew{});
            }
          });
        });
      });
  if (close) view.emit(command::CancelErase{});
}

}  // namespace quietroom::screens
