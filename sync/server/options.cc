#include "sync/server/options.h"

#include <charconv>
#include <limits>

#include "sync/server/security_headers.h"

namespace quietroom::server {
namespace {

Error invalid(std::string_view flag, std::string_view why) {
  return Error{ErrorCode::kInvalid, std::string(flag) + " " + std::string(why)};
}

/// A whole number from `least` to `most`.
Result<std::uint64_t> parse_number(std::string_view flag, std::string_view text,
                                   std::uint64_t least, std::uint64_t most) {
  std::uint64_t number = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (code != std::errc{} || end != text.data() + text.size() || number < least || number > most) {
    return invalid(flag, "needs a whole number from " + std::to_string(least) + " to " +
                             std::to_string(most) + ", not \"" + std::string(text) + "\".");
  }
  return number;
}

/// A flag that holds a number, where it goes, and its bounds.
struct NumberFlag {
  std::string_view name;
  std::uint32_t* milliseconds;
  std::size_t* size;
  std::uint64_t most;
};

/// True if `flag` is one of the limits and `value` was taken.
Result<bool> take_limit(Limits& limits, std::string_view flag, std::string_view value) {
  constexpr std::uint64_t kHour = 3'600'000;
  const NumberFlag flags[] = {
      {"--header-timeout-ms", &limits.header_timeout_ms, nullptr, kHour},
      {"--body-timeout-ms", &limits.body_timeout_ms, nullptr, kHour},
      {"--idle-timeout-ms", &limits.idle_timeout_ms, nullptr, kHour},
      {"--write-timeout-ms", &limits.write_timeout_ms, nullptr, kHour},
      {"--connections-max", nullptr, &limits.connections_max, 100'000},
  };
  for (const NumberFlag& known : flags) {
    if (known.name != flag) {
      continue;
    }
    const std::uint64_t number = TRY(parse_number(flag, value, 1, known.most));
    if (known.milliseconds != nullptr) {
      *known.milliseconds = static_cast<std::uint32_t>(number);
    } else {
      *known.size = static_cast<std::size_t>(number);
    }
    return true;
  }
  return false;
}

Status take_value(Options& options, std::string_view flag, std::string_view value) {
  if (value.empty()) {
    return invalid(flag, "needs a value.");
  }
  if (flag == "--site") {
    options.site_folder = value;
  } else if (flag == "--host") {
    options.host = value;
  } else if (flag == "--port") {
    const std::uint64_t port =
        TRY(parse_number(flag, value, 0, std::numeric_limits<std::uint16_t>::max()));
    options.port = static_cast<std::uint16_t>(port);
  } else if (flag == "--tls-cert") {
    options.tls_cert_file = value;
  } else if (flag == "--tls-key") {
    options.tls_key_file = value;
  } else if (flag == "--allow-endpoint") {
    options.endpoint_origins.push_back(TRY(check_endpoint_origin(value)));
  } else if (const bool taken = TRY(take_limit(options.limits, flag, value)); !taken) {
    return invalid(flag, "is not a flag of this server; --help lists them.");
  }
  return {};
}

}  // namespace

std::string_view options_help() {
  return "quietroom-server serves a built Quietroom from a folder.\n"
         "\n"
         "  --site FOLDER            the built app (build/site); needed\n"
         "  --host ADDRESS           where to listen (default 127.0.0.1)\n"
         "  --port N                 this port and no other; 0 is any free one\n"
         "                           (default 8080, or the next free one)\n"
         "  --tls-cert FILE          PEM certificate chain, with\n"
         "  --tls-key FILE           its PEM key: serve https\n"
         "  --allow-endpoint ORIGIN  let the app talk to this file endpoint; repeatable\n"
         "  --access-log             one line a request: method, path, status, bytes\n"
         "  --header-timeout-ms N, --body-timeout-ms N, --idle-timeout-ms N,\n"
         "  --write-timeout-ms N, --connections-max N\n"
         "                           what one client may use of the server\n";
}

Result<Options> parse_options(std::span<const std::string_view> arguments) {
  Options options;
  for (std::size_t index = 0; index < arguments.size(); ++index) {
    const std::string_view flag = arguments[index];
    if (flag == "--help") {
      options.help = true;
      return options;
    }
    if (flag == "--access-log") {
      options.access_log = true;
      continue;
    }
    if (!flag.starts_with("--")) {
      return Error{ErrorCode::kInvalid, "\"" + std::string(flag) +
                                            "\" is not a flag of this server; --help lists them."};
    }
    if (index + 1 == arguments.size()) {
      return invalid(flag, "needs a value, or is not a flag of this server; --help lists them.");
    }
    TRY(take_value(options, flag, arguments[++index]));
  }
  if (options.site_folder.empty()) {
    return invalid("--site", "is needed: the folder of the built app.");
  }
  if (options.tls_cert_file.empty() != options.tls_key_file.empty()) {
    return invalid("--tls-cert and --tls-key", "belong together; only one was given.");
  }
  return options;
}

}  // namespace quietroom::server
