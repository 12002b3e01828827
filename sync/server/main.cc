// quietroom-server: reads the command line and the configuration, loads the site, serves it.
#include <cstdio>
#include <span>
#include <string_view>
#include <vector>

#include "sync/server/data_folder.h"
#include "sync/server/options.h"
#include "sync/server/server.h"
#include "sync/server/token_command.h"

namespace {

using namespace quietroom::server;
using quietroom::Error;
using quietroom::Result;

int report(const Error& error, int exit_code) {
  std::fprintf(stderr, "quietroom-server: %s\n", error.context.c_str());
  return exit_code;
}

int manage_tokens(std::span<const std::string_view> words) {
  const auto text = run_token_command(words);
  if (!text.ok()) {
    return report(text.error(), text.error().code == quietroom::ErrorCode::kInvalid ? 2 : 1);
  }
  std::fputs(text.value().c_str(), stdout);
  return 0;
}

Result<Options> read_options(std::span<const std::string_view> words) {
  const std::string file = config_file_in(words);
  Options base;
  if (!file.empty()) {
    const std::string text = TRY(read_text(file));
    base = TRY_IN(file, parse_config(text));
  }
  return parse_options(words, base);
}

}  // namespace

int main(int count, char** arguments) {
  const std::vector<std::string_view> words(arguments + 1, arguments + count);
  if (!words.empty() && words[0] == "token") {
    return manage_tokens(std::span(words).subspan(1));
  }
  const auto options = read_options(words);
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
  if (options.value().check_config) {
    std::puts("The settings are fine.");
    return 0;
  }
  const auto status = run_server(options.value(), site.value());
  return status.ok() ? 0 : report(status.error(), 1);
}
