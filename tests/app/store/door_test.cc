// The door: commutative, idempotent, and the tables are nothing but what the log says.
#include "app/store/door.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "tests/app/store/store_support.h"

using namespace quietroom;
using namespace quietroom::store;
using model::LineKind;

namespace {

/// A device with its own store, as another device of the same people.
struct Device {
  Bench bench;
  std::unique_ptr<Store> store;

  explicit Device(std::uint64_t seed) : bench(seed), store(bench.create()) {}
  void take(const std::vector<LoggedOperation>& operations) { must(store->apply(operations)); }
};

std::vector<LoggedOperation> shuffled(std::vector<LoggedOperation> operations, FakeRandom& dice) {
  for (std::size_t i = operations.size(); i > 1; --i)
    std::swap(operations[i - 1], operations[static_cast<std::size_t>(dice.below(i))]);
  return operations;
}

template <typename T>
const T& pick(const std::vector<T>& from, FakeRandom& dice) {
  return from[static_cast<std::size_t>(dice.below(from.size()))];
}

model::ConsentInput consent_input(FakeRandom& dice) {
  model::ConsentInput input;
  input.text_version = 1;
  input.text_read = "Is that all right?";
  input.answers.notes_taken = model::Answer::kYes;
  input.answers.medium_ok = dice.below(2) == 0 ? model::Answer::kYes : model::Answer::kNo;
  if (dice.below(2) == 0) input.answers.readers = {"Grace"};
  return input;
}

/// One thing that a person might do, with whatever this device knows of.
void act(Device& device, FakeRandom& dice) {
  Store& store = *device.store;
  device.bench.clock.advance(static_cast<std::int64_t>(dice.below(2000)));
  const auto interviews = must(store.interviews());
  if (interviews.empty() || dice.below(12) == 0) {
    must(store.start_interview(walk_in("Person " + std::to_string(dice.below(9)))));
    return;
  }
  const model::Interview& one = pick(interviews, dice);
  const auto lines = must(store.lines(one.id));
  const std::string text = "the pager and db n" + std::to_string(dice.below(100));
  // What a rule refuses at that moment is refused; that is part of the game.
  switch (dice.below(11)) {
    case 0:
      (void)store.rename_case(one.case_id, text).ok();
      break;
    case 1:
      (void)store.rename_person(one.person_id, text).ok();
      break;
    case 2:
      if (!lines.empty()) (void)store.strike_line(pick(lines, dice).id, dice.below(2) == 0).ok();
      break;
    case 3:
      if (!lines.empty()) (void)store.set_line_item(pick(lines, dice).id, "how-long").ok();
      break;
    case 4:
      (void)store
          .set_item_state(one.id, "role", static_cast<model::ItemProgress>(1 + dice.below(4)))
          .ok();
      break;
    case 5:
      (void)store.record_consent(one.id, consent_input(dice)).ok();
      break;
    case 6:
      if (dice.below(3) == 0) (void)store.end_conversation(one.id).ok();
      break;
    case 7:
    case 8:
      if (!lines.empty()) (void)store.edit_line(pick(lines, dice).id, text).ok();
      break;
    default:
      (void)store.add_line({one.id, "role", LineKind::kQuote, text}).ok();
  }
}

}  // namespace

TEST_CASE("door: devices that exchange everything agree, whatever the order") {
  for (std::uint64_t seed = 1; seed <= 6; ++seed) {
    CAPTURE(seed);
    FakeRandom dice(seed);
    std::vector<std::unique_ptr<Device>> devices;
    for (std::uint64_t i = 0; i < 3; ++i)
      devices.push_back(std::make_unique<Device>(seed * 10 + i));
    for (int i = 0; i < 60; ++i) {
      Device& actor = *devices[static_cast<std::size_t>(dice.below(3))];
      act(actor, dice);
      if (dice.below(8) != 0) continue;
      // Now and then somebody hears a part of what somebody else knows, in any order.
      auto heard = shuffled(log_of(*devices[static_cast<std::size_t>(dice.below(3))]->store), dice);
      heard.resize(static_cast<std::size_t>(dice.below(heard.size() + 1)));
      actor.take(heard);
    }
    std::vector<LoggedOperation> all;
    for (const auto& device : devices) {
      const auto log = log_of(*device->store);
      all.insert(all.end(), log.begin(), log.end());
    }
    for (const auto& device : devices) device->take(shuffled(all, dice));
    const std::string agreed = dump(*devices[0]->store);
    CHECK(dump(*devices[1]->store) == agreed);
    CHECK(dump(*devices[2]->store) == agreed);
    for (const auto& device : devices) {
      must(device->store->check());
      device->take(shuffled(all, dice));
      CHECK(dump(*device->store) == agreed);
    }
    must(devices[0]->store->rebuild_tables());
    must(devices[0]->store->check());
    CHECK(dump(*devices[0]->store) == agreed);
    Device late(seed + 999);
    for (const LoggedOperation& one : shuffled(all, dice)) late.take({one});
    CHECK(dump(*late.store) == agreed);
  }
}

TEST_CASE("door: edits at the same time are both kept and shown, until a person settles it") {
  Device ada(1);
  Device bob(2);
  const Id interview = must(ada.store->start_interview(walk_in("Cid"))).interview_id;
  const Id line = must(ada.store->add_line({interview, "", LineKind::kQuote, "first"}));
  bob.take(log_of(*ada.store));
  ada.bench.clock.advance(1000);
  bob.bench.clock.advance(2000);
  must(ada.store->edit_line(line, "by ada"));
  must(bob.store->edit_line(line, "by bob"));
  ada.take(log_of(*bob.store));
  bob.take(log_of(*ada.store));
  for (Device* device : {&ada, &bob}) {
    const model::Line both = must(device->store->line(line));
    CHECK(both.conflict);
    CHECK(both.text == "by bob");
    CHECK(both.other_texts == std::vector<std::string>{"by ada"});
  }
  must(ada.store->edit_line(line, "by bob"));  // Choosing the shown wording settles it too.
  bob.take(log_of(*ada.store));
  for (Device* device : {&ada, &bob}) {
    const model::Line settled = must(device->store->line(line));
    CHECK_FALSE(settled.conflict);
    CHECK(settled.text == "by bob");
    CHECK(must(device->store->line_history(line)).size() == 4);
  }
}

TEST_CASE("door: the same change on two devices is no conflict") {
  Device ada(1);
  Device bob(2);
  const Id id = must(ada.store->create_case("Outage", model::CaseKind::kIncident));
  bob.take(log_of(*ada.store));
  must(ada.store->rename_case(id, "The outage"));
  must(bob.store->rename_case(id, "The outage"));
  ada.take(log_of(*bob.store));
  CHECK_FALSE(must(ada.store->find_case(id)).conflict);
}

TEST_CASE("door: two consent records at once open nothing, and a withdrawal holds") {
  Device ada(1);
  Device bob(2);
  const Id interview = must(ada.store->start_interview(walk_in("Cid"))).interview_id;
  FakeRandom dice(1);
  model::ConsentInput input = consent_input(dice);
  must(ada.store->record_consent(interview, input));
  bob.take(log_of(*ada.store));
  input.withdrawn = true;
  must(ada.store->record_consent(interview, input));
  bob.bench.clock.advance(5000);
  input.withdrawn = false;
  must(bob.store->record_consent(interview, input));  // Later, but without knowing.
  ada.take(log_of(*bob.store));
  bob.take(log_of(*ada.store));
  for (Device* device : {&ada, &bob}) {
    const model::ConsentRecord holds = must(device->store->consent(interview));
    CHECK(holds.conflict);
    CHECK(holds.state == model::ConsentState::kWithdrawn);
  }
  must(bob.store->record_consent(interview, input));
  ada.take(log_of(*bob.store));
  const model::ConsentRecord holds = must(ada.store->consent(interview));
  CHECK_FALSE(holds.conflict);
  CHECK(holds.state == model::ConsentState::kGiven);
}

TEST_CASE("door: a consent record of which a part is missing opens nothing") {
  Device ada(1);
  Device bob(2);
  const Id interview = must(ada.store->start_interview(walk_in("Cid"))).interview_id;
  bob.take(log_of(*ada.store));
  const std::size_t before = log_of(*ada.store).size();
  FakeRandom dice(1);
  must(ada.store->record_consent(interview, consent_input(dice)));
  auto record = log_of(*ada.store);
  record.erase(record.begin(), record.begin() + static_cast<std::ptrdiff_t>(before));
  for (std::size_t missing = 0; missing + 1 < record.size(); ++missing) {
    Device other(100 + missing);
    other.take(log_of(*bob.store));
    auto part = record;
    part.erase(part.begin() + static_cast<std::ptrdiff_t>(missing));
    other.take(part);
    CHECK(must(other.store->consent(interview)).state == model::ConsentState::kNone);
    other.take({record[missing]});
    CHECK(must(other.store->consent(interview)).state == model::ConsentState::kGiven);
  }
}

TEST_CASE("door: what this version does not understand is kept and shown by nobody") {
  Device ada(1);
  Device bob(2);
  const Id interview = must(ada.store->start_interview(walk_in("Cid"))).interview_id;
  const std::string before = dump(*ada.store);
  FakeRandom random(3);
  const auto foreign = [&](std::uint64_t counter, std::uint16_t kind, const char* field,
                           const Bytes& content) {
    LoggedOperation one;
    one.payload = must(format::make_payload(content, random));
    one.operation.id = {numbered_id(0x77), counter};
    one.operation.author = numbered_id(0x78);
    one.operation.vault = numbered_id(0x79);
    one.operation.hlc = 1;
    one.operation.entity_kind = kind;
    one.operation.entity = interview;
    one.operation.field = field;
    one.operation.commit = format::payload_commit(one.payload);
    return one;
  };
  ada.take({foreign(1, 999, "text", model::encode_value(model::Value::text("x"))),
            foreign(2, 3, "mood", model::encode_value(model::Value::text("x"))),
            foreign(3, 3, "state", model::encode_value(model::Value::integer(77))),
            foreign(4, 3, "plan", model::encode_value(model::Value::text("long"))),
            foreign(5, 3, "plan", from_hex("99").value()), foreign(6, 5, "item", Bytes{})});
  CHECK(dump(*ada.store) == before);
  must(ada.store->rebuild_tables());
  CHECK(dump(*ada.store) == before);
  bob.take(log_of(*ada.store));
  CHECK(log_of(*bob.store).size() == log_of(*ada.store).size());
}

TEST_CASE("door: a forged payload or a twin's operation is refused, with all that came along") {
  Device ada(1);
  Device bob(2);
  must(ada.store->create_case("Outage", model::CaseKind::kIncident));
  const auto good = log_of(*ada.store);
  auto forged = good;
  forged[1].payload.back() ^= 1;
  CHECK(code_of(bob.store->apply(forged)) == ErrorCode::kCorrupt);
  CHECK(log_of(*bob.store).empty());
  bob.take(good);
  auto twin = good;
  twin[0].payload = must(
      format::make_payload(model::encode_value(model::Value::text("Other")), bob.bench.random));
  twin[0].operation.commit = format::payload_commit(twin[0].payload);
  CHECK(code_of(bob.store->apply(twin)) == ErrorCode::kCorrupt);
  auto broken = good;
  broken[0].operation.field = "NOT A FIELD";
  broken[0].operation.id.counter = 100;
  CHECK(code_of(bob.store->apply(broken)) == ErrorCode::kInvalid);
  CHECK(must(bob.store->cases())[0].title == "Outage");
  must(bob.store->create_case("Mine", model::CaseKind::kIncident));  // And it still works.
}

TEST_CASE("door: a payload that is gone leaves its envelope and takes its words along") {
  Device ada(1);
  Device bob(2);
  const Id interview = must(ada.store->start_interview(walk_in("Cid"))).interview_id;
  const Id line = must(ada.store->add_line({interview, "", LineKind::kQuote, "gone"}));
  auto log = log_of(*ada.store);
  for (LoggedOperation& one : log) {
    if (one.operation.entity == line && one.operation.field == model::field::kText)
      one.payload.clear();
  }
  bob.take(log);
  CHECK(must(bob.store->lines(interview)).empty());
  CHECK(log_of(*bob.store).size() == log.size());
  must(bob.store->rebuild_tables());
  must(bob.store->check());
}

TEST_CASE("door: a clock that is far ahead is told, and does not drag ours along") {
  Device ada(1);
  Device bob(2);
  ada.bench.clock.advance(86400000);
  must(ada.store->create_case("Tomorrow", model::CaseKind::kIncident));
  CHECK(must(bob.store->apply(log_of(*ada.store))).clock_ahead);
  must(bob.store->create_case("Today", model::CaseKind::kIncident));
  const auto log = log_of(*bob.store);
  CHECK(model::Hlc{log.back().operation.hlc}.wall_ms() <= FakeClock::kStartMs + 300000);
  CHECK(must(bob.store->apply(log)).clock_ahead);
}

TEST_CASE("door: our time never goes back, over a restart and a clock that jumped") {
  Bench bench;
  std::uint64_t last = 0;
  {
    auto store = bench.create();
    must(store->create_case("One", model::CaseKind::kIncident));
    last = log_of(*store).back().operation.hlc;
  }
  bench.clock.set_wall_ms(FakeClock::kStartMs - 86400000);
  auto store = bench.open();
  must(store->create_case("Two", model::CaseKind::kIncident));
  CHECK(log_of(*store).back().operation.hlc > last);
}

TEST_CASE("commit: refuses what does not fit, and writes nothing of it") {
  Bench bench;
  auto store = bench.create();
  const Id id = numbered_id(5);
  const auto change = [&](const char* field, model::Value value) {
    return Change{model::EntityKind::kCase, id, field, std::move(value), id, {}};
  };
  const Change wrong_type[] = {change("title", model::Value::text("x")),
                               change("kind", model::Value::text("x"))};
  CHECK(code_of(store->commit(wrong_type)) == ErrorCode::kInvalid);
  const Change twice[] = {change("title", model::Value::text("x")),
                          change("title", model::Value::text("y"))};
  CHECK(code_of(store->commit(twice)) == ErrorCode::kInvalid);
  CHECK(log_of(*store).empty());
  const Change good[] = {change("title", model::Value::text("x")),
                         change("created", model::Value::integer(4))};
  const std::vector<format::OpId> made = must(store->commit(good));
  const Id device = must(store->device(id));
  CHECK(made == std::vector<format::OpId>{{device, 1}, {device, 2}});
  CHECK(must(store->find_case(id)).title == "x");
}

TEST_CASE("golden: these operations have always given these tables") {
  const std::string folder = std::string(QUIETROOM_SOURCE_DIR) + "/tests/golden/store/";
  std::ifstream in(folder + "interview.txt");
  REQUIRE(in.good());
  std::vector<LoggedOperation> operations;
  std::string expected;
  std::string row;
  while (std::getline(in, row) && !row.empty()) {
  }
  while (std::getline(in, row) && !row.empty()) {
    const std::size_t space = row.find(' ');
    LoggedOperation one;
    one.operation = must(format::decode_operation(must(from_hex(row.substr(0, space)))));
    one.payload = must(from_hex(row.substr(space + 1)));
    operations.push_back(std::move(one));
  }
  while (std::getline(in, row)) expected += row + '\n';
  CHECK(operations.size() > 20);
  Device device(1);
  device.take(operations);
  CHECK(dump(*device.store) == expected);
}
