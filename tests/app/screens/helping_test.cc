// What helps through a 1:1: who else, quiet cues, the private screen, the end.
#include <doctest/doctest.h>

#include "tests/app/screens/stage.h"
#include "tests/app/screens/states.h"

using namespace quietroom;
using namespace quietroom::screens_test;
namespace command = quietroom::session::command;

TEST_CASE("private screen: one of a row, any of what is noticed, and the way to take it out") {
  Stage stage(private_state());
  CHECK(only<command::MarkPrivate>(stage.click(Role::kRadio, "Weeks")).kind ==
        model::ObservationKind::kWeeks);
  CHECK(only<command::MarkPrivate>(stage.click(Role::kRadio, "Engaged")).kind ==
        model::ObservationKind::kEngaged);
  const auto tired = only<command::MarkPrivate>(stage.click(Role::kCheckbox, "Tired"));
  CHECK(tired.kind == model::ObservationKind::kFatigue);
  CHECK_FALSE(tired.on);
  CHECK(only<command::MarkPrivate>(stage.click(Role::kCheckbox, "Burnt out")).on);
  CHECK(only<command::EditField>(stage.type("A note", "pale")).field ==
        session::Field::kPrivateNote);
  CHECK(only<command::TellFollowUp>(stage.click(Role::kButton, "They said yes: others may know"))
            .told);
  CHECK_FALSE(only<command::TellFollowUp>(stage.click(Role::kButton, "For me alone again")).told);
}

TEST_CASE("who else: Enter and the button ask for the same; a known name is asked about") {
  Stage stage(referrals_state());
  const Asked entered = stage.submit("About what?", "logs");
  REQUIRE(entered.size() == 2);
  CHECK(entered.is<command::Refer>(1));
  only<command::Refer>(stage.click(Role::kButton, "Put on the list"));
  CHECK(only<command::ReferKnown>(stage.click(Role::kButton, "No, somebody else of that name"))
            .person.is_none());
  CHECK(only<command::ReferKnown>(stage.click(Role::kButton, "Yes, " + long_name())).person ==
        stage.state.people[4].id);
  // Nobody is named by themselves.
  State self = referrals_state();
  self.interview->same_name[0].id = self.interview->interview.person_id;
  Stage refused(self);
  CHECK(refused.driver.get(Role::kButton, "Yes, Ana").disabled);
}

TEST_CASE("case: those who are still to be asked stand first, with who named them") {
  Stage stage(candidates_state());
  CHECK(stage.driver.get(Role::kButton, "Ana").description ==
        "Named by Ana: The restore at night. Named by Ana: The restore at night., Start");
  const Asked asked = stage.click(Role::kButton, "Ana");
  CHECK(only<command::StartCandidate>(asked).interview == stage.state.candidates[0].interview.id);
}

TEST_CASE("quiet cues: chosen in the sheet, shown above the field, put away") {
  State state = interview_state();
  state.interview->quiet_cues_open = true;
  {
    Stage stage(state);
    CHECK(only<command::ChooseCue>(stage.click(Role::kButton, "Let them finish")).cue ==
          session::Cue::kLetFinish);
    CHECK(only<command::ChooseBreaths>(stage.click(Role::kButton, "Faster breaths")).per_minute ==
          7);
  }
  state.interview->quiet_cues_open = false;
  state.interview->cue = session::Cue::kWait;
  Stage stage(state);
  CHECK(stage.driver.has(Role::kText, "Wait. The answer is often behind the pause."));
  CHECK(only<command::ChooseCue>(stage.click(Role::kButton, "Put the cue away")).cue ==
        session::Cue::kNone);
}

TEST_CASE("the end: agreed days are said, and without consent that nothing can be shared") {
  State state = interview_state();
  state.interview->closing_open = true;
  {
    Stage stage(state);
    CHECK(stage.driver.find_containing(Role::kText, "nothing of this 1:1 can be shared") !=
          nullptr);
    only<command::OpenConsent>(stage.click(Role::kButton, "Consent"));
  }
  record_consent(state, model::ConsentState::kGiven);
  Stage stage(state);
  CHECK(stage.driver.find_containing(Role::kText, "29 November 2026") != nullptr);
  CHECK(stage.driver.find_containing(Role::kText, "13 December 2026") != nullptr);
  only<command::OpenReferrals>(stage.click(Role::kButton, "Who else"));
  only<command::CloseInterview>(stage.click(Role::kButton, "Close the conversation"));
}

TEST_CASE("outreach: a closed 1:1 can be closed for good, an incident's cannot") {
  State state = interview_state();
  state.interview->interview.ended_ms = kNowMs;
  CHECK_FALSE(Stage(state).driver.has(Role::kButton, "Close it for good"));
  state.interview->interview.case_kind = model::CaseKind::kOutreach;
  Stage stage(state);
  only<command::FinishInterview>(stage.click(Role::kButton, "Close it for good"));
  only<command::OpenPrivate>(stage.click(Role::kButton, "My own five minutes"));
}

TEST_CASE("emotion: said at the item before, and at the item itself") {
  const auto said = [](const char* item_id, std::string_view words) {
    State state = interview_state();
    state.interview->item_id = item_id;
    return Stage(state).driver.has(Role::kText, words);
  };
  const std::string_view next = "The next question often brings emotion.";
  const std::string_view now = "This often brings emotion. Slow down, breathe out, let it come.";
  CHECK(said("how-long", next));
  CHECK_FALSE(said("how-long", now));
  CHECK(said("support", now));
  CHECK_FALSE(said("surprise", next));
  CHECK_FALSE(said("surprise", now));
}

TEST_CASE("the last five minutes of the plan are a change of tone, and gone with the clock") {
  State state = interview_state();
  const auto said = [&](int elapsed_minutes) {
    state.interview->elapsed_minutes = elapsed_minutes;
    return Stage(state).driver.has(Role::kText,
                                   "A few minutes are left: time for what matters most.");
  };
  CHECK_FALSE(said(54));
  CHECK(said(55));
  CHECK(said(60));
  CHECK_FALSE(said(61));
  state.clock_hidden = true;
  CHECK_FALSE(said(55));
}
