// The consent text alone on a calm page, in large type: to be read aloud, or by the person opposite
// when the device is turned round. One way back.
#include "app/screens/parts.h"
#include "app/screens/screens.h"

namespace quietroom::screens {

void draw_consent_reading(const View& view) {
  page(view, {.title = say("Before we begin"), .back = say("Done reading"), .autofocus = true},
       [&] { view.ui.paragraph(view.state.consent_form.text, {.style = ui::TextStyle::kAloud}); });
}

}  // namespace quietroom::screens
