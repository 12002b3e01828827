#include "sync/format/copy_file.h"
#include "tests/app/session/rig.h"
#include "tests/support/every_call.h"

namespace quietroom::session {
namespace {

using namespace command;

TEST_CASE("first run: nothing is on the disk before the recovery code is confirmed") {
  TestDevice device;
  Run run(device);
  run.run(BeginSetup{});
  run.type(Field::kPassphrase, kPassphrase);
  run.type(Field::kPassphraseAgain, kPassphrase);
  run.run(ChoosePassphrase{});
  run.wait(1);
  REQUIRE(run.state().screen == Screen::kShowRecovery);
  CHECK(device.files.list().value().empty());
}

TEST_CASE("first run: a short passphrase and two different ones are refused at their fields") {
  TestDevice device;
  Run run(device);
  run.run(BeginSetup{});
  run.type(Field::kPassphrase, "short");
  run.run(ChoosePassphrase{});
  CHECK(run.state().problem_field == Field::kPassphrase);
  run.type(Field::kPassphrase, kPassphrase);
  CHECK(run.state().problem.empty());
  run.type(Field::kPassphraseAgain, "another one altogether");
  run.run(ChoosePassphrase{});
  CHECK(run.state().problem == "The two were not the same. Please type both again.");
  CHECK(run.state().fields[Field::kPassphrase].empty());
  CHECK(run.state().fields[Field::kPassphraseAgain].empty());
  CHECK_FALSE(run.state().busy);
}

TEST_CASE("first run: a wrong word is named by its place, and the code can be seen again") {
  TestDevice device;
  Run run(device);
  run.run(BeginSetup{});
  run.type(Field::kPassphrase, kPassphrase);
  run.type(Field::kPassphraseAgain, kPassphrase);
  run.run(ChoosePassphrase{});
  run.wait(1);
  const auto words = run.state().setup.recovery_words;
  run.run(RecoveryWritten{});
  run.type_asked_words(words);
  run.type(Field::kRecoveryWord1, "zzzz");
  run.run(ConfirmRecovery{});
  CHECK(run.state().screen == Screen::kConfirmRecovery);
  CHECK(run.state().problem_field == Field::kRecoveryWord1);
  run.run(ShowRecoveryAgain{});
  CHECK(run.state().setup.recovery_words == words);
}

TEST_CASE("first steps: once after the first setup; later only when somebody asks for them") {
  TestDevice device;
  {
    Run run(device);
    run.set_up(kPassphrase);  // Goes by way of them.
    run.run(OpenAbout{});
    run.run(OpenFirstSteps{});
    CHECK(run.state().screen == Screen::kFirstSteps);
    run.run(GoBack{});
    CHECK(run.state().screen == Screen::kAbout);
    run.run(Lock{});
    run.unlock(kPassphrase);
    CHECK(run.state().screen == Screen::kHome);
    device.files.kill();
  }
  device.files.crash(1);
  Run run(device);
  run.unlock(kPassphrase);
  CHECK(run.state().screen == Screen::kHome);
  Run example(device);
  example.run(TryExample{});
  CHECK(example.state().screen == Screen::kHome);
}

TEST_CASE("unlock: the passphrase opens, a wrong one changes nothing") {
  TestDevice device;
  Run(device).set_up(kPassphrase);
  device.files.kill();
  device.files.crash(1);
  Run run(device);
  REQUIRE(run.state().screen == Screen::kUnlock);
  run.unlock("not the passphrase");
  CHECK(run.state().screen == Screen::kUnlock);
  CHECK(run.state().problem ==
        "That is not the passphrase. Everything is as it was; please try again.");
  CHECK(run.state().fields[Field::kPassphrase].empty());
  run.unlock(kPassphrase);
  CHECK(run.state().screen == Screen::kHome);
  CHECK(run.state().fields[Field::kPassphrase].empty());
}

TEST_CASE("forgotten passphrase: the code opens, the new one holds, the old one opens nothing") {
  TestDevice device;
  std::vector<std::string> words;
  {
    Run run(device);
    words = run.set_up(kPassphrase);
    run.start_interview("Ana");
    run.run(CommitLine{"kept"});
    run.run(Lock{});
  }
  std::string code;
  for (const std::string& word : words) code += word + " ";
  {
    Run run(device);
    run.run(BeginForgotten{});
    const auto problem_of = [&](const std::string& typed) {
      run.type(Field::kRecoveryCode, typed);
      run.run(UseRecoveryCode{});
      CHECK(run.state().problem_field == Field::kRecoveryCode);
      return run.state().problem;
    };
    CHECK(problem_of("abandon") == "This is not a recovery code yet (1 word, not 24).");
    CHECK(problem_of("abandon abandom") ==
          "This is not a recovery code yet (word 2 is not in the list).");
    std::string none;
    for (std::size_t at = 0; at < words.size(); ++at) none += words.front() + " ";
    CHECK(problem_of(none) ==
          "This is not a recovery code yet (each word is in the list, but together they are no "
          "code).");
    {
      const words::Speaking german(words::Language::kGerman);
      CHECK(problem_of("abandon abandon") ==
            "Das ist noch kein Wiederherstellungscode (2 Wörter, nicht 24).");
    }
    run.type(Field::kRecoveryCode, code);
    run.run(UseRecoveryCode{});
    REQUIRE(run.state().screen == Screen::kChoosePassphrase);
    run.type(Field::kPassphrase, "a new and better one");
    run.type(Field::kPassphraseAgain, "a new and better one");
    run.run(ChoosePassphrase{});
    run.wait(1);
    REQUIRE(run.state().unlocked);
    CHECK(run.texts() == std::vector<std::string>{"kept"});
    run.run(Lock{});
  }
  Run run(device);
  run.unlock(kPassphrase);
  CHECK(run.state().screen == Screen::kUnlock);
  run.unlock("a new and better one");
  CHECK(run.state().unlocked);
}

TEST_CASE("damage: keys missing, keys damaged, store missing and store damaged are four messages") {
  struct Row {
    const char* name;
    Damage damage;
    void (*harm)(FakeFiles&);
  };
  const auto flip = [](FakeFiles& files, const char* name) {
    Bytes bytes = *files.content(name);
    bytes[bytes.size() / 2] ^= 1;
    files.set_content(name, bytes);
  };
  static const auto flip_in = flip;
  const Row rows[] = {
      {"keys missing", Damage::kKeysMissing,
       [](FakeFiles& files) {
         REQUIRE(files.remove("keys-a").ok());
         REQUIRE(files.remove("keys-b").ok());
       }},
      {"keys damaged", Damage::kKeysDamaged,
       [](FakeFiles& files) {
         flip_in(files, "keys-a");
         flip_in(files, "keys-b");
       }},
      {"store missing", Damage::kStoreMissing,
       [](FakeFiles& files) { REQUIRE(files.remove("store.db").ok()); }},
      {"private store missing", Damage::kStoreMissing,
       [](FakeFiles& files) { REQUIRE(files.remove("private.db").ok()); }},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    TestDevice device;
    {
      Run run(device);
      run.set_up(kPassphrase);
      run.run(Lock{});
    }
    row.harm(device.files);
    Run run(device);
    CHECK(run.state().screen == Screen::kDamaged);
    CHECK(run.state().damage == row.damage);
  }
  TestDevice device;
  {
    Run run(device);
    run.set_up(kPassphrase);
    run.run(Lock{});
  }
  flip(device.files, "store.db");
  Run run(device);
  run.unlock(kPassphrase);
  CHECK(run.state().screen == Screen::kDamaged);
  CHECK(run.state().damage == Damage::kStoreDamaged);
}

TEST_CASE("copy: opens on an empty device with the passphrase, and with the code") {
  TestDevice device;
  std::vector<std::string> words;
  Bytes copy;
  {
    Run run(device);
    words = run.set_up(kPassphrase);
    run.start_interview("Ana");
    run.run(CommitLine{"in the copy"});
    run.run(SaveCopy{});
    const auto* saved = run.page.last<SaveFileRequest>();
    REQUIRE(saved != nullptr);
    copy = saved->bytes;
    CHECK(run.state().device.last_copy_ms == device.clock.wall_ms());
  }
  SUBCASE("passphrase") {
    TestDevice other(2);
    Run run(other);
    run.run(BeginOpenCopy{});
    run.run(CopyPicked{copy});
    REQUIRE(run.state().setup.has_copy);
    run.type(Field::kPassphrase, "wrong passphrase");
    run.run(OpenCopy{});
    run.wait(1);
    CHECK(run.state().problem == "That passphrase does not open this copy. Nothing was changed.");
    CHECK(other.files.list().value().empty());
    run.type(Field::kPassphrase, kPassphrase);
    run.run(OpenCopy{});
    run.wait(1);
    REQUIRE(run.state().unlocked);
    CHECK(run.texts() == std::vector<std::string>{"in the copy"});
  }
  SUBCASE("code") {
    TestDevice other(3);
    Run run(other);
    run.run(BeginOpenCopy{});
    run.run(CopyPicked{copy});
    std::string code;
    for (const std::string& word : words) code += word + "\n";
    run.type(Field::kRecoveryCode, code);
    run.run(OpenCopy{});
    REQUIRE(run.state().screen == Screen::kChoosePassphrase);
    run.type(Field::kPassphrase, "another room entirely");
    run.type(Field::kPassphraseAgain, "another room entirely");
    run.run(ChoosePassphrase{});
    run.wait(1);
    REQUIRE(run.state().unlocked);
    CHECK(run.texts() == std::vector<std::string>{"in the copy"});
    run.run(Lock{});
    run.unlock("another room entirely");
    CHECK(run.state().unlocked);
  }
  SUBCASE("a cut copy is refused and changes nothing") {
    TestDevice other(4);
    Run run(other);
    run.run(BeginOpenCopy{});
    copy.resize(copy.size() - 1);
    run.run(CopyPicked{copy});
    CHECK_FALSE(run.state().setup.has_copy);
    CHECK_FALSE(run.state().problem.empty());
    CHECK(other.files.list().value().empty());
  }
}

TEST_CASE("copy: opens over a damaged store; a copy that is itself damaged leaves that as it was") {
  TestDevice device;
  Bytes copy;
  {
    Run run(device);
    run.set_up(kPassphrase);
    run.start_interview("Ana");
    run.run(CommitLine{"in the copy"});
    run.run(SaveCopy{});
    copy = run.page.last<SaveFileRequest>()->bytes;
    run.run(Lock{});
  }
  REQUIRE(device.files.remove("store.db").ok());
  const Bytes private_before = *device.files.content("private.db");
  Run run(device);
  REQUIRE(run.state().damage == Damage::kStoreMissing);

  // A copy whose store was harmed before it was sealed: whole as a file, not as a store.
  const auto contents = format::read_copy(copy);
  REQUIRE(contents.ok());
  Bytes harmed = to_bytes(contents.value().store);
  for (std::size_t at = 100; at < harmed.size(); at += 1000) harmed[at] ^= 1;
  format::CopyContents bad = contents.value();
  bad.store = harmed;
  run.run(BeginOpenCopy{});
  run.run(CopyPicked{format::write_copy(bad).value()});
  run.type(Field::kPassphrase, kPassphrase);
  run.run(OpenCopy{});
  run.wait(1);
  CHECK_FALSE(run.state().unlocked);
  CHECK_FALSE(run.state().problem.empty());
  CHECK(*device.files.content("private.db") == private_before);
  CHECK(device.files.exists("keys-a").value());

  run.run(CopyPicked{copy});
  run.type(Field::kPassphrase, kPassphrase);
  run.run(OpenCopy{});
  run.wait(1);
  REQUIRE(run.state().unlocked);
  CHECK(run.texts() == std::vector<std::string>{"in the copy"});
}

TEST_CASE("copy: killed at any file call while it is opened, it can be opened again") {
  TestDevice device;
  Bytes copy;
  {
    Run run(device);
    run.set_up(kPassphrase);
    run.start_interview("Ana");
    run.run(CommitLine{"in the copy"});
    run.run(SaveCopy{});
    copy = run.page.last<SaveFileRequest>()->bytes;
  }
  const auto open_copy = [&copy](Run& run) {
    run.run(BeginOpenCopy{});
    run.run(CopyPicked{copy});
    run.type(Field::kPassphrase, kPassphrase);
    run.run(OpenCopy{});
    run.wait(1);
  };
  std::uint64_t calls = 0;
  {
    TestDevice other;
    Run run(other);
    const std::uint64_t before = other.files.calls();
    open_copy(run);
    REQUIRE(run.state().unlocked);
    calls = other.files.calls() - before;
  }
  for (std::uint64_t n = 1; n <= calls; n += every_call(5)) {
    CAPTURE(n);
    TestDevice other(n);
    {
      Run run(other);
      other.files.kill_at(n);
      open_copy(run);
    }
    other.files.crash(n);
    Run run(other);
    if (run.state().screen == Screen::kUnlock) {
      run.unlock(kPassphrase);
    } else {
      REQUIRE(run.state().screen == Screen::kWelcome);
      open_copy(run);
    }
    REQUIRE(run.state().unlocked);
    if (run.state().screen == Screen::kHome) {
      REQUIRE(run.state().under_way.size() == 1);
      run.run(OpenInterview{run.state().under_way[0].id});
    }
    CHECK(run.texts() == std::vector<std::string>{"in the copy"});
  }
}

TEST_CASE("copy: of a store that nobody could close holds the newest line too") {
  TestDevice device;
  {
    Run run(device);
    run.set_up(kPassphrase);
    run.start_interview("Ana");
    run.run(CommitLine{"just before the power went"});
    device.files.kill();
  }
  Run locked(device);
  REQUIRE(locked.state().screen == Screen::kUnlock);
  REQUIRE(device.files.exists("store.db-wal").value());
  const auto copy = locked.session.copy_without_screen();
  REQUIRE(copy.ok());
  TestDevice other(9);
  Run run(other);
  run.run(BeginOpenCopy{});
  run.run(CopyPicked{copy.value()});
  run.type(Field::kPassphrase, kPassphrase);
  run.run(OpenCopy{});
  run.wait(1);
  REQUIRE(run.state().unlocked);
  CHECK(run.texts() == std::vector<std::string>{"just before the power went"});
}

TEST_CASE(
    "first run: killed at any file call, the next start is a first run or has the passphrase") {
  std::uint64_t calls = 0;
  {
    TestDevice device;
    Run run(device);
    const std::uint64_t before = device.files.calls();
    run.set_up(kPassphrase);
    calls = device.files.calls() - before;
  }
  REQUIRE(calls > 20);
  int finished = 0;
  for (std::uint64_t n = 1; n <= calls; ++n) {
    CAPTURE(n);
    TestDevice device(n);
    {
      Run run(device);
      run.run(BeginSetup{});
      run.type(Field::kPassphrase, kPassphrase);
      run.type(Field::kPassphraseAgain, kPassphrase);
      run.run(ChoosePassphrase{});
      run.wait(1);
      const auto words = run.state().setup.recovery_words;
      run.run(RecoveryWritten{});
      run.type_asked_words(words);
      device.files.kill_at(n);
      run.run(ConfirmRecovery{});
    }
    device.files.crash(n);
    Run run(device);
    if (run.state().screen == Screen::kWelcome) {
      run.set_up(kPassphrase);
    } else {
      REQUIRE(run.state().screen == Screen::kUnlock);
      run.unlock(kPassphrase);
      ++finished;
    }
    CHECK(run.state().screen == Screen::kHome);
  }
  CHECK(finished > 0);
}

TEST_CASE("example: opens without a passphrase, is marked, and leaves nothing behind") {
  TestDevice device;
  Run run(device);
  run.run(TryExample{});
  REQUIRE(run.state().unlocked);
  CHECK(run.state().example);
  REQUIRE(run.state().under_way.size() == 1);
  run.run(OpenInterview{run.state().under_way[0].id});
  CHECK(run.view().lines.size() == 14);
  run.run(CommitLine{"gone afterwards"});
  CHECK(run.view().lines.size() == 15);
  run.run(LeaveExample{});
  CHECK(run.state().screen == Screen::kWelcome);
  CHECK_FALSE(run.state().example);
  CHECK(device.files.list().value().empty());
}

TEST_CASE("take-over: the owner writes its draft, closes and lets go; the other goes on with it") {
  TestDevice device;
  Run run(device);
  run.set_up(kPassphrase);
  run.start_interview("Ana");
  run.run(WriteDraft{"half a sent"});
  run.session.take(StoreEvent{StoreAccess::kAskedFor, ""});
  CHECK(run.page.last<ReleaseStoreRequest>() != nullptr);
  CHECK(run.state().screen == Screen::kElsewhere);
  CHECK_FALSE(run.state().interview.has_value());
  Run other(device);
  other.unlock(kPassphrase);
  REQUIRE(other.state().screen == Screen::kInterview);
  CHECK(other.view().draft == "half a sent");
}

}  // namespace
}  // namespace quietroom::session
