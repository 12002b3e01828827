#include "sync/server/options.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <set>

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

/// A whole number of bytes, or of K, M, G or T of them (powers of 1024), at most a million G.
Result<std::uint64_t> parse_size(std::string_view flag, std::string_view text) {
  constexpr std::string_view kUnits = "KMGT";
  const std::size_t unit = text.empty() ? std::string_view::npos : kUnits.find(text.back());
  const unsigned shift =
      unit == std::string_view::npos ? 0 : 10 * (static_cast<unsigned>(unit) + 1);
  const std::string_view digits = shift == 0 ? text : text.substr(0, text.size() - 1);
  constexpr std::uint64_t kMost = std::uint64_t{1'000'000} << 30;
  std::uint64_t number = 0;
  const auto [end, code] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (digits.empty() || code != std::errc{} || end != digits.data() + digits.size() ||
      number == 0 || number > kMost >> shift) {
    return invalid(flag, "needs a size such as 500M or 20G, not \"" + std::string(text) + "\".");
  }
  return number << shift;
}

/// True if `flag` is about what the endpoint keeps and `value` was taken.
Result<bool> take_store_limit(Options& options, std::string_view flag, std::string_view value) {
  if (flag == "--data") {
    options.data_folder = value;
  } else if (flag == "--object-size-max") {
    options.store.object_bytes_max = TRY(parse_size(flag, value));
  } else if (flag == "--vault-size-max") {
    options.store.vault_bytes_max = TRY(parse_size(flag, value));
  } else if (flag == "--vault-objects-max") {
    options.store.vault_objects_max = TRY(parse_number(flag, value, 1, 100'000'000));
  } else if (flag == "--vaults-max") {
    options.store.vaults_max = TRY(parse_number(flag, value, 1, 1'000'000));
  } else if (flag == "--workers") {
    options.workers = static_cast<std::size_t>(TRY(parse_number(flag, value, 1, 256)));
  } else {
    return false;
  }
  return true;
}

/// The switch that `flag` names, or null.
bool* find_switch(Options& options, std::string_view flag) {
  if (flag == "--access-log") {
    return &options.access_log;
  }
  if (flag == "--plain-area") {
    return &options.plain_area;
  }
  return flag == "--local-app" ? &options.local_app : nullptr;
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
  } else {
    const bool limit = TRY(take_limit(options.limits, flag, value));
    const bool taken = limit || TRY(take_store_limit(options, flag, value));
    if (!taken) {
      return invalid(flag, "is not a flag of this server; --help lists them.");
    }
  }
  return {};
}

std::string_view trim_blanks(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r");
  if (begin == std::string_view::npos) {
    return {};
  }
  return text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1);
}

/// One line of a configuration file that says something.
Status take_line(Options& options, std::string_view line, std::set<std::string>& seen) {
  const std::size_t equals = line.find('=');
  if (equals == std::string_view::npos) {
    return invalid("\"" + std::string(line) + "\"", "is not of the form name = value.");
  }
  const std::string name(trim_blanks(line.substr(0, equals)));
  const std::string_view value = trim_blanks(line.substr(equals + 1));
  const std::string flag = "--" + name;
  if (!seen.insert(name).second && name != "allow-endpoint") {
    return invalid(name, "is set a second time.");
  }
  if (bool* const known = find_switch(options, flag)) {
    if (value != "yes" && value != "no") {
      return invalid(name, "is yes or no, not \"" + std::string(value) + "\".");
    }
    *known = value == "yes";
    return {};
  }
  const Status taken = take_value(options, flag, value);
  if (taken.ok()) {
    return {};
  }
  std::string why = taken.error().context;
  if (why.starts_with("--")) {
    why.erase(0, 2);  // In the file it has no dashes.
  }
  if (const std::size_t at = why.find("is not a flag of this server"); at != std::string::npos) {
    why = name + " is not a setting of this server; docs/endpoint.md lists them.";
  }
  return Error{ErrorCode::kInvalid, why};
}

/// What only the whole of the options can get wrong.
Status check_together(const Options& options) {
  if (options.site_folder.empty()) {
    return invalid("--site", "is needed: the folder of the built app.");
  }
  if (options.tls_cert_file.empty() != options.tls_key_file.empty()) {
    return invalid("--tls-cert and --tls-key", "belong together; only one was given.");
  }
  if (options.data_folder.empty() && (options.plain_area || options.local_app)) {
    return invalid("--plain-area and --local-app", "need --data, the folder of the endpoint.");
  }
  if (options.local_app && options.host != "127.0.0.1" && options.host != "localhost" &&
      options.host != "::1") {
    return invalid("--local-app", "is for a server that this machine alone can reach.");
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
         "  --config FILE            take settings from this file; flags go before it\n"
         "  --check-config           say whether the settings are fine, and stop\n"
         "\n"
         "  --data FOLDER            have a file endpoint at /sync/ that keeps its files there\n"
         "  --plain-area             with an area for ordinary names at /sync/plain/\n"
         "  --local-app              give the app of this very machine a token for it\n"
         "  --object-size-max SIZE, --vault-size-max SIZE (such as 500M or 20G),\n"
         "  --vault-objects-max N, --vaults-max N, --workers N\n"
         "                           what it may keep, and how many threads wait for the disk\n"
         "\n"
         "  --header-timeout-ms N, --body-timeout-ms N, --idle-timeout-ms N,\n"
         "  --write-timeout-ms N, --connections-max N\n"
         "                           what one client may use of the server\n"
         "\n"
         "quietroom-server token add | list | revoke: who may use the endpoint; token --help.\n";
}

std::string config_file_in(std::span<const std::string_view> arguments) {
  for (std::size_t index = 0; index + 1 < arguments.size(); ++index) {
    if (arguments[index] == "--config") {
      return std::string(arguments[index + 1]);
    }
  }
  return {};
}

Result<Options> parse_config(std::string_view text) {
  Options options;
  std::set<std::string> seen;
  std::size_t number = 0;
  while (!text.empty()) {
    ++number;
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = trim_blanks(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.empty() || line.starts_with('#')) {
      continue;
    }
    TRY_IN("line " + std::to_string(number), take_line(options, line, seen));
  }
  return options;
}

Result<Options> parse_options(std::span<const std::string_view> arguments, Options base) {
  Options options = std::move(base);
  for (std::size_t index = 0; index < arguments.size(); ++index) {
    const std::string_view flag = arguments[index];
    if (flag == "--help") {
      options.help = true;
      return options;
    }
    if (bool* const known = find_switch(options, flag)) {
      *known = true;
      continue;
    }
    if (flag == "--check-config") {
      options.check_config = true;
      continue;
    }
    if (!flag.starts_with("--")) {
      return Error{ErrorCode::kInvalid, "\"" + std::string(flag) +
                                            "\" is not a flag of this server; --help lists them."};
    }
    if (index + 1 == arguments.size()) {
      return invalid(flag, "needs a value, or is not a flag of this server; --help lists them.");
    }
    const std::string_view value = arguments[++index];
    if (flag == "--config") {
      options.config_file = value;
    } else {
      TRY(take_value(options, flag, value));
    }
  }
  TRY(check_together(options));
  return options;
}

}  // namespace quietroom::server
