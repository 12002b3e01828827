// What leaves the store on paper or as a file, from a session's side.
#include "tests/app/session/rig.h"

namespace quietroom::session {
namespace {

using namespace command;

struct InInterview {
  InInterview() : run(device) {
    run.set_up(kPassphrase);
    run.start_interview("Ana");
    run.run(ChooseItem{"role"});
    run.run(CommitLine{"The page woke me."});
    run.run(ToggleOffRecord{});
    run.run(CommitLine{"secret words"});
    run.run(ToggleOffRecord{});
  }
  void answers(model::Answer notes) {
    run.run(OpenConsent{});
    run.run(SetConsentNotes{notes});
    run.run(SetConsentReturn{model::Answer::kYes});
    run.run(SetConsentMedium{model::Answer::kYes});
    run.run(RecordConsent{});
    REQUIRE(run.state().screen == Screen::kInterview);
  }
  int prints() const {
    int count = 0;
    for (const PageRequest& one : run.page.requests) {
      count += std::holds_alternative<PrintRequest>(one) ? 1 : 0;
    }
    return count;
  }
  std::string printed() const {
    const auto* print = run.page.last<PrintRequest>();
    REQUIRE(print != nullptr);
    std::string all;
    for (const PrintBlock& block : print->blocks) all += block.lead + "|" + block.text + "\n";
    return all;
  }
  std::string saved() const {
    const auto* file = run.page.last<SaveFileRequest>();
    REQUIRE(file != nullptr);
    return std::string(file->bytes.begin(), file->bytes.end());
  }
  TestDevice device;
  Run run;
};

TEST_CASE("read back: opens from the 1:1, scrolls where it is told, and leads back") {
  InInterview at;
  at.run.run(WriteDraft{"half a"});
  at.run.run(OpenReadBack{});
  REQUIRE(at.run.state().screen == Screen::kReadBack);
  at.run.run(ReadByItem{true});
  CHECK(at.run.view().read_by_item);
  at.run.run(ToggleItems{});
  at.run.run(ReadFrom{2});
  CHECK(at.run.view().read_from == 2);
  CHECK_FALSE(at.run.view().items_open);
  at.run.type(Field::kReadSearch, "page");
  at.run.run(GoBack{});
  CHECK(at.run.state().screen == Screen::kInterview);
  CHECK(at.run.view().draft == "half a");
  at.run.run(CloseInterview{});
  at.run.run(OpenReadBack{});
  CHECK(at.run.state().screen == Screen::kReadBack);
  CHECK(at.run.state().fields[Field::kReadSearch].empty());
}

TEST_CASE("read back: prints before consent as not for sharing, and nothing that is locked") {
  InInterview at;
  at.run.run(OpenReadBack{});
  at.run.run(PrintNotes{});
  CHECK(at.prints() == 1);
  CHECK(at.printed().find("The page woke me.") != std::string::npos);
  CHECK(at.printed().find("Not for sharing: Consent is not recorded yet.") != std::string::npos);
  CHECK(at.printed().find("secret") == std::string::npos);
}

TEST_CASE("read back: prints nothing for whoever said no to notes, or withdrew") {
  InInterview at;
  at.answers(model::Answer::kNo);
  at.run.run(PrintNotes{});
  CHECK(at.prints() == 0);
  REQUIRE(at.run.state().notice.has_value());
  CHECK(at.run.state().notice->text == "The person did not agree to notes.");
  at.answers(model::Answer::kYes);
  at.run.run(PrintNotes{});
  CHECK(at.prints() == 1);
  CHECK(at.printed().find("Consent covers no other reader") != std::string::npos);
  at.run.run(OpenConsent{});
  at.run.run(WithdrawConsent{});
  at.run.run(PrintNotes{});
  CHECK(at.prints() == 1);
}

TEST_CASE("consent: a copy for the interviewee has all that was agreed and nothing of the notes") {
  InInterview at;
  at.run.run(SaveConsent{});
  CHECK(at.run.page.last<SaveFileRequest>() == nullptr);
  at.answers(model::Answer::kYes);
  at.run.run(SaveConsent{});
  const auto* file = at.run.page.last<SaveFileRequest>();
  REQUIRE(file != nullptr);
  const std::string day =
      model::civil_date_at(at.run.view().consent.recorded_ms, at.run.state().utc_offset_minutes);
  CHECK(file->name == "consent-" + day + ".txt");
  for (const char* part : {"A copy for Ana.", "spoken. Text version 1.", "Notes are taken: Yes",
                           "Read besides by: Nobody else", "Thanks for the time."}) {
    CAPTURE(part);
    CHECK(at.saved().find(part) != std::string::npos);
  }
  CHECK(at.saved().find("page woke") == std::string::npos);
  CHECK(at.saved().find(at.run.view().interview.case_title) == std::string::npos);
  at.run.run(PrintConsent{});
  CHECK(at.prints() == 1);
  CHECK(at.printed().find("Thanks for the time.") != std::string::npos);
  at.run.run(OpenConsent{});
  at.run.run(WithdrawConsent{});
  at.run.run(SaveConsent{});
  CHECK(at.saved().find("Consent was withdrawn") != std::string::npos);
}

TEST_CASE("consent: earlier records stay readable, and open one at a time") {
  InInterview at;
  at.answers(model::Answer::kYes);
  at.run.run(OpenConsent{});
  at.run.run(SetConsentQuote{model::QuoteChoice::kNamed});
  at.run.run(RecordConsent{});
  at.run.run(OpenConsent{});
  const ConsentForm& form = at.run.state().consent_form;
  REQUIRE(form.history.size() == 2);
  CHECK(form.history[1].previous == form.history[0].id);
  CHECK(form.history[1].state == model::ConsentState::kAmended);
  at.run.run(ShowConsentRecord{form.history[0].id});
  CHECK(form.open_record == form.history[0].id);
  at.run.run(ShowConsentRecord{form.history[0].id});
  CHECK(form.open_record.is_none());
  at.run.run(WithdrawConsent{});
  CHECK(form.history.size() == 3);
  at.run.run(ReadConsentAloud{});
  CHECK(at.run.state().screen == Screen::kConsentReading);
  at.run.run(GoBack{});
  CHECK(at.run.state().screen == Screen::kConsent);
}

}  // namespace
}  // namespace quietroom::session
