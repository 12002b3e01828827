// A copy from another device: pick the file, then its passphrase or its 24 words.
#include "app/screens/parts.h"
#include "app/screens/screens.h"

namespace quietroom::screens {
namespace {

/// "212 kB", "3 MB".
std::string size_in_words(std::size_t size_bytes) {
  constexpr std::size_t kKilo = 1000;
  constexpr std::size_t kMega = kKilo * kKilo;
  if (size_bytes < kMega) return say("{size} kB", (size_bytes + kKilo - 1) / kKilo);
  return say("{size} MB", (size_bytes + kMega / 2) / kMega);
}

void draw_keys_of_copy(const View& view) {
  ui::Ui& ui = view.ui;
  const session::State& state = view.state;
  ui.status("picked",
            say("The copy is whole: {size}.", size_in_words(state.setup.copy_size_bytes)));
  ui.column({.gap = ui::Space::k16}, [&] {
    bool done = passphrase_field(view, session::Field::kPassphrase,
                                 {.label = say("Its passphrase"),
                                  .help = say("The one it was saved with."),
                                  .autofocus = true});
    ui.text(say("Or, if that is forgotten:"),
            {.style = ui::TextStyle::kSmall, .ink = ui::Ink::kSoft});
    done = recovery_code_field(view, /*autofocus=*/false) || done;
    form_problem(view);
    done = ui.button("open", {.label = say("Open the copy"),
                              .look = ui::ButtonLook::kPrimary,
                              .disabled = state.busy,
                              .fill = true}) ||
           done;
    if (done && !state.busy) view.emit(command::OpenCopy{});
    key_progress(view);
  });
}

}  // namespace

void draw_open_copy(const View& view) {
  ui::Ui& ui = view.ui;
  const session::State& state = view.state;
  const bool back = entrance(view, {.title = say("Open a copy"), .back = say("Back")}, [&] {
    ui.paragraph(
        say("A copy is one file with all notes, encrypted. It opens here with the passphrase that "
            "it was saved with, or with its 24 words."));
    auto picked = ui.file_button(
        "file",
        {.label = state.setup.has_copy ? say("Choose another file") : say("Choose the file"),
         .accept = ".quietroom,application/octet-stream",
         .look = state.setup.has_copy ? ui::ButtonLook::kPlain : ui::ButtonLook::kPrimary,
         .disabled = state.busy,
         .fill = true});
    if (picked) view.emit(command::CopyPicked{std::move(picked->bytes)});
    if (state.setup.has_copy) {
      draw_keys_of_copy(view);
    } else {
      form_problem(view);
    }
  });
  if (back) view.emit(command::BackToStart{});
}

}  // namespace quietroom::screens
