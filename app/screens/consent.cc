// The consent text, large enough to be read across the table, the answers, and what was recorded.
#include <array>

#include "app/screens/parts.h"
#include "app/screens/screens.h"
#include "app/session/words.h"

namespace quietroom::screens {
namespace {

using model::Answer;
using model::ConsentState;
using model::QuoteChoice;
using session::Field;
using ui::Space;

constexpr std::array<QuoteChoice, 4> kQuotes = {QuoteChoice::kNone, QuoteChoice::kParaphrase,
                                                QuoteChoice::kPseudonym, QuoteChoice::kNamed};
constexpr std::array<ui::Segment, 4> kQuoteSegments = {{
    {.label = "Not used"},
    {.label = "Summed up", .name = "Only summed up"},
    {.label = "Other name", .name = "Under another name"},
    {.label = "My name", .name = "With my name"},
}};

std::string_view words_of(Answer answer) {
  switch (answer) {
    case Answer::kYes:
      return "Yes";
    case Answer::kNo:
      return "No";
    case Answer::kNotAsked:
      break;
  }
  return "Not asked";
}

std::string_view words_of(QuoteChoice choice) {
  switch (choice) {
    case QuoteChoice::kNone:
      return "Not used";
    case QuoteChoice::kParaphrase:
      return "Only summed up";
    case QuoteChoice::kPseudonym:
      return "Quoted under another name";
    case QuoteChoice::kNamed:
      break;
  }
  return "Quoted with the name";
}

/// A question, and yes or no beside it. Calls `emit` with the answer.
template <typename Emit>
void draw_answer(const View& view, ui::Key key, std::string_view question, Answer answer,
                 Emit emit) {
  ui::Ui& ui = view.ui;
  constexpr std::array<ui::Segment, 2> kSegments = {{{.label = "Yes"}, {.label = "No"}}};
  const int chosen = answer == Answer::kYes ? 0 : answer == Answer::kNo ? 1 : -1;
  ui.row({.gap = Space::k16, .stack = ui::Stack::kNarrow}, [&] {
    ui.column({.width = ui::grow()}, [&] { ui.text(question); });
    const auto picked =
        ui.segmented(key, {.name = question, .segments = kSegments, .chosen = chosen});
    if (picked) emit(*picked == 0 ? Answer::kYes : Answer::kNo);
  });
}

void draw_answers(const View& view) {
  ui::Ui& ui = view.ui;
  const session::ConsentForm& form = view.state.consent_form;
  ui.column({.gap = Space::k16}, [&] {
    ui.heading(2, "The answers");
    draw_answer(view, "notes", "Notes are taken while we talk", form.answers.notes_taken,
                [&](Answer answer) { view.emit(command::SetConsentNotes{answer}); });
    draw_answer(view, "return", "They are cleaned up and given back",
                form.answers.cleaned_and_returned,
                [&](Answer answer) { view.emit(command::SetConsentReturn{answer}); });
    draw_answer(view, "medium", "This medium is all right", form.answers.medium_ok,
                [&](Answer answer) { view.emit(command::SetConsentMedium{answer}); });
    ui.column({.gap = Space::k8}, [&] {
      ui.text("My words, in what is written about it");
      int chosen = -1;
      for (std::size_t at = 0; at < kQuotes.size(); ++at) {
        if (kQuotes[at] == form.answers.quote_choice) chosen = static_cast<int>(at);
      }
      const auto picked = ui.segmented("quote", {.name = "My words, in what is written about it",
                                                 .segments = kQuoteSegments,
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
              .error = good || value.empty() ? "" : "A day is written like 2026-11-29."});
}

void draw_blanks(const View& view) {
  ui::Ui& ui = view.ui;
  ui.column({.gap = Space::k16}, [&] {
    ui.heading(2, "In the text");
    form_field(view, Field::kConsentReaders,
               {.label = "Who else reads the notes",
                .placeholder = "Nobody else",
                .help = "Names, with commas between them."});
    ui.row({.gap = Space::k16, .across = ui::Align::kStart, .stack = ui::Stack::kBelowWide}, [&] {
      ui.fill([&] { draw_date(view, Field::kConsentReview, "To be checked by"); });
      ui.fill([&] { draw_date(view, Field::kConsentWithdraw, "Can be withdrawn until"); });
      ui.fill([&] { draw_date(view, Field::kConsentDestroy, "Rough notes destroyed on"); });
    });
  });
}

void draw_record(const View& view, bool recorded) {
  ui::Ui& ui = view.ui;
  const session::ConsentForm& form = view.state.consent_form;
  constexpr std::array<ui::Segment, 2> kSegments = {{{.label = "Spoken"}, {.label = "Written"}}};
  ui.column({.gap = Space::k16}, [&] {
    ui.row({.gap = Space::k16, .stack = ui::Stack::kNarrow}, [&] {
      ui.column({.width = ui::grow()}, [&] { ui.text("How the answers were given"); });
      const auto picked =
          ui.segmented("form", {.name = "How the answers were given",
                                .segments = kSegments,
                                .chosen = form.form == model::ConsentForm::kWritten ? 1 : 0});
      if (picked) {
        view.emit(command::SetConsentForm{*picked == 1 ? model::ConsentForm::kWritten
                                                       : model::ConsentForm::kSpoken});
      }
    });
    ui.wrap({.gap = Space::k12, .across = ui::Align::kCenter}, [&] {
      if (ui.button("record", {.label = recorded ? "Record the change" : "Record consent",
                               .look = ui::ButtonLook::kPrimary,
                               .description = form.problem,
                               .disabled = !form.problem.empty()})) {
        view.emit(command::RecordConsent{});
      }
      ui.status("problem", form.problem, {.style = ui::TextStyle::kSmall, .ink = ui::Ink::kSoft});
    });
  });
}

std::string readers_of(const model::ConsentAnswers& answers) {
  std::string all;
  for (const std::string& reader : answers.readers) all += (all.empty() ? "" : ", ") + reader;
  return all.empty() ? "Nobody else" : all;
}

/// What stands in the record, and the way to take it back.
void draw_recorded(const View& view, const model::ConsentRecord& record) {
  ui::Ui& ui = view.ui;
  const int offset = view.state.utc_offset_minutes;
  const std::string when = session::long_date(record.recorded_ms, offset) + " at " +
                           session::clock_time(record.recorded_ms, offset);
  const bool withdrawn = record.state == ConsentState::kWithdrawn;
  const auto day = [](const std::string& date) {
    return date.empty() ? std::string("No day agreed") : session::long_date(date);
  };
  const std::array<std::pair<std::string_view, std::string>, 8> rows = {{
      {"Notes are taken", std::string(words_of(record.answers.notes_taken))},
      {"Cleaned up and given back", std::string(words_of(record.answers.cleaned_and_returned))},
      {"The medium", std::string(words_of(record.answers.medium_ok))},
      {"The words", std::string(words_of(record.answers.quote_choice))},
      {"Read besides by", readers_of(record.answers)},
      {"To be checked by", day(record.answers.review_date)},
      {"Can be withdrawn until", day(record.answers.withdraw_until)},
      {"Rough notes destroyed on", day(record.answers.destroy_date)},
  }};
  ui.card({.gap = Space::k8}, [&] {
    ui.heading(2, withdrawn ? "Consent was withdrawn"
                            : (record.state == ConsentState::kAmended ? "Consent was changed"
                                                                      : "Consent is recorded"));
    ui.text("On " + when + ", " +
                (record.form == model::ConsentForm::kWritten ? "written." : "spoken."),
            {.style = ui::TextStyle::kSmall, .ink = ui::Ink::kSoft});
    if (withdrawn) {
      ui.text("Nothing of this 1:1 is shared. Recording consent again makes it shareable again.",
              {.style = ui::TextStyle::kSmall});
      return;
    }
    ui.list("recorded", "What was recorded", [&] {
      for (const auto& [label, value] : rows) {
        ui.list_row(label, {.title = label, .detail = value, .action = ui::RowAction::kNone});
      }
    });
    ui.wrap({}, [&] {
      if (ui.button("withdraw", {.label = "Withdraw consent",
                                 .look = ui::ButtonLook::kDanger,
                                 .description = "Nothing is shared from then on. It can be "
                                                "recorded again."})) {
        view.emit(command::WithdrawConsent{});
      }
    });
  });
}

}  // namespace

void draw_consent(const View& view) {
  ui::Ui& ui = view.ui;
  const session::State& state = view.state;
  if (!state.interview) {
    page(view, {.title = "Consent", .back = "Back", .autofocus = true},
         [&] { ui.text("No 1:1 is open.", {.ink = ui::Ink::kSoft}); });
    return;
  }
  const model::ConsentRecord& record = state.interview->consent;
  const bool recorded = record.recorded_ms != 0;
  page(view, {.title = "Consent", .back = "Back to the 1:1", .autofocus = true}, [&] {
    if (record.conflict) {
      ui.banner("conflict", {.text = "Two devices recorded different things. Nothing is shared "
                                     "until it is recorded again.",
                             .tone = ui::BannerTone::kWarn});
    }
    if (recorded) draw_recorded(view, record);
    ui.paragraph(state.consent_form.text, {.style = ui::TextStyle::kRead});
    draw_answers(view);
    draw_blanks(view);
    draw_record(view, recorded && record.state != ConsentState::kWithdrawn);
  });
}

}  // namespace quietroom::screens
