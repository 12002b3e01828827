// Plays the page for a whole Application: keeps the mirror that its requests describe, and sends
// the events that a person's hands would cause. No browser, no screens' code.
#pragma once

#include <doctest/doctest.h>

#include <map>
#include <string>
#include <vector>

#include "app/application.h"
#include "platform/fake/clock_fake.h"
#include "platform/fake/files_fake.h"
#include "platform/fake/glyphs_fake.h"
#include "platform/fake/http_fake.h"
#include "platform/fake/random_fake.h"
#include "platform/fake/slow_hash_fake.h"
#include "tests/sim/dav_server.h"

namespace quietroom {

/// What the page knows.
class PageDouble final : public PageOut {
 public:
  void send(PageRequest request) override {
    if (auto* semantics = std::get_if<SemanticsRequest>(&request)) {
      for (SemanticsNode& node : semantics->changed) {
        if (!nodes.contains(node.id)) texts[node.id] = node.value;
        nodes[node.id] = std::move(node);
      }
      for (const NodeId id : semantics->removed) {
        nodes.erase(id);
        texts.erase(id);
      }
      if (!semantics->order.empty()) order = std::move(semantics->order);
    } else if (auto* text = std::get_if<SetTextRequest>(&request)) {
      texts[text->node] = text->value;
    } else if (auto* file = std::get_if<SaveFileRequest>(&request)) {
      saved_file = std::move(file->bytes);
    } else if (const auto* chosen = std::get_if<LanguageRequest>(&request)) {
      language = chosen->choice;
    }
  }
  std::map<NodeId, SemanticsNode> nodes;
  std::map<NodeId, std::string> texts;
  std::vector<NodeId> order;
  Bytes saved_file;
  LanguageChoice language = LanguageChoice::kBrowser;
};

/// A disk and a clock that outlive the program.
struct Machine {
  explicit Machine(std::uint64_t seed = 1) : files(seed), random(seed) {}
  FakeFiles files;
  FakeClock clock;
  FakeRandom random;
  sim::DavServer server{sim::Habits{}, 1};
};

/// A person in front of the program.
class Person {
 public:
  explicit Person(Machine& machine, float width = 1280, float height = 800)
      : machine(machine),
        http(machine.server, 1),
        host{machine.clock, machine.random, machine.files,          slow_hash, glyphs, page,
             http,          "test-build",   "https://files.example"},
        application(host) {
    application.graphics_ready();
    application.handle(ViewportEvent{width, height, 1, 1});
    application.handle(StoreEvent{StoreAccess::kOurs, ""});
  }

  const SemanticsNode* find(Role role, std::string_view name) const {
    for (const NodeId id : page.order) {
      const SemanticsNode& node = page.nodes.at(id);
      if (node.role == role && node.name == name) return &node;
    }
    return nullptr;
  }
  const SemanticsNode& get(Role role, std::string_view name) const {
    const SemanticsNode* node = find(role, name);
    REQUIRE_MESSAGE(node != nullptr, "no " << role_name(role) << " \"" << name << "\" in\n"
                                           << dump());
    return *node;
  }
  /// False for what lies behind a dialog: the page makes it inert.
  bool can_reach(NodeId id) const {
    NodeId dialog = 0;
    for (const NodeId at : page.order) {
      if (page.nodes.at(at).role == Role::kDialog) dialog = at;
    }
    while (dialog != 0 && id != 0 && id != dialog) id = page.nodes.at(id).parent;
    return dialog == 0 || id == dialog;
  }
  void press(Role role, std::string_view name) {
    const NodeId id = get(role, name).id;
    application.handle(ActionEvent{id, NodeAction::kFocus, {}});
    application.handle(ActionEvent{id, NodeAction::kClick, {}});
  }
  void press(std::string_view button) { press(Role::kButton, button); }
  void type(std::string_view field, std::string text) {
    const NodeId id = get(Role::kTextField, field).id;
    page.texts[id] = text;
    application.handle(ActionEvent{id, NodeAction::kFocus, {}});
    application.handle(TextEvent{id, std::move(text)});
  }
  /// Types and presses Enter; the field is empty afterwards, as in the page.
  void enter(std::string_view field, std::string text) {
    type(field, text);
    const NodeId id = get(Role::kTextField, field).id;
    page.texts[id].clear();
    application.handle(ActionEvent{id, NodeAction::kSubmit, std::move(text)});
  }
  void wait(std::int64_t ms) {
    machine.clock.advance(ms);
    application.tick();
  }
  bool shows(std::string_view text) const {
    for (const auto& [id, node] : page.nodes) {
      if (node.name.find(text) != std::string::npos) return true;
    }
    return false;
  }

  /// The whole first run; returns the 24 words as one text.
  std::string set_up(const std::string& passphrase) {
    press("Choose a passphrase");
    type("Passphrase", passphrase);
    type("The same again", passphrase);
    press("Use this passphrase");
    wait(1);
    const std::vector<std::string> words = application.state().setup.recovery_words;
    REQUIRE(words.size() == 24);
    press("I have written it down");
    for (const std::size_t asked : application.state().setup.asked) {
      type("Word " + std::to_string(asked + 1), words[asked]);
    }
    press("Check the words");
    press("Go on");
    std::string code;
    for (const std::string& word : words) code += word + " ";
    return code;
  }
  void unlock(const std::string& passphrase) {
    enter("Passphrase", passphrase);
    wait(1);
  }

  std::string dump() const {
    std::string out;
    for (const NodeId id : page.order) {
      const SemanticsNode& node = page.nodes.at(id);
      out += std::string(role_name(node.role)) + " \"" + node.name + "\"\n";
    }
    return out;
  }

  Machine& machine;
  FakeSlowHash slow_hash;
  FakeGlyphs glyphs;
  PageDouble page;
  FakeHttp http;
  Host host;
  Application application;
};

}  // namespace quietroom
