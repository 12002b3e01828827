// The end of a 1:1: what is said, what happens next, and who else.
#include "app/screens/interview_parts.h"
#include "app/session/words.h"

namespace quietroom::screens {

using ui::Space;

namespace {

void draw_next_steps(const Room& room) {
  ui::Ui& ui = room.view.ui;
  const model::ConsentRecord& consent = room.it.consent;
  const bool holds = consent.state == model::ConsentState::kGiven ||
                     consent.state == model::ConsentState::kAmended;
  ui.section(say("What happens next"));
  if (!holds || consent.conflict) {
    ui.text(say(
        "Consent is not recorded. Until it is, nothing of this 1:1 can be shared or given back."));
    ui.wrap({}, [&] {
      if (ui.button("consent", {.label = say("Consent"), .icon = ui::Icon::kBookOpen})) {
        room.view.emit(command::OpenConsent{});
      }
    });
    return;
  }
  const model::ConsentAnswers& answers = consent.answers;
  if (!answers.review_date.empty()) {
    ui.text(say("I clean up my notes and give them to you. Please look at them by {day}.",
                session::long_date(answers.review_date)));
  }
  if (!answers.withdraw_until.empty()) {
    ui.text(say("Until {day} you can take everything back, without a reason.",
                session::long_date(answers.withdraw_until)));
  }
  if (!answers.destroy_date.empty()) {
    ui.text(say("My rough notes are gone on {day}.", session::long_date(answers.destroy_date)));
  }
  ui.wrap({}, [&] {
    if (ui.button("consent", {.label = say("Change these days"), .look = ui::ButtonLook::kQuiet})) {
      room.view.emit(command::OpenConsent{});
    }
  });
}

}  // namespace

void draw_closing(const Room& room) {
  ui::Ui& ui = room.view.ui;
  const bool outreach = room.it.interview.case_kind == model::CaseKind::kOutreach;
  ui.column({.gap = Space::k24}, [&] {
    ui.column({.gap = Space::k8}, [&] {
      ui.section(say("To say"));
      ui.text(
          say("Thank you for the time, and for what you told me. Is there anything that I did not "
              "ask?"));
    });
    if (!outreach) ui.column({.gap = Space::k8}, [&] { draw_next_steps(room); });
    ui.column({.gap = Space::k8}, [&] {
      ui.section(say("Who else should I talk to?"));
      ui.wrap({}, [&] {
        if (ui.button("who else", {.label = say("Who else"), .icon = ui::Icon::kUserPlus})) {
          room.view.emit(command::OpenReferrals{});
        }
      });
    });
    ui.wrap({}, [&] {
      if (ui.button("close", {.label = say("Close the conversation"),
                              .look = ui::ButtonLook::kPrimary,
                              .description = say("Its notes stay, and it can be opened again.")})) {
        room.view.emit(command::CloseInterview{});
      }
    });
  });
}

}  // namespace quietroom::screens
