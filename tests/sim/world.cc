#include "tests/sim/world.h"

#include <algorithm>

namespace quietroom::sim {
namespace {

/// A program that asks to be called again at once, for ever, would hold up everybody's time.
constexpr std::int64_t kShortestStepMs = 5;

}  // namespace

World::World(std::uint64_t seed, Habits habits, std::size_t people)
    : dice_(seed), server_(habits, seed ^ 0x5eed) {
  for (std::size_t i = 0; i < people; ++i) {
    Person person;
    person.id = dice_.id();
    dice_.fill(person.sealing.writable());
    dice_.fill(person.seed.writable());
    people_.push_back(std::move(person));
  }
  config_.vault = dice_.id();
  config_.founder = people_[0].signing_pair().public_key;
}

std::size_t World::add_device(std::size_t person) {
  auto device = std::make_unique<Device>();
  device->person = person;
  const Id id = dice_.id();
  device->journal =
      make_journal_ ? make_journal_(id, people_[person].id) : std::make_unique<MemoryJournal>(id);
  device->random = std::make_unique<FakeRandom>(dice_.next());
  device->http = std::make_unique<FakeHttp>(server_, dice_.next());
  device->http->advance_to(clock_.steady_ms());
  devices_.push_back(std::move(device));
  const std::size_t index = devices_.size() - 1;
  if (index == 0) {
    sync::EngineConfig config = config_;
    config.person = people_[0].id;
    CHECK_THAT(sync::found_vault(*devices_[0]->journal, *devices_[0]->random, config,
                                 people_[0].sealing_pair(), people_[0].signing_pair(), "one")
                   .ok(),
               "found_vault");
  }
  if (made_) made_(index, *devices_[index]);
  start(index);
  return index;
}

bool World::remove_member(std::size_t device, std::size_t person) {
  std::vector<format::Member> members = devices_[device]->engine->members();
  std::erase_if(members, [&](const auto& one) { return one.person == people_[person].id; });
  return devices_[device]->engine->set_members(std::move(members)).ok();
}

bool World::add_member(std::size_t device, std::size_t person, format::Role role) {
  std::vector<format::Member> members = devices_[device]->engine->members();
  const Person& one = people_[person];
  members.push_back(
      {{one.sealing_pair().public_key, one.signing_pair().public_key}, one.id, role, "member"});
  return devices_[device]->engine->set_members(std::move(members)).ok();
}

std::size_t World::clone_device(std::size_t device) {
  return add_copy(device, devices_[device]->journal->copy(dice_.next()));
}

std::size_t World::add_copy(std::size_t device, std::unique_ptr<DeviceJournal> journal) {
  for (auto& [text, line] : lines_) line.copied = line.copied || line.device == device;
  auto copy = std::make_unique<Device>();
  copy->person = devices_[device]->person;
  copy->journal = std::move(journal);
  copy->random = std::make_unique<FakeRandom>(dice_.next());
  copy->http = std::make_unique<FakeHttp>(server_, dice_.next());
  copy->http->advance_to(clock_.steady_ms());
  devices_.push_back(std::move(copy));
  start(devices_.size() - 1);
  return devices_.size() - 1;
}

void World::start(std::size_t index) {
  Device& device = *devices_[index];
  device.engine.reset();
  device.dav.reset();
  device.http->abandon();
  if (device.journal->killed()) device.journal->restart();
  const Person& person = people_[device.person];
  device.dav = std::make_unique<remote::WebDav>(
      *device.http, *device.random,
      remote::WebDavConfig{"https://files.example", "Bearer x", config_.vault, 30'000});
  sync::EngineConfig config = config_;
  config.person = person.id;
  auto engine = sync::Engine::open(*device.journal, *device.dav, *device.random, clock_,
                                   person.sealing_pair(), person.signing_pair(), config);
  if (!engine.ok() && device.journal->killed()) {
    ++kills_;
    start(index);
    return;
  }
  CHECK_THAT(engine.ok(), "engine open");
  device.engine = std::move(engine).value();
}

std::int64_t World::next_ms(const Device& device) const {
  std::int64_t next = device.engine->next_tick_ms();
  const auto event = device.http->next_ms();
  // Who waits for an answer need not look again before one can have come.
  if (event && next > clock_.steady_ms()) next = std::max(*event, clock_.steady_ms());
  return std::max(next, device.asleep_until_ms);
}

void World::tick(Device& device) {
  device.http->advance_to(clock_.steady_ms());
  if (device.asleep_until_ms > clock_.steady_ms()) return;
  const Status done = device.engine->tick(turn_ms_);
  if (!done.ok() && done.error().code != ErrorCode::kIo && done.error().code != ErrorCode::kQuota)
    went_wrong_ = done.error().context;
  if (done.ok() || !device.journal->killed()) return;
  ++kills_;
  for (std::size_t i = 0; i < devices_.size(); ++i) {
    if (devices_[i].get() == &device) start(i);
  }
}

void World::run(std::int64_t ms) {
  const std::int64_t until_ms = clock_.steady_ms() + ms;
  for (;;) {
    std::int64_t next = until_ms;
    for (const auto& device : devices_) next = std::min(next, next_ms(*device));
    const std::int64_t now_ms = clock_.steady_ms();
    clock_.advance(
        std::clamp(next - now_ms, std::min(kShortestStepMs, until_ms - now_ms), until_ms - now_ms));
    for (const auto& device : devices_) {
      const auto event = device->http->next_ms();
      if (next_ms(*device) <= clock_.steady_ms() || (event && *event <= clock_.steady_ms()))
        tick(*device);
    }
    if (clock_.steady_ms() >= until_ms) return;
  }
}

Id World::add_room(std::size_t device) {
  const Id room = dice_.id();
  rooms_.push_back(room);
  readers_.insert({room, devices_[device]->person});
  return room;
}

void World::grant(std::size_t device, const Id& room, std::size_t person) {
  devices_[device]->journal->spare();  // So that the model knows whether it was done.
  if (!devices_[device]->engine->grant(room, people_[person].sealing_pair().public_key).ok())
    return;
  readers_.insert({room, person});
}

bool World::may_read(std::size_t person, const Id& room) const {
  return room.is_none() || readers_.contains({room, person});
}

void World::write(std::size_t index, const Id& room, std::size_t size_bytes) {
  Device& device = *devices_[index];
  std::string text = std::to_string(++written_);
  while (text.size() < 8) text.insert(text.begin(), '0');
  text.resize(std::max(size_bytes, text.size()), '.');
  device.journal->write(room, people_[device.person].id, to_bytes(as_bytes(text)),
                        clock_.wall_ms());
  device.engine->changed();
  lines_[text] = {room, index, false};
}

std::vector<World::Candidate> World::lines_on(
    const Device& device, const std::function<bool(const DeviceJournal::Written&)>& wanted) const {
  std::vector<Candidate> found;
  for (const DeviceJournal::Written& one : device.journal->lines()) {
    if (!lines_.at(one.text).copied && wanted(one)) found.emplace_back(one.id, one.text);
  }
  return found;
}

void World::empty(std::size_t index, std::uint64_t which) {
  Device& device = *devices_[index];
  const std::vector<Candidate> mine = lines_on(device, [&](const DeviceJournal::Written& one) {
    return devices_[lines_.at(one.text).device]->person == device.person;
  });
  if (mine.empty() || device.journal->killed()) return;
  const auto& [id, text] = mine[static_cast<std::size_t>(which % mine.size())];
  device.journal->empty(id);
  device.engine->changed();
  lines_[text].purged = true;
}

void World::purge(std::size_t index, std::uint64_t which) {
  Device& device = *devices_[index];
  const std::vector<Candidate> mine = lines_on(device, [&](const DeviceJournal::Written& one) {
    return one.id.device == device.journal->device();
  });
  if (mine.empty()) return;
  device.journal->spare();
  const auto& [id, text] = mine[static_cast<std::size_t>(which % mine.size())];
  if (device.engine->purge({id}).ok()) lines_[text].purged = true;
}

std::uint64_t World::steps() const {
  std::uint64_t steps = server_.requests();
  for (const auto& device : devices_) steps += device->journal->commits();
  return steps;
}

void World::set_weather(const FakeWeather& weather) {
  for (const auto& device : devices_) device->http->set_weather(weather);
}

void World::settle() {
  server_.set_refusal(0);
  server_.habits().page_with_200 = 0;
  server_.habits().error_503 = 0;
  server_.habits().quota_bytes = 0;
  set_weather({});
  for (const auto& device : devices_) {
    device->asleep_until_ms = 0;
    device->http->set_offline(false);
    device->engine->refresh();
  }
  for (int hour = 0; hour < 4; ++hour) {
    for (const auto& device : devices_) {
      const auto troubles = device->engine->status().troubles;
      const bool lost = std::any_of(troubles.begin(), troubles.end(), [](const auto& one) {
        return one.kind == sync::TroubleKind::kServerLost;
      });
      device->journal->spare();
      if (lost) CHECK_THAT(device->engine->heal().ok(), "heal");
      device->engine->refresh();
    }
    run(25 * 60'000);
  }
}

bool World::reports(std::size_t device, sync::TroubleKind kind) const {
  const auto troubles = devices_[device]->engine->status().troubles;
  return std::any_of(troubles.begin(), troubles.end(),
                     [&](const auto& one) { return one.kind == kind; });
}

std::string World::complaint_of(std::size_t index) const {
  const Device& device = *devices_[index];
  const std::string who = "device " + std::to_string(index) + ": ";
  std::multiset<std::string> here;
  for (const DeviceJournal::Written& one : device.journal->lines()) here.insert(one.text);
  for (const auto& [text, line] : lines_) {
    const std::size_t count = here.count(text);
    const bool wanted = !line.purged && may_read(device.person, line.room);
    const std::string what =
        "line " + text.substr(0, 8) + " of device " + std::to_string(line.device);
    if (wanted && count == 0) return who + "P2: " + what + " is missing";
    if (count > 1 && !line.copied) return who + what + " is there twice";
    if (!wanted && count > 0 && line.purged) return who + what + " was purged and is there";
    if (!wanted && count > 0) return who + what + " is in a room that this person cannot read";
  }
  if (const std::string of_journal = device.journal->complaint(); !of_journal.empty())
    return who + of_journal;
  if (device.journal->kept_out() > 0) return who + "an id came with two contents";
  const sync::SyncStatus status = device.engine->status();
  if (status.only_here != 0) return who + "says that something is only here";
  for (const sync::Trouble& trouble : status.troubles) {
    if (trouble.kind != sync::TroubleKind::kTwin)
      return who + "still reports trouble " + std::to_string(static_cast<int>(trouble.kind)) +
             " at " + std::to_string(trouble.seq);
  }
  return {};
}

std::string World::complaint() const {
  if (!went_wrong_.empty()) return "tick: " + went_wrong_;
  for (std::size_t i = 0; i < devices_.size(); ++i) {
    std::string found = complaint_of(i);
    if (!found.empty()) return found;
  }
  const Device& first = *devices_[0];
  for (std::size_t i = 1; i < devices_.size(); ++i) {
    const Device& other = *devices_[i];
    const std::string who = "device " + std::to_string(i) + ": ";
    if (other.engine->log_digest() != first.engine->log_digest())
      return who + "P4: another log digest than device 0";
    if (other.engine->room_digest({}) != first.engine->room_digest({}))
      return who + "P4: another digest of the vault than device 0";
    for (const Id& room : rooms_) {
      if (!may_read(first.person, room) || !may_read(other.person, room)) continue;
      if (other.engine->room_digest(room) != first.engine->room_digest(room))
        return who + "P4: another digest of a room than device 0";
    }
  }
  return {};
}

}  // namespace quietroom::sim
