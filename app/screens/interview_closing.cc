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
  ui.section("What happens next");
  if (!holds || consent.conflict) {
    ui.text(
        "Consent is not recorded. Until it is, nothing of this 1:1 can be shared or given back.");
    ui.wrap({}, [&] {
      if (ui.button("consent", {.label = "Consent", .icon = ui::Icon::kBookOpen})) {
        room.view.emit(command::OpenConsent{});
      }
    });
    return;
  }
  const model::ConsentAnswers& answers = consent.answers;
  const auto say = [&](std::string_view begin, const std::string& date, std::string_view end) {
    if (date.empty()) return;
    ui.text(std::string(begin) + session::long_date(date) + std::string(end));
  };
  say("I clean up my notes and give them to you. Please look at them by ", answers.review_date,
      ".");
  say("Until ", answers.withdraw_until, " you can take everything back, without a reason.");
  say("My rough notes are gone on ", answers.destroy_date, ".");
  ui.wrap({}, [&] {
    if (ui.button("consent", {.label = "Change these days", .look = ui::ButtonLook::kQuiet})) {
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
      ui.section("To say");
      ui.text(
          "Thank you for the time, and for what you told me. Is there anything that I did not "
          "ask?");
    });
    if (!outreach) ui.column({.gap = Space::k8}, [&] { draw_next_steps(room); });
    ui.column({.gap = Space::k8}, [&] {
      ui.section("Who else should I talk to?");
      ui.wrap({}, [&] {
        if (ui.button("who else", {.label = "Who else", .icon = ui::Icon::kUserPlus})) {
          room.view.emit(command::OpenReferrals{});
        }
      });
    });
    ui.wrap({}, [&] {
      if (ui.button("close", {.label = "Close the conversation",
                              .look = ui::ButtonLook::kPrimary,
                              .description = "Its notes stay, and it can be opened again."})) {
        room.view.emit(command::CloseInterview{});
      }
    });
  });
}

}  // namespace quietroom::screens
