#include "app/screens/parts.h"

#include "app/session/words.h"

namespace quietroom::screens {
namespace {

using session::Field;
using session::State;
using ui::Space;

constexpr std::string_view kMain = "main";

void skip_to_main(const View& view) {
  view.ui.skip_link("Skip to the main part", view.ui.id(kMain));
}

/// What is wrong with `field`; empty if nothing.
std::string_view problem_of(const State& state, Field field) {
  return state.problem_field == field ? std::string_view(state.problem) : std::string_view();
}

/// "12 lines, last at 10:42", "closed on 22 November 2026, 12 lines".
std::string interview_detail(const State& state, const model::Interview& interview) {
  std::string lines = session::counted(interview.line_count, "line");
  if (interview.ended_ms != 0) {
    return "Closed on " + session::long_date(interview.ended_ms, state.utc_offset_minutes) + ", " +
           lines;
  }
  if (interview.last_line_ms == 0) return interview.line_count == 0 ? "No lines yet" : lines;
  return lines + ", the last one " +
         session::how_long_ago(interview.last_line_ms, state.now_ms, state.utc_offset_minutes);
}

}  // namespace

bool entrance(const View& view, const EntranceOptions& options, ui::Body body) {
  bool back = false;
  ui::Ui& ui = view.ui;
  skip_to_main(view);
  const ui::Space edge = ui.narrow() ? Space::k16 : Space::k32;
  ui.scroll(kMain,
            {.name = options.title,
             .role = Role::kMain,
             .box = {.max_width = options.width,
                     .padding = {edge, ui.narrow() ? Space::k24 : Space::k48},
                     .gap = Space::k24,
                     .self = ui::Align::kCenter}},
            [&] {
              if (!options.back.empty()) {
                ui.row({}, [&] {
                  back = ui.button("back", {.label = options.back,
                                            .look = ui::ButtonLook::kQuiet,
                                            .icon = ui::Icon::kChevronLeft});
                });
              }
              ui.column({.gap = Space::k8}, [&] {
                ui.text("Quietroom", {.style = ui::TextStyle::kSmall, .ink = ui::Ink::kSoft});
                ui.heading(1, options.title);
              });
              body();
              if (options.about) {
                ui.wrap({.gap = Space::k16}, [&] {
                  if (ui.link("about", "About this program")) view.emit(command::OpenAbout{});
                });
              }
            });
  return back;
}

void cover_and_lock(const View& view) {
  if (view.ui.icon_button("cover", {.icon = ui::Icon::kEyeOff,
                                    .name = "Cover the screen",
                                    .description = "Hides everything at once.",
                                    .shortcut = "F9"})) {
    view.emit(command::Cover{});
  }
  if (view.state.example) return;
  if (view.ui.icon_button("lock", {.icon = ui::Icon::kLock, .name = "Lock", .shortcut = "Alt+L"})) {
    view.emit(command::Lock{});
  }
}

void page(const View& view, const PageOptions& options, ui::Body body) {
  ui::Ui& ui = view.ui;
  skip_to_main(view);
  ui.region("bar", {.role = Role::kBanner, .name = "Bar"}, [&] {
    const bool back = ui.top_bar(options.back, "", [&] {
      ui.space();
      cover_and_lock(view);
    });
    if (back) view.emit(command::GoBack{});
  });
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

bool form_field(const View& view, Field field, ui::FieldOptions options) {
  const State& state = view.state;
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
  const ui::FieldResult result =
      view.ui.note_field(Field::kRecoveryCode, {.label = "Recovery code",
                                                .value = state.fields[Field::kRecoveryCode],
                                                .revision = state.fields_revision,
                                                .help = "24 words, in the order on your paper.",
                                                .error = problem_of(state, Field::kRecoveryCode),
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
  view.ui.row({.gap = Space::k12, .across = ui::Align::kEnd, .stack = ui::Stack::kNarrow}, [&] {
    view.ui.fill([&] {
      given = form_field(view, options.field,
                         {.label = options.label,
                          .placeholder = options.placeholder,
                          .submit_on_enter = true,
                          .autofocus = options.autofocus && !view.ui.touch()});
    });
    given = view.ui.button("give", {.label = options.button,
                                    .look = options.look,
                                    .icon = options.icon,
                                    .fill = view.ui.narrow(),
                                    .large = options.large}) ||
            given;
  });
  return given;
}

void key_progress(const View& view) {
  if (!view.state.busy) return;
  view.ui.column({.gap = Space::k8}, [&] {
    view.ui.progress("key", {.name = "Working out the key", .fraction = -1});
    view.ui.status("key words", "Working out the key. This takes about a second.",
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
      const bool by_person = title == RowTitle::kPerson;
      const std::string& first = by_person ? interview.person_name : interview.case_title;
      const std::string& second = by_person ? interview.case_title : interview.person_name;
      std::string detail = interview_detail(view.state, interview);
      if (!second.empty()) detail = second + " \u00B7 " + detail;
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
               .icon_name = interview.under_way() ? "Under way" : "Closed",
               .chevron = true,
               .title_lines_max = 2})) {
        view.emit(command::OpenInterview{interview.id});
      }
    }
  });
}

void renamable_title(const View& view, std::string_view name, std::string_view label) {
  ui::Ui& ui = view.ui;
  ui.row({.gap = Space::k12, .stack = ui::Stack::kNarrow}, [&] {
    ui.fill([&] { ui.heading(1, name); });
    if (!view.state.renaming &&
        ui.button("rename",
                  {.label = "Rename", .look = ui::ButtonLook::kQuiet, .icon = ui::Icon::kPencil})) {
      view.emit(command::BeginRename{});
    }
  });
  if (!view.state.renaming) return;
  bool done = form_field(view, Field::kRename,
                         {.label = label, .submit_on_enter = true, .autofocus = true});
  ui.wrap({.gap = Space::k12}, [&] {
    done = ui.button("save name", {.label = "Save the name", .look = ui::ButtonLook::kPrimary}) ||
           done;
    if (ui.button("keep name", {.label = "Keep the old one", .look = ui::ButtonLook::kQuiet})) {
      view.emit(command::CancelRename{});
    }
  });
  if (done) view.emit(command::Rename{});
}

std::string one_to_one_with(const model::Interview& interview) {
  return "1:1 with " + interview.person_name;
}

}  // namespace quietroom::screens
