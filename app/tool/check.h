// Whether an endpoint has what it must have for one vault. Changes nothing.
#pragma once

#include "app/tool/known_vault.h"
#include "app/tool/reach.h"
#include "app/tool/report.h"

namespace quietroom::tool {

/// Why `bytes` are not what may lie under `name`: a frame, a checksum or a name that does not fit.
/// Needs no key. Errors: kCorrupt, kUnsupported.
Status check_object(const format::ObjectName& name, ByteSpan bytes);

/// What that error of check_object() is called in a report.
const char* finding_of(const Error& error);

/// That the endpoint has nothing of `vault` because this store has not sent it.
void note_not_sent(const Id& vault, Report& report);

/// Of what was listed and was not there when it was fetched, by the list `now`: a device may have
/// packed it meanwhile; else it is a finding.
void check_gone(const std::vector<std::string>& gone, const VaultTree& now, Report& report);

/// What a list alone shows: sizes that no object has, gaps in logs, unknown names.
void check_tree(const VaultTree& tree, Facts& facts, Report& report);

/// The whole of a vault. `known`: what a store knows of it; null without a store. `read_data`:
/// fetches every object. Errors: kOffline.
Status check_vault(Reach& reach, const Id& vault, KnownVault* known, bool read_data,
                   Report& report);

}  // namespace quietroom::tool
