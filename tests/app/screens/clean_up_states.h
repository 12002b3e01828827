// States of the clean-up screen.
#pragma once

#include <string>
#include <vector>

#include "tests/app/screens/made_states.h"

namespace quietroom::screens_test {

/// The conversation of interview_state() once it is over, with clean text of some of its lines.
inline State clean_up_state() {
  State state = interview_state();
  state.screen = Screen::kCleanUp;
  session::InterviewView& it = *state.interview;
  it.interview.ended_ms = kNowMs - 2 * kMinuteMs;
  it.lines[3].held = true;
  const auto add = [&](std::string text, std::vector<Id> lines, bool verbatim) {
    model::Passage passage;
    passage.id = id_of(7000 + static_cast<std::uint32_t>(it.passages.size()));
    passage.item_id = "surprise";
    passage.text = std::move(text);
    passage.verbatim = verbatim;
    passage.lines = std::move(lines);
    it.passages.push_back(std::move(passage));
  };
  add(it.lines[1].text, {it.lines[1].id}, true);
  add("Half the site was down, and for ten minutes everybody looked at the load balancer.",
      {it.lines[2].id}, false);
  add("Typed by hand: somebody should have known.", {}, false);
  it.passages[1].edited = true;
  std::vector<std::string> items;
  for (const GuideItem& item : it.guide->items) items.push_back(item.id);
  it.still_open = model::still_open(it.lines, it.passages, items, it.items);
  return state;
}

/// Clean text beside its lines.
inline std::vector<Named> clean_up_states() {
  std::vector<Named> all;
  all.push_back({"clean-up", clean_up_state()});
  all.push_back({"clean-up-open", with(clean_up_state(), [](State& s) {
                   s.interview->selected_passage = s.interview->passages[1].id;
                   s.interview->earlier_of_passage = {{.text = "Half of it.", .at_ms = kNowMs}};
                 })});
  all.push_back({"clean-up-editing", with(clean_up_state(), [](State& s) {
                   s.interview->selected_passage = s.interview->passages[1].id;
                   s.interview->editing_line = s.interview->passages[1].id;
                   s.interview->line_edit = "Half the site.\nIt was down.";
                 })});
  all.push_back({"clean-up-struck", with(clean_up_state(), [](State& s) {
                   s.interview->passages[1].struck = true;
                   s.interview->selected_passage = s.interview->passages[1].id;
                 })});
  all.push_back({"clean-up-lines", with(clean_up_state(), [](State& s) {
                   s.interview->raw_shown = true;
                   s.interview->selected_line = s.interview->lines[4].id;
                 })});
  all.push_back({"clean-up-asking", with(clean_up_state(), [](State& s) {
                   model::Passage& passage = s.interview->passages[0];
                   passage.conflict = true;
                   passage.conflicts = {conflict_of("text", {model::Value::text("One wording"),
                                                             model::Value::text("Another one")})};
                   s.interview->passages[2].struck_over = true;
                 })});
  all.push_back({"clean-up-is-it-clean", with(clean_up_state(), [](State& s) {
                   s.interview->cleaned_open = true;
                   s.interview->still_open.items = {"closing"};
                   s.interview->still_open.lost = {id_of(7000)};
                   s.interview->still_open.asking = {id_of(7001)};
                 })});
  all.push_back({"clean-up-signed", with(clean_up_state(), [](State& s) {
                   s.interview->interview.state = model::InterviewState::kSigned;
                   s.interview->guide = nullptr;
                   s.interview->cleaned_open = true;
                   s.interview->still_open = {};
                 })});
  all.push_back({"clean-up-gone", empty_state(Screen::kCleanUp)});
  return all;
}

}  // namespace quietroom::screens_test
