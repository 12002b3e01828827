// Two devices of one person, and an endpoint between them, in virtual time.
#pragma once

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "tests/app/session/rig.h"

namespace quietroom::syncing_test {

namespace command = session::command;
using session::Field;
using session::Run;
using session::SyncReason;
using session::SyncTroubleKind;
using session::SyncView;
using session::TestDevice;

inline constexpr const char* kAddress = "https://files.example";
inline constexpr std::int64_t kMinuteMs = 60'000;

/// Lets `ms` pass for all of `runs`, each of which is woken when it wants to be.
inline void pass(const std::vector<Run*>& runs, std::int64_t ms) {
  while (ms > 0) {
    std::int64_t step_ms = ms;
    for (Run* run : runs) {
      const std::int64_t now_ms = run->device.clock.steady_ms();
      run->http.advance_to(now_ms);
      run->session.tick();
      for (const auto& due : {run->session.wake_ms(), run->http.next_ms()}) {
        if (due) step_ms = std::min(step_ms, std::max<std::int64_t>(1, *due - now_ms));
      }
    }
    for (Run* run : runs) {
      run->session.note_presence();
      run->device.clock.advance(step_ms);
    }
    ms -= step_ms;
  }
}

inline void turn_on(Run& run, const char* address = kAddress) {
  run.type(Field::kSyncAddress, address);
  run.type(Field::kSyncToken, "qrt_token");
  run.run(command::TurnOnSync{});
  REQUIRE(run.state().sync.is_on());
}

inline void say(Run& run, const std::string& line) {
  run.run(command::WriteDraft{line});
  run.run(command::CommitLine{line});
}

/// Makes `to` a device with a copy of `from`.
inline void open_copy_of(Run& from, Run& to) {
  from.run(command::SaveCopy{});
  while (from.state().copy) from.session.tick();
  const auto* saved = from.page.last<SaveFileRequest>();
  REQUIRE(saved != nullptr);
  to.run(command::BeginOpenCopy{});
  to.run(command::CopyPicked{saved->bytes});
  to.type(Field::kPassphrase, session::kPassphrase);
  to.run(command::OpenCopy{});
  to.wait(1);
  REQUIRE(to.state().unlocked);
}

/// Everything that the endpoint holds, in one text.
inline std::string all_bytes(sim::DavServer& server) {
  std::string all;
  for (const auto& [path, bytes] : server.files()) {
    all += path;
    all.append(bytes.begin(), bytes.end());
  }
  return all;
}

/// The first device has a 1:1 with one line, and sync; the second one was opened from its copy.
struct TwoDevices {
  TwoDevices() : b_device(2) {
    b_device.server = a_device.server;
    a = std::make_unique<Run>(a_device);
    a->set_up(session::kPassphrase);
    a->start_interview("Ana");
    say(*a, "first");
    turn_on(*a);
    b = std::make_unique<Run>(b_device);
    open_copy_of(*a, *b);
    b->run(command::OpenInterview{a->view().interview.id});
  }
  void pass(std::int64_t ms) { syncing_test::pass({a.get(), b.get()}, ms); }
  sim::DavServer& server() { return *a_device.server; }

  TestDevice a_device;
  TestDevice b_device;
  std::unique_ptr<Run> a;
  std::unique_ptr<Run> b;
};

}  // namespace quietroom::syncing_test
