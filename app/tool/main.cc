// quietroom-sync: reads the command line, does it, says how it went. docs/sync-tool.md.
#include <sys/resource.h>

#include <algorithm>
#include <cstdio>
#include <string_view>
#include <vector>

#include "app/tool/commands.h"

int main(int count, char** arguments) {
  using namespace quietroom;
  // Keys are in memory: a crash must not write them to the disk.
  constexpr rlimit kNone{0, 0};
  static_cast<void>(::setrlimit(RLIMIT_CORE, &kNone));
  const std::vector<std::string_view> words(arguments + std::min(count, 1), arguments + count);
  const auto options = tool::parse_options(words);
  tool::Report report;
  if (!options.ok()) {
    report.stop(tool::Exit::kUsage, options.error().context);
  } else if (options.value().help) {
    std::fputs(tool::options_help().data(), stdout);
    return 0;
  } else {
    tool::run_command(options.value(), report);
  }
  const std::string_view command =
      options.ok() ? tool::name_of(options.value().command) : std::string_view("usage");
  const bool as_json = std::find(words.begin(), words.end(), "--json") != words.end();
  const std::string said = as_json ? tool::as_json(command, report) : tool::as_text(report);
  // A script must not take a report that was cut off for a good one.
  if (std::fputs(said.c_str(), stdout) < 0 || std::fflush(stdout) != 0)
    report.stop(tool::Exit::kHere, "the report could not be written");
  if (report.stopped != tool::Exit::kFine)
    std::fprintf(stderr, "quietroom-sync: %s\n", report.stopped_why.c_str());
  return static_cast<int>(report.exit());
}
