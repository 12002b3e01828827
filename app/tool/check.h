// Whether an endpoint has what it must have for one vault. Changes nothing.
#pragma once

#include "app/tool/known_vault.h"
#include "app/tool/reach.h"
#include "app/tool/report.h"

namespace quietroom::tool {

/// Why `bytes` are not what may lie under `name`: a frame, a checksum or a name that does not fit.
/// Needs no key. Errors: kCorrupt, kUnsupported.
Status check_object(const format::ObjectName& name, ByteSpan bytes);

/// What a list alone shows: sizes that no object has, gaps in logs, unknown names.
void check_tree(const VaultTree& tree, Facts& facts, Report& report);

/// The whole of a vault. `known`: what a store knows of it; null without a store. `read_data`:
/// fetches every object. Errors: kOffline.
Status check_vault(Reach& reach, const Id& vault, KnownVault* known, bool read_data,
                   Report& report);

}  // namespace quietroom::tool
