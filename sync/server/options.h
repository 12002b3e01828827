// What the server was asked to do on its command line, checked. Not for opening anything.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/result.h"
#include "sync/server/quota.h"

namespace quietroom::server {

/// What one client may use of the server. The defaults are generous for people and tight for abuse.
struct Limits {
  std::size_t header_bytes_max = 16 * 1024;  ///< More is answered 431.
  std::size_t target_bytes_max = 4 * 1024;   ///< More is answered 414.
  std::size_t connections_max = 512;         ///< Beyond it the longest idle one makes room.
  std::uint32_t header_timeout_ms =
      10'000;                               ///< From the first byte of a request to its blank line.
  std::uint32_t body_timeout_ms = 20'000;   ///< For the whole body.
  std::uint32_t idle_timeout_ms = 60'000;   ///< Between two requests.
  std::uint32_t write_timeout_ms = 30'000;  ///< Without the client taking a single byte.
};

/// Everything that the command line can say.
struct Options {
  bool help = false;
  std::string site_folder;  ///< Holds index.html.
  std::string host = "127.0.0.1";
  /// Nothing: 8080, or the next free port. 0: any free port.
  std::optional<std::uint16_t> port;
  std::string tls_cert_file;  ///< PEM, the chain; both or neither of the two.
  std::string tls_key_file;
  std::vector<std::string> endpoint_origins;  ///< As they go into connect-src.
  bool access_log = false;
  Limits limits;
  std::string data_folder;  ///< Where the file endpoint keeps everything; empty: there is none.
  bool plain_area = false;  ///< Whether the endpoint has an area for ordinary names.
  bool local_app = false;   ///< Whether the app of this machine is given a token.
  bool check_config = false;
  std::string config_file;   ///< As named on the command line; read by whoever calls.
  std::size_t workers = 16;  ///< Threads that wait for the disk.
  StoreLimits store;
};

/// The text of --help.
std::string_view options_help();

/// The file that --config names in `arguments`; "" if there is none.
std::string config_file_in(std::span<const std::string_view> arguments);

/// Reads `text`, a configuration file: lines of "name = value", where a name is that of a flag
/// without its dashes; empty lines and such that begin with '#'. Errors: kInvalid, "line 3: ...".
Result<Options> parse_config(std::string_view text);

/// Reads `arguments` (without the program's name) on top of `base`, and checks what they come to
/// together. Errors: kInvalid; the context is a sentence for whoever typed the command.
Result<Options> parse_options(std::span<const std::string_view> arguments, Options base = {});

}  // namespace quietroom::server
