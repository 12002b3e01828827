#include "app/guides/guide_json.h"
#include "tests/app/session/rig.h"

namespace quietroom::session {
namespace {

using namespace command;

struct AtGuides {
  AtGuides() : run(std::make_unique<Run>(device)) {
    run->set_up(kPassphrase);
    run->run(OpenGuides{});
    REQUIRE(run->state().screen == Screen::kGuides);
  }
  void power_cut(std::uint64_t seed) {
    device.files.crash(seed);
    run = std::make_unique<Run>(device);
    run->unlock(kPassphrase);
  }
  const GuideView& guide() const {
    REQUIRE(run->state().open_guide.has_value());
    return *run->state().open_guide;
  }
  void pick(const std::string& text) { run->run(GuidePicked{Bytes(text.begin(), text.end())}); }

  TestDevice device;
  std::unique_ptr<Run> run;
};

TEST_CASE("guides: the one that is chosen is what the next 1:1 begins with, and is remembered") {
  AtGuides at;
  CHECK(at.run->state().guides.size() == shipped_guides().size());
  CHECK(at.run->state().chosen_guide == "debrief-classic");
  at.run->run(OpenGuide{"recall-aid"});
  at.run->run(UseGuide{"recall-aid"});
  at.power_cut(3);
  CHECK(at.run->state().chosen_guide == "recall-aid");
  at.run->start_interview("Ana");
  REQUIRE(at.run->view().guide != nullptr);
  CHECK(at.run->view().guide->id == "recall-aid");
  CHECK(at.run->view().interview.guide_id == "recall-aid");
}

TEST_CASE("guides: what nobody has chosen follows the language, what somebody has does not") {
  const words::Speaking restore(words::Language::kEnglish);
  AtGuides at;
  const auto speak = [&](PageLanguage language) {
    PreferencesEvent preferences;
    preferences.language = language;
    at.run->session.take(preferences);
  };
  CHECK(at.run->state().chosen_guide == "debrief-classic");
  speak(PageLanguage::kGerman);
  CHECK(at.run->state().chosen_guide == "debrief-classic-de");
  CHECK(at.run->state().consent_text.language == "de");
  at.run->run(GoHome{});
  at.run->start_interview("Ana");
  CHECK(at.run->view().item()->title == "Vorstellung und Ablauf");
  // The 1:1 keeps what it was begun with.
  speak(PageLanguage::kEnglish);
  CHECK(at.run->view().item()->title == "Vorstellung und Ablauf");
  CHECK(at.run->state().chosen_guide == "debrief-classic");
  at.run->run(OpenGuides{});
  at.run->run(UseGuide{"outreach"});
  speak(PageLanguage::kGerman);
  CHECK(at.run->state().chosen_guide == "outreach");
}

TEST_CASE("guides: an outreach 1:1 belongs to no incident") {
  AtGuides at;
  at.run->run(UseGuide{"outreach"});
  at.run->run(GoHome{});
  at.run->start_interview("Ana");
  CHECK(at.run->view().interview.case_kind == model::CaseKind::kOutreach);
  CHECK(at.run->view().interview.case_title == "Outreach");
  at.run->run(GoHome{});
  at.run->start_interview("Noa");
  at.run->run(GoHome{});
  CHECK(at.run->state().cases.size() == 1);
}

TEST_CASE("guides: a copy is changed word by word; what was typed is there after a power cut") {
  AtGuides at;
  at.run->run(OpenGuide{"debrief-classic"});
  CHECK_FALSE(at.guide().is_own());
  at.run->run(CopyGuide{});
  REQUIRE(at.guide().is_own());
  CHECK(at.guide().entry.guide.id == "debrief-classic-2");
  at.run->run(OpenGuideItem{3});
  at.run->type(Field::kItemTitle, "What surprised you most?");
  at.run->type(Field::kItemCues, " wait \n\nlisten\n");
  at.run->type(Field::kItemSixty, "7");
  CHECK(at.guide().saved == Saved::kWriting);
  at.run->wait(1000);
  CHECK(at.guide().saved == Saved::kSaved);
  at.power_cut(5);
  at.run->run(OpenGuides{});
  at.run->run(OpenGuide{"debrief-classic-2"});
  const GuideItem& item = at.guide().entry.guide.items[3];
  CHECK(item.title == "What surprised you most?");
  CHECK(item.cues == std::vector<std::string>{"wait", "listen"});
  CHECK(item.minutes[0] == 7);
}

TEST_CASE("guides: what cannot be kept stays on the screen with its reason") {
  AtGuides at;
  at.run->run(OpenGuide{"debrief-classic"});
  at.run->run(CopyGuide{});
  at.run->run(OpenGuideItem{0});
  at.run->type(Field::kItemSixty, "a few");
  at.run->wait(1000);
  CHECK(at.run->state().problem_field == Field::kItemSixty);
  CHECK(at.guide().saved == Saved::kFailed);
  at.run->run(GoBack{});
  CHECK(at.run->state().screen == Screen::kGuide);
  at.run->type(Field::kItemSixty, "4");
  at.run->run(GoBack{});
  CHECK(at.run->state().screen == Screen::kGuides);
  // Locking does not wait for an answer: what can be kept is, the rest stays as it was.
  at.run->run(OpenGuide{"debrief-classic-2"});
  at.run->run(OpenGuideItem{0});
  at.run->type(Field::kItemTitle, "Hello");
  at.run->type(Field::kItemSixty, "");
  at.run->run(Lock{});
  at.run->unlock(kPassphrase);
  at.run->run(OpenGuides{});
  at.run->run(OpenGuide{"debrief-classic-2"});
  CHECK(at.guide().entry.guide.items[0].title == "Hello");
  CHECK(at.guide().entry.guide.items[0].minutes[0] == 4);
}

TEST_CASE(
    "guides: what was typed a moment ago is not lost to another window, and the page knows of it") {
  AtGuides at;
  at.run->run(OpenGuide{"debrief-classic"});
  at.run->run(CopyGuide{});
  at.run->type(Field::kGuideTitle, "Ours");
  REQUIRE(at.run->page.last<UnsavedRequest>() != nullptr);
  CHECK(at.run->page.last<UnsavedRequest>()->any);
  at.run->session.take(StoreEvent{StoreAccess::kAskedFor, ""});
  at.run = std::make_unique<Run>(at.device);
  at.run->unlock(kPassphrase);
  at.run->run(OpenGuides{});
  CHECK(at.run->state().guides.back().guide.title == "Ours");
}

TEST_CASE("guides: a title that is too long for a copy is said, and no guide vanishes") {
  AtGuides at;
  Guide guide = *shipped_guide("outreach");
  guide.id = "ours";
  guide.title = std::string(398, 'x');
  at.pick(guide_json(guide));
  const std::size_t count = at.run->state().guides.size();
  at.run->run(CopyGuide{});
  CHECK(at.run->state().guides.size() == count);
  REQUIRE(at.run->state().notice.has_value());
  CHECK(at.run->state().notice->text.find("title: empty or too long") != std::string::npos);
}

TEST_CASE("guides: items are added, moved, marked, removed, and the removal is undone") {
  AtGuides at;
  at.run->run(OpenGuide{"own-debrief"});
  at.run->run(CopyGuide{});
  const std::vector<GuideItem> before = at.guide().entry.guide.items;
  at.run->run(AddGuideItem{});
  REQUIRE(at.guide().item_index == 4);
  CHECK(at.guide().entry.guide.items[4].id == "item");
  at.run->run(MoveGuideItem{-1});
  CHECK(at.guide().item_index == 3);
  CHECK(at.guide().entry.guide.items[3].id == "item");
  at.run->run(MoveGuideItem{1});
  at.run->run(MoveGuideItem{1});  // It is the last: nothing happens.
  CHECK(at.guide().item_index == 4);
  at.run->run(ToggleItemEmotion{});
  CHECK(at.guide().entry.guide.items[4].brings_emotion);
  at.run->run(RemoveGuideItem{4});
  CHECK(at.guide().entry.guide.items == before);
  at.run->run(UndoLast{});
  REQUIRE(at.guide().entry.guide.items.size() == 5);
  CHECK(at.guide().entry.guide.items[4].brings_emotion);
  for (int left = 0; left < 8; ++left) at.run->run(RemoveGuideItem{0});
  CHECK(at.guide().entry.guide.items.size() == 1);
}

TEST_CASE("guides: an interview keeps the version that it was held with") {
  AtGuides at;
  at.run->run(OpenGuide{"own-debrief"});
  at.run->run(CopyGuide{});
  const std::string id = at.guide().entry.guide.id;
  at.run->run(UseGuide{id});
  at.run->run(GoHome{});
  at.run->start_interview("Ana");
  const Id interview = at.run->view().interview.id;
  at.run->run(GoHome{});
  at.run->run(OpenGuides{});
  at.run->run(OpenGuide{id});
  at.run->run(OpenGuideItem{0});
  at.run->type(Field::kItemTitle, "Reworded");
  at.run->wait(1000);
  CHECK(at.guide().entry.guide.version == 2);
  at.run->type(Field::kItemTitle, "Reworded again");
  at.run->wait(1000);
  CHECK(at.guide().entry.guide.version == 2);  // Nobody has been asked with 2 yet.
  at.run->run(RemoveGuide{at.guide().entry.own, true});
  at.run->run(OpenInterview{interview});
  REQUIRE(at.run->view().guide != nullptr);
  CHECK(at.run->view().guide->version == 1);
  CHECK(at.run->view().guide->items[0].title == "What surprised me?");
}

TEST_CASE("guides: a file comes in, again, as a newer version, and broken") {
  AtGuides at;
  Guide guide = *shipped_guide("outreach");
  guide.id = "our-outreach";
  guide.title = "Our outreach";
  at.pick(guide_json(guide));
  CHECK(at.guide().entry.guide == guide);
  CHECK(at.guide().is_own());
  const std::size_t count = at.run->state().guides.size();
  at.pick(guide_json(guide));
  CHECK(at.run->state().guides.size() == count);
  guide.version = 2;
  guide.items.pop_back();
  at.pick(guide_json(guide));
  CHECK(at.run->state().guides.size() == count);
  CHECK(at.guide().entry.guide.version == 2);
  guide.title = "Another team's, of the same name";
  at.pick(guide_json(guide));
  CHECK(at.run->state().guides.size() == count + 1);
  CHECK(at.guide().entry.guide.id == "our-outreach-2");
  at.run->run(OpenGuides{});
  at.pick("{\n\"format\": 1,\n\"id\": 7}");
  CHECK(at.run->state().problem ==
        "This guide was not taken: line 3: id: text is missing. Nothing was changed.");
  CHECK(at.run->state().guides.size() == count + 1);
}

TEST_CASE("guides: what is saved as a file is what parse_guide() reads") {
  AtGuides at;
  at.run->run(OpenGuide{"decision-points"});
  at.run->run(ExportGuide{});
  const auto* saved = at.run->page.last<SaveFileRequest>();
  REQUIRE(saved != nullptr);
  CHECK(saved->name == "decision-points-v1.json");
  const auto again = parse_guide(std::string(saved->bytes.begin(), saved->bytes.end()));
  REQUIRE(again.ok());
  CHECK(again.value() == *shipped_guide("decision-points"));
}

}  // namespace
}  // namespace quietroom::session
