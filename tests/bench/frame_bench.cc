// What one pass of the busiest screen costs: an interview of 5,000 lines. The whole program runs,
// without a browser: screens, layout, semantics, draw lists; no GPU.
#include <cstdio>
#include <string>
#include <vector>

#include "app/application.h"
#include "platform/fake/clock_fake.h"
#include "platform/fake/glyphs_fake.h"
#include "platform/fake/http_fake.h"
#include "platform/fake/random_fake.h"
#include "platform/fake/slow_hash_fake.h"
#include "platform/files_memory.h"
#include "tests/bench/bench.h"

namespace quietroom {
namespace {

constexpr int kLines = 5000;
constexpr int kRounds = 200;

/// Keeps what a bench must know of the tree: where the note field and the list are.
class BenchPage final : public PageOut {
 public:
  void send(PageRequest request) override {
    const auto* semantics = std::get_if<SemanticsRequest>(&request);
    if (semantics == nullptr) return;
    for (const SemanticsNode& node : semantics->changed) {
      if (node.role == Role::kTextField && node.name == "Note") note = node.id;
      if (node.scrolls && node.content_height > 20000) lines = node.id;
    }
  }
  NodeId note = 0;
  NodeId lines = 0;
};

/// Nothing is sent.
class Nowhere final : public FakeServer {
 public:
  HttpReply handle(const HttpRequest&, std::int64_t) override { return {}; }
  void begin_upload(const HttpRequest&, std::size_t, std::int64_t) override {}
};

template <typename Work>
void measure(const char* name, const char* budget, Work work) {
  const std::vector<double> times = bench::times_of(kRounds, work);
  std::printf("%s, median\t%.2f\tms\t%s\n", name, bench::percentile(times, 50), budget);
  std::printf("%s, p95\t%.2f\tms\t-\n", name, bench::percentile(times, 95));
}

void run() {
  MemoryFiles files;
  FakeClock clock;
  FakeRandom random(1);
  FakeSlowHash slow_hash;
  FakeGlyphs glyphs;
  BenchPage page;
  Nowhere nowhere;
  FakeHttp http(nowhere, 1);
  Host host{clock, random, files, slow_hash, glyphs, page, http, "bench", ""};
  Application application(host);
  application.graphics_ready();
  application.handle(ViewportEvent{1280, 800, 1, 1});
  application.handle(StoreEvent{StoreAccess::kOurs, ""});
  session::Session& session = application.session();
  session.run(session::command::TryExample{});
  CHECK_THAT(!session.state().under_way.empty(), "the example did not open");
  session.run(session::command::OpenInterview{session.state().under_way[0].id});
  for (int i = 0; i < kLines; ++i) {
    session.run(session::command::CommitLine{
        "Line " + std::to_string(i) +
        ", and some more words so that it wraps now and then, as "
        "what people say does when they go on for longer than a line is wide."});
  }
  application.handle(OnlineEvent{true});
  CHECK_THAT(page.note != 0 && page.lines != 0, "the interview is not on the screen");

  measure("a pass with 5,000 lines, nothing changed", "4",
          [&](int) { application.handle(OnlineEvent{true}); });
  measure("a key press with 5,000 lines", "4", [&](int i) {
    application.handle(
        TextEvent{page.note, std::string(static_cast<std::size_t>(i) % 80 + 1, 'x')});
  });
  measure("a scroll step with 5,000 lines", "4", [&](int i) {
    application.handle(ScrollEvent{page.lines, static_cast<float>(i * 97 % 20000)});
  });
}

}  // namespace
}  // namespace quietroom

int main() {
  quietroom::run();
  return 0;
}
