// What must hold on every screen, whatever its state, size and text size.
#include "app/words/words.h"
#include "tests/app/screens/stage.h"

namespace quietroom::screens_test {
namespace {

struct Size {
  float width, height;
};
constexpr Size kSizes[] = {{320, 480}, {320, 568},  {400, 700},   {400, 900},  {820, 1180},
                           {900, 400}, {1280, 800}, {1920, 1080}, {2560, 1440}};

/// Everything that the tree says, in one text.
std::string words_of(const ui::Driver& driver) {
  std::string all;
  for (const NodeId id : driver.order()) {
    const SemanticsNode& node = driver.at(id);
    all += node.name + "\n" + node.description + "\n" + node.value + "\n" + node.placeholder + "\n";
  }
  return all;
}

/// True if a sheet stands before all else, at every width.
bool has_open_sheet(const session::InterviewView& it) {
  return it.probes_open || it.referrals_open || it.closing_open || it.quiet_cues_open ||
         it.cleaned_open;
}

void check_headings(const Stage& stage) {
  int titles = 0;
  for (const SemanticsNode* heading : stage.driver.find_all(Role::kHeading)) {
    CHECK_FALSE(heading->name.empty());
    if (heading->level == 1) ++titles;
  }
  CHECK(titles == (stage.state.covered ? 0 : 1));
  CHECK(stage.driver.find_all(Role::kMain).size() == 1);
}

TEST_CASE("screens: every state is sound at every size and text size") {
  for (const Named& named : every_state()) {
    CAPTURE(named.name);
    for (const Size& size : kSizes) {
      for (const float text_scale : {1.0F, 2.0F}) {
        CAPTURE(size.width);
        CAPTURE(text_scale);
        Stage stage(named.state, size.width, size.height, text_scale);
        stage.driver.check_sound();
        CHECK(stage.take().empty());
      }
    }
  }
}

TEST_CASE("screens: every state is sound in German too, where words are longer") {
  const words::Speaking german(words::Language::kGerman);
  for (const Named& named : every_state()) {
    CAPTURE(named.name);
    for (const Size& size : {Size{320, 568}, Size{1280, 800}}) {
      for (const float text_scale : {1.0F, 2.0F}) {
        CAPTURE(size.width);
        CAPTURE(text_scale);
        Stage stage(named.state, size.width, size.height, text_scale);
        stage.driver.check_sound();
        const std::string words = words_of(stage.driver);
        CHECK(words.find('!') == std::string::npos);
        CHECK(words.find(" musst ") == std::string::npos);
      }
    }
  }
}

TEST_CASE("screens: every state has one title and one main part") {
  for (const Named& named : every_state()) {
    CAPTURE(named.name);
    // A sheet hides what is behind it, the title too.
    const auto& talk = named.state.interview;
    const bool is_talk =
        named.state.screen == Screen::kInterview || named.state.screen == Screen::kCleanUp;
    if (named.state.asking_erase || named.state.asking_close ||
        (is_talk && talk && has_open_sheet(*talk)))
      continue;
    const bool sheet_when_narrow = talk && (talk->items_open || talk->more_open);
    check_headings(Stage(named.state, 1280, 800));
    if (!sheet_when_narrow) check_headings(Stage(named.state, 400, 900));
  }
}

TEST_CASE("screens: colours change nothing but pixels") {
  for (const Named& named : every_state()) {
    CAPTURE(named.name);
    Stage stage(named.state, 400, 900);
    const std::string light = stage.driver.dump();
    stage.driver.prefer({.dark = true});
    stage.driver.check_sound();
    CHECK(stage.driver.dump() == light);
    stage.driver.prefer({.high_contrast = true, .forced_colours = true});
    stage.driver.check_sound();
  }
}

TEST_CASE("screens: left alone, none is drawn again, and none wants to be woken within a second") {
  for (const Named& named : every_state()) {
    CAPTURE(named.name);
    Stage stage(named.state, 400, 900);
    const int paints = stage.driver.paints;
    const int differences = stage.driver.differences;
    stage.driver.run();
    CHECK(stage.driver.paints == paints);
    CHECK(stage.driver.differences == differences);
    CHECK(stage.driver.wakes_in_ms().value_or(1000) >= 1000);
  }
}

TEST_CASE("screens: every control that is not a field asks for something") {
  for (const Named& named : every_state()) {
    CAPTURE(named.name);
    for (const Size& size : {Size{1280, 800}, Size{400, 900}}) {
      Stage stage(named.state, size.width, size.height);
      for (const NodeId id : std::vector<NodeId>(stage.driver.order())) {
        if (!stage.driver.has(id) || !stage.driver.is_reachable(id)) continue;
        const SemanticsNode node = stage.driver.at(id);
        const bool elsewhere = node.picks_file || node.page_action != PageAction::kNone ||
                               !node.href.empty() || node.name.rfind("Skip to", 0) == 0;
        if (!node.focusable || node.disabled || node.role == Role::kTextField || elsewhere)
          continue;
        CAPTURE(node.name);
        stage.take();
        stage.driver.click(id);
        CHECK_FALSE(stage.take().empty());
      }
    }
  }
}

TEST_CASE("screens: nothing has an exclamation mark, and nothing says must") {
  for (const Named& named : every_state()) {
    CAPTURE(named.name);
    Stage stage(named.state);
    const std::string words = words_of(stage.driver);
    CHECK(words.find('!') == std::string::npos);
    CHECK(words.find("you must") == std::string::npos);
    CHECK(words.find("You must") == std::string::npos);
  }
}

TEST_CASE("cover: nothing of the state gets out, on any screen") {
  for (const Named& named : every_state()) {
    CAPTURE(named.name);
    State state = named.state;
    state.covered = true;
    Stage stage(state, 400, 900);
    stage.driver.check_sound();
    for (const NodeId id : stage.driver.order()) {
      const SemanticsNode& node = stage.driver.at(id);
      CHECK((node.name.empty() || node.name == "Uncover" || node.name == "Empty page"));
      CHECK(node.description.empty());
      CHECK(node.value.empty());
    }
    const SemanticsNode& uncover = stage.driver.get(Role::kButton, "Uncover");
    CHECK(uncover.rect.width >= 400);
    CHECK(uncover.rect.height >= 900);
    only<command::Uncover>(stage.click(Role::kButton, "Uncover"));
    only<command::Uncover>(
        stage.press(std::string(named.state.shortcuts.of(session::Act::kCover))));
    CHECK(stage.press("Alt+L").empty());
    CHECK(stage.press("Escape").empty());
  }
}

TEST_CASE("screens: secrets that were typed are in no node") {
  for (const Screen screen : {Screen::kChoosePassphrase, Screen::kUnlock, Screen::kOpenCopy}) {
    State state = entrance_state(screen);
    state.setup.recovery_words.clear();
    state.setup.has_copy = true;
    state.fields.set(session::Field::kPassphrase, "correct horse battery");
    state.fields.set(session::Field::kPassphraseAgain, "correct horse battery");
    Stage stage(state);
    CHECK(words_of(stage.driver).find("horse") == std::string::npos);
  }
}

TEST_CASE("screens: the keyboard begins where the work begins") {
  struct Row {
    Screen screen;
    std::string_view name;
  };
  const Row rows[] = {{Screen::kWelcome, "Choose a passphrase"},
                      {Screen::kChoosePassphrase, "Passphrase"},
                      {Screen::kShowRecovery, "I have written it down"},
                      {Screen::kConfirmRecovery, "Word 3"},
                      {Screen::kUnlock, "Passphrase"},
                      {Screen::kForgotten, "Recovery code"},
                      {Screen::kElsewhere, "Use it here"},
                      {Screen::kUnavailable, "Try it with an example"},
                      {Screen::kFirstSteps, "Go on"},
                      {Screen::kHome, "With whom"},
                      {Screen::kCases, "New case"},
                      {Screen::kPeople, "New person"},
                      {Screen::kAbout, "Back"},
                      {Screen::kSettings, "Back"},
                      {Screen::kShortcuts, "Back"}};
  for (const Row& row : rows) {
    CAPTURE(row.name);
    Stage stage(entrance_state(row.screen));
    REQUIRE(stage.driver.focused() != 0);
    CHECK(stage.driver.at(stage.driver.focused()).name == row.name);
  }
  Stage interview(interview_state());
  CHECK(interview.driver.at(interview.driver.focused()).name == "Note");
}

TEST_CASE("screens: a new visit shows fields anew") {
  Stage stage(empty_state(Screen::kPeople));
  stage.type("New person", "Ana");
  CHECK(stage.driver.field_text("New person") == "Ana");
  ++stage.state.visit;
  stage.driver.run();
  CHECK(stage.driver.field_text("New person").empty());
}

}  // namespace
}  // namespace quietroom::screens_test
