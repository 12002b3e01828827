// Every key that does something, as a table.
#include <array>

#include "app/screens/parts.h"
#include "app/screens/screens.h"

namespace quietroom::screens {
namespace {

struct Shortcut {
  std::string_view what;
  std::string_view keys;
};

constexpr std::array<Shortcut, 5> kEverywhere = {{
    {"Cover the screen, uncover it", "F9"},
    {"Lock", "Alt + L"},
    {"Undo what the message offers", "Alt + Z"},
    {"Back; nothing typed is lost", "Escape"},
    {"This list", "F1 or ?"},
}};

constexpr std::array<Shortcut, 10> kInterview = {{
    {"Keep the line", "Enter"},
    {"A new line within it", "Shift + Enter"},
    {"Quote", "Alt + Q"},
    {"Paraphrase", "Alt + P"},
    {"My own inference", "Alt + I"},
    {"Next item", "Alt + Down"},
    {"Previous item", "Alt + Up"},
    {"Item done", "Alt + T"},
    {"Skip the item", "Alt + S"},
    {"Item covered already", "Alt + C"},
}};

template <std::size_t kCount>
void draw_table(ui::Ui& ui, std::string_view title, const std::array<Shortcut, kCount>& rows) {
  ui.column({.gap = ui::Space::k4}, [&] {
    ui.section(title);
    ui.list(title, title, [&] {
      for (const Shortcut& row : rows) {
        ui.list_row(row.what,
                    {.title = row.what, .trailing = row.keys, .action = ui::RowAction::kNone});
      }
    });
  });
}

}  // namespace

void draw_shortcuts(const View& view) {
  page(view, {.title = "Shortcuts", .back = "Back", .autofocus = true}, [&] {
    draw_table(view.ui, "Everywhere", kEverywhere);
    draw_table(view.ui, "In a 1:1", kInterview);
  });
}

}  // namespace quietroom::screens
