// An endpoint's objects as files of a folder, under the same names, sealed as they are; and back.
#pragma once

#include <string>
#include <vector>

#include "app/tool/known_vault.h"
#include "app/tool/reach.h"
#include "app/tool/report.h"

namespace quietroom::tool {

/// The vaults of which `folder` has something. Errors: kIo.
Result<std::vector<Id>> kept_vaults(const std::string& folder);

/// Brings `folder`/q1/<vault> up to the endpoint: fetches what is new, verifies what is there, and
/// removes nothing, but with `prune` what a verified pack has replaced. `known`: what a store knows
/// of it; null without a store. Errors: kOffline; kIo, kQuota of the folder.
Status export_vault(Reach& reach, const Id& vault, const KnownVault* known,
                    const std::string& folder, bool prune, Report& report);

/// Puts what export_vault() has kept in `folder`, and the endpoint does not have, where it belongs.
/// `only`: these vaults, or all. Replaces nothing. Errors: as above; kNotFound if nothing is there.
Status heal_from(Reach& reach, const std::string& folder, const std::vector<Id>& only,
                 Report& report);

}  // namespace quietroom::tool
