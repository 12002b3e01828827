// Whose work this program stands on. The full texts lie beside the program as one file.
#include "app/screens/parts.h"
#include "app/screens/screens.h"

namespace quietroom::screens {

void draw_licences(const View& view) {
  ui::Ui& ui = view.ui;
  page(view, {.title = say("Licences"), .back = say("Back"), .autofocus = true}, [&] {
    ui.paragraph(
        say("Quietroom is free software under the MIT licence. It stands on the work of others: "
            "Dear ImGui, SQLite with SQLite3 Multiple Ciphers, libsodium, JSON for Modern C++, the "
            "typeface Inter and the icons of Lucide."));
    ui.wrap({}, [&] { ui.file_link("texts", say("All licence texts"), "licences.txt"); });
  });
}

}  // namespace quietroom::screens
