// quietroom-server: reads the command line, loads the site, serves it.
#include <cstdio>
#include <string_view>
#include <vector>

#include "sync/server/options.h"
#include "sync/server/server.h"

namespace {

int report(const quietroom::Error& error, int exit_code) {
  std::fprintf(stderr, "quietroom-server: %s\n", error.context.c_str());
  return exit_code;
}

}  // namespace

int main(int count, char** arguments) {
  using namespace quietroom::server;
  const std::vector<std::string_view> words(arguments + 1, arguments + count);
  const auto options = parse_options(words);
  if (!options.ok()) {
    return report(options.error(), 2);
  }
  if (options.value().help) {
    std::fputs(options_help().data(), stdout);
    return 0;
  }
  const auto site = Site::load(options.value().site_folder);
  if (!site.ok()) {
    return report(site.error(), 1);
  }
  const auto status = run_server(options.value(), site.value());
  return status.ok() ? 0 : report(status.error(), 1);
}
