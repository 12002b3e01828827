// A vault's people and their devices around one server, in virtual time, and a model that says what
// must be on each device in the end: everything that was ever written, but for what was purged and
// for rooms whose key a person does not have.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "platform/fake/clock_fake.h"
#include "platform/fake/http_fake.h"
#include "platform/fake/random_fake.h"
#include "sync/engine.h"
#include "sync/remote/webdav.h"
#include "tests/sim/dav_server.h"
#include "tests/sim/journal_memory.h"

namespace quietroom::sim {

struct Person {
  Id id;
  Secret<32> sealing;
  Secret<32> seed;

  crypto::SealingPair sealing_pair() const {
    return crypto::SealingPair::from_secret(sealing.clone());
  }
  crypto::SigningPair signing_pair() const { return crypto::SigningPair::from_seed(seed.clone()); }
};

/// One device: its journal outlives its program.
struct Device {
  std::size_t person = 0;
  std::unique_ptr<DeviceJournal> journal;
  std::unique_ptr<FakeHttp> http;
  std::unique_ptr<FakeRandom> random;
  std::unique_ptr<remote::WebDav> dav;
  std::unique_ptr<sync::Engine> engine;
  std::int64_t asleep_until_ms = 0;
};

/// What was written, and what has become of it. Contents are unique, so they name an operation.
struct Line {
  Id room;
  std::size_t device = 0;
  bool purged = false;
  /// Was on a device when that was copied: if it was not sent yet, both copies log it, and it is
  /// there under two ids with one content, which the door takes for one.
  bool copied = false;
};

class World {
 public:
  World(std::uint64_t seed, Habits habits, std::size_t people);

  /// Devices that are added from now on have journals that `make` makes; else they are in memory.
  void keep_journals(MakeJournal make) { make_journal_ = std::move(make); }
  const Id& vault() const { return config_.vault; }

  /// `made` is called with each device that is added from now on, before its program starts.
  void on_device(std::function<void(std::size_t, Device&)> made) { made_ = std::move(made); }
  /// A further device of `person`; the first one founds the vault.
  std::size_t add_device(std::size_t person);
  /// Makes `person` a member; `device` is an owner's. Whether it could.
  bool add_member(std::size_t device, std::size_t person,
                  format::Role role = format::Role::kMember);
  bool remove_member(std::size_t device, std::size_t person);
  /// A copy of `device`, which goes on as if it were that device.
  std::size_t clone_device(std::size_t device);
  /// A further device of the person of `device`, whose journal is a copy of that one's.
  std::size_t add_copy(std::size_t device, std::unique_ptr<DeviceJournal> journal);
  /// The program of `device` is started, again if it was running.
  void start(std::size_t device);
  /// From now on an engine does one step in each of its turns, as where it has no time for more.
  void take_single_steps() { turn_ms_ = 0; }
  /// Time passes for everybody. Restarts whoever is killed meanwhile.
  void run(std::int64_t ms);

  /// `device` writes `size_bytes` (at least 8) into `room`; none is the vault itself.
  void write(std::size_t device, const Id& room, std::size_t size_bytes = 24);
  /// Takes away one of the lines that this device has written, if it has any left.
  void purge(std::size_t device, std::uint64_t which);
  /// The program of `device` takes the words of one of its person's lines away, and tells sync
  /// afterwards, if it has any left.
  void empty(std::size_t device, std::uint64_t which);

  /// Good weather, everybody online, and enough time to hear of everything; heals where asked to.
  void settle();
  /// What is not as it must be now, in words; empty if all is well. After settle().
  std::string complaint() const;
  /// Whether `device` reports a trouble of that kind.
  bool reports(std::size_t device, sync::TroubleKind kind) const;

  sync::EngineConfig& config() { return config_; }
  FakeClock& clock() { return clock_; }
  DavServer& server() { return server_; }
  FakeRandom& dice() { return dice_; }
  Device& device(std::size_t index) { return *devices_[index]; }
  std::size_t device_count() const { return devices_.size(); }
  const Person& person(std::size_t index) const { return people_[index]; }
  /// Rooms: who may read is the model's knowledge; the engine's comes from grants.
  Id add_room(std::size_t device);
  void grant(std::size_t device, const Id& room, std::size_t person);
  const std::vector<Id>& rooms() const { return rooms_; }
  bool may_read(std::size_t person, const Id& room) const;
  void set_weather(const FakeWeather& weather);
  /// What was done so far: requests that reached the server, and transactions.
  std::uint64_t steps() const;
  std::uint64_t kills() const { return kills_; }
  const std::map<std::string, Line>& lines() const { return lines_; }

 private:
  void tick(Device& device);
  std::int64_t next_ms(const Device& device) const;
  std::string complaint_of(std::size_t index) const;
  using Candidate = std::pair<format::OpId, std::string>;
  /// The lines that are on `device` and that `wanted` likes, but for what was copied.
  std::vector<Candidate> lines_on(
      const Device& device, const std::function<bool(const DeviceJournal::Written&)>& wanted) const;

  FakeRandom dice_;
  FakeClock clock_;
  DavServer server_;
  std::vector<Person> people_;
  sync::EngineConfig config_;
  std::vector<std::unique_ptr<Device>> devices_;
  std::map<std::string, Line> lines_;
  std::vector<Id> rooms_;
  std::set<std::pair<Id, std::size_t>> readers_;
  std::uint64_t written_ = 0;
  std::int64_t turn_ms_ = 1000;
  std::uint64_t kills_ = 0;
  std::string went_wrong_;  ///< An error that no journal made.
  std::function<void(std::size_t, Device&)> made_;
  MakeJournal make_journal_;
};

}  // namespace quietroom::sim
