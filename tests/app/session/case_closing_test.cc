// Closing a case: its private notes are gone for good, also where it is cut in the middle, and on
// the person's other devices.
#include <doctest/doctest.h>

#include "sync/format/key_store.h"
#include "tests/app/session/rig.h"
#include "tests/app/store/store_support.h"
#include "tests/support/every_call.h"

using namespace quietroom;
using namespace quietroom::session;
using namespace quietroom::session::command;
using store::must;

namespace {

constexpr const char* kWord = "Kanarienvogel";

/// A case with one 1:1 that is over, about which something private is noted.
struct WithNotes {
  explicit WithNotes(std::uint64_t seed = 1) : device(seed) {
    run = std::make_unique<Run>(device);
    words = run->set_up(kPassphrase);
    run->type(Field::kNewCase, "Checkout outage");
    run->run(CreateCase{});
    run->start_interview("Ada");
    home = run->view().interview.case_id;
    run->run(CommitLine{"a line"});
    run->run(OpenPrivate{});
    run->type(Field::kPrivateNote, kWord);
    run->type(Field::kDebrief0, std::string(kWord) + std::string(15'000, 'y'));
    run->run(MarkPrivate{model::ObservationKind::kWeeks, true});
    run->run(GoBack{});
    run->run(CloseInterview{});
    run->run(OpenCase{home});
  }
  void close() {
    run->run(BeginCloseCase{});
    run->run(CloseCase{});
  }
  void again() {
    device.files.crash(1);
    run = std::make_unique<Run>(device);
    run->unlock(kPassphrase);
    REQUIRE(run->state().unlocked);
    if (run->state().screen != Screen::kCase) run->run(OpenCase{home});
  }
  bool closed() const { return run->state().open_case->closed; }
  void open_private() {
    run->run(OpenInterview{run->state().of_open.at(0).id});
    run->run(OpenPrivate{});
  }
  /// The private file as the device has it, read with its own key.
  Bytes private_file() {
    const auto log = device.files.content("private.db-wal");
    CHECK((!log || log->empty()));
    std::string code;
    for (const std::string& word : words) code += word + " ";
    const auto keys = must(format::KeyStore(device.files).load());
    const auto bundle =
        must(keys.file.open_with_recovery(must(crypto::parse_recovery_words(code))));
    return store::decrypted(*device.files.content("private.db"), bundle.private_store_key);
  }

  TestDevice device;
  std::unique_ptr<Run> run;
  std::vector<std::string> words;
  Id home;
};

}  // namespace

TEST_CASE("closing a case: no private word is left, whoever has the key; the notes stay") {
  WithNotes at;
  CHECK(store::holds(at.private_file(), kWord));
  at.run->run(CloseCase{});  // Nobody was asked.
  CHECK_FALSE(at.closed());
  at.run->run(BeginCloseCase{});
  at.run->run(CancelCloseCase{});
  at.run->run(CloseCase{});
  CHECK_FALSE(at.closed());
  at.close();
  CHECK(at.closed());
  CHECK_FALSE(at.run->state().asking_close);
  const Bytes left = at.private_file();
  CHECK_FALSE(store::holds(left, kWord));
  CHECK_FALSE(store::holds(left, "yyyyyyyy"));
  at.open_private();
  CHECK(at.run->state().screen == Screen::kInterview);
  CHECK_FALSE(at.run->state().private_view.has_value());
  CHECK(at.run->texts() == std::vector<std::string>{"a line"});
  at.run->run(ReopenInterview{});
  CHECK_FALSE(at.run->view().interview.under_way());
}

TEST_CASE("closing a case: what was typed a moment ago is destroyed with the rest") {
  WithNotes at;
  at.open_private();
  at.run->type(Field::kFollowUp, std::string("half ") + kWord);
  at.run->wait(kDraftDebounceMs);
  at.again();
  at.close();
  CHECK(at.closed());
  CHECK_FALSE(store::holds(at.private_file(), kWord));
}

TEST_CASE("closing a case: not while somebody talks, and not while a copy is made") {
  WithNotes at;
  at.device.clock.set_ms_a_look(1);
  at.run->run(SaveCopy{});
  REQUIRE(at.run->state().copy.has_value());
  at.close();
  CHECK_FALSE(at.closed());
  at.device.clock.set_ms_a_look(0);
  for (int i = 0; at.run->state().copy && i < 10'000; ++i) at.run->session.tick();
  at.run->start_interview("Ben");
  at.run->run(OpenCase{at.home});
  at.close();
  CHECK_FALSE(at.closed());
  CHECK(store::holds(at.private_file(), kWord));
}

TEST_CASE("closing a case: killed at every call, it is closed or open, and in the end clean") {
  int cut_between = 0;
  bool ended = false;
  for (std::uint64_t n = 1; !ended; n += every_call(3)) {
    CAPTURE(n);
    WithNotes at;
    at.device.files.kill_at(n);
    at.close();
    ended = !at.device.files.killed();
    at.again();
    if (!at.closed()) {
      at.open_private();
      CHECK(at.run->state().fields[Field::kPrivateNote] == kWord);
      at.run->run(GoBack{});
      continue;
    }
    cut_between += ended ? 0 : 1;
    CHECK_FALSE(store::holds(at.private_file(), kWord));
  }
  CHECK(cut_between > 0);
}

TEST_CASE("closing a case: where the disk refuses, it is said, and the next unlock ends it") {
  int told = 0;
  bool ended = false;
  for (std::uint64_t n = 1; !ended; n += every_call(3)) {
    CAPTURE(n);
    WithNotes at;
    at.device.files.fail_at(n, n % 2 == 0 ? ErrorCode::kIo : ErrorCode::kQuota);
    at.close();
    ended = !at.device.files.failed();
    const bool said = at.run->state().storage_problem || !at.run->state().notice ||
                      at.run->state().notice->kind == Notice::Kind::kProblem;
    told += said ? 1 : 0;
    at.again();
    if (at.closed()) CHECK_FALSE(store::holds(at.private_file(), kWord));
  }
  CHECK(told > 0);
}

TEST_CASE("closing a case: another device's closing destroys what this one noted") {
  const auto closed_elsewhere = [](WithNotes& at) {
    at.run->hear({model::EntityKind::kCase,
                  at.home,
                  "archived",
                  model::Value::boolean(true),
                  at.home,
                  {},
                  {}},
                 1);
    at.run->wait(kTypingRestMs);
  };
  {
    WithNotes at;
    closed_elsewhere(at);
    CHECK(at.closed());
    CHECK_FALSE(store::holds(at.private_file(), kWord));
  }
  {
    // Where its screen is open, nothing is torn from under the hands; it is gone when it is left.
    WithNotes at;
    at.open_private();
    at.run->type(Field::kPrivateNote, std::string("more ") + kWord);
    closed_elsewhere(at);
    CHECK(at.run->state().screen == Screen::kPrivate);
    at.run->run(Lock{});
    at.run->unlock(kPassphrase);
    REQUIRE(at.run->state().unlocked);
    CHECK_FALSE(store::holds(at.private_file(), kWord));
  }
}
