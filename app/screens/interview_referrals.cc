// Who else to talk with: asked in every 1:1, on the case's list in the same breath.
#include "app/screens/interview_parts.h"
#include "app/screens/parts.h"

namespace quietroom::screens {
namespace {

using session::Field;
using ui::Space;

/// The name is known already: is it the same person?
void draw_same_name(const Room& room) {
  ui::Ui& ui = room.view.ui;
  ui.column({.gap = Space::k12}, [&] {
    ui.status("known", say("There is somebody of that name already. Is it the same person?"));
    for (const model::Person& person : room.it.same_name) {
      const bool here = person.id == room.it.interview.person_id;
      ui.group(person.id, [&] {
        ui.wrap({}, [&] {
          const std::string label = say("Yes, {name}", person.name);
          if (ui.button("same", {.label = label,
                                 .description = here ? say("That is who this 1:1 is with.") : "",
                                 .disabled = here})) {
            room.view.emit(command::ReferKnown{person.id});
          }
        });
      });
    }
    ui.wrap({}, [&] {
      if (ui.button("another", {.label = say("No, somebody else of that name")})) {
        room.view.emit(command::ReferKnown{});
      }
    });
  });
}

void draw_form(const Room& room) {
  ui::Ui& ui = room.view.ui;
  bool given = form_field(room.view, Field::kReferralName,
                          {.label = say("Who else should we talk to?"),
                           .placeholder = say("A name"),
                           .submit_on_enter = true,
                           .autofocus = true});
  given = form_field(room.view, Field::kReferralAbout,
                     {.label = say("About what?"),
                      .placeholder = say("The restore at night"),
                      .help = say("May stay empty."),
                      .submit_on_enter = true}) ||
          given;
  ui.wrap({}, [&] {
    given = ui.button("add", {.label = say("Put on the list"), .look = ui::ButtonLook::kPrimary}) ||
            given;
  });
  if (given) room.view.emit(command::Refer{});
}

}  // namespace

void draw_referrals(const Room& room) {
  ui::Ui& ui = room.view.ui;
  ui.column({.gap = Space::k16}, [&] {
    draw_form(room);
    if (!room.it.same_name.empty()) draw_same_name(room);
    ui.column({.gap = Space::k4}, [&] {
      ui.section(say("Named in this 1:1"));
      if (room.it.referrals.empty()) {
        ui.text(say("Nobody yet."), {.style = ui::TextStyle::kSmall, .ink = ui::Ink::kSoft});
        return;
      }
      ui.list("named", say("Named in this 1:1"), [&] {
        for (const model::Referral& one : room.it.referrals) {
          ui.list_row(one.id,
                      {.title = one.person_name,
                       .detail = one.about,
                       .action = ui::RowAction::kNone,
                       .title_lines_max = 2},
                      [&] {
                        const std::string name = say("Take {name} off the list", one.person_name);
                        if (ui.icon_button("strike", {.icon = ui::Icon::kX, .name = name})) {
                          room.view.emit(command::StrikeReferral{one.id, true});
                        }
                      });
        }
      });
    });
  });
}

}  // namespace quietroom::screens
