#include "app/screens/parts.h"

#include "app/session/words.h"

namespace quietroom::screens {
namespace {

using session::Field;
using session::State;
using ui::Space;

constexpr std::string_view kMain = "main";

void skip_to_main(const View& view) {
  view.ui.skip_link(say("Skip to the main part"), view.ui.id(kMain));
}

/// The room beside what stands in a bar.
Space bar_edge(const ui::Ui& ui) {
  return ui.narrow() ? Space::k4 : Space::k16;
}

bool back_button(const View& view, std::string_view name, bool autofocus = false) {
  return view.ui.button("back", {.label = name,
                                 .look = ui::ButtonLook::kQuiet,
                                 .icon = ui::Icon::kChevronLeft,
                                 .autofocus = autofocus});
}

FieldKind kind_of(Field field) {
  switch (field) {
    case Field::kRecoveryWord0:
    case Field::kRecoveryWord1:
    case Field::kRecoveryWord2:
    case Field::kShortcut:
      return FieldKind::kCode;
    case Field::kStartName:
    case Field::kNewPerson:
    case Field::kConsentReaders:
      return FieldKind::kName;
    default:
      return FieldKind::kLine;
  }
}

/// What is wrong with `field`; empty if nothing.
std::string_view problem_of(const State& state, Field field) {
  return state.problem_field == field ? std::string_view(state.problem) : std::string_view();
}

/// "12 lines, last at 10:42", "closed on 22 November 2026, 12 lines".
std::string interview_detail(const State& state, const model::Interview& interview) {
  std::string lines = words::count(interview.line_count, "{n} line", "{n} lines");
  if (interview.ended_ms != 0) {
    return say("Closed on {day}, {lines}",
               session::long_date(interview.ended_ms, state.utc_offset_minutes), lines);
  }
  if (interview.line_count == 0 && interview.last_line_ms == 0) {
    return std::string(say("No lines yet"));
  }
  if (interview.last_line_ms == 0) return lines;
  return say("{lines}, the last one {when}", lines,
             session::how_long_ago(interview.last_line_ms, state.now_ms, state.utc_offset_minutes));
}

}  // namespace

bool entrance(const View& view, const EntranceOptions& options, ui::Body body) {
  bool back = false;
  ui::Ui& ui = view.ui;
  skip_to_main(view);
  if (!options.back.empty()) {
    ui.region("bar", {.role = Role::kBanner, .name = say("Bar")}, [&] {
      ui.row({.padding = {bar_edge(ui), Space::k4}},
             [&] { back = back_button(view, options.back); });
    });
  }
  const ui::Space edge = ui.narrow() ? Space::k16 : Space::k32;
  ui.scroll(kMain,
            {.name = options.title,
             .role = Role::kMain,
             .box = {.max_width = options.width,
                     .padding = {edge, Space::k24, edge, Space::k48},
                     .gap = Space::k24,
                     .self = ui::Align::kCenter}},
            [&] {
              if (!ui.narrow()) ui.space(Space::k24);
              ui.column({.gap = Space::k8}, [&] {
                ui.text("Quietroom", {.style = ui::TextStyle::kSmall, .ink = ui::Ink::kSoft});
                ui.heading(1, options.title);
              });
              body();
              if (options.about) {
                ui.wrap({.gap = Space::k16}, [&] {
                  if (ui.link("about", say("About this program"))) view.emit(command::OpenAbout{});
                });
              }
            });
  return back;
}

void cover_and_lock(const View& view) {
  if (view.ui.icon_button("cover", {.icon = ui::Icon::kEyeOff,
                                    .name = say("Cover the screen"),
                                    .description = say("Hides everything at once."),
                                    .shortcut = view.state.shortcuts.of(session::Act::kCover)})) {
    view.emit(command::Cover{});
  }
  if (view.state.example) return;
  if (view.ui.icon_button("lock", {.icon = ui::Icon::kLock,
                                   .name = say("Lock"),
                                   .shortcut = view.state.shortcuts.of(session::Act::kLock)})) {
    view.emit(command::Lock{});
  }
}

void small_window_button(const View& view, ui::ButtonLook look) {
  const SecondWindow state = view.state.device.second_window;
  const bool inside = state == SecondWindow::kPanel || state == SecondWindow::kIsPopup;
  view.ui.button(
      "small window",
      {.label = inside ? say("Close the small window") : say("Small window"),
       .look = look,
       .icon = ui::Icon::kPictureInPicture2,
       .description = inside ? say("Nothing is lost.") : say("Stays beside a video call."),
       .page_action = PageAction::kSmallWindow});
}

void bar(const View& view, ui::Body leading, ui::Body trailing) {
  ui::Ui& ui = view.ui;
  ui.region("bar", {.role = Role::kBanner, .name = say("Bar")}, [&] {
    ui.row({.padding = {bar_edge(ui), Space::k4}, .gap = Space::k4}, [&] {
      leading();
      ui.space();
      trailing();
      cover_and_lock(view);
    });
  });
}

bool back_bar(const View& view, std::string_view back, bool autofocus) {
  bool pressed = false;
  bar(
      view, [&] { pressed = back_button(view, back, autofocus); }, [] {});
  return pressed;
}

namespace {

std::string_view back_of(const PageOptions& options) {
  return options.back.empty() ? say("Home") : options.back;
}

/// The column of a page, which scrolls.
void page_column(const View& view, const PageOptions& options, ui::Body body) {
  ui::Ui& ui = view.ui;
  const Space edge = ui.narrow() ? Space::k16 : Space::k32;
  ui.scroll(kMain,
            {.name = options.title,
             .role = Role::kMain,
             .box = {.max_width = options.width,
                     .padding = {edge, Space::k24, edge, Space::k48},
                     .gap = Space::k24,
                     .self = ui::Align::kCenter}},
            [&] {
              if (!options.title_hidden) ui.heading(1, options.title);
              body();
            });
}

}  // namespace

void page(const View& view, const PageOptions& options, ui::Body body) {
  skip_to_main(view);
  if (back_bar(view, back_of(options), options.autofocus)) view.emit(command::GoBack{});
  page_column(view, options, body);
}

void page_with_rail(const View& view, const PageOptions& options, std::string_view rail_name,
                    ui::Body rail, ui::Body body) {
  ui::Ui& ui = view.ui;
  if (!ui.wide()) return page(view, options, body);
  skip_to_main(view);
  if (back_bar(view, back_of(options), options.autofocus)) view.emit(command::GoBack{});
  ui.row({.height = ui::grow(), .across = ui::Align::kStretch}, [&] {
    ui.rail("rail", {.role = Role::kNavigation, .name = rail_name}, ui::Width::kRail, rail);
    ui.column({.width = ui::grow(), .height = ui::grow()},
              [&] { page_column(view, options, body); });
  });
}

bool form_field(const View& view, Field field, ui::FieldOptions options) {
  const State& state = view.state;
  options.kind = kind_of(field);
  options.assisted = !state.type_locally && options.kind == FieldKind::kLine;
  options.value = state.fields[field];
  options.revision = state.fields_revision;
  if (options.error.empty()) options.error = problem_of(state, field);
  options.disabled = options.disabled || state.busy;
  const ui::FieldResult result = view.ui.text_field(field, options);
  if (result.changed) view.emit(command::EditField{field, *result.changed});
  if (!result.submitted) return false;
  view.emit(command::EditField{field, *result.submitted});
  return true;
}

void long_field(const View& view, Field field, ui::FieldOptions options) {
  const State& state = view.state;
  options.value = state.fields[field];
  options.revision = state.fields_revision;
  options.assisted = !state.type_locally;
  if (options.error.empty()) options.error = problem_of(state, field);
  const ui::FieldResult result = view.ui.note_field(field, options);
  if (result.changed) view.emit(command::EditField{field, *result.changed});
}

bool passphrase_field(const View& view, Field field, ui::PassphraseOptions options) {
  const State& state = view.state;
  options.revision = state.fields_revision;
  options.revealed = state.reveal;
  if (options.error.empty()) options.error = problem_of(state, field);
  options.disabled = options.disabled || state.busy;
  const ui::PassphraseResult result = view.ui.passphrase_field(field, options);
  if (result.changed) view.emit(command::EditField{field, *result.changed});
  if (result.toggled_reveal) view.emit(command::ToggleReveal{});
  if (!result.submitted) return false;
  view.emit(command::EditField{field, *result.submitted});
  return true;
}

bool recovery_code_field(const View& view, bool autofocus) {
  const State& state = view.state;
  const ui::FieldResult result = view.ui.note_field(
      Field::kRecoveryCode, {.label = say("Recovery code"),
                             .value = state.fields[Field::kRecoveryCode],
                             .revision = state.fields_revision,
                             .help = say("24 words, in the order on your paper."),
                             .error = problem_of(state, Field::kRecoveryCode),
                             .kind = FieldKind::kCode,
                             .submit_on_enter = true,
                             .disabled = state.busy,
                             .autofocus = autofocus,
                             .lines_min = 3});
  if (result.changed) view.emit(command::EditField{Field::kRecoveryCode, *result.changed});
  if (!result.submitted) return false;
  view.emit(command::EditField{Field::kRecoveryCode, *result.submitted});
  return true;
}

bool name_form(const View& view, const NameFormOptions& options) {
  bool given = false;
  const auto field = [&] {
    given = form_field(view, options.field,
                       {.label = options.label,
                        .placeholder = options.placeholder,
                        .submit_on_enter = true,
                        .autofocus = options.autofocus && !view.ui.touch()});
  };
  const auto button = [&] {
    given = view.ui.button("give", {.label = options.button,
                                    .look = options.look,
                                    .icon = options.icon,
                                    .fill = view.ui.narrow(),
                                    .large = options.large && view.ui.narrow()}) ||
            given;
  };
  // Beside the field only while nothing stands below it that the button would line up with.
  const bool problem = !problem_of(view.state, options.field).empty();
  if (view.ui.narrow() || problem) {
    view.ui.column({.gap = Space::k12}, [&] {
      field();
      if (view.ui.narrow()) {
        button();
      } else {
        view.ui.wrap({}, button);
      }
    });
    return given;
  }
  view.ui.row({.gap = Space::k12, .across = ui::Align::kEnd}, [&] {
    view.ui.column({.width = ui::grow()}, field);
    button();
  });
  return given;
}

void key_progress(const View& view) {
  if (!view.state.busy) return;
  view.ui.column({.gap = Space::k8}, [&] {
    view.ui.progress("key", {.name = say("Working out the key"), .fraction = -1});
    view.ui.status("key words", say("Working out the key. This takes about a second."),
                   {.style = ui::TextStyle::kSmall, .ink = ui::Ink::kSoft});
  });
}

void form_problem(const View& view) {
  if (view.state.problem.empty() || view.state.problem_field) return;
  view.ui.banner("problem",
                 {.text = view.state.problem, .tone = ui::BannerTone::kError, .assertive = true});
}

void interview_rows(const View& view, ui::Key key, std::string_view name,
                    const std::vector<model::Interview>& interviews, RowTitle title) {
  view.ui.list(key, name, [&] {
    for (const model::Interview& interview : interviews) {
      const std::string_view in_case = session::shown_case_title(interview.case_title);
      const std::string_view first = title == RowTitle::kCase ? in_case : interview.person_name;
      std::string detail = interview_detail(view.state, interview);
      if (title == RowTitle::kPersonAndCase && !in_case.empty()) {
        detail = std::string(in_case) + " \u00B7 " + detail;
      }
      const std::int64_t shown_ms =
          interview.started_ms != 0 ? interview.started_ms : interview.created_ms;
      const std::string when = session::clock_time(shown_ms, view.state.utc_offset_minutes);
      if (view.ui.list_row(
              interview.id,
              {.title = first,
               .detail = detail,
               .trailing = interview.under_way() ? when : "",
               .icon = interview.under_way() ? ui::Icon::kCircleDot : ui::Icon::kCircleCheck,
               .icon_ink = interview.under_way() ? ui::Ink::kAccent : ui::Ink::kSoft,
               .icon_name = interview.under_way() ? say("Under way") : say("Closed"),
               .chevron = true,
               .title_lines_max = 2})) {
        view.emit(command::OpenInterview{interview.id});
      }
    }
  });
}

void interviews_of_open(const View& view, std::string_view name, RowTitle title) {
  view.ui.column({.gap = Space::k4}, [&] {
    view.ui.section(say("Interviews"));
    if (view.state.of_open.empty()) {
      view.ui.text(say("None yet. Start one above."), {.ink = ui::Ink::kSoft});
      return;
    }
    interview_rows(view, "interviews", name, view.state.of_open, title);
  });
}

void renamable_title(const View& view, std::string_view name, std::string_view label) {
  ui::Ui& ui = view.ui;
  ui.row({.gap = Space::k8, .across = ui::Align::kStart}, [&] {
    ui.column({.width = ui::grow(), .padding = {Space::k0, Space::k4}},
              [&] { ui.heading(1, name); });
    if (!view.state.renaming &&
        ui.icon_button("rename", {.icon = ui::Icon::kPencil, .name = say("Rename")})) {
      view.emit(command::BeginRename{});
    }
  });
  if (!view.state.renaming) return;
  bool done = form_field(view, Field::kRename,
                         {.label = label, .submit_on_enter = true, .autofocus = true});
  ui.wrap({.gap = Space::k12}, [&] {
    done =
        ui.button("save name", {.label = say("Save the name"), .look = ui::ButtonLook::kPrimary}) ||
        done;
    if (ui.button("keep name",
                  {.label = say("Keep the old one"), .look = ui::ButtonLook::kQuiet})) {
      view.emit(command::CancelRename{});
    }
  });
  if (done) view.emit(command::Rename{});
}

std::string one_to_one_with(const model::Interview& interview) {
  return say("1:1 with {name}", interview.person_name);
}

}  // namespace quietroom::screens
