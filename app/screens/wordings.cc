#include "app/screens/wordings.h"

#include "app/model/interview_life.h"
#include "app/session/words.h"

namespace quietroom::screens {
namespace {

using model::Conflict;
using model::EntityKind;
using model::Wording;
using ui::Space;
namespace field = model::field;

constexpr ui::TextOptions kSoft = {.style = ui::TextStyle::kSmall, .ink = ui::Ink::kSoft};

/// Whose field it is, and who may settle it.
struct Place {
  const View& view;
  EntityKind kind;
  const Id& entity;
  const Guide* guide = nullptr;
  bool may_settle = true;
};

std::string_view writer_words(model::Writer by) {
  switch (by) {
    case model::Writer::kThisDevice:
      return say("This device");
    case model::Writer::kOwnDevice:
      return say("Another device of yours");
    case model::Writer::kElsewhere:
      break;
  }
  return say("Somebody else\u2019s device");
}

/// "This device, 22 November 2026, 10:42"
std::string who_and_when(const View& view, const Wording& wording) {
  const int offset = view.state.utc_offset_minutes;
  return std::string(writer_words(wording.by)) + ", " + session::long_date(wording.at_ms, offset) +
         ", " + session::clock_time(wording.at_ms, offset);
}

void settle(const Place& place, const Conflict& conflict, model::Value value) {
  place.view.emit(command::Settle{place.kind, place.entity, conflict.field, std::move(value),
                                  model::revisions_of(conflict.wordings)});
}

std::string_view kind_words(std::int64_t kind) {
  switch (static_cast<model::LineKind>(kind)) {
    case model::LineKind::kQuote:
      return say("Quote");
    case model::LineKind::kInference:
      return say("Inference");
    case model::LineKind::kPause:
      return say("Pause");
    default:
      return say("Paraphrase");
  }
}

/// What a field without wordings of its own is called.
std::string_view name_of(const Conflict& conflict) {
  if (conflict.field == field::kKind) return say("Kind");
  if (conflict.field == field::kItem) return say("Item");
  if (conflict.field == field::kStar) return say("Star");
  if (conflict.field == field::kSurprise) return say("It surprised me");
  if (conflict.field == field::kPlanMinutes) return say("Plan");
  if (conflict.field == field::kVerbatim) return say("Their own words");
  return say("State");
}

std::string value_words(const Place& place, const Conflict& conflict, const Wording& wording) {
  if (const bool* yes = wording.value.as_bool()) return std::string(*yes ? say("Yes") : say("No"));
  if (const std::int64_t* number = wording.value.as_integer()) {
    if (conflict.field == field::kKind) return std::string(kind_words(*number));
    if (conflict.field == field::kPlanMinutes) return say("{minutes} min", *number);
    return std::string(
        words::known(model::interview_state_name(static_cast<model::InterviewState>(*number))));
  }
  const GuideItem* item =
      place.guide == nullptr ? nullptr : place.guide->find(*wording.value.as_text());
  return item == nullptr ? std::string(say("No item")) : item->title;
}

/// One wording with its writer, and the button that keeps it.
void draw_wording(const Place& place, const Conflict& conflict, std::size_t at) {
  ui::Ui& ui = place.view.ui;
  const Wording& wording = conflict.wordings[at];
  const std::string by = who_and_when(place.view, wording);
  const std::string name = say("Wording {number} of {all}", at + 1, conflict.wordings.size());
  ui.region(at,
            {.role = Role::kGroup,
             .name = name,
             .box = {.width = ui::grow(),
                     .padding = Space::k12,
                     .gap = Space::k4,
                     .surface = ui::Surface::kSunken,
                     .rounded = true}},
            [&] {
              ui.text(by, kSoft);
              ui.text(*wording.value.as_text(),
                      {.style = ui::TextStyle::kNotes, .selectable = true});
              if (!place.may_settle) return;
              ui.wrap({}, [&] {
                if (ui.button("keep", {.label = say("Keep this one"),
                                       .look = ui::ButtonLook::kQuiet,
                                       .description = by})) {
                  settle(place, conflict, wording.value);
                }
              });
            });
}

/// Two beside each other where there is room, else one below the other.
void draw_wordings(const Place& place, const Conflict& conflict) {
  ui::Ui& ui = place.view.ui;
  const auto all = [&] {
    for (std::size_t at = 0; at < conflict.wordings.size(); ++at) draw_wording(place, conflict, at);
  };
  if (conflict.wordings.size() == 2) {
    ui.row({.gap = Space::k8, .across = ui::Align::kStretch, .stack = ui::Stack::kBelowWide}, all);
  } else {
    ui.column({.gap = Space::k8}, all);
  }
}

/// "Kind: 2 values", and a button for each.
void draw_values(const Place& place, const Conflict& conflict) {
  ui::Ui& ui = place.view.ui;
  const std::string name =
      say("{what}: {number} values", name_of(conflict), conflict.wordings.size());
  ui.region(conflict.field, {.role = Role::kGroup, .name = name}, [&] {
    ui.wrap({.gap = Space::k8, .across = ui::Align::kCenter}, [&] {
      ui.text(name, kSoft);
      for (std::size_t at = 0; at < conflict.wordings.size(); ++at) {
        const Wording& wording = conflict.wordings[at];
        const std::string value = value_words(place, conflict, wording);
        const std::string by = who_and_when(place.view, wording);
        if (!place.may_settle) {
          ui.text(value, kSoft);
        } else if (ui.button(at,
                             {.label = value, .look = ui::ButtonLook::kQuiet, .description = by})) {
          settle(place, conflict, wording.value);
        }
      }
    });
  });
}

void draw_conflict(const Place& place, const Conflict& conflict) {
  const bool has_words = conflict.field == field::kText || conflict.field == field::kTitle ||
                         conflict.field == field::kName || conflict.field == field::kFollowUp;
  if (!has_words) return draw_values(place, conflict);
  place.view.ui.region(conflict.field, {.role = Role::kGroup}, [&] {
    if (conflict.field == field::kFollowUp) place.view.ui.section(say("Agreed follow-up"));
    draw_wordings(place, conflict);
  });
}

/// Above or below the wordings of a line: what can be done with both at once.
void draw_both(const Place& place, const model::Written& line, const Conflict& texts) {
  ui::Ui& ui = place.view.ui;
  if (line.merged) ui.text(say("Changed on two devices, and put together here."), kSoft);
  if (!place.may_settle) return;
  ui.wrap({.gap = Space::k8}, [&] {
    if (line.merged) {
      if (ui.button("merged", {.label = say("Keep it so"), .look = ui::ButtonLook::kQuiet}))
        settle(place, texts, model::Value::text(line.text));
    } else if (ui.button("both", {.label = texts.wordings.size() == 2 ? say("Keep both as one")
                                                                      : say("Keep all as one"),
                                  .look = ui::ButtonLook::kQuiet})) {
      settle(place, texts, model::Value::text(model::joined(texts)));
      place.view.emit(command::BeginEditLine{line.id});
    }
  });
}

/// A strike does not take a text away that its maker had not seen.
void draw_struck_over(const View& view, const model::Written& line, const LineQuestions& options) {
  ui::Ui& ui = view.ui;
  ui.text(say("Struck on one device while it was changed on another."), kSoft);
  if (!options.may_mark) return;
  const auto strike = [&](bool struck) {
    if (options.kind == EntityKind::kPassage) {
      view.emit(command::StrikePassage{line.id, struck});
    } else {
      view.emit(command::StrikeLine{line.id, struck});
    }
  };
  ui.wrap({.gap = Space::k8}, [&] {
    if (ui.button("let stand", {.label = say("Let it stand"), .look = ui::ButtonLook::kQuiet}))
      strike(false);
    if (ui.button("strike it", {.label = say("Strike it"), .look = ui::ButtonLook::kQuiet}))
      strike(true);
  });
}

}  // namespace

std::uint64_t wordings_revision(const model::Written& line) {
  std::uint64_t hash = (line.merged ? 1U : 0U) | (line.struck_over ? 2U : 0U);
  for (const Conflict& conflict : line.conflicts) {
    for (const Wording& one : conflict.wordings) {
      const std::string* text = one.value.as_text();
      const std::size_t words = text == nullptr ? 1 : std::hash<std::string_view>{}(*text);
      hash = hash * 31 + words + static_cast<std::uint64_t>(one.at_ms);
    }
  }
  return hash;
}

void draw_line_questions(const View& view, const model::Written& line,
                         const LineQuestions& options) {
  Place place = {view, options.kind, line.id, options.guide, options.may_edit};
  view.ui.region("questions", {.role = Role::kGroup, .box = {.gap = Space::k8}}, [&] {
    if (const Conflict* texts = line.wordings()) {
      if (!line.merged || options.open) draw_conflict(place, *texts);
      draw_both(place, line, *texts);
    }
    if (line.struck_over) draw_struck_over(view, line, options);
    place.may_settle = options.may_mark;
    for (const Conflict& conflict : line.conflicts) {
      if (conflict.field != field::kText) draw_conflict(place, conflict);
    }
  });
}

void draw_conflicts(const View& view, EntityKind kind, const Id& entity,
                    const std::vector<Conflict>& conflicts) {
  if (conflicts.empty()) return;
  view.ui.region("conflicts", {.role = Role::kGroup, .box = {.gap = Space::k8}}, [&] {
    for (const Conflict& conflict : conflicts) draw_conflict({view, kind, entity}, conflict);
  });
}

}  // namespace quietroom::screens
