// Consent: the text as it is read, the answers, and the record.
#include "app/guides/consent_text.h"
#include "app/session/session.h"
#include "app/session/words.h"
#include "platform/base/utf8.h"

namespace quietroom::session {

namespace {

constexpr int kReviewDays = 7;
constexpr int kWithdrawDays = 14;
constexpr int kDestroyDays = 30;

/// The names in `text`, divided by commas, semicolons or line breaks.
std::vector<std::string> names_in(std::string_view text) {
  std::vector<std::string> names;
  std::size_t start = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    if (i < text.size() && text[i] != ',' && text[i] != ';' && text[i] != '\n') continue;
    const std::string_view name = trim(text.substr(start, i - start));
    if (!name.empty()) names.emplace_back(name);
    start = i + 1;
  }
  return names;
}

/// `names` with commas between them, and `last` before the last one.
std::string listed(const std::vector<std::string>& names, std::string_view last = ", ") {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) text += i + 1 == names.size() ? last : ", ";
    text += names[i];
  }
  return text;
}

/// `text` with the answers in its blanks. It is recorded, so it speaks its own language whatever
/// the interface does.
std::string read_out(const ConsentText& text, const model::ConsentAnswers& answers) {
  const words::Speaking speaking(words::language_of(text.language));
  return fill_consent(text, {listed(answers.readers, say(" and ")), long_date(answers.review_date),
                             long_date(answers.withdraw_until), long_date(answers.destroy_date)});
}

std::string date_in(std::string_view text) {
  return std::string(trim(text));
}

}  // namespace

void Session::open_consent() {
  if (!state_.interview) return;
  flush_draft();
  end_line_edit();
  const model::ConsentRecord& recorded = state_.interview->consent;
  state_.consent_form = ConsentForm{};
  if (keeper_.is_open()) {
    auto history = done(keeper_.store().consent_history(state_.interview->interview.id));
    if (history) state_.consent_form.history = std::move(*history);
    // Without sync there is nobody who could read along.
    auto members = sync_.members(state_.interview->interview.case_id);
    if (members.ok()) state_.consent_form.members = std::move(members).value();
    std::erase_if(state_.consent_form.members, [](const CaseMember& one) { return one.me; });
  }
  if (recorded.recorded_ms != 0) {
    state_.consent_form.answers = recorded.answers;
    state_.consent_form.form = recorded.form;
    set_field(Field::kConsentReaders, listed(recorded.answers.readers));
    set_field(Field::kConsentReview, recorded.answers.review_date);
    set_field(Field::kConsentWithdraw, recorded.answers.withdraw_until);
    set_field(Field::kConsentDestroy, recorded.answers.destroy_date);
    // With the same answers in its blanks: only what its author changed.
    if (text_to_read().version != recorded.text_version)
      state_.consent_form.text_changes =
          model::word_diff(recorded.text_read, read_out(text_to_read(), recorded.answers));
  } else {
    const std::string today = model::civil_date_at(state_.now_ms, state_.utc_offset_minutes);
    const auto days_on = [&](int days) {
      const auto date = model::add_days(today, days);
      return date.ok() ? date.value() : std::string();
    };
    set_field(Field::kConsentReaders, {});
    set_field(Field::kConsentReview, days_on(kReviewDays));
    set_field(Field::kConsentWithdraw, days_on(kWithdrawDays));
    set_field(Field::kConsentDestroy, days_on(kDestroyDays));
  }
  refresh_consent();
  go(Screen::kConsent);
}

model::ConsentAnswers& Session::answer() {
  return state_.consent_form.answers;
}

void Session::refresh_consent() {
  ConsentForm& form = state_.consent_form;
  form.answers.readers = names_in(state_.fields[Field::kConsentReaders]);
  form.answers.reader_ids.clear();
  for (const CaseMember& one : form.members) {
    const auto& names = form.answers.readers;
    if (std::find(names.begin(), names.end(), one.name) != names.end())
      form.answers.reader_ids.push_back(one.person);
  }
  form.answers.review_date = date_in(state_.fields[Field::kConsentReview]);
  form.answers.withdraw_until = date_in(state_.fields[Field::kConsentWithdraw]);
  form.answers.destroy_date = date_in(state_.fields[Field::kConsentDestroy]);
  form.text_version = text_to_read().version;
  form.text = read_out(text_to_read(), form.answers);
  form.problem.clear();
  for (const std::string* date :
       {&form.answers.review_date, &form.answers.withdraw_until, &form.answers.destroy_date}) {
    if (!model::is_civil_date(*date)) form.problem = say("A date is written as 2026-11-29.");
  }
  if (form.problem.empty() && form.answers.notes_taken == model::Answer::kNotAsked) {
    form.problem = say("The answer about taking notes is still open.");
  }
  if (form.problem.empty() && form.answers.medium_ok == model::Answer::kNotAsked) {
    form.problem = say("The answer about the medium is still open.");
  }
  if (form.problem.empty() && form.answers.cleaned_and_returned == model::Answer::kNotAsked) {
    form.problem = say("The answer about giving the notes back is still open.");
  }
}

void Session::record_consent(bool withdrawn) {
  if (!state_.interview || !may_write()) return;
  refresh_consent();
  const ConsentForm& form = state_.consent_form;
  if (!withdrawn && !form.problem.empty()) return;
  model::ConsentInput input;
  input.text_version = form.text_version;
  input.text_read = form.text;
  input.answers = form.answers;
  input.form = form.form;
  input.withdrawn = withdrawn;
  if (withdrawn) {
    // What was agreed stays readable in the record; only that it is taken back is new.
    input.text_version = state_.interview->consent.text_version;
    input.text_read = state_.interview->consent.text_read;
    input.answers = state_.interview->consent.answers;
  }
  const auto recorded = keeper_.store().record_consent(state_.interview->interview.id, input);
  if (!recorded.ok()) {
    if (recorded.error().code != ErrorCode::kInvalid) return report(recorded.error());
    state_.consent_form.problem =
        say("This cannot be recorded: {why}.", words::known(recorded.error().context));
    return;
  }
  reload_interview();
  if (withdrawn) {
    if (auto history = done(keeper_.store().consent_history(state_.interview->interview.id))) {
      state_.consent_form.history = std::move(*history);
    }
    tell(say("The withdrawal is recorded. Nothing of this interview can be shared from now on."));
    return;
  }
  if (state_.interview->item() != nullptr && state_.interview->item()->opens_consent) {
    const auto known = state_.interview->items.find(state_.interview->item_id);
    if (known == state_.interview->items.end() ||
        known->second.progress == model::ItemProgress::kOpen) {
      mark_item(state_.interview->item_id, model::ItemProgress::kDone);
    }
  }
  go_back();
  tell(say("Consent is recorded on this device."));
}

void Session::read_consent_aloud() {
  if (!state_.interview) return;
  refresh_consent();
  go(Screen::kConsentReading);
}

void Session::show_consent_record(const Id& record) {
  Id& open = state_.consent_form.open_record;
  open = open == record ? Id{} : record;
}

}  // namespace quietroom::session
