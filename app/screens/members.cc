// The people of a case: who has its keys, what each may do, and the way to add another one.
#include "app/screens/parts.h"
#include "app/screens/screens.h"
#include "app/session/words.h"

namespace quietroom::screens {
namespace {

using session::CaseMember;
using ui::Space;

constexpr ui::TextOptions kSoft = {.style = ui::TextStyle::kSmall, .ink = ui::Ink::kSoft};

std::string_view standing_of(const CaseMember& member) {
  if (member.me) return member.owner ? say("You. Adds and removes people") : say("You");
  return member.owner ? say("Adds and removes people") : say("Member");
}

/// What somebody can do about themselves, below their row.
void draw_own_choices(const View& view) {
  view.ui.card({.gap = Space::k8}, [&] {
    if (name_form(view, {.field = session::Field::kOwnName,
                         .label = say("Your name, for the others"),
                         .button = say("Keep the name")})) {
      view.emit(command::KeepMemberName{});
    }
  });
}

/// What an owner can do about somebody, below their row.
void draw_choices(const View& view, const CaseMember& member) {
  ui::Ui& ui = view.ui;
  ui.card({.gap = Space::k8}, [&] {
    ui.text(say("What {name} could read so far stays readable to them. What is written after the "
                "removal has a new key, which they do not get.",
                member.name),
            kSoft);
    ui.wrap({.gap = Space::k8}, [&] {
      const std::string_view role =
          member.owner ? say("No longer adds and removes") : say("May add and remove people too");
      if (ui.button("role", {.label = role}))
        view.emit(command::SetOwner{member.person, !member.owner});
      if (ui.button("remove",
                    {.label = say("Remove from this case"), .look = ui::ButtonLook::kDanger})) {
        view.emit(command::RemoveMember{member.person});
      }
    });
  });
}

void draw_people_of(const View& view) {
  ui::Ui& ui = view.ui;
  const session::MembersView& members = view.state.members;
  const bool own = members.i_own();
  ui.list("members", say("People with access"), [&] {
    for (const CaseMember& one : members.members) {
      const bool changes = own || one.me;
      const bool open = changes && members.open == one.person;
      if (ui.list_row(one.person,
                      {.title = one.name,
                       .detail = standing_of(one),
                       .icon = !changes ? ui::Icon::kNone
                               : open   ? ui::Icon::kChevronDown
                                        : ui::Icon::kChevronRight,
                       .action = changes ? ui::RowAction::kButton : ui::RowAction::kNone,
                       .title_lines_max = 2})) {
        view.emit(command::OpenMember{one.person});
      }
      if (open)
        ui.item("choices", [&] { one.me ? draw_own_choices(view) : draw_choices(view, one); });
    }
  });
  ui.text(say("They see who is talked to in this case, where each 1:1 stands, and what was "
              "consented to. Notes stay with whoever took them, but for readers whom the person "
              "agreed to."),
          kSoft);
  if (!own) {
    ui.text(say("Whoever made the case adds and removes people."), kSoft);
    return;
  }
  ui.wrap({}, [&] {
    if (ui.button(
            "add",
            {.label = say("Add a person"), .look = ui::ButtonLook::kPrimary, .autofocus = true}))
      view.emit(command::BeginInviting{});
  });
}

}  // namespace

void draw_members(const View& view) {
  ui::Ui& ui = view.ui;
  const session::State& state = view.state;
  page(view, {.title = say("People with access"), .back = say("Back")}, [&] {
    if (state.open_case) ui.text(session::shown_case_title(state.open_case->title), kSoft);
    if (!state.sync.is_on()) {
      ui.paragraph(
          say("A case is shared through an endpoint that can read nothing of it. Turn on "
              "sync first."));
      ui.wrap({}, [&] {
        if (ui.button("sync", {.label = say("Sync")})) view.emit(command::OpenSync{});
      });
      return;
    }
    if (state.members.members.empty()) {
      ui.paragraph(say("The keys of this case have not come yet. They come with the next sync."));
      return;
    }
    draw_people_of(view);
  });
}

}  // namespace quietroom::screens
