// The recovery code, shown once: 24 numbered words to write down.
#include <algorithm>

#include "app/screens/parts.h"
#include "app/screens/screens.h"

namespace quietroom::screens {
namespace {

/// Columns of words that fit: the longest word has eight letters.
std::size_t columns_of(const ui::Ui& ui) {
  if (ui.wide()) return 4;
  return ui.narrow() ? 2 : 3;
}

/// One word with its number before it.
void draw_word(const View& view, std::size_t index) {
  const std::string& word = view.state.setup.recovery_words[index];
  // A figure space keeps words in line.
  const std::string number = (index < 9 ? "\u2007" : "") + std::to_string(index + 1);
  view.ui.item(index, [&] {
    view.ui.row({.padding = {ui::Space::k0, ui::Space::k4},
                 .gap = ui::Space::k8,
                 .across = ui::Align::kBaseline},
                [&] {
                  view.ui.text(
                      number,
                      {.style = ui::TextStyle::kSmall, .ink = ui::Ink::kSoft, .tabular = true});
                  view.ui.text(word, {.semibold = true});
                });
  });
}

}  // namespace

void draw_show_recovery(const View& view) {
  ui::Ui& ui = view.ui;
  const std::size_t count = view.state.setup.recovery_words.size();
  const std::size_t columns = columns_of(ui);
  const std::size_t rows = (count + columns - 1) / columns;
  entrance(view, {.title = say("Your recovery code"), .width = ui::Width::kMeasure}, [&] {
    ui.paragraph(say(
        "Write these 24 words on paper, in this order. They open your notes if the passphrase is "
        "forgotten. Whoever has them can read everything, and they are not shown again later."));
    ui.card([&] {
      ui.list("words", say("Recovery code"), [&] {
        ui.row({.gap = ui::Space::k16, .across = ui::Align::kStart}, [&] {
          for (std::size_t first = 0; first < count; first += rows) {
            ui.fill([&] {
              for (std::size_t at = first; at < std::min(first + rows, count); ++at) {
                draw_word(view, at);
              }
            });
          }
        });
      });
    });
    ui.column({.across = ui.narrow() ? ui::Align::kStretch : ui::Align::kStart}, [&] {
      if (ui.button("written", {.label = say("I have written it down"),
                                .look = ui::ButtonLook::kPrimary,
                                .fill = ui.narrow(),
                                .autofocus = true})) {
        view.emit(command::RecoveryWritten{});
      }
    });
    ui.text(say("Next: three of the words, to see that the paper is right."),
            {.style = ui::TextStyle::kSmall, .ink = ui::Ink::kSoft});
  });
}

}  // namespace quietroom::screens
