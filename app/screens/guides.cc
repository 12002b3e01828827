// All guides: which one the next 1:1s begin with, and the way to each.
#include "app/screens/parts.h"
#include "app/screens/screens.h"

namespace quietroom::screens {
namespace {

using ui::Space;

enum class Whose { kOwn, kShipped, kOtherLanguage };

Whose whose(const session::GuideEntry& one) {
  if (!one.own.is_none()) return Whose::kOwn;
  return is_in_use(one.guide) ? Whose::kShipped : Whose::kOtherLanguage;
}

void draw_rows(const View& view, std::string_view title, Whose wanted) {
  ui::Ui& ui = view.ui;
  ui.column({.gap = Space::k4}, [&] {
    ui.section(title);
    ui.list(title, title, [&] {
      for (const session::GuideEntry& one : view.state.guides) {
        if (whose(one) != wanted) continue;
        const bool chosen = one.guide.id == view.state.chosen_guide;
        if (ui.list_row(one.guide.id, {.title = one.guide.title,
                                       .detail = one.guide.about,
                                       .trailing = chosen ? say("In use") : "",
                                       .icon = chosen ? ui::Icon::kCheck : ui::Icon::kList,
                                       .icon_ink = chosen ? ui::Ink::kAccent : ui::Ink::kSoft,
                                       .chevron = true,
                                       .title_lines_max = 2})) {
          view.emit(command::OpenGuide{one.guide.id});
        }
      }
    });
  });
}

bool has_own(const session::State& state) {
  for (const session::GuideEntry& one : state.guides) {
    if (whose(one) == Whose::kOwn) return true;
  }
  return false;
}

}  // namespace

void draw_guides(const View& view) {
  ui::Ui& ui = view.ui;
  page(view, {.title = say("Guides"), .back = say("Back"), .autofocus = true}, [&] {
    ui.paragraph(say("A guide is a list of questions that stands beside the notes. Any of them can "
                     "be copied and changed; a 1:1 keeps the one that it was held with."),
                 {.style = ui::TextStyle::kBody, .ink = ui::Ink::kSoft});
    if (has_own(view.state)) draw_rows(view, say("Your own"), Whose::kOwn);
    draw_rows(view, say("With the program"), Whose::kShipped);
    draw_rows(view, say("With the program, in another language"), Whose::kOtherLanguage);
    ui.column({.gap = Space::k8, .across = ui::Align::kStart}, [&] {
      ui.section(say("From a file"));
      ui.text(say("A guide that somebody else has saved as a file."),
              {.style = ui::TextStyle::kSmall, .ink = ui::Ink::kSoft});
      auto picked = ui.file_button(
          "file", {.label = say("Choose a guide file"), .accept = ".json,application/json"});
      if (picked) view.emit(command::GuidePicked{std::move(picked->bytes)});
      form_problem(view);
    });
  });
}

}  // namespace quietroom::screens
