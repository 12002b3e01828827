#include "app/session/example.h"

#include <array>

#include "app/guides/guide.h"
#include "app/guides/guide_json.h"
#include "app/words/words.h"

namespace quietroom::session {

using model::ItemProgress;
using model::LineKind;
using words::Phrase;
using words::say;

namespace {

struct ExampleLine {
  std::string_view item_id;
  LineKind kind;
  words::Phrase text;
};

// Facts of the incident are public; the people and every word they say are invented.
constexpr std::array<ExampleLine, 14> kLines = {{
    {"introductions", LineKind::kParaphrase,
     Phrase("On call for the edge network that week, second year in the team.")},
    {"role", LineKind::kParaphrase,
     Phrase("First to see the alerts, 22:54, two minutes after the link was back.")},
    {"role", LineKind::kQuote,
     Phrase("The link was gone for 43 seconds. I thought: that was it, go back to bed.")},
    {"role", LineKind::kParaphrase,
     Phrase("23:07 asked for deploys to be locked; 23:09 status yellow, 23:11 red.")},
    {"role", LineKind::kQuote,
     Phrase("At 23:13 we called the database people, and from then on I mostly listened.")},
    {"surprise", LineKind::kQuote,
     Phrase("That the primaries had moved to the other coast. Nobody had told me they could.")},
    {"surprise", LineKind::kInference,
     Phrase(
         "Expects a failover to stay within one region; the orchestrator was built to cross it.")},
    {"how-long", LineKind::kParaphrase, Phrase("A whole night and most of the next day.")},
    {"support", LineKind::kQuote,
     Phrase("Somebody from support sat with me and wrote the updates. That was gold.")},
    {"good-actions", LineKind::kQuote,
     Phrase("We chose the data over the speed, out loud, and nobody argued.")},
    {"good-actions", LineKind::kParaphrase,
     Phrase("Pausing webhooks and page builds at 23:19 gave everybody room to think.")},
    {"learned", LineKind::kQuote,
     Phrase("Forty minutes of writes on the wrong side, and I could not have said which ones.")},
    {"tools", LineKind::kParaphrase,
     Phrase("The topology page showed the state from before. Everyone had it open.")},
    {"who-else", LineKind::kParaphrase,
     Phrase("Noa from support, and whoever built the orchestrator's rules.")},
}};

}  // namespace

Status fill_example(store::Store& store) {
  store::StartInterview start;
  start.case_title = say("Example: the network incident of 21 October 2018");
  start.person_name = say("Ira Example (invented)");
  start.guide_id = classic_guide().id;
  start.guide_version = classic_guide().version;
  start.guide_body = guide_json(classic_guide());
  const store::StartedInterview started = TRY(store.start_interview(start));
  for (const ExampleLine& line : kLines) {
    store::NewLine added;
    added.interview_id = started.interview_id;
    added.item_id = line.item_id;
    added.kind = line.kind;
    added.text = say(line.text);
    TRY(store.add_line(added));
  }
  for (const std::string_view item : {"introductions", "consent", "role", "surprise", "how-long"}) {
    TRY(store.set_item_state(started.interview_id, item, ItemProgress::kDone));
  }
  TRY(store.set_item_state(started.interview_id, "support", ItemProgress::kCovered));
  store::StartInterview candidate;
  candidate.case_id = started.case_id;
  candidate.person_name = say("Noa Example (invented)");
  candidate.guide_id = start.guide_id;
  candidate.guide_version = start.guide_version;
  TRY(store.add_candidate(candidate));
  return {};
}

}  // namespace quietroom::session
