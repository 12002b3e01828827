// Who may do what: the rights of a token against a path, as one pure function. Not for finding the
// token (token_list.h). Source: docs/design/endpoint.md, "Rights".
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sync/server/answer.h"
#include "sync/server/endpoint_path.h"

namespace quietroom::server {

/// How much a token may do in its vault.
enum class Right : std::uint8_t {
  kOwner,   ///< Everything that names allow, everywhere in the vault.
  kDevice,  ///< Adds; deletes only what its own devices wrote.
  kRead,    ///< Reads and lists.
};

/// Every vault of the endpoint; owners only.
inline constexpr std::string_view kEveryVault = "*";

/// What a token grants.
struct Grant {
  std::string id;  ///< Of the token, for the list; not secret.
  Right right = Right::kRead;
  std::string vault;                 ///< 26 characters, kEveryVault or kPlainFolder.
  std::vector<std::string> devices;  ///< 26 characters each; for kDevice.
};

/// What a request wants to do with one path.
enum class Action : std::uint8_t {
  kRead,        ///< GET, HEAD, PROPFIND.
  kWrite,       ///< PUT.
  kMakeFolder,  ///< MKCOL.
  kRemove,      ///< DELETE.
  kTake,        ///< The source of a MOVE.
  kPlace,       ///< The destination of a MOVE.
};

/// Nothing where `grant` lets `action` happen at `path`; else a refusal with 403.
Answer<void> check_access(const Grant& grant, Action action, const EndpointPath& path);

/// True if `grant` may see that vault `vault` exists.
bool covers_vault(const Grant& grant, std::string_view vault);

/// True if objects under `path` that are not the asker's own stay out of lists: names below t/ are
/// random, and knowing one is what gives a device the right to remove it.
bool hides_members(const Grant& grant, const EndpointPath& path);

}  // namespace quietroom::server
