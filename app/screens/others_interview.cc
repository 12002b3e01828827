// A 1:1 that another member of the case holds: what came of it, to read and no more.
#include "app/screens/parts.h"
#include "app/screens/screens.h"
#include "app/session/consent_words.h"

namespace quietroom::screens {

void draw_others_interview(const View& view) {
  ui::Ui& ui = view.ui;
  if (!view.state.interview) {
    page(view, {.title = say("Notes"), .back = say("Back"), .autofocus = true},
         [&] { ui.text(say("No 1:1 is open."), {.ink = ui::Ink::kSoft}); });
    return;
  }
  const session::InterviewView& it = *view.state.interview;
  const ui::TextOptions soft = {.style = ui::TextStyle::kSmall, .ink = ui::Ink::kSoft};
  page(view, {.title = one_to_one_with(it.interview), .back = say("Back"), .autofocus = true}, [&] {
    ui.text(say("{name} holds this 1:1 and alone writes in it.", it.held_by), soft);
    if (it.consent.recorded_ms != 0) {
      ui.text(session::consent_title(it.consent), soft);
    }
    if (it.lines.empty()) {
      ui.paragraph(
          say("There are no notes here to read. They come once the conversation is "
              "over, if the person agreed that you read them."));
      return;
    }
    ui.list("notes", say("Notes"), [&] {
      for (const model::Line& line : it.lines) {
        if (line.struck || line.held) continue;
        ui.item(line.id, [&] { ui.text(line.whole_text()); });
      }
    });
  });
}

}  // namespace quietroom::screens
