#include "app/session/consent_words.h"

#include "app/session/words.h"
#include "app/words/words.h"

namespace quietroom::session {

namespace {

using model::Answer;
using model::ConsentState;
using model::QuoteChoice;
using words::say;

std::string_view words_of(Answer answer) {
  switch (answer) {
    case Answer::kYes:
      return say("Yes");
    case Answer::kNo:
      return say("No");
    case Answer::kNotAsked:
      break;
  }
  return say("Not asked");
}

std::string_view words_of(QuoteChoice choice) {
  switch (choice) {
    case QuoteChoice::kNone:
      return say("Not used");
    case QuoteChoice::kParaphrase:
      return say("Only summed up");
    case QuoteChoice::kPseudonym:
      return say("Quoted under another name");
    case QuoteChoice::kNamed:
      break;
  }
  return say("Quoted with the name");
}

std::string readers_of(const model::ConsentAnswers& answers) {
  std::string all;
  for (const std::string& reader : answers.readers) all += (all.empty() ? "" : ", ") + reader;
  return all.empty() ? std::string(say("Nobody else")) : all;
}

std::string day_of(const std::string& date) {
  return date.empty() ? std::string(say("No day agreed")) : long_date(date);
}

}  // namespace

std::vector<AnswerRow> answer_rows(const model::ConsentAnswers& answers) {
  return {{say("Notes are taken"), std::string(words_of(answers.notes_taken))},
          {say("Cleaned up and given back"), std::string(words_of(answers.cleaned_and_returned))},
          {say("The medium"), std::string(words_of(answers.medium_ok))},
          {say("The words"), std::string(words_of(answers.quote_choice))},
          {say("Read besides by"), readers_of(answers)},
          {say("To be checked by"), day_of(answers.review_date)},
          {say("Can be withdrawn until"), day_of(answers.withdraw_until)},
          {say("Rough notes destroyed on"), day_of(answers.destroy_date)}};
}

std::vector<std::string> answer_changes(const model::ConsentAnswers& before,
                                        const model::ConsentAnswers& after) {
  const std::vector<AnswerRow> was = answer_rows(before);
  const std::vector<AnswerRow> is = answer_rows(after);
  std::vector<std::string> changes;
  for (std::size_t at = 0; at < is.size(); ++at) {
    if (was[at].second == is[at].second) continue;
    changes.push_back(say("{question}: {answer}, before: {earlier}.", is[at].first, is[at].second,
                          was[at].second));
  }
  return changes;
}

std::string_view consent_title(const model::ConsentRecord& record) {
  switch (record.state) {
    case ConsentState::kWithdrawn:
      return say("Consent was withdrawn");
    case ConsentState::kAmended:
      return say("Consent was changed");
    default:
      return say("Consent is recorded");
  }
}

std::string consent_when(const model::ConsentRecord& record, int utc_offset_minutes) {
  const std::string day = long_date(record.recorded_ms, utc_offset_minutes);
  const std::string time = clock_time(record.recorded_ms, utc_offset_minutes);
  return record.form == model::ConsentForm::kWritten
             ? say("On {day} at {time}, written. Text version {number}.", day, time,
                   record.text_version)
             : say("On {day} at {time}, spoken. Text version {number}.", day, time,
                   record.text_version);
}

std::vector<PrintBlock> consent_copy(const model::ConsentRecord& record,
                                     std::string_view person_name, int utc_offset_minutes) {
  using Kind = PrintBlock::Kind;
  std::vector<PrintBlock> page;
  page.push_back({Kind::kTitle, std::string(say("What was agreed before our 1:1")), ""});
  page.push_back({Kind::kNote, say("A copy for {name}.", person_name), ""});
  page.push_back({Kind::kHeading, std::string(consent_title(record)), ""});
  page.push_back({Kind::kNote, consent_when(record, utc_offset_minutes), ""});
  if (record.state == ConsentState::kWithdrawn) {
    page.push_back(
        {Kind::kText,
         std::string(
             say("Nothing of the 1:1 is shared from then on. Before that, this had been agreed:")),
         ""});
  }
  for (const AnswerRow& row : answer_rows(record.answers)) {
    page.push_back({Kind::kLine, row.second, std::string(row.first) + ":"});
  }
  page.push_back({Kind::kHeading, std::string(say("As it was read")), ""});
  page.push_back({Kind::kText, record.text_read, ""});
  return page;
}

std::string as_text(const std::vector<PrintBlock>& page) {
  std::string text;
  const auto line = [&](std::string_view words) {
    for (const char c : words) {
      if (c == '\n') text += '\r';
      text += c;
    }
    text += "\r\n";
  };
  for (const PrintBlock& block : page) {
    const bool heading = block.kind == PrintBlock::Kind::kHeading;
    if (heading) line("");
    line(block.lead.empty() ? block.text : block.lead + ' ' + block.text);
    if (heading || block.kind == PrintBlock::Kind::kTitle) line("");
  }
  return text;
}

}  // namespace quietroom::session
