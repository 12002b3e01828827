#include "app/guides/guide.h"

#include <doctest/doctest.h>

#include "app/words/words.h"

namespace quietroom {
namespace {

TEST_CASE("classic_guide: has the fifteen items of the practice and fits its slots") {
  const Guide& guide = classic_guide();
  CHECK(guide.items.size() == 15);
  int sixty = 0;
  int thirty = 0;
  for (const GuideItem& item : guide.items) {
    sixty += item.minutes[0];
    thirty += item.minutes[1];
  }
  CHECK(sixty <= 60);
  CHECK(thirty <= 30);
  REQUIRE(guide.find("consent") != nullptr);
  CHECK(guide.find("consent")->opens_consent);
  CHECK(guide.find("nothing") == nullptr);
}

TEST_CASE("shipped_guides: each fits its slots, and asks for consent where notes are shared") {
  CHECK(shipped_guides().size() == 16);
  for (const Guide& guide : shipped_guides()) {
    CAPTURE(guide.id);
    CHECK(shipped_guide(guide.id) == &guide);
    CHECK_FALSE(guide.about.empty());
    int sixty = 0;
    int forty_five = 0;
    int thirty = 0;
    bool consent = false;
    for (const GuideItem& item : guide.items) {
      sixty += planned_minutes(item, 60);
      forty_five += planned_minutes(item, 45);
      thirty += planned_minutes(item, 30);
      consent = consent || item.opens_consent;
      // Headings do not end in a full stop; what the interviewer reads does.
      CHECK(item.title.back() != '.');
      CHECK((item.purpose.back() == '.' || item.purpose.back() == '\x9D'));
    }
    CHECK(sixty <= 60);
    CHECK(forty_five <= 50);
    CHECK(thirty <= 30);
    CHECK(consent == (guide.use == GuideUse::kIncident));
  }
  CHECK(shipped_guide("nothing") == nullptr);
}

TEST_CASE("shipped_guides: those of another language ask the same, in the same order and time") {
  std::size_t german_count = 0;
  for (const Guide& german : shipped_guides()) {
    if (german.language != "de") continue;
    ++german_count;
    CAPTURE(german.id);
    const Guide* english = shipped_guide(german.id.substr(0, german.id.size() - 3));
    REQUIRE(english != nullptr);
    CHECK(english->language == "en");
    CHECK(german.id == english->id + "-de");
    CHECK(german.use == english->use);
    CHECK(german.title != english->title);
    REQUIRE(german.items.size() == english->items.size());
    for (std::size_t at = 0; at < german.items.size(); ++at) {
      const GuideItem& one = german.items[at];
      const GuideItem& other = english->items[at];
      CAPTURE(one.id);
      CHECK(one.title != other.title);
      CHECK(one.purpose != other.purpose);
      CHECK(one.cues.size() == other.cues.size());
      GuideItem same = other;
      same.title = one.title;
      same.purpose = one.purpose;
      same.cues = one.cues;
      CHECK(one == same);
    }
  }
  CHECK(german_count == 8);
}

TEST_CASE("shipped_guides: the language in use decides which one is taken") {
  CHECK(&classic_guide() == shipped_guide("debrief-classic"));
  CHECK(is_in_use(classic_guide()));
  const Guide& english = own_debrief_guide();
  const words::Speaking german(words::Language::kGerman);
  CHECK(&classic_guide() == shipped_guide("debrief-classic-de"));
  CHECK_FALSE(is_in_use(english));
  CHECK(own_debrief_guide().id == "own-debrief-de");
  REQUIRE(matching_probes("OFFENSICHTLICH klar").size() == 1);
  CHECK(probe_cards().size() == 9);
  CHECK(matching_probes("obviously").empty());
}

TEST_CASE("shipped_guides: strict learning does not ask about prevention") {
  const Guide* strict = shipped_guide("debrief-strict-learning");
  REQUIRE(strict != nullptr);
  CHECK(strict->find("preventable") == nullptr);
  CHECK(strict->find("recurrence") == nullptr);
  CHECK(strict->find("sense") != nullptr);
}

TEST_CASE("planned_minutes: 45 lies halfway, rounded up") {
  const GuideItem item{.minutes = {10, 5}};
  CHECK(planned_minutes(item, 60) == 10);
  CHECK(planned_minutes(item, 45) == 8);
  CHECK(planned_minutes(item, 30) == 5);
}

TEST_CASE("matching_probes: by the words that were heard, in any case") {
  CHECK(matching_probes("").size() == probe_cards().size());
  REQUIRE(matching_probes("OBVIOUSLY clearly").size() == 1);
  CHECK(matching_probes("OBVIOUSLY clearly").front()->heard.find("Obviously") == 0);
  CHECK(matching_probes("zebra").empty());
}

}  // namespace
}  // namespace quietroom
