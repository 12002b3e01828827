// Who is connected, and who has to go when the house is full. Knows no sockets.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <list>

namespace quietroom::server {

using TimePoint = std::chrono::steady_clock::time_point;

/// One connection, as the table sees it.
class TableEntry {
 public:
  enum class State : std::uint8_t {
    kIdle,        ///< Nothing of a next request has come.
    kReceiving,   ///< A request has begun and is not complete.
    kResponding,  ///< Being answered; never thrown out.
  };
  virtual ~TableEntry() = default;
  /// Ends the connection at once.
  virtual void close_now() = 0;

  void enter(State state, TimePoint now) {
    state_ = state;
    since_ = now;
  }
  State state() const { return state_; }
  TimePoint since() const { return since_; }

 private:
  State state_ = State::kIdle;
  TimePoint since_;
};

class SessionTable {
 public:
  explicit SessionTable(std::size_t connections_max) : connections_max_(connections_max) {}

  /// Takes `entry` in; it stays valid until removed. Call make_room() first.
  void add(TableEntry& entry) { entries_.push_back(&entry); }
  /// Forgets `entry`; nothing happens if it is not there. May call what when_empty() was given.
  void remove(TableEntry& entry);

  /// True if there is room for one more. When full, ends the connection that has been idle longest,
  /// or else the one that has been sending one request longest, if that is over `kPatience`.
  bool make_room(TimePoint now);

  /// Ends every connection that nobody is answering.
  void close_unanswered();

  /// Calls `then` once, as soon as the table is empty (now, if it is).
  void when_empty(std::function<void()> then);

  std::size_t count() const { return entries_.size(); }

  /// How long a request may dribble in before its connection may be ended to make room.
  static constexpr std::chrono::milliseconds kPatience{1000};

 private:
  bool evict_oldest(TableEntry::State state, TimePoint since_at_most);

  std::size_t connections_max_;
  std::list<TableEntry*> entries_;
  std::function<void()> when_empty_;
};

}  // namespace quietroom::server
