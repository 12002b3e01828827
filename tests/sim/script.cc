#include "tests/sim/script.h"

#include <algorithm>

namespace quietroom::sim {
namespace {

constexpr std::size_t kDevicesMax = 6;
constexpr std::size_t kPeople = 3;

constexpr const char* kNames[] = {"write",  "write many", "pass",     "sleep",      "offline",
                                  "online", "kill",       "full",     "weather",    "refuse",
                                  "well",   "backup",     "put back", "wipe",       "purge",
                                  "empty",  "grant",      "clone",    "new device", "restart"};
static_assert(std::size(kNames) == static_cast<std::size_t>(Step::Kind::kCount));

/// How often each kind comes, out of their sum.
constexpr unsigned kOften[] = {220, 20, 300, 40, 40, 60, 60, 10, 40, 15,
                               40,  6,  3,   2,  25, 15, 20, 2,  4,  20};
static_assert(std::size(kOften) == std::size(kNames));

Habits habits_of(FakeRandom& dice) {
  Habits habits;
  switch (dice.below(5)) {
    case 0:  // Apache and our own.
      break;
    case 1:  // nginx
      habits.missing_parent = 500;
      break;
    case 2:  // rclone
      habits.mkcol_twice = true;
      habits.shows_torn = true;
      habits.keeps_cut = true;
      habits.missing_parent = 404;
      break;
    case 3:  // A store behind caches.
      habits.shows_late_ms = 4'000;
      break;
    default:  // A bad day.
      habits.page_with_200 = 8;
      habits.error_503 = 20;
      break;
  }
  return habits;
}

/// The state of the story that is not the world's.
struct Stage {
  World world;
  std::vector<Id> rooms;
  std::optional<DavServer::Backup> backup;
};

FakeWeather weather_of(std::uint64_t what) {
  FakeWeather weather;
  if (what % 3 == 0) return weather;
  weather.lose_request = static_cast<unsigned>(what % 7) * 10;
  weather.lose_reply = static_cast<unsigned>(what % 5) * 10;
  weather.repeat_request = static_cast<unsigned>(what % 4) * 20;
  weather.cut_upload = static_cast<unsigned>(what % 6) * 10;
  weather.delay_ms_max = static_cast<std::int64_t>(30 + what % 3000);
  return weather;
}

void step_server(Stage& stage, const Step& step) {
  DavServer& server = stage.world.server();
  constexpr int kRefusals[] = {401, 403, 500, 502, 503, 507, 429, 404};
  switch (step.kind) {
    case Step::Kind::kRefuse:
      server.set_refusal(kRefusals[step.what % std::size(kRefusals)]);
      return;
    case Step::Kind::kWell:
      server.set_refusal(0);
      return;
    case Step::Kind::kBackup:
      stage.backup = server.backup();
      return;
    case Step::Kind::kPutBack:
      if (stage.backup) server.put_back(*stage.backup);
      return;
    default:
      server.wipe();
      return;
  }
}

void step_device(Stage& stage, const Step& step, std::size_t index) {
  World& world = stage.world;
  Device& device = world.device(index);
  switch (step.kind) {
    case Step::Kind::kSleep:
      device.asleep_until_ms =
          world.clock().steady_ms() + static_cast<std::int64_t>(step.what % 86'400'000);
      return;
    case Step::Kind::kOffline:
    case Step::Kind::kOnline:
      device.http->set_offline(step.kind == Step::Kind::kOffline);
      if (step.kind == Step::Kind::kOnline) device.engine->refresh();
      return;
    case Step::Kind::kKill:
      device.journal->kill_at(1 + step.what % 12, step.what % 2 == 0);
      return;
    case Step::Kind::kJournalFull:
      device.journal->fail_next();
      return;
    case Step::Kind::kPurge:
      world.purge(index, step.what);
      return;
    case Step::Kind::kEmpty:
      world.empty(index, step.what);
      return;
    case Step::Kind::kRestart:
      world.start(index);
      return;
    case Step::Kind::kGrant: {
      // Who has the room's key gives it away: the device that made the room.
      const std::size_t room = static_cast<std::size_t>(step.what % stage.rooms.size());
      world.grant(0, stage.rooms[room], index % kPeople);
      return;
    }
    case Step::Kind::kClone:
      if (world.device_count() < kDevicesMax) world.clone_device(index);
      return;
    default:
      if (world.device_count() < kDevicesMax) world.add_device(step.what % kPeople);
      return;
  }
}

void step_one(Stage& stage, const Step& step) {
  World& world = stage.world;
  const std::size_t index = static_cast<std::size_t>(step.who % world.device_count());
  const Device& device = world.device(index);
  switch (step.kind) {
    case Step::Kind::kWrite:
    case Step::Kind::kWriteMany: {
      const std::size_t which = static_cast<std::size_t>(step.what % (stage.rooms.size() + 2));
      Id room = which < stage.rooms.size() ? stage.rooms[which] : Id{};
      // A room is written by one person, and not before their key is there: that is the business of
      // the program above.
      const bool writes = device.person == 0 && device.engine->room_digest(room).has_value();
      if (!room.is_none() && !writes) room = Id{};
      const std::size_t count = step.kind == Step::Kind::kWrite ? 1 : 40;
      for (std::size_t i = 0; i < count; ++i)
        world.write(index, room, 16 + static_cast<std::size_t>(step.what % 700));
      return;
    }
    case Step::Kind::kPass:
      world.run(static_cast<std::int64_t>(step.what % 180'000));
      return;
    case Step::Kind::kWeather:
      world.set_weather(weather_of(step.what));
      return;
    case Step::Kind::kRefuse:
    case Step::Kind::kWell:
    case Step::Kind::kBackup:
    case Step::Kind::kPutBack:
    case Step::Kind::kWipe:
      step_server(stage, step);
      return;
    default:
      step_device(stage, step, index);
      return;
  }
}

}  // namespace

Story tell(std::uint64_t seed, std::size_t count) {
  FakeRandom dice(seed);
  Story story;
  story.seed = seed;
  story.habits = habits_of(dice);
  // A copied device and a server that forgets, together, can make two histories that others have
  // seen both of: that is reported (P6), not mended, so a story has one or the other.
  const bool copies = dice.below(2) == 0;
  std::uint64_t sum = 0;
  for (const unsigned one : kOften) sum += one;
  for (std::size_t i = 0; i < count; ++i) {
    std::uint64_t at = dice.below(sum);
    std::size_t kind = 0;
    while (at >= kOften[kind]) at -= kOften[kind++];
    Step step{static_cast<Step::Kind>(kind), dice.next() >> 8, dice.next() >> 8};
    // So does one that says 404 to everything for a while.
    const bool forgets = step.kind == Step::Kind::kWipe || step.kind == Step::Kind::kPutBack ||
                         (step.kind == Step::Kind::kRefuse && step.what % 8 == 7);
    if (copies ? forgets : step.kind == Step::Kind::kClone) step.kind = Step::Kind::kPass;
    story.steps.push_back(step);
  }
  return story;
}

Played play(const Story& story, const JournalsFor& make_for) {
  Stage stage{World(story.seed, story.habits, kPeople), {}, {}};
  World& world = stage.world;
  world.config().pack_segments = 12;
  world.config().timing.poll_ms = 120'000;  // Fewer idle polls, more of what can go wrong.
  if (make_for) world.keep_journals(make_for(world.vault(), world.clock()));
  world.add_device(0);
  for (std::size_t person = 1; person < kPeople; ++person)
    CHECK_THAT(world.add_member(0, person), "add_member");
  for (int i = 0; i < 2; ++i) {
    stage.rooms.push_back(world.add_room(0));
    world.write(0, stage.rooms.back());
  }
  world.add_device(1);
  world.add_device(0);
  world.run(60'000);
  for (const Step& step : story.steps) step_one(stage, step);
  world.settle();
  return {world.complaint(), world.steps(), world.kills()};
}

Story shrink(Story story, const std::function<bool(const Story&)>& fails) {
  for (std::size_t piece = std::max<std::size_t>(story.steps.size() / 2, 1); piece > 0;
       piece /= 2) {
    for (std::size_t at = 0; at < story.steps.size();) {
      Story shorter = story;
      const std::size_t end = std::min(at + piece, story.steps.size());
      shorter.steps.erase(shorter.steps.begin() + static_cast<std::ptrdiff_t>(at),
                          shorter.steps.begin() + static_cast<std::ptrdiff_t>(end));
      if (fails(shorter)) {
        story = std::move(shorter);
      } else {
        at += piece;
      }
    }
  }
  return story;
}

std::string in_words(const Story& story) {
  std::string words = "seed " + std::to_string(story.seed) + "\n";
  for (const Step& step : story.steps)
    words += std::string(kNames[static_cast<std::size_t>(step.kind)]) + " who " +
             std::to_string(step.who) + " what " + std::to_string(step.what) + "\n";
  return words;
}

}  // namespace quietroom::sim
