// The commands of quietroom-sync.
#pragma once

#include "app/tool/options.h"
#include "app/tool/report.h"

namespace quietroom::tool {

/// Does what `options` say and tells how it went in `report`, also where it stopped.
void run_command(const Options& options, Report& report);

/// The exit status of a command that stopped with `error`.
Exit exit_of(const Error& error);

}  // namespace quietroom::tool
