#include "tests/app/session/rig.h"

namespace quietroom::session {
namespace {

using namespace command;

constexpr const char* kOurs =
    "Our words. {readers} read, you check by {review date}, withdraw until {withdraw date}, rough "
    "notes go on {destroy date}.";

struct AtText {
  AtText() : run(std::make_unique<Run>(device)) {
    run->set_up(kPassphrase);
    run->run(OpenConsentText{});
    REQUIRE(run->state().screen == Screen::kConsentText);
  }
  void power_cut(std::uint64_t seed) {
    device.files.crash(seed);
    run = std::make_unique<Run>(device);
    run->unlock(kPassphrase);
  }
  const std::string& field() const { return run->state().fields[Field::kConsentText]; }
  TestDevice device;
  std::unique_ptr<Run> run;
};

TEST_CASE("consent text: one's own is the next version, is read, and outlives a power cut") {
  AtText at;
  CHECK(at.field() == default_consent_text().text);
  at.run->type(Field::kConsentText, std::string("  ") + kOurs + "\n");
  at.run->run(KeepConsentText{});
  CHECK(at.run->state().consent_text.version == 3);
  at.power_cut(4);
  CHECK(at.run->state().consent_text.text == kOurs);
  at.run->start_interview("Ana");
  at.run->run(OpenConsent{});
  CHECK(at.run->state().consent_form.text.starts_with("Our words. "));
  for (const auto& answer : {Command(SetConsentNotes{model::Answer::kYes}),
                             Command(SetConsentReturn{model::Answer::kYes}),
                             Command(SetConsentMedium{model::Answer::kYes})}) {
    at.run->run(answer);
  }
  at.run->run(RecordConsent{});
  CHECK(at.run->view().consent.text_version == 3);
  CHECK(at.run->view().consent.text_read.starts_with("Our words. "));
  // The next version: what was read is compared with what is read now, its blanks filled alike.
  at.run->run(OpenConsent{});
  CHECK(at.run->state().consent_form.text_changes.empty());
  at.run->run(GoHome{});
  at.run->run(OpenConsentText{});
  at.run->type(Field::kConsentText, std::string(kOurs).replace(0, 3, "Their"));
  at.run->run(KeepConsentText{});
  at.run->run(OpenInterview{at.run->state().under_way.at(0).id});
  at.run->run(OpenConsent{});
  const auto& changes = at.run->state().consent_form.text_changes;
  REQUIRE(changes.size() == 3);
  CHECK(changes[0].text == "Our");
  CHECK(changes[1].text == "Their");
  CHECK(changes[2].text.find("2026") != std::string::npos);
  at.run->run(GoHome{});
  at.run->run(OpenConsentText{});
  at.run->type(Field::kConsentText, kOurs);
  at.run->run(KeepConsentText{});
  // Back to what ships: a version again, and the record keeps what was read.
  at.run->run(GoHome{});
  at.run->run(OpenConsentText{});
  at.run->run(TakeShippedText{});
  CHECK(at.run->state().consent_text.version == 5);
  at.run->run(KeepConsentText{});
  CHECK(at.run->state().consent_text.version == 6);
  CHECK(at.run->state().consent_text.text == default_consent_text().text);
}

TEST_CASE("consent text: a blank that is missing is named, and the text before stays in use") {
  AtText at;
  at.run->type(Field::kConsentText, "We talk until {withdraw date}, with {readers}.");
  at.run->run(KeepConsentText{});
  CHECK(at.run->state().problem ==
        "Missing: {review date}, {destroy date}. The text before stays in use until it is there.");
  CHECK(at.run->state().consent_text.version == 1);
  // What was typed is still there after a power cut.
  at.power_cut(5);
  at.run->run(OpenConsentText{});
  CHECK(at.field() == "We talk until {withdraw date}, with {readers}.");
  at.run->type(Field::kConsentText, kOurs + std::string(13000, 'x'));
  at.run->run(KeepConsentText{});
  CHECK(at.run->state().problem_field == Field::kConsentText);
  CHECK(at.run->state().consent_text.version == 1);
}

TEST_CASE("consent text: the same text again is no new version") {
  AtText at;
  at.run->run(KeepConsentText{});
  CHECK(at.run->state().consent_text.version == 1);
  REQUIRE(at.run->state().notice.has_value());
}

TEST_CASE("consent text: what ships is in the language of the guide; one's own is what it is") {
  AtText at;
  at.run->run(GoHome{});
  at.run->run(OpenGuides{});
  at.run->run(UseGuide{"debrief-classic-de"});
  at.run->run(GoHome{});
  at.run->start_interview("Ana");
  at.run->run(OpenConsent{});
  at.run->type(Field::kConsentReaders, "Noa, Kim");
  at.run->type(Field::kConsentReview, "2026-11-29");
  const ConsentForm& form = at.run->state().consent_form;
  CHECK(form.text_version == 2);
  CHECK(form.text.find("nur von mir und von Noa und Kim gelesen") != std::string::npos);
  CHECK(form.text.find("bis zum 29. November 2026") != std::string::npos);
  CHECK(words::in_use() == words::Language::kEnglish);
  at.run->run(GoHome{});
  at.run->run(OpenConsentText{});
  CHECK(at.field() == default_consent_text().text);
  at.run->type(Field::kConsentText, kOurs);
  at.run->run(KeepConsentText{});
  CHECK(at.run->state().consent_text.version == 3);
  at.run->start_interview("Kim");
  at.run->run(OpenConsent{});
  CHECK(form.text_version == 3);
  CHECK(form.text.starts_with("Our words. nobody else read, you check by "));
}

TEST_CASE("consent text: one's own speaks the language that it was kept in") {
  const words::Speaking german(words::Language::kGerman);
  AtText at;
  CHECK(at.run->state().consent_text.version == 2);
  at.run->type(Field::kConsentText, kOurs);
  at.run->run(KeepConsentText{});
  words::use(words::Language::kEnglish);
  at.run->start_interview("Ana");
  at.run->run(OpenConsent{});
  at.run->type(Field::kConsentReview, "2026-11-29");
  CHECK(at.run->state().consent_form.text.find("29. November 2026") != std::string::npos);
}

TEST_CASE("consent text: it is no guide, and guides are no consent text") {
  AtText at;
  const std::size_t guides = at.run->state().guides.size();
  at.run->type(Field::kConsentText, kOurs);
  at.run->run(KeepConsentText{});
  CHECK(at.run->state().guides.size() == guides);
  at.run->run(GoHome{});
  at.run->run(OpenGuides{});
  at.run->run(OpenGuide{"outreach"});
  at.run->run(CopyGuide{});
  CHECK(at.run->state().guides.size() == guides + 1);
  CHECK(at.run->state().consent_text.version == 3);
}

}  // namespace
}  // namespace quietroom::session
