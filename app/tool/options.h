// What quietroom-sync was asked to do on its command line, checked. Opens nothing.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/ids.h"
#include "platform/base/result.h"

namespace quietroom::tool {

enum class Command { kInit, kStatus, kPull, kPush, kCheck, kHeal, kDoctor, kExport };

/// Everything that the command line can say. Paths are as typed; empty: not said.
struct Options {
  Command command = Command::kStatus;
  bool help = false;
  bool json = false;
  std::string store;  ///< The folder of the tool's own store.
  std::string copy;   ///< init: a saved copy to open; export: one to write.
  std::string to;     ///< export: the folder for objects.
  std::string from;   ///< heal: such a folder.
  std::string passphrase_file;
  std::string recovery_file;
  std::string address;
  std::string token_file;
  std::string ca_file;
  std::string origin;
  std::vector<Id> vaults;
  bool read_data = false;
  bool prune = false;
};

/// The text of --help.
std::string_view options_help();

/// "init", "status", ...
std::string_view name_of(Command command);

/// Reads `arguments` (without the program's name) and checks what they come to together.
/// Errors: kInvalid; the context is a sentence for whoever typed the command. It repeats no value:
/// one of them may be a secret that was typed in the wrong place.
Result<Options> parse_options(std::span<const std::string_view> arguments);

}  // namespace quietroom::tool
