// Devices of one vault, with the engine of sync and journals in memory, over real sockets and in
// real time. tests/server/sync_engine.test.mjs says what they do, a line each on the standard
// input:
//
//   device <root_url> <scheme> <credentials> <device's id>     the first one founds the vault
//   write <index> <count> <size_bytes>
//   run <ms>
//   settle <ms at most>
//   until <index> auth|lost <ms at most>     until it says that it is not let in, or "server lost"
//   heal                                     all of them fill the endpoint again
//
// scheme and credentials are the two words of the header Authorization. It answers
//
// with a line for each on the standard output: "ok <requests so far> <ms it took>", or what is not
// as it must be. The arguments: a seed, the vault's id, and a file of certificates to trust, if it
// is not for the system's.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <iterator>
#include <sstream>

#include "platform/fake/random_fake.h"
#include "platform/native/clock_native.h"
#include "platform/native/http_native.h"
#include "sync/engine.h"
#include "sync/remote/webdav.h"
#include "tests/sim/journal_memory.h"

namespace quietroom::sim {
namespace {

/// How long a socket is waited for before the clock is looked at again.
constexpr std::int64_t kWaitMsMax = 20;

/// Counts what goes out.
class CountedHttp final : public Http {
 public:
  explicit CountedHttp(Http& http) : http_(http) {}
  HttpTicket send(HttpRequest request) override {
    ++requests;
    return http_.send(std::move(request));
  }
  std::optional<HttpReply> poll(HttpTicket ticket) override { return http_.poll(ticket); }
  void cancel(HttpTicket ticket) override { http_.cancel(ticket); }

  std::uint64_t requests = 0;

 private:
  Http& http_;
};

struct Device {
  std::unique_ptr<MemoryJournal> journal;
  std::unique_ptr<remote::WebDav> dav;
  std::unique_ptr<sync::Engine> engine;
};

/// As short as a test wants it: what takes minutes for people takes a second here.
sync::Timing quick() {
  sync::Timing timing;
  timing.debounce_ms = 50;
  timing.debounce_more_ms = 50;
  timing.poll_ms = 200;
  timing.full_ms = 1'000;
  timing.look_again_ms = 300;
  timing.back_off_ms = 50;
  timing.ack_ms = 300;
  return timing;
}

class Household {
 public:
  Household(HttpNative& sockets, std::uint64_t seed, Id vault)
      : sockets_(sockets), http_(sockets), random_(seed) {
    config_.vault = vault;
    config_.person = random_.id();
    config_.timing = quick();
    random_.fill(sealing_.writable());
    random_.fill(seed_.writable());
    config_.founder = signing().public_key;
  }

  std::string add_device(std::string root_url, std::string authorization, const Id& id) {
    Device device;
    device.journal = std::make_unique<MemoryJournal>(id);
    if (devices_.empty()) {
      const Status founded =
          sync::found_vault(*device.journal, random_, config_, sealing(), signing(), "one");
      if (!founded.ok()) return "found_vault: " + founded.error().context;
    }
    device.dav = std::make_unique<remote::WebDav>(
        http_, random_,
        remote::WebDavConfig{std::move(root_url), std::move(authorization), config_.vault, 10'000});
    auto engine = sync::Engine::open(*device.journal, *device.dav, random_, clock_, sealing(),
                                     signing(), config_);
    if (!engine.ok()) return "open: " + engine.error().context;
    device.engine = std::move(engine).value();
    devices_.push_back(std::move(device));
    return {};
  }

  std::string write(std::size_t index, int count, std::size_t size_bytes) {
    if (index >= devices_.size()) return "there is no such device";
    for (int i = 0; i < count; ++i) {
      std::string text = std::to_string(++written_) + " ";
      text.resize(std::max(size_bytes, text.size()), '.');
      devices_[index].journal->write({}, config_.person, to_bytes(as_bytes(text)),
                                     clock_.wall_ms());
      texts_.insert(std::move(text));
    }
    devices_[index].engine->changed();
    return {};
  }

  /// Until `ms` have gone by, or `wrong`, if there is such a function, finds nothing wrong any
  /// more. What is wrong at the end.
  std::string run(std::int64_t ms, const std::function<std::string()>& wrong) {
    const std::int64_t until_ms = clock_.steady_ms() + ms;
    for (;;) {
      std::int64_t next_ms = until_ms;
      for (const Device& device : devices_) {
        const Status done = device.engine->tick(20);
        if (!done.ok()) return "tick: " + done.error().context;
        next_ms = std::min(next_ms, device.engine->next_tick_ms());
      }
      const std::int64_t now_ms = clock_.steady_ms();
      const bool over = now_ms >= until_ms;
      if (over && !wrong) return {};
      if (wrong) {
        std::string what = wrong();
        if (what.empty() || over) return what;
      }
      const std::int64_t wait_ms = std::min(next_ms - now_ms, kWaitMsMax);
      if (wait_ms > 0) sockets_.wait(static_cast<int>(wait_ms));
    }
  }

  std::string settle(std::int64_t ms) {
    return run(ms, [this] { return complaint(); });
  }

  std::string until(std::size_t index, const std::string& what, std::int64_t ms) {
    if (index >= devices_.size()) return "there is no such device";
    return run(ms, [&]() -> std::string {
      const sync::SyncStatus status = devices_[index].engine->status();
      const bool lost = std::any_of(
          status.troubles.begin(), status.troubles.end(),
          [](const sync::Trouble& one) { return one.kind == sync::TroubleKind::kServerLost; });
      const bool auth = status.reason == remote::Reason::kAuth && status.only_here != 0;
      if (what == "lost" ? lost : what == "auth" && auth) return {};
      return "does not say " + what + ", reason " +
             std::to_string(static_cast<int>(status.reason)) + ", troubles " +
             std::to_string(status.troubles.size());
    });
  }

  std::string heal() {
    for (const Device& device : devices_) {
      const Status healed = device.engine->heal();
      if (!healed.ok()) return "heal: " + healed.error().context;
    }
    return {};
  }

  std::uint64_t requests() const { return http_.requests; }

 private:
  crypto::SealingPair sealing() const { return crypto::SealingPair::from_secret(sealing_.clone()); }
  crypto::SigningPair signing() const { return crypto::SigningPair::from_seed(seed_.clone()); }

  std::string complaint() const {
    for (std::size_t i = 0; i < devices_.size(); ++i) {
      const Device& device = devices_[i];
      const std::string who = "device " + std::to_string(i) + ": ";
      std::multiset<std::string> here;
      for (sim::MemoryJournal::Written& line : device.journal->lines())
        here.insert(std::move(line.text));
      if (!std::equal(here.begin(), here.end(), texts_.begin(), texts_.end()))
        return who + "P2: has " + std::to_string(here.size()) + " of " +
               std::to_string(texts_.size()) + " lines";
      const sync::SyncStatus status = device.engine->status();
      if (status.only_here != 0) return who + "says that something is only here";
      if (status.reason != remote::Reason::kNone)
        return who + "reason " + std::to_string(static_cast<int>(status.reason));
      if (!status.troubles.empty())
        return who + "trouble " + std::to_string(static_cast<int>(status.troubles[0].kind)) +
               " with " + to_base32(status.troubles[0].device) + ", segment " +
               std::to_string(status.troubles[0].seq);
      const sync::Engine& first = *devices_[0].engine;
      if (device.engine->log_digest() != first.log_digest() ||
          device.engine->room_digest({}) != first.room_digest({}))
        return who + "P4: another digest than device 0";
    }
    return {};
  }

  HttpNative& sockets_;
  CountedHttp http_;
  FakeRandom random_;
  NativeClock clock_;
  sync::EngineConfig config_;
  Secret<32> sealing_;
  Secret<32> seed_;
  std::vector<Device> devices_;
  std::multiset<std::string> texts_;
  std::uint64_t written_ = 0;
};

std::string carry_out(Household& household, const std::vector<std::string>& words) {
  const auto number = [&](std::size_t i) { return std::strtoll(words[i].c_str(), nullptr, 10); };
  if (words.size() == 5 && words[0] == "device") {
    const Result<Id> id = id_from_base32(words[4]);
    return id.ok() ? household.add_device(words[1], words[2] + " " + words[3], id.value())
                   : "not an id";
  }
  if (words.size() == 4 && words[0] == "write")
    return household.write(static_cast<std::size_t>(number(1)), static_cast<int>(number(2)),
                           static_cast<std::size_t>(number(3)));
  if (words.size() == 2 && words[0] == "run") return household.run(number(1), {});
  if (words.size() == 2 && words[0] == "settle") return household.settle(number(1));
  if (words.size() == 4 && words[0] == "until")
    return household.until(static_cast<std::size_t>(number(1)), words[2], number(3));
  if (words.size() == 1 && words[0] == "heal") return household.heal();
  return "no such line";
}

/// Until the standard input ends. Nothing runs between two lines.
void run(Household& household) {
  const NativeClock clock;
  char line[4096];
  while (std::fgets(line, sizeof line, stdin) != nullptr) {
    std::istringstream in(line);
    const std::vector<std::string> words{std::istream_iterator<std::string>(in), {}};
    const std::int64_t begin_ms = clock.steady_ms();
    const std::string wrong = carry_out(household, words);
    if (wrong.empty())
      std::printf("ok %llu %lld\n", static_cast<unsigned long long>(household.requests()),
                  static_cast<long long>(clock.steady_ms() - begin_ms));
    else
      std::printf("%s\n", wrong.c_str());
    std::fflush(stdout);
  }
}

}  // namespace
}  // namespace quietroom::sim

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  const auto vault = quietroom::id_from_base32(argv[2]);
  auto http = quietroom::HttpNative::open(argc > 3 ? argv[3] : "");
  if (!vault.ok() || !http.ok()) {
    std::fprintf(stderr, "%s\n", (vault.ok() ? http.error() : vault.error()).context.c_str());
    return 1;
  }
  quietroom::sim::Household household(*http.value(), std::strtoull(argv[1], nullptr, 10),
                                      vault.value());
  quietroom::sim::run(household);
  return 0;
}
