// What a device keeps about its sync, as settings of its store. A saved copy has them too: whoever
// opens it syncs at once.
#pragma once

#include <string>
#include <string_view>

#include "platform/base/ids.h"

namespace quietroom::syncing {

inline constexpr std::string_view kOnSetting = "sync.on";
inline constexpr std::string_view kAddressSetting = "sync.address";
inline constexpr std::string_view kTokenSetting = "sync.token";

/// Of a vault that another device told of when this one was added: how far its logs went then, as
/// positions in pasted text. It is there, and so has its keys, at the endpoint.
inline std::string joined_setting(const Id& vault) {
  return "sync.joined." + to_base32(vault);
}

}  // namespace quietroom::syncing
