#include "sync/server/access.h"

#include <algorithm>

namespace quietroom::server {
namespace {

using Area = EndpointPath::Area;
using Kind = EndpointPath::Kind;

constexpr Refusal kOtherVault{403, "this token is for another place"};
constexpr Refusal kReadOnly{403, "this token may only read"};
constexpr Refusal kFixed{403, "nobody may change this folder"};
constexpr Refusal kOwnersOnly{403, "only an owner may do that"};
constexpr Refusal kOtherDevice{403, "this token is for another device's objects"};
constexpr Refusal kNotStaged{403, "objects move from t/ to their final name only"};
constexpr Refusal kIsFolder{403, "this name is that of a folder"};
constexpr Refusal kIsObject{403, "this name is that of an object"};

bool is_own(const Grant& grant, const EndpointPath& path) {
  return std::find(grant.devices.begin(), grant.devices.end(), path.device) != grant.devices.end();
}

/// What a device's token may do where its vault and the shape of the name are right already.
Answer<void> check_device(const Grant& grant, Action action, const EndpointPath& path) {
  if (action == Action::kTake || path.kind == Kind::kStaging) {
    // The folder t/ itself may be made, but not removed.
    return action == Action::kRemove && !path.object ? Answer<void>(kOwnersOnly) : Answer<void>();
  }
  if (path.kind == Kind::kNone) {
    return kOwnersOnly;
  }
  if (path.kind == Kind::kKeys) {
    return action == Action::kRemove ? Answer<void>(kOwnersOnly) : Answer<void>();
  }
  if (path.device.empty()) {  // l/ or p/ itself.
    return action == Action::kMakeFolder ? Answer<void>() : Answer<void>(kOwnersOnly);
  }
  if (!is_own(grant, path)) {
    return kOtherDevice;
  }
  const bool folder_of_device = path.segments.size() == 4;
  return action == Action::kRemove && folder_of_device ? Answer<void>(kOwnersOnly) : Answer<void>();
}

Answer<void> check_vault(const Grant& grant, Action action, const EndpointPath& path) {
  const bool wants_object =
      action == Action::kWrite || action == Action::kTake || action == Action::kPlace;
  if (wants_object && !path.object) {
    return kIsFolder;
  }
  if (action == Action::kMakeFolder && path.object) {
    return kIsObject;
  }
  if ((action == Action::kTake) != (path.kind == Kind::kStaging) &&
      (action == Action::kTake || action == Action::kPlace)) {
    return kNotStaged;
  }
  if (action == Action::kPlace && path.kind == Kind::kStaging) {
    return kNotStaged;
  }
  return grant.right == Right::kOwner ? Answer<void>() : check_device(grant, action, path);
}

}  // namespace

bool covers_vault(const Grant& grant, std::string_view vault) {
  return grant.vault == vault || (grant.vault == kEveryVault && vault != kPlainFolder);
}

Answer<void> check_access(const Grant& grant, Action action, const EndpointPath& path) {
  if (path.area == Area::kRoot || path.area == Area::kVaults) {
    return action == Action::kRead ? Answer<void>() : Answer<void>(kFixed);
  }
  const bool plain = path.area == Area::kPlain;
  if (!covers_vault(grant, plain ? kPlainFolder : std::string_view(path.vault))) {
    return kOtherVault;
  }
  if (action == Action::kRead) {
    return {};
  }
  if (grant.right == Right::kRead) {
    return kReadOnly;
  }
  if (plain) {
    return path.segments.size() == 1 && action != Action::kMakeFolder ? Answer<void>(kFixed)
                                                                      : Answer<void>();
  }
  return check_vault(grant, action, path);
}

bool hides_members(const Grant& grant, const EndpointPath& path) {
  return path.kind == Kind::kStaging && grant.right != Right::kOwner;
}

}  // namespace quietroom::server
