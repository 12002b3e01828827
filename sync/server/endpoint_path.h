// What a path below the endpoint's prefix points at: a vault and which part of it, or a name in the
// plain area. A path is exactly one of the shapes below, or it is refused. Not for who may go there
// (access.h) or whether anything is there (folder_store.h).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sync/server/answer.h"

namespace quietroom::server {

/// Where the names of vaults and of the plain area begin.
inline constexpr std::string_view kVaultsFolder = "q1";
inline constexpr std::string_view kPlainFolder = "plain";
/// Files that no request can name begin with this: uploads under way, folders on their way out.
inline constexpr std::string_view kHiddenPrefix = ".qr-";

/// One path, taken apart.
struct EndpointPath {
  enum class Area : std::uint8_t {
    kRoot,    ///< The endpoint itself.
    kVaults,  ///< q1/, the folder of all vaults.
    kVault,   ///< q1/<vault> and below.
    kPlain,   ///< plain/ and below: ordinary names.
  };
  /// Which part of a vault.
  enum class Kind : std::uint8_t { kNone, kKeys, kLogs, kPacks, kStaging };

  Area area = Area::kRoot;
  Kind kind = Kind::kNone;
  bool object = false;                ///< In a vault: the name of an object, not of a folder.
  std::string vault;                  ///< 26 characters; empty outside of vaults.
  std::string device;                 ///< 26 characters; empty unless below l/ or p/.
  std::vector<std::string> segments;  ///< All of it, in order; none for the root.
};

/// Takes `below`, a decoded path without the endpoint's prefix ("q1/abc", "plain/a b/"), apart. A
/// folder may end in a slash. In a vault these shapes alone exist, of a-z and 2-7 only:
///   k/<4>-<26>  l/<26>/<8>/<10>  p/<26>/<10>-<10>-<16>  t/<26>   and the folders above them.
/// In the plain area a name is 1 to 255 bytes of UTF-8 that do not begin with kHiddenPrefix, and at
/// most 16 deep. Refused with 403. Source: docs/format.md, the names of sync.
Answer<EndpointPath> parse_endpoint_path(std::string_view below);

/// True for `count` characters of a-z and 2-7.
bool is_base32(std::string_view text, std::size_t count);

}  // namespace quietroom::server
