#include "sync/server/session_table.h"

#include <doctest/doctest.h>

using quietroom::server::SessionTable;
using quietroom::server::TableEntry;
using quietroom::server::TimePoint;

namespace {

using State = TableEntry::State;
using std::chrono::milliseconds;

class FakeEntry final : public TableEntry {
 public:
  FakeEntry(SessionTable& table, State state, TimePoint since) {
    enter(state, since);
    table.add(*this);
  }
  void close_now() override { closed = true; }
  bool closed = false;
};

const TimePoint kStart{milliseconds(1'000'000)};

}  // namespace

TEST_CASE("make_room: nobody leaves while there is room") {
  SessionTable table(2);
  FakeEntry one(table, State::kIdle, kStart);
  CHECK(table.make_room(kStart));
  CHECK_FALSE(one.closed);
}

TEST_CASE("make_room: the longest idle one leaves first") {
  SessionTable table(3);
  FakeEntry slow(table, State::kReceiving, kStart);
  FakeEntry younger(table, State::kIdle, kStart + milliseconds(20));
  FakeEntry older(table, State::kIdle, kStart + milliseconds(10));
  CHECK(table.make_room(kStart + milliseconds(5000)));
  CHECK(older.closed);
  CHECK_FALSE(younger.closed);
  CHECK_FALSE(slow.closed);
  CHECK(table.count() == 2);
}

TEST_CASE("make_room: without an idle one, the slowest sender leaves, but only after a while") {
  SessionTable table(2);
  FakeEntry slow(table, State::kReceiving, kStart);
  FakeEntry busy(table, State::kResponding, kStart - milliseconds(60'000));
  CHECK_FALSE(table.make_room(kStart + SessionTable::kPatience - milliseconds(1)));
  CHECK_FALSE(slow.closed);
  CHECK(table.make_room(kStart + SessionTable::kPatience));
  CHECK(slow.closed);
  CHECK_FALSE(busy.closed);
}

TEST_CASE("make_room: nobody who is being answered leaves") {
  SessionTable table(1);
  FakeEntry busy(table, State::kResponding, kStart);
  CHECK_FALSE(table.make_room(kStart + milliseconds(60'000)));
  CHECK_FALSE(busy.closed);
}

TEST_CASE("close_unanswered: ends all but those being answered; when_empty waits for these") {
  SessionTable table(9);
  FakeEntry idle(table, State::kIdle, kStart);
  FakeEntry slow(table, State::kReceiving, kStart);
  FakeEntry busy(table, State::kResponding, kStart);
  int calls = 0;
  table.when_empty([&] { ++calls; });
  table.close_unanswered();
  CHECK(idle.closed);
  CHECK(slow.closed);
  CHECK_FALSE(busy.closed);
  table.remove(idle);
  table.remove(slow);
  table.remove(slow);
  CHECK(calls == 0);
  table.remove(busy);
  CHECK(calls == 1);
}

TEST_CASE("when_empty: calls at once if nobody is there") {
  SessionTable table(9);
  int calls = 0;
  table.when_empty([&] { ++calls; });
  CHECK(calls == 1);
}
