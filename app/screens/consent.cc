// The consent text, large enough to be read across the table, the answers, and what was recorded.
#include <algorithm>
#include <array>

#include "app/screens/parts.h"
#include "app/screens/screens.h"
#include "app/screens/word_changes.h"
#include "app/session/consent_words.h"
#include "app/session/words.h"
#include "platform/base/utf8.h"

namespace quietroom::screens {
namespace {

using model::Answer;
using model::ConsentState;
using model::QuoteChoice;
using session::Field;
using ui::Space;

constexpr ui::TextOptions kSoft = {.style = ui::TextStyle::kSmall, .ink = ui::Ink::kSoft};

constexpr std::array<QuoteChoice, 4> kQuotes = {QuoteChoice::kNone, QuoteChoice::kParaphrase,
                                                QuoteChoice::kPseudonym, QuoteChoice::kNamed};
std::array<ui::Segment, 4> quote_segments() {
  return {{
      {.label = say("Not used")},
      {.label = say("Summed up"), .name = say("Only summed up")},
      {.label = say("Other name"), .name = say("Under another name")},
      {.label = say("My name"), .name = say("With my name")},
  }};
}

/// A question, and yes or no beside it. Calls `emit` with the answer.
template <typename Emit>
void draw_answer(const View& view, ui::Key key, std::string_view question, Answer answer,
                 Emit emit) {
  ui::Ui& ui = view.ui;
  const std::array<ui::Segment, 2> segments = {{{.label = say("Yes")}, {.label = say("No")}}};
  const int chosen = answer == Answer::kYes ? 0 : answer == Answer::kNo ? 1 : -1;
  ui.row({.gap = Space::k16, .stack = ui::Stack::kNarrow}, [&] {
    ui.column({.width = ui::grow()}, [&] { ui.text(question); });
    const auto picked =
        ui.segmented(key, {.name = question, .segments = segments, .chosen = chosen});
    if (picked) emit(*picked == 0 ? Answer::kYes : Answer::kNo);
  });
}

void draw_answers(const View& view) {
  ui::Ui& ui = view.ui;
  const session::ConsentForm& form = view.state.consent_form;
  ui.column({.gap = Space::k16}, [&] {
    ui.heading(2, say("The answers"));
    draw_answer(view, "notes", say("Notes are taken while we talk"), form.answers.notes_taken,
                [&](Answer answer) { view.emit(command::SetConsentNotes{answer}); });
    draw_answer(view, "return", say("They are cleaned up and given back"),
                form.answers.cleaned_and_returned,
                [&](Answer answer) { view.emit(command::SetConsentReturn{answer}); });
    draw_answer(view, "medium", say("This medium is all right"), form.answers.medium_ok,
                [&](Answer answer) { view.emit(command::SetConsentMedium{answer}); });
    ui.column({.gap = Space::k8}, [&] {
      ui.text(say("My words, in what is written about it"));
      int chosen = -1;
      for (std::size_t at = 0; at < kQuotes.size(); ++at) {
        if (kQuotes[at] == form.answers.quote_choice) chosen = static_cast<int>(at);
      }
      const auto segments = quote_segments();
      const auto picked =
          ui.segmented("quote", {.name = say("My words, in what is written about it"),
                                 .segments = segments,
                                 .chosen = chosen,
                                 .fill = true});
      if (picked) {
        view.emit(command::SetConsentQuote{kQuotes[static_cast<std::size_t>(*picked)]});
      }
    });
  });
}

/// A day as YYYY-MM-DD, with the day in words below once it is one.
void draw_date(const View& view, Field field, std::string_view label) {
  const std::string& value = view.state.fields[field];
  const bool good = model::is_civil_date(value);
  const std::string words = good ? session::long_date(value) : std::string();
  form_field(view, field,
             {.label = label,
              .placeholder = "2026-11-29",
              .help = words,
              .error = good || value.empty() ? "" : say("A day is written like 2026-11-29.")});
}

/// Who of the people of the case would read along.
void draw_readers(const View& view) {
  const session::ConsentForm& form = view.state.consent_form;
  if (form.members.empty()) return;
  std::string names;
  std::string named;
  for (const session::CaseMember& one : form.members) {
    names += (names.empty() ? "" : ", ") + one.name;
    const auto& ids = form.answers.reader_ids;
    if (std::find(ids.begin(), ids.end(), one.person) != ids.end())
      named += (named.empty() ? "" : ", ") + one.name;
  }
  view.ui.text(say("People with access to this case: {names}. Whoever of them is named here reads "
                   "the rough notes on their own device, once the conversation is over; never what "
                   "is off the record.",
                   names),
               kSoft);
  view.ui.text(named.empty() ? say("As it stands, none of them reads along.")
                             : say("As it stands, these read along: {names}. What they have read "
                                   "stays with them, also if this is changed later.",
                                   named),
               kSoft);
}

void draw_blanks(const View& view) {
  ui::Ui& ui = view.ui;
  ui.column({.gap = Space::k16}, [&] {
    ui.heading(2, say("In the text"));
    form_field(view, Field::kConsentReaders,
               {.label = say("Who else reads the notes"),
                .placeholder = say("Nobody else"),
                .help = say("Names, with commas between them.")});
    draw_readers(view);
    ui.row({.gap = Space::k16, .across = ui::Align::kStart, .stack = ui::Stack::kBelowWide}, [&] {
      ui.fill([&] { draw_date(view, Field::kConsentReview, say("To be checked by")); });
      ui.fill([&] { draw_date(view, Field::kConsentWithdraw, say("Can be withdrawn until")); });
      ui.fill([&] { draw_date(view, Field::kConsentDestroy, say("Rough notes destroyed on")); });
    });
  });
}

void draw_record(const View& view, bool recorded) {
  ui::Ui& ui = view.ui;
  const session::ConsentForm& form = view.state.consent_form;
  const std::array<ui::Segment, 2> segments = {
      {{.label = say("Spoken")}, {.label = say("Written")}}};
  ui.column({.gap = Space::k16}, [&] {
    ui.row({.gap = Space::k16, .stack = ui::Stack::kNarrow}, [&] {
      ui.column({.width = ui::grow()}, [&] { ui.text(say("How the answers were given")); });
      const auto picked =
          ui.segmented("form", {.name = say("How the answers were given"),
                                .segments = segments,
                                .chosen = form.form == model::ConsentForm::kWritten ? 1 : 0});
      if (picked) {
        view.emit(command::SetConsentForm{*picked == 1 ? model::ConsentForm::kWritten
                                                       : model::ConsentForm::kSpoken});
      }
    });
    ui.wrap({.gap = Space::k12, .across = ui::Align::kCenter}, [&] {
      if (ui.button("record", {.label = recorded ? say("Record the change") : say("Record consent"),
                               .look = ui::ButtonLook::kPrimary,
                               .description = form.problem,
                               .disabled = !form.problem.empty()})) {
        view.emit(command::RecordConsent{});
      }
      ui.status("problem", form.problem, {.style = ui::TextStyle::kSmall, .ink = ui::Ink::kSoft});
    });
  });
}

/// What stands in a record, answer by answer.
void draw_rows_of(const View& view, const model::ConsentRecord& record) {
  ui::Ui& ui = view.ui;
  ui.list("recorded", say("What was recorded"), [&] {
    for (const auto& [label, value] : session::answer_rows(record.answers)) {
      ui.list_row(label, {.title = label, .detail = value, .action = ui::RowAction::kNone});
    }
  });
}

/// The record before `record`, or null.
const model::ConsentRecord* before(const View& view, const model::ConsentRecord& record) {
  for (const model::ConsentRecord& one : view.state.consent_form.history) {
    if (one.id == record.previous) return &one;
  }
  return nullptr;
}

/// What is not as it was in the record before.
void draw_changes(const View& view, const model::ConsentRecord& record) {
  ui::Ui& ui = view.ui;
  const model::ConsentRecord* was = before(view, record);
  if (was == nullptr || record.state != ConsentState::kAmended) return;
  const auto changes = session::answer_changes(was->answers, record.answers);
  ui.column({.gap = Space::k4}, [&] {
    ui.section(say("What changed"));
    if (changes.empty()) ui.text(say("No answer."), kSoft);
    for (const std::string& change : changes) ui.text(change, {.style = ui::TextStyle::kSmall});
  });
}

/// What the interviewee takes home, and the way to take consent back.
void draw_recorded_actions(const View& view, const model::ConsentRecord& record) {
  ui::Ui& ui = view.ui;
  const std::string_view leaves = say("It leaves the app\u2019s protection.");
  ui.wrap({.gap = Space::k8}, [&] {
    const bool refused = record.conflict;
    if (ui.button("print copy", {.label = say("Print a copy"),
                                 .icon = ui::Icon::kPrinter,
                                 .description = leaves,
                                 .disabled = refused})) {
      view.emit(command::PrintConsent{});
    }
    if (ui.button("save copy", {.label = say("Save a copy as a file"),
                                .icon = ui::Icon::kDownload,
                                .description = leaves,
                                .disabled = refused})) {
      view.emit(command::SaveConsent{});
    }
    if (record.state != ConsentState::kWithdrawn &&
        ui.button("withdraw", {.label = say("Withdraw consent"),
                               .look = ui::ButtonLook::kDanger,
                               .description = say(
                                   "Nothing is shared from then on. It can be recorded again.")})) {
      view.emit(command::WithdrawConsent{});
    }
  });
  ui.text(say("A copy is for the person alone. On paper or as a file it is outside the app\u2019s "
              "protection."),
          kSoft);
}

/// What stands in the record that holds.
void draw_recorded(const View& view, const model::ConsentRecord& record) {
  ui::Ui& ui = view.ui;
  ui.card({.gap = Space::k8}, [&] {
    ui.heading(2, session::consent_title(record));
    ui.text(session::consent_when(record, view.state.utc_offset_minutes), kSoft);
    if (record.state == ConsentState::kWithdrawn) {
      ui.text(
          say("Nothing of this 1:1 is shared. Recording consent again makes it shareable again."),
          {.style = ui::TextStyle::kSmall});
    } else {
      draw_rows_of(view, record);
      draw_changes(view, record);
    }
    draw_recorded_actions(view, record);
  });
}

/// Earlier records, the newest first; each opens in its place.
void draw_history(const View& view, const model::ConsentRecord& current) {
  ui::Ui& ui = view.ui;
  const auto& history = view.state.consent_form.history;
  if (history.size() < 2) return;
  ui.column({.gap = Space::k4}, [&] {
    ui.section(say("Earlier records"));
    ui.list("history", say("Earlier records"), [&] {
      for (auto at = history.rbegin(); at != history.rend(); ++at) {
        if (at->id == current.id) continue;
        const bool open = view.state.consent_form.open_record == at->id;
        const std::string when = session::consent_when(*at, view.state.utc_offset_minutes);
        if (ui.list_row(at->id, {.title = session::consent_title(*at),
                                 .detail = when,
                                 .icon = open ? ui::Icon::kChevronDown : ui::Icon::kChevronRight,
                                 .action = ui::RowAction::kButton})) {
          view.emit(command::ShowConsentRecord{at->id});
        }
        if (!open) continue;
        ui.item("open record", [&] {
          ui.card({.gap = Space::k8}, [&] {
            draw_rows_of(view, *at);
            ui.section(say("As it was read"));
            ui.paragraph(at->text_read);
          });
        });
      }
    });
  });
}

/// The text as it is read now; large, and larger by itself on a page of its own.
void draw_text(const View& view, const model::ConsentRecord& record) {
  ui::Ui& ui = view.ui;
  const int version = view.state.consent_form.text_version;
  ui.column({.gap = Space::k16}, [&] {
    if (record.recorded_ms != 0 && version != record.text_version) {
      ui.text(say("The text has changed since: version {number}. What was read stays recorded.",
                  version),
              kSoft);
      if (!view.state.consent_form.text_changes.empty())
        draw_word_changes(view, view.state.consent_form.text_changes);
    }
    ui.wrap({}, [&] {
      if (ui.button("aloud",
                    {.label = say("Read in large type"),
                     .icon = ui::Icon::kBookOpen,
                     .description = say("The text alone, to read aloud or to hand over.")})) {
        view.emit(command::ReadConsentAloud{});
      }
    });
    ui.paragraph(view.state.consent_form.text, {.style = ui::TextStyle::kRead});
  });
}

}  // namespace

void draw_consent(const View& view) {
  ui::Ui& ui = view.ui;
  const session::State& state = view.state;
  if (!state.interview) {
    page(view, {.title = say("Consent"), .back = say("Back"), .autofocus = true},
         [&] { ui.text(say("No 1:1 is open."), {.ink = ui::Ink::kSoft}); });
    return;
  }
  const model::ConsentRecord& record = state.interview->consent;
  const bool recorded = record.recorded_ms != 0;
  page(view, {.title = say("Consent"), .back = say("Back to the 1:1"), .autofocus = true}, [&] {
    if (record.conflict) {
      ui.banner("conflict", {.text = say("Two devices recorded different things. Nothing is shared "
                                         "until it is recorded again."),
                             .tone = ui::BannerTone::kWarn});
    }
    if (recorded) {
      draw_recorded(view, record);
      draw_history(view, record);
    }
    draw_text(view, record);
    draw_answers(view);
    draw_blanks(view);
    draw_record(view, recorded && record.state != ConsentState::kWithdrawn);
  });
}

}  // namespace quietroom::screens
