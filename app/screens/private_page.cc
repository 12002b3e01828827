// What the interviewer notices about how somebody is: for the interviewer alone. Not therapy, and
// never a count of anything.
#include <array>

#include "app/guides/guide.h"
#include "app/screens/parts.h"
#include "app/screens/screens.h"

namespace quietroom::screens {
namespace {

using session::Field;
using session::Saved;
using ui::Space;

std::array<ui::Segment, 5> effort_segments() {
  return {{
      {.label = say("An hour"), .name = say("Under an hour")},
      {.label = say("Part"), .name = say("Part of a day or night")},
      {.label = say("A day"), .name = say("A whole day or night")},
      {.label = say("Days"), .name = say("Several days")},
      {.label = say("Weeks"), .name = say("Weeks")},
  }};
}
std::array<ui::Segment, 3> stress_segments() {
  return {{
      {.label = say("Engaged")},
      {.label = say("Mobilised")},
      {.label = say("Shut down")},
  }};
}
constexpr std::array<words::Phrase, 4> kFlagNames = {
    words::Phrase("Tired"), words::Phrase("Burnt out"), words::Phrase("Frustrated"),
    words::Phrase("Carried it alone")};

/// One choice out of a row, which can be taken back.
template <std::size_t kCount, typename Kinds>
void draw_choice(const View& view, ui::Key key, std::string_view name,
                 const std::array<ui::Segment, kCount>& segments, const Kinds& kinds, int chosen) {
  ui::Ui& ui = view.ui;
  ui.group(key, [&] {
    ui.column({.gap = Space::k8}, [&] {
      ui.section(name);
      const auto picked = ui.segmented(
          "choice", {.name = name, .segments = segments, .chosen = chosen, .fill = true});
      if (picked) view.emit(command::MarkPrivate{kinds[static_cast<std::size_t>(*picked)], true});
      if (chosen < 0) return;
      ui.wrap({}, [&] {
        if (ui.button("none", {.label = say("Take this out"), .look = ui::ButtonLook::kQuiet})) {
          view.emit(command::MarkPrivate{kinds[static_cast<std::size_t>(chosen)], false});
        }
      });
    });
  });
}

void draw_flags(const View& view, const session::PrivateNotes& notes) {
  ui::Ui& ui = view.ui;
  ui.column({.gap = Space::k8}, [&] {
    ui.section(say("What I notice"));
    for (std::size_t at = 0; at < kFlagNames.size(); ++at) {
      if (ui.check(at, {.label = say(kFlagNames[at]), .checked = notes.flags[at]})) {
        view.emit(command::MarkPrivate{session::kFlags[at], !notes.flags[at]});
      }
    }
  });
}

/// What was agreed, and whether others may know of it.
void draw_follow_up(const View& view) {
  ui::Ui& ui = view.ui;
  const std::string& told = view.state.interview->interview.follow_up;
  ui.column({.gap = Space::k12}, [&] {
    ui.section(say("A follow-up"));
    long_field(view, Field::kFollowUp,
               {.label = say("What was agreed"),
                .placeholder = say("Two days off next week"),
                .help = told.empty() ? say("For you alone, until the person says yes.")
                                     : say("Others may know of it."),
                .lines_max = 4});
    if (!told.empty()) {
      ui.text(say("Others see: \u201C{text}\u201D", told), {.style = ui::TextStyle::kSmall});
    }
    ui.wrap({.gap = Space::k12}, [&] {
      if (told != view.state.fields[Field::kFollowUp] &&
          ui.button("tell", {.label = say("They said yes: others may know")})) {
        view.emit(command::TellFollowUp{true});
      }
      if (!told.empty() && ui.button("untell", {.label = say("For me alone again"),
                                                .look = ui::ButtonLook::kQuiet})) {
        view.emit(command::TellFollowUp{false});
      }
    });
  });
}

/// The interviewer's own five minutes.
void draw_debrief(const View& view) {
  const std::vector<GuideItem>& items = own_debrief_guide().items;
  constexpr std::array<Field, 4> kFields = {Field::kDebrief0, Field::kDebrief1, Field::kDebrief2,
                                            Field::kDebrief3};
  view.ui.column({.gap = Space::k16}, [&] {
    view.ui.heading(2, say("My own five minutes"));
    for (std::size_t at = 0; at < kFields.size() && at < items.size(); ++at) {
      const GuideItem& item = items[at];
      long_field(view, kFields[at],
                 {.label = item.title, .help = item.purpose, .lines_min = 2, .lines_max = 8});
    }
  });
}

std::string_view saved_words(Saved saved) {
  switch (saved) {
    case Saved::kNothing:
      return "";
    case Saved::kWriting:
      return say("Writing");
    case Saved::kSaved:
      return say("Saved on this device, for you alone");
    case Saved::kFailed:
      break;
  }
  return say("Not saved yet");
}

}  // namespace

void draw_private(const View& view) {
  ui::Ui& ui = view.ui;
  if (!view.state.interview || !view.state.private_view) {
    page(view, {.title = say("For you alone"), .back = say("Back"), .autofocus = true},
         [&] { ui.text(say("No 1:1 is open."), {.ink = ui::Ink::kSoft}); });
    return;
  }
  const session::PrivateView& it = *view.state.private_view;
  page(view, {.title = say("For you alone"), .back = say("Back to the 1:1"), .autofocus = true},
       [&] {
         ui.banner("private", {.text = say("Only you read this. It lies in a vault of its own, and "
                                           "is in no search, count, export or report."),
                               .tone = ui::BannerTone::kPrivate});
         ui.text(one_to_one_with(view.state.interview->interview),
                 {.style = ui::TextStyle::kSmall, .ink = ui::Ink::kSoft, .lines_max = 2});
         draw_choice(view, "effort", say("How long they worked on it, roughly"), effort_segments(),
                     session::kEfforts, it.notes.effort);
         draw_choice(view, "stress", say("How they seem now"), stress_segments(),
                     session::kStressStates, it.notes.stress);
         draw_flags(view, it.notes);
         long_field(view, Field::kPrivateNote,
                    {.label = say("A note"), .lines_min = 3, .lines_max = 12});
         draw_follow_up(view);
         draw_debrief(view);
         ui.status("saved", saved_words(it.saved),
                   {.style = ui::TextStyle::kSmall, .ink = ui::Ink::kSoft});
       });
}

}  // namespace quietroom::screens
