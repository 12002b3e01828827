// Events, fields, focus, sheets, scrolling: the kit's behaviour as a page sees it.
#include "app/ui/ui.h"

#include "tests/app/ui/driver.h"
#include "tests/app/ui/gallery.h"

namespace quietroom::ui {
namespace {

TEST_CASE("Ui: a click reaches its control exactly once") {
  int clicks = 0;
  Driver driver([&](Ui& ui) {
    ui.column([&] {
      if (ui.button("save", {.label = "Save"})) ++clicks;
      ui.button("other", {.label = "Other"});
    });
  });
  driver.click(Role::kButton, "Save");
  CHECK(clicks == 1);
  driver.run();
  driver.run();
  CHECK(clicks == 1);
  driver.click(Role::kButton, "Other");
  CHECK(clicks == 1);
}

TEST_CASE("Ui: events that come together are all delivered, in order, one a pass") {
  std::vector<std::string> seen;
  Driver driver([&](Ui& ui) {
    ui.column([&] {
      if (ui.button("a", {.label = "A"})) seen.push_back("A");
      const FieldResult note = ui.note_field("note", {.label = "Note", .submit_on_enter = true});
      if (note.changed) seen.push_back("changed " + *note.changed);
      if (note.submitted) seen.push_back("submitted " + *note.submitted);
      if (ui.button("b", {.label = "B"})) seen.push_back("B");
    });
  });
  driver.run();
  const NodeId a = driver.get(Role::kButton, "A").id;
  const NodeId b = driver.get(Role::kButton, "B").id;
  const NodeId note = driver.get(Role::kTextField, "Note").id;
  driver.ui().feed(ActionEvent{b, NodeAction::kClick, {}});
  driver.ui().feed(TextEvent{note, "x"});
  driver.ui().feed(ActionEvent{note, NodeAction::kSubmit, "x"});
  driver.ui().feed(ActionEvent{a, NodeAction::kClick, {}});
  driver.ui().feed(ActionEvent{a, NodeAction::kClick, {}});
  driver.run();
  CHECK(seen == std::vector<std::string>{"B", "changed x", "submitted x", "A", "A"});
}

TEST_CASE("Ui: a disabled control is not pressed, and neither is one that is gone") {
  int clicks = 0;
  bool there = true;
  Driver driver([&](Ui& ui) {
    ui.column([&] {
      if (ui.button("off", {.label = "Off", .disabled = true})) ++clicks;
      if (there && ui.button("gone", {.label = "Gone"})) ++clicks;
    });
  });
  driver.run();
  const NodeId off = driver.get(Role::kButton, "Off").id;
  const NodeId gone = driver.get(Role::kButton, "Gone").id;
  there = false;
  driver.send(ActionEvent{off, NodeAction::kClick, {}});
  driver.send(ActionEvent{gone, NodeAction::kClick, {}});
  CHECK(clicks == 0);
  CHECK(driver.undelivered.empty());
}

TEST_CASE("Ui: text that was typed into a field that is gone is given back, not lost") {
  bool there = true;
  Driver driver([&](Ui& ui) {
    if (there) ui.note_field("note", {.label = "Note", .submit_on_enter = true});
  });
  driver.run();
  const NodeId note = driver.get(Role::kTextField, "Note").id;
  there = false;
  driver.send(TextEvent{note, "half a line"});
  driver.send(ActionEvent{note, NodeAction::kSubmit, "half a line."});
  REQUIRE(driver.undelivered.size() == 2);
  CHECK(std::get<TextEvent>(driver.undelivered[0]).value == "half a line");
  CHECK(std::get<ActionEvent>(driver.undelivered[1]).value == "half a line.");
}

TEST_CASE("Ui: a shortcut presses its control, once, and not while it is disabled") {
  int quotes = 0;
  bool off = false;
  Driver driver([&](Ui& ui) {
    ui.row([&] {
      if (ui.button("q", {.label = "Quote", .shortcut = "Alt+Q", .disabled = off})) ++quotes;
      if (ui.button("q2", {.label = "Also Quote", .shortcut = "Alt+Q"})) quotes += 100;
    });
  });
  driver.key("Alt+Q");
  CHECK(quotes == 1);
  CHECK(driver.get(Role::kButton, "Quote").shortcut == "Alt+Q");
  off = true;
  driver.key("Alt+Q");
  CHECK(quotes == 101);
}

TEST_CASE("Ui: ids stay as plain containers come and go, and keys count within keyed parts") {
  bool more = false;
  Driver driver([&](Ui& ui) {
    ui.column([&] {
      if (more) ui.text("A line that was not there");
      if (more) {
        ui.row([&] { ui.button("save", {.label = "Save"}); });
      } else {
        ui.button("save", {.label = "Save"});
      }
      ui.group(1, [&] { ui.button("edit", {.label = "Edit 1"}); });
      ui.group(2, [&] { ui.button("edit", {.label = "Edit 2"}); });
    });
  });
  driver.run();
  const NodeId save = driver.get(Role::kButton, "Save").id;
  CHECK(driver.get(Role::kButton, "Edit 1").id != driver.get(Role::kButton, "Edit 2").id);
  more = true;
  driver.run();
  CHECK(driver.get(Role::kButton, "Save").id == save);
  driver.check_sound();
}

TEST_CASE("Ui: the same key twice is found, and the tree stays sound") {
  Driver driver([&](Ui& ui) {
    ui.column([&] {
      ui.button("same", {.label = "One"});
      ui.button("same", {.label = "Two"});
      ui.text("twice");
      ui.text("twice");
    });
  });
  driver.run();
  REQUIRE(driver.ui().duplicate_keys().size() == 1);
  CHECK(driver.ui().duplicate_keys()[0] == "button Two");
  CHECK(driver.find_all(Role::kText).size() == 2);
}

TEST_CASE("Ui: a pass in which nothing changed sends nothing and paints nothing") {
  GalleryState state;
  Driver driver([&](Ui& ui) { gallery_widgets(ui, state); });
  driver.run();
  const int paints = driver.paints;
  const int differences = driver.differences;
  const std::size_t others = driver.others.size();
  driver.run();
  driver.run();
  CHECK(driver.paints == paints);
  CHECK(driver.differences == differences);
  CHECK(driver.others.size() == others);
}

TEST_CASE("Ui: hover changes pixels, moving within the same control does not") {
  Driver driver([&](Ui& ui) { ui.column([&] { ui.button("a", {.label = "A"}); }); });
  driver.run();
  const Rect rect = driver.get(Role::kButton, "A").rect;
  const int paints = driver.paints;
  driver.point(PointerPhase::kMove, rect.x + 5, rect.y + 5);
  CHECK(driver.paints == paints + 1);
  const int passes = driver.passes;
  driver.point(PointerPhase::kMove, rect.x + 9, rect.y + 9);
  CHECK(driver.passes == passes);
  driver.point(PointerPhase::kDown, rect.x + 9, rect.y + 9);
  CHECK(driver.paints == paints + 2);
  driver.point(PointerPhase::kUp, rect.x + 9, rect.y + 9);
  driver.point(PointerPhase::kLeave, 0, 0);
  CHECK(driver.paints == paints + 4);
}

TEST_CASE("Ui: a press of the pointer presses nothing by itself") {
  int clicks = 0;
  Driver driver([&](Ui& ui) {
    if (ui.button("a", {.label = "A"})) ++clicks;
  });
  driver.run();
  const Rect rect = driver.get(Role::kButton, "A").rect;
  driver.point(PointerPhase::kDown, rect.x + 5, rect.y + 5);
  driver.point(PointerPhase::kUp, rect.x + 5, rect.y + 5);
  CHECK(clicks == 0);
}

TEST_CASE("Ui: the focus ring is drawn for the keyboard, not for the pointer") {
  Driver driver([&](Ui& ui) { ui.column([&] { ui.button("a", {.label = "A"}); }); });
  driver.run();
  const SemanticsNode& node = driver.get(Role::kButton, "A");
  const int paints = driver.paints;
  driver.send(ActionEvent{node.id, NodeAction::kFocus, {}});
  CHECK(driver.paints == paints + 1);
  driver.send(ActionEvent{node.id, NodeAction::kBlur, {}});
  CHECK(driver.paints == paints + 2);
  driver.point(PointerPhase::kDown, node.rect.x + 5, node.rect.y + 5, true);
  driver.point(PointerPhase::kUp, node.rect.x + 5, node.rect.y + 5, true);
  const int before = driver.paints;
  driver.send(ActionEvent{node.id, NodeAction::kFocus, {}});
  CHECK(driver.paints == before);
}

// --- Fields
// ----------------------------------------------------------------------------------------

TEST_CASE("Ui: the page's text of a field stands until the revision changes") {
  std::string draft = "from the store";
  std::uint32_t revision = 0;
  Driver driver([&](Ui& ui) {
    const FieldResult note =
        ui.note_field("note", {.label = "Note", .value = draft, .revision = revision});
    if (note.changed) draft = *note.changed;
  });
  driver.run();
  CHECK(driver.field_text("Note") == "from the store");
  const int differences = driver.differences;
  driver.type("Note", "from the person");
  CHECK(draft == "from the person");
  CHECK(driver.field_text("Note") == "from the person");
  draft = "something else";
  driver.run();
  CHECK(driver.field_text("Note") == "from the person");
  // Typing is not echoed as a change of the tree (focus apart).
  driver.type("Note", "from the person.");
  CHECK(driver.differences <= differences + 1);
  draft = "restored";
  revision = 1;
  driver.run();
  CHECK(driver.field_text("Note") == "restored");
}

TEST_CASE("Ui: a text from the program names what the field held, so that typing is not lost") {
  FakeGlyphs glyphs;
  Ui ui(glyphs);
  std::uint32_t revision = 0;
  std::string value;
  const auto pass = [&] {
    ui.begin_pass(0);
    ui.column([&] {
      ui.note_field("note", {.label = "Note", .value = value, .revision = revision});
      ui.passphrase_field("secret", {.label = "Passphrase", .revision = revision});
    });
    return ui.end_pass();
  };
  const PassResult first = pass();
  const auto* tree = std::get_if<SemanticsRequest>(&first.requests[1]);
  REQUIRE(tree != nullptr);
  for (const SemanticsNode& node : tree->changed) {
    if (node.role != Role::kTextField) continue;
    ui.feed(TextEvent{node.id, "typed"});
    pass();
  }
  revision = 1;
  value = "set";
  const PassResult result = pass();
  std::vector<SetTextRequest> sent;
  for (const PageRequest& request : result.requests) {
    if (const auto* text = std::get_if<SetTextRequest>(&request)) sent.push_back(*text);
  }
  REQUIRE(sent.size() == 2);
  CHECK(sent[0].value == "set");
  CHECK(sent[0].base == "typed");
  CHECK(sent[1].value.empty());
  CHECK_FALSE(sent[1].base.has_value());  // What a secret field held is known to nobody.
}

TEST_CASE("Ui: a text that can be selected says where its lines begin, in UTF-16") {
  FakeGlyphs glyphs;
  Ui ui(glyphs);
  ui.feed(ViewportEvent{100, 400, 1, 1});
  ui.begin_pass(0);
  // Letters are 8.5 wide, the emoji 17: eleven letters a line.
  ui.column([&] { ui.text("one 🌙🌙 two three\nfour", {.selectable = true}); });
  const PassResult result = ui.end_pass();
  for (const PageRequest& request : result.requests) {
    const auto* tree = std::get_if<SemanticsRequest>(&request);
    if (tree == nullptr) continue;
    const auto found = std::find_if(tree->changed.begin(), tree->changed.end(),
                                    [](const SemanticsNode& node) { return node.selectable; });
    REQUIRE(found != tree->changed.end());
    CHECK(found->breaks == std::vector<std::uint32_t>{9, 19});
    CHECK(found->line_height_px > found->font_size_px);
    CHECK_FALSE(found->shaped);
    return;
  }
  FAIL("no tree was sent");
}

TEST_CASE("Ui: a note field grows with its text, up to its limit, and shrinks when submitted") {
  Driver driver([&](Ui& ui) {
    ui.column({.max_width = Width::kForm}, [&] {
      ui.note_field("note", {.label = "Note", .submit_on_enter = true, .lines_max = 3});
    });
  });
  driver.run();
  const float one = driver.get(Role::kTextField, "Note").rect.height;
  driver.type("Note", "one\ntwo");
  const float two = driver.get(Role::kTextField, "Note").rect.height;
  CHECK(two == doctest::Approx(2 * one).epsilon(0.05));
  driver.type("Note", "1\n2\n3\n4\n5\n6");
  CHECK(driver.get(Role::kTextField, "Note").rect.height == doctest::Approx(3 * one).epsilon(0.05));
  driver.submit("Note");
  CHECK(driver.get(Role::kTextField, "Note").rect.height == one);
}

TEST_CASE("Ui: a passphrase is never in the tree") {
  std::string typed;
  bool revealed = false;
  Driver driver([&](Ui& ui) {
    const PassphraseResult result =
        ui.passphrase_field("pass", {.label = "Passphrase", .revealed = revealed});
    if (result.changed) typed = *result.changed;
    if (result.toggled_reveal) revealed = !revealed;
  });
  driver.type("Passphrase", "correct horse");
  CHECK(typed == "correct horse");
  CHECK(driver.get(Role::kTextField, "Passphrase").value.empty());
  CHECK(driver.get(Role::kTextField, "Passphrase").field == FieldKind::kPassphrase);
  driver.click(Role::kButton, "Show what is typed");
  CHECK(driver.get(Role::kTextField, "Passphrase").revealed);
  CHECK(driver.dump().find("horse") == std::string::npos);
  driver.check_sound();
}

TEST_CASE("Ui: an error marks the field and is its description") {
  Driver driver([&](Ui& ui) {
    ui.text_field("f", {.label = "Name", .help = "Short.", .error = "There is one already."});
  });
  driver.run();
  CHECK(driver.get(Role::kTextField, "Name").invalid);
  CHECK(driver.get(Role::kTextField, "Name").description == "There is one already.");
}

TEST_CASE("Ui: autofocus moves the keyboard when a field appears, and only then") {
  bool there = false;
  Driver driver([&](Ui& ui) {
    ui.column([&] {
      ui.button("a", {.label = "A"});
      if (there) ui.text_field("f", {.label = "Name", .autofocus = true});
    });
  });
  driver.run();
  CHECK(driver.focused() == 0);
  there = true;
  driver.run();
  CHECK(driver.focused() == driver.get(Role::kTextField, "Name").id);
  driver.focus(driver.get(Role::kButton, "A").id);
  driver.run();
  CHECK(driver.focused() == driver.get(Role::kButton, "A").id);
}

TEST_CASE("Ui: a picked file reaches its button once") {
  int files = 0;
  Driver driver([&](Ui& ui) {
    if (const auto file = ui.file_button("open", {.label = "Open a copy", .accept = ".q"})) {
      ++files;
      CHECK(file->name == "a.q");
      CHECK(file->bytes == Bytes{1, 2});
    }
  });
  driver.run();
  driver.pick_file("Open a copy", "a.q", {1, 2});
  driver.run();
  CHECK(files == 1);
}

// --- Choices
// ---------------------------------------------------------------------------------------

TEST_CASE("Ui: choices say what is chosen and answer by index") {
  GalleryState state;
  Driver driver([&](Ui& ui) { gallery_widgets(ui, state); });
  driver.run();
  CHECK(driver.get(Role::kRadio, "Paraphrase").checked == Tristate::kTrue);
  driver.click(Role::kRadio, "Quote");
  CHECK(state.kind == 0);
  CHECK(driver.get(Role::kRadio, "Quote").checked == Tristate::kTrue);
  CHECK(driver.get(Role::kRadio, "Paraphrase").checked == Tristate::kFalse);
  driver.key("Alt+I");
  CHECK(state.kind == 2);
  driver.click(Role::kCheckbox, "Notes are taken");
  CHECK_FALSE(state.check_1);
  driver.click(Role::kToggle, "Lock after 30 minutes");
  CHECK(driver.get(Role::kToggle, "Lock after 30 minutes").checked == Tristate::kFalse);
}

// --- Sheets
// ----------------------------------------------------------------------------------------

TEST_CASE("Ui: a sheet takes the focus, hides what is behind, and gives the focus back") {
  GalleryState state;
  Driver driver([&](Ui& ui) { gallery_widgets(ui, state); });
  driver.type("Name", "Ana");
  const NodeId name = driver.get(Role::kTextField, "Name").id;
  const NodeId primary = driver.get(Role::kButton, "Start a 1:1 now").id;
  driver.click(Role::kButton, "Open the sheet");
  CHECK(driver.has(Role::kDialog, "Rename"));
  CHECK_FALSE(driver.has(Role::kButton, "Save a copy"));
  CHECK(driver.focused() == driver.get(Role::kTextField, "New name").id);
  CHECK(driver.has(name));  // Its element keeps text, caret and undo.
  driver.check_sound();
  driver.key("Alt+N");                                        // A shortcut of the screen behind,
  driver.send(ActionEvent{primary, NodeAction::kClick, {}});  // and a late click.
  CHECK(state.clicks == 0);
  driver.key("Escape");
  CHECK_FALSE(state.sheet);
  CHECK(driver.has(Role::kButton, "Save a copy"));
  CHECK(driver.focused() == driver.get(Role::kButton, "Open the sheet").id);
  CHECK(driver.field_text("Name") == "Ana");
  driver.key("Alt+N");
  CHECK(state.clicks == 1);
}

TEST_CASE("Ui: behind a sheet the scrolled place is kept") {
  bool sheet = false;
  Driver driver([&](Ui& ui) {
    ui.scroll("long", {.name = "Long"}, [&] {
      for (int i = 0; i < 200; ++i) ui.text("line " + std::to_string(i));
    });
    if (sheet) ui.sheet("s", {.title = "Sheet", .close = "Close"}, [&] { ui.text("in it"); });
  });
  driver.run();
  driver.scroll("Long", 500);
  const int differences = driver.differences;
  sheet = true;
  driver.run();
  CHECK_FALSE(driver.has(Role::kText, "line 1"));
  sheet = false;
  driver.run();
  CHECK(driver.scroll_top(driver.get(Role::kRegion, "Long").id) == 500);
  CHECK(driver.differences == differences + 2);
}

// --- Scrolling
// -------------------------------------------------------------------------------------

TEST_CASE("Ui: a person's scrolling paints but sends nothing back") {
  Driver driver([&](Ui& ui) {
    ui.scroll("long", {.name = "Long"}, [&] {
      for (int i = 0; i < 200; ++i) ui.text("line " + std::to_string(i));
    });
  });
  driver.run();
  const int differences = driver.differences;
  const int paints = driver.paints;
  driver.scroll("Long", 300);
  CHECK(driver.differences == differences);
  CHECK(driver.paints == paints + 1);
}

TEST_CASE("Ui: scroll_to_end and scroll_to move a part so that its target is visible") {
  bool to_end = false;
  bool to_first = false;
  Driver driver([&](Ui& ui) {
    ui.scroll("long", {.name = "Long"}, [&] {
      for (int i = 0; i < 100; ++i) ui.button(i, {.label = "Button " + std::to_string(i)});
      if (to_first) ui.scroll_to(ui.id(0));
    });
    if (to_end) ui.scroll_to_end("long");
  });
  driver.run();
  to_end = true;
  driver.run();
  const NodeId id = driver.get(Role::kRegion, "Long").id;
  CHECK(driver.scroll_top(id) == driver.at(id).content_height - driver.at(id).rect.height);
  to_end = false;
  to_first = true;
  driver.run();
  CHECK(driver.scroll_top(id) == 0);
}

TEST_CASE("Ui: follow_end stays at the end as lines come, unless the person has left it") {
  int lines = 100;
  Driver driver([&](Ui& ui) {
    ui.scroll("notes", {.name = "Notes", .follow_end = true}, [&] {
      for (int i = 0; i < lines; ++i) ui.text("line " + std::to_string(i));
    });
  });
  driver.run();
  const NodeId id = driver.get(Role::kRegion, "Notes").id;
  const auto end = [&] { return driver.at(id).content_height - driver.at(id).rect.height; };
  CHECK(driver.scroll_top(id) == end());
  ++lines;
  driver.run();
  CHECK(driver.scroll_top(id) == end());
  driver.scroll("Notes", 100);
  ++lines;
  driver.run();
  CHECK(driver.scroll_top(id) == 100);
}

// --- The rest
// --------------------------------------------------------------------------------------

TEST_CASE("Ui: wake-ups are asked for anew in every pass, the earliest counts") {
  int passes = 0;
  Driver driver([&](Ui& ui) {
    ++passes;
    ui.wake_at(ui.now_ms() + 5000);
    ui.wake_at(ui.now_ms() + 1000);
  });
  driver.run();
  const int before = passes;
  driver.advance(999);
  CHECK(passes == before);
  driver.advance(1);
  CHECK(passes > before);
}

TEST_CASE("Ui: the page's colours are sent once") {
  Driver driver([&](Ui& ui) { ui.text("Hello"); });
  driver.run();
  driver.run();
  REQUIRE(driver.others.size() == 1);
  driver.prefer({.dark = true});
  REQUIRE(driver.others.size() == 2);
  CHECK(std::get<ChromeRequest>(driver.others[1]).dark);
}

TEST_CASE("Ui: after forget_sent everything is sent and painted again") {
  Driver driver([&](Ui& ui) { ui.text("Hello"); });
  driver.run();
  const int paints = driver.paints;
  driver.ui().forget_sent();
  driver.run();
  CHECK(driver.paints == paints + 1);
  driver.check_sound();
}

TEST_CASE("Ui: a skip link is out of sight until it has the keyboard, and leads to its target") {
  GalleryState state;
  Driver driver([&](Ui& ui) { gallery_widgets(ui, state); });
  driver.run();
  const NodeId skip = driver.get(Role::kLink, "Skip to the fields").id;
  CHECK(driver.at(skip).rect.y + driver.at(skip).rect.height <= 0);
  driver.focus(skip);
  CHECK(driver.at(skip).rect.y >= 0);
}

TEST_CASE("Ui: a change of the pixel ratio draws the same tree with new glyphs") {
  GalleryState state;
  Driver driver([&](Ui& ui) { gallery_home(ui, state); });
  driver.run();
  const int paints = driver.paints;
  const int differences = driver.differences;
  driver.resize(1280, 800, 1, 2);
  CHECK(driver.paints > paints);
  CHECK(driver.differences == differences);
}

}  // namespace
}  // namespace quietroom::ui
