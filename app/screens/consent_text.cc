// The text that is read before a 1:1, to be changed: each change kept is a version of its own.
#include "app/screens/parts.h"
#include "app/screens/screens.h"

namespace quietroom::screens {

using session::Field;
using ui::Space;

void draw_consent_text(const View& view) {
  ui::Ui& ui = view.ui;
  const session::State& state = view.state;
  page(view, {.title = say("Consent text"), .back = say("Back"), .autofocus = true}, [&] {
    const int version = state.consent_text.version;
    ui.paragraph(!state.consent_text_is_own
                     ? say("Version {number}, as it ships, is read now. A changed text gets "
                           "the next number; records keep what was read.",
                           version)
                     : say("Version {number} is read now. A changed text gets the next number; "
                           "records keep what was read.",
                           version),
                 {.style = ui::TextStyle::kBody, .ink = ui::Ink::kSoft});
    const bool wrong = state.problem_field == Field::kConsentText;
    const ui::FieldResult result = ui.note_field(
        Field::kConsentText,
        {.label = say("Text"),
         .value = state.fields[Field::kConsentText],
         .revision = state.fields_revision,
         .help = say("Needs the blanks {a}, {b}, {c} and {d}; they are filled for each 1:1.",
                     "{readers}", "{review date}", "{withdraw date}", "{destroy date}"),
         .error = wrong ? std::string_view(state.problem) : std::string_view(),
         .assisted = !state.type_locally,
         .lines_min = 8,
         .lines_max = 24});
    if (result.changed) view.emit(command::EditField{Field::kConsentText, *result.changed});
    ui.wrap({.gap = Space::k12, .across = ui::Align::kCenter}, [&] {
      const std::string keep = say("Use it as version {number}", next_consent_version(version));
      if (ui.button("keep", {.label = keep, .look = ui::ButtonLook::kPrimary})) {
        view.emit(command::KeepConsentText{});
      }
      if (ui.button("shipped",
                    {.label = say("Take the text that ships"),
                     .look = ui::ButtonLook::kQuiet,
                     .description = say("Into the field; nothing is used before you say so.")})) {
        view.emit(command::TakeShippedText{});
      }
    });
  });
}

}  // namespace quietroom::screens
