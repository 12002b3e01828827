// Parts that several screens share: the frame of a page, fields of the session's forms, rows of
// interviews. Not a screen by itself.
#pragma once

#include <string>
#include <string_view>

#include "app/screens/view.h"

namespace quietroom::screens {

/// The frame of a screen before the store is open: one narrow column.
struct EntranceOptions {
  std::string_view title;
  std::string_view back;  ///< Name of the button that leads back; empty for none.
  ui::Width width = ui::Width::kForm;
  bool about = false;  ///< Ends with the quiet link to the about screen.
};
/// Draws the frame around `body`. True when back was pressed.
bool entrance(const View& view, const EntranceOptions& options, ui::Body body);

/// The frame of a screen inside: a bar with back, cover and lock, then one column that scrolls.
struct PageOptions {
  std::string_view title;
  std::string_view back;  ///< Name of the button that leads back; empty for "Home".
  ui::Width width = ui::Width::kMeasure;
  bool title_hidden = false;  ///< The body draws the title itself.
  bool autofocus = false;     ///< Nothing to fill in: the keyboard begins at the way back.
};
/// Draws the frame around `body`; back asks for GoBack.
void page(const View& view, const PageOptions& options, ui::Body body);
/// The same with a rail at its side where there is room; elsewhere nothing shows `rail`.
void page_with_rail(const View& view, const PageOptions& options, std::string_view rail_name,
                    ui::Body rail, ui::Body body);

/// The bar above a screen inside: `leading`, room, `trailing`, then cover and lock.
void bar(const View& view, ui::Body leading, ui::Body trailing);
/// A bar that begins with a button named `back`. True when it was pressed.
bool back_bar(const View& view, std::string_view back, bool autofocus);

/// The controls that every bar ends with: cover and lock.
void cover_and_lock(const View& view);

/// A text field of the session. Edits go out at once; `options` gets value, revision, error and
/// disabled from the state. True when Enter was pressed in it (its text is in the commands then).
bool form_field(const View& view, session::Field field, ui::FieldOptions options);

/// The same for a text of several lines.
void long_field(const View& view, session::Field field, ui::FieldOptions options);

/// The same for a field that hides what it holds, with its eye.
bool passphrase_field(const View& view, session::Field field, ui::PassphraseOptions options);

/// The field for the 24 words. True when Enter was pressed in it.
bool recovery_code_field(const View& view, bool autofocus);

/// One name and a button beside it. True when it was given; the caller asks for what it is for.
struct NameFormOptions {
  session::Field field;
  std::string_view label;
  std::string_view placeholder;
  std::string_view button;
  ui::Icon icon = ui::Icon::kNone;
  ui::ButtonLook look = ui::ButtonLook::kPlain;
  bool large = false;
  bool autofocus = false;
};
bool name_form(const View& view, const NameFormOptions& options);

/// "Making the key", while one is derived. Nothing otherwise.
void key_progress(const View& view);

/// What is wrong with the form as a whole; nothing if all is well or a field says it.
void form_problem(const View& view);

/// What stands first in a row of an interview.
enum class RowTitle { kPersonAndCase, kPerson, kCase };
/// The rows of `interviews`; each opens its interview.
void interview_rows(const View& view, ui::Key key, std::string_view name,
                    const std::vector<model::Interview>& interviews, RowTitle title);

/// The same for those of the case or person that is open, with their heading.
void interviews_of_open(const View& view, std::string_view name, RowTitle title);

/// The heading of an open case or person: its name with "Rename", or the field to rename it.
void renamable_title(const View& view, std::string_view name, std::string_view label);

/// Opens the small window beside a video call, or closes it. Quiet, with its own words.
void small_window_button(const View& view, ui::ButtonLook look = ui::ButtonLook::kPlain);

/// "1:1 with Ana"
std::string one_to_one_with(const model::Interview& interview);

}  // namespace quietroom::screens
