// Adding a device, as a person does it: two devices, what goes between them, and who is in between.
#include <functional>

#include "sync/crypto/recovery_code.h"
#include "sync/format/pairing.h"
#include "sync/format/pasted.h"
#include "tests/app/syncing/two_devices.h"
#include "tests/support/every_call.h"

using namespace quietroom;
using namespace quietroom::syncing_test;
using namespace quietroom::session::command;
using session::PairingView;
using session::Screen;

namespace {

constexpr const char* kNewPassphrase = "six loud winter houses";
using Lines = std::vector<std::string>;

/// The first device has a 1:1 with one line at the endpoint; the second one has nothing.
struct NewDevice {
  NewDevice() : b_device(2) {
    b_device.server = a_device.server;
    a = std::make_unique<Run>(a_device);
    recovery = a->set_up(session::kPassphrase);
    a->start_interview("Ana");
    say(*a, "first");
    turn_on(*a);
    syncing_test::pass({a.get()}, kMinuteMs);
    b = std::make_unique<Run>(b_device);
    REQUIRE(b->state().screen == Screen::kWelcome);
  }
  void pass(std::int64_t ms) { syncing_test::pass({a.get(), b.get()}, ms); }

  /// Both are at the screen, and the new one shows its request.
  void begin() {
    a->run(BeginPairing{});
    b->run(BeginPairing{});
    a->wait(1);
    b->wait(1);
    REQUIRE(view(*b).step == PairingView::Step::kRequest);
    REQUIRE(view(*b).own.size() == 6);
  }
  static const PairingView& view(const Run& run) {
    REQUIRE(run.state().pairing.has_value());
    return *run.state().pairing;
  }
  static void give(Run& to, const std::string& text) {
    to.type(Field::kPairing, text);
    to.run(ReadPairing{});
    to.wait(1);
  }
  /// The request is compared and answered.
  void answer() {
    begin();
    give(*a, view(*b).text);
    REQUIRE(view(*a).theirs == view(*b).own);
    a->run(PairingSame{});
    a->wait(1);
    REQUIRE(view(*a).step == PairingView::Step::kAnswer);
  }
  /// The answer too; the new device asks for its passphrase.
  void join() {
    answer();
    give(*b, view(*a).text);
    REQUIRE(view(*b).theirs == view(*a).own);
    b->run(PairingSame{});
    REQUIRE(b->state().screen == Screen::kChoosePassphrase);
    choose();
  }
  void choose() {
    b->type(Field::kPassphrase, kNewPassphrase);
    b->type(Field::kPassphraseAgain, kNewPassphrase);
    b->run(ChoosePassphrase{});
    b->wait(1);
  }

  TestDevice a_device;
  TestDevice b_device;
  std::vector<std::string> recovery;
  std::unique_ptr<Run> a;
  std::unique_ptr<Run> b;
};

/// The lines of the only 1:1 on `run`.
Lines lines_of(Run& run) {
  run.run(GoHome{});
  REQUIRE(run.state().under_way.size() == 1);
  run.run(OpenInterview{run.state().under_way[0].id});
  return run.texts();
}

std::size_t key_files(sim::DavServer& server) {
  std::size_t count = 0;
  for (const auto& [path, bytes] : server.files()) count += path.find("/k/") != path.npos ? 1 : 0;
  return count;
}

}  // namespace

TEST_CASE("pairing: a new device gets the notes, and both go on from there") {
  NewDevice pair;
  const std::size_t keys = key_files(*pair.a_device.server);
  pair.join();
  REQUIRE(pair.b->state().unlocked);
  CHECK(pair.b->state().sync.is_on());
  CHECK(pair.b->state().sync.address == kAddress);
  pair.pass(5 * kMinuteMs);
  CHECK(lines_of(*pair.b) == Lines{"first"});
  syncing_test::say(*pair.b, "from the new one");
  pair.pass(15 * kMinuteMs);
  CHECK(lines_of(*pair.a) == Lines{"first", "from the new one"});
  CHECK(pair.b->state().sync.troubles.empty());
  CHECK(pair.a->state().sync.troubles.empty());
  // It came to vaults that are there, and founded none a second time.
  CHECK(key_files(*pair.a_device.server) == keys);
}

TEST_CASE("pairing: the new device has keys of its own, and the one recovery code opens it") {
  NewDevice pair;
  pair.join();
  pair.pass(kMinuteMs);
  pair.b->run(Lock{});
  pair.b->unlock(session::kPassphrase);
  CHECK_FALSE(pair.b->state().unlocked);
  pair.b->unlock(kNewPassphrase);
  CHECK(pair.b->state().unlocked);
  pair.b->run(Lock{});
  std::string code;
  for (const std::string& word : pair.recovery) code += word + " ";
  pair.b->run(BeginForgotten{});
  pair.b->type(Field::kRecoveryCode, code);
  pair.b->run(UseRecoveryCode{});
  REQUIRE(pair.b->state().screen == Screen::kChoosePassphrase);
  pair.choose();
  CHECK(pair.b->state().unlocked);
}

TEST_CASE("pairing: an answer whose words nobody compared makes no setup join anybody") {
  NewDevice pair;
  pair.answer();
  NewDevice::give(*pair.b, NewDevice::view(*pair.a).text);
  REQUIRE(NewDevice::view(*pair.b).step == PairingView::Step::kCompare);
  pair.b->run(GoBack{});
  REQUIRE(pair.b->state().screen == Screen::kWelcome);
  pair.b->run(BeginSetup{});
  pair.choose();
  CHECK_FALSE(pair.b->state().unlocked);
  CHECK(pair.b->state().screen == Screen::kShowRecovery);
}

TEST_CASE("pairing: messages travel as files too, and a file may hold the pasted form") {
  NewDevice pair;
  pair.begin();
  pair.b->run(SavePairing{});
  const auto* request = pair.b->page.last<SaveFileRequest>();
  REQUIRE(request != nullptr);
  CHECK(request->name == "quietroom-request.qrp");
  pair.a->run(PairingPicked{request->bytes});
  pair.a->wait(1);
  pair.a->run(PairingSame{});
  pair.a->run(SavePairing{});
  CHECK(pair.a->page.last<SaveFileRequest>()->name == "quietroom-answer.qra");
  pair.b->run(PairingPicked{to_bytes(as_bytes(" " + pair.view(*pair.a).text + "\r\n"))});
  pair.b->wait(1);
  CHECK(pair.view(*pair.b).step == PairingView::Step::kCompare);
}

TEST_CASE("pairing: nothing is given before the words are there and a person said yes") {
  NewDevice pair;
  pair.begin();
  pair.a->slow_hash.hold(true);
  pair.give(*pair.a, pair.view(*pair.b).text);
  pair.a->run(PairingSame{});
  CHECK(pair.view(*pair.a).step == PairingView::Step::kCompare);
  CHECK(pair.view(*pair.a).text.empty());
  pair.a->slow_hash.hold(false);
  pair.a->wait(1);
  CHECK(pair.view(*pair.a).text.empty());
  pair.a->run(PairingDiffer{});
  CHECK(pair.view(*pair.a).step == PairingView::Step::kRead);
  CHECK(pair.view(*pair.a).text.empty());
  pair.a->run(PairingSame{});
  CHECK(pair.view(*pair.a).step == PairingView::Step::kRead);
}

TEST_CASE("pairing: somebody in between is seen by the words, on either way") {
  NewDevice pair;
  pair.begin();
  // Another request in place of the new device's.
  const auto theirs = crypto::SealingPair::generate(pair.a_device.random);
  const Bytes request = format::create_pairing_request(theirs.public_key);
  pair.give(*pair.a, format::to_pasted(request));
  CHECK(pair.view(*pair.a).theirs != pair.view(*pair.b).own);
  pair.a->run(PairingDiffer{});
  // Another answer in place of the old device's: it opens, for the request is no secret.
  pair.give(*pair.a, pair.view(*pair.b).text);
  pair.a->run(PairingSame{});
  pair.a->wait(1);
  format::PairingGift gift;
  gift.sealing = crypto::SealingPair::generate(pair.a_device.random);
  gift.signing = crypto::SigningPair::generate(pair.a_device.random);
  gift.own_vault = pair.a_device.random.id();
  const Bytes seen = format::from_pasted(pair.view(*pair.b).text).value();
  const Bytes answer = format::create_pairing_answer(
                           gift, format::parse_pairing_request(seen).value(), pair.a_device.random)
                           .value();
  pair.give(*pair.b, format::to_pasted(answer));
  REQUIRE(pair.view(*pair.b).step == PairingView::Step::kCompare);
  CHECK(pair.view(*pair.b).theirs != pair.view(*pair.a).own);
  pair.b->run(PairingDiffer{});
  CHECK(pair.view(*pair.b).step == PairingView::Step::kRequest);
  // The right one still does.
  pair.give(*pair.b, pair.view(*pair.a).text);
  CHECK(pair.view(*pair.b).theirs == pair.view(*pair.a).own);
}

TEST_CASE("P9: pairing: each refusal has a message of its own, and changes nothing") {
  NewDevice pair;
  pair.answer();
  const std::string answer = pair.view(*pair.a).text;
  const std::string request = pair.view(*pair.b).text;
  pair.a->run(GoBack{});
  pair.a->run(BeginPairing{});
  const auto newer = [](const std::string& text) {
    Bytes bytes = format::from_pasted(text).value();
    bytes[4] = 2;
    bytes.resize(bytes.size() - 32);
    put_bytes(bytes, crypto::blake2b_256(bytes));
    return format::to_pasted(bytes);
  };
  const auto other = crypto::SealingPair::generate(pair.a_device.random);
  const Bytes elsewhere = format::create_pairing_request(other.public_key);
  format::PairingGift gift;
  gift.own_vault = pair.a_device.random.id();
  const Bytes not_ours =
      format::create_pairing_answer(gift, format::parse_pairing_request(elsewhere).value(),
                                    pair.a_device.random)
          .value();
  struct Row {
    bool at_new;
    std::string text;
    std::string says;
  };
  const Row rows[] = {
      {false, "Hello", "This is not the request"},
      {false, answer, "This is an answer."},
      {false, newer(request), "A newer version"},
      {false, request.substr(0, 40), "This is damaged"},
      {false, request + "!", "This is damaged"},
      {true, "", "This is not the answer"},
      {true, request, "This is a request."},
      {true, newer(answer), "A newer version"},
      {true, answer.substr(0, 401), "This is damaged"},
      {true, format::to_pasted(not_ours), "This answer is for another device"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    Run& run = row.at_new ? *pair.b : *pair.a;
    const auto step = pair.view(run).step;
    pair.give(run, row.text);
    CHECK(run.state().problem.starts_with(row.says));
    CHECK(run.state().problem_field == Field::kPairing);
    CHECK(pair.view(run).step == step);
  }
  pair.give(*pair.b, answer);
  CHECK(pair.view(*pair.b).step == PairingView::Step::kCompare);
}

TEST_CASE("pairing: a request that is shown anew is another one") {
  NewDevice pair;
  pair.answer();
  pair.b->run(BackToStart{});
  CHECK(pair.b->state().screen == Screen::kWelcome);
  pair.b->run(BeginPairing{});
  pair.b->wait(1);
  pair.give(*pair.b, pair.view(*pair.a).text);
  CHECK(pair.b->state().problem.starts_with("This answer is for another device"));
}

TEST_CASE("pairing: a device that keeps its notes to itself has nothing to add another to") {
  TestDevice device;
  Run run(device);
  run.set_up(session::kPassphrase);
  run.run(BeginPairing{});
  CHECK(run.state().screen == Screen::kHome);
}

TEST_CASE("P1: pairing: a device that has a store does not become a new one") {
  NewDevice pair;
  pair.a->run(Lock{});
  REQUIRE(pair.a->state().screen == Screen::kUnlock);
  pair.a->run(BeginPairing{});
  CHECK(pair.a->state().screen == Screen::kUnlock);
  CHECK_FALSE(pair.a->state().pairing.has_value());
}

TEST_CASE("P6: pairing: an endpoint that shows the new device less than there was is found out") {
  NewDevice pair;
  const auto before = pair.a_device.server->backup();
  syncing_test::say(*pair.a, "second");
  syncing_test::pass({pair.a.get()}, 2 * kMinuteMs);
  pair.join();
  pair.a_device.server->put_back(before);
  syncing_test::pass({pair.b.get()}, 40 * kMinuteMs);
  const auto& troubles = pair.b->state().sync.troubles;
  CHECK(std::any_of(troubles.begin(), troubles.end(),
                    [](const auto& one) { return one.kind == SyncTroubleKind::kMissing; }));
}

TEST_CASE("P1: pairing: whichever call of the disk fails, the new device is whole or empty") {
  for (std::uint64_t n = 1; n < 200; n += every_call(23)) {
    CAPTURE(n);
    NewDevice pair;
    pair.answer();
    pair.give(*pair.b, pair.view(*pair.a).text);
    pair.b->run(PairingSame{});
    pair.b_device.files.fail_at(n, ErrorCode::kIo);
    pair.choose();
    if (!pair.b->state().unlocked) {
      const auto screen = pair.b->state().screen;
      const bool can_go_on = screen == Screen::kWelcome || screen == Screen::kChoosePassphrase;
      CHECK(can_go_on);
      CHECK((!pair.b->state().problem.empty() || pair.b->state().notice ||
             pair.b->state().storage_problem));
    }
    pair.b = std::make_unique<Run>(pair.b_device);
    const auto screen = pair.b->state().screen;
    const bool is_whole_or_empty = screen == Screen::kWelcome || screen == Screen::kUnlock;
    CHECK(is_whole_or_empty);
    if (screen == Screen::kUnlock) {
      pair.b->unlock(kNewPassphrase);
      CHECK(pair.b->state().unlocked);
    }
  }
}
