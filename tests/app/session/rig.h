// A session on fake seams: what a person does, step by step, without screens.
#pragma once

#include <doctest/doctest.h>

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/model/hlc.h"
#include "app/session/session.h"
#include "app/syncing/desk.h"
#include "app/wellbeing/desk.h"
#include "platform/fake/clock_fake.h"
#include "platform/fake/files_fake.h"
#include "platform/fake/glyphs_fake.h"
#include "platform/fake/http_fake.h"
#include "platform/fake/random_fake.h"
#include "platform/fake/slow_hash_fake.h"
#include "sync/format/operation.h"
#include "tests/sim/dav_server.h"

namespace quietroom::session {

/// Keeps what the program asks of the page.
class RecordedPage final : public PageOut {
 public:
  void send(PageRequest request) override { requests.push_back(std::move(request)); }
  /// The newest request of type T, or null.
  template <typename T>
  const T* last() const {
    for (auto at = requests.rbegin(); at != requests.rend(); ++at) {
      if (const T* found = std::get_if<T>(&*at)) return found;
    }
    return nullptr;
  }
  std::vector<PageRequest> requests;
};

/// One device: its disk outlives the program that runs on it.
struct TestDevice {
  explicit TestDevice(std::uint64_t seed = 1) : files(seed), random(seed) {}
  FakeFiles files;
  FakeClock clock;
  FakeRandom random;
  /// The endpoint: another device's too, where a test says so.
  std::shared_ptr<sim::DavServer> server = std::make_shared<sim::DavServer>(sim::Habits{}, 1);
};

/// Sync as it is, but for what a test lets it hear: that is in the store at once, and told of by
/// the next turn, as if another device's had come.
class HearingDesk final : public SyncDesk {
 public:
  explicit HearingDesk(SyncDesk& real) : real_(real) {}

  void hear(const store::LoggedOperation& operation) {
    REQUIRE(store_ != nullptr);
    const auto applied = store_->apply({&operation, 1});
    REQUIRE_MESSAGE(applied.ok(), applied.error().context);
    heard_ = true;
  }

  Status open(store::Store& store, const SyncIdentity& identity) override {
    store_ = &store;
    return real_.open(store, identity);
  }
  void close() override {
    store_ = nullptr;
    real_.close();
  }
  Status turn_on(std::string_view address, std::string_view token) override {
    return real_.turn_on(address, token);
  }
  void turn_on_here() override { real_.turn_on_here(); }
  Status turn_off() override { return real_.turn_off(); }
  void changed() override { real_.changed(); }
  void flush() override { real_.flush(); }
  void refresh() override { real_.refresh(); }
  Status heal() override { return real_.heal(); }
  void dismiss(SyncTroubleKind kind) override { real_.dismiss(kind); }
  void pause() override { real_.pause(); }
  Status name_device(std::string_view name) override { return real_.name_device(name); }
  Status set_device_removed(const Id& device, bool removed) override {
    return real_.set_device_removed(device, removed);
  }
  Status describe(format::PairingGift& gift) override { return real_.describe(gift); }
  Status join(store::Store& store, const format::PairingGift& gift) override {
    return real_.join(store, gift);
  }
  Result<std::vector<CaseMember>> members(const Id& case_id) override {
    return real_.members(case_id);
  }
  Status invite(const Id& case_id, const format::PersonRequest& request,
                const std::string& own_name, format::Invitation& invitation) override {
    return real_.invite(case_id, request, own_name, invitation);
  }
  Status accept(const format::Invitation& invitation) override { return real_.accept(invitation); }
  Status remove_member(const Id& case_id, const Id& person) override {
    return real_.remove_member(case_id, person);
  }
  Status set_own_name(const Id& case_id, std::string_view name) override {
    return real_.set_own_name(case_id, name);
  }
  Status set_owner(const Id& case_id, const Id& person, bool owner) override {
    return real_.set_owner(case_id, person, owner);
  }
  Turn tick(std::int64_t budget_ms) override {
    Turn turn = real_.tick(budget_ms);
    turn.received = std::exchange(heard_, false) || turn.received;
    return turn;
  }
  std::optional<std::int64_t> next_tick_ms() const override {
    return heard_ ? std::optional<std::int64_t>(0) : real_.next_tick_ms();
  }
  const SyncView& view() const override { return real_.view(); }

 private:
  SyncDesk& real_;
  store::Store* store_ = nullptr;
  bool heard_ = false;
};

/// One run of the program on a device.
class Run {
 public:
  explicit Run(TestDevice& device)
      : device(device),
        http(*device.server, 1),
        host{device.clock, device.random, device.files,           slow_hash, glyphs, page,
             http,         "test-build",  "https://files.example"},
        sync(http, device.random, device.clock, host.origin),
        elsewhere(sync),
        session(host, desk, elsewhere) {
    session.take(StoreEvent{StoreAccess::kOurs, ""});
  }

  const State& state() const { return session.state(); }
  const InterviewView& view() const {
    REQUIRE(session.state().interview.has_value());
    return *session.state().interview;
  }
  void run(const Command& command) { session.run(command); }
  void type(Field field, std::string text) { run(command::EditField{field, std::move(text)}); }
  /// Lets `ms` pass and does what is due.
  void wait(std::int64_t ms) {
    device.clock.advance(ms);
    http.advance_to(device.clock.steady_ms());
    session.tick();
  }

  /// The whole first run; returns the 24 words.
  std::vector<std::string> set_up(const std::string& passphrase) {
    REQUIRE(state().screen == Screen::kWelcome);
    run(command::BeginSetup{});
    type(Field::kPassphrase, passphrase);
    type(Field::kPassphraseAgain, passphrase);
    run(command::ChoosePassphrase{});
    wait(1);
    REQUIRE(state().screen == Screen::kShowRecovery);
    const std::vector<std::string> words = state().setup.recovery_words;
    REQUIRE(words.size() == 24);
    run(command::RecoveryWritten{});
    type_asked_words(words);
    run(command::ConfirmRecovery{});
    REQUIRE(state().screen == Screen::kFirstSteps);
    run(command::GoBack{});
    REQUIRE(state().screen == Screen::kHome);
    return words;
  }

  void type_asked_words(const std::vector<std::string>& words) {
    const Field fields[] = {Field::kRecoveryWord0, Field::kRecoveryWord1, Field::kRecoveryWord2};
    for (std::size_t i = 0; i < 3; ++i) type(fields[i], words[state().setup.asked[i]]);
  }

  void unlock(const std::string& passphrase) {
    type(Field::kPassphrase, passphrase);
    run(command::Unlock{});
    wait(1);
  }

  /// A change that another device made, as its operation number `counter`; told of by the next
  /// tick.
  void hear(const store::Change& change, std::uint64_t counter) {
    store::LoggedOperation one;
    one.operation.id.device.bytes.fill(0xb0);
    one.operation.id.counter = counter;
    one.operation.vault = change.vault;
    one.operation.room = change.room;
    one.operation.author.bytes.fill(0xb1);
    one.operation.hlc = model::hlc_at(device.clock.wall_ms()).packed;
    one.operation.entity_kind = static_cast<std::uint16_t>(change.kind);
    one.operation.entity = change.entity;
    one.operation.field = change.field;
    for (const model::Revision& before : change.saw)
      one.operation.replaces.push_back({before.device, before.counter});
    auto payload = format::make_payload(model::encode_value(change.value), device.random);
    REQUIRE(payload.ok());
    one.payload = payload.value();
    one.operation.commit = format::payload_commit(one.payload);
    elsewhere.hear(one);
  }

  void start_interview(const std::string& name) {
    type(Field::kStartName, name);
    run(command::StartInterview{});
    REQUIRE(state().screen == Screen::kInterview);
  }

  std::vector<std::string> texts() const {
    std::vector<std::string> out;
    for (const model::Line& line : view().lines) out.push_back(line.text);
    return out;
  }

  TestDevice& device;
  FakeSlowHash slow_hash;
  FakeGlyphs glyphs;
  RecordedPage page;
  FakeHttp http;
  Host host;
  wellbeing::Desk desk;
  syncing::Desk sync;
  HearingDesk elsewhere;
  Session session;
};

inline constexpr const char* kPassphrase = "four quiet autumn rooms";

}  // namespace quietroom::session
