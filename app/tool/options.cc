#include "app/tool/options.h"

#include <algorithm>
#include <array>
#include <optional>

namespace quietroom::tool {
namespace {

constexpr std::array<std::string_view, 8> kNames = {"init",  "status", "pull",   "push",
                                                    "check", "heal",   "doctor", "export"};

constexpr unsigned bit(Command command) {
  return 1U << static_cast<unsigned>(command);
}
constexpr unsigned kEvery = (1U << kNames.size()) - 1;
constexpr unsigned kOnline = kEvery & ~bit(Command::kStatus);
/// Those that can do without a store, with an address and a token.
constexpr unsigned kKeyless =
    bit(Command::kCheck) | bit(Command::kHeal) | bit(Command::kDoctor) | bit(Command::kExport);

/// A flag with a value, where that goes, and which commands take it.
struct TextFlag {
  std::string_view name;
  std::string Options::*value;
  unsigned commands;
};
constexpr TextFlag kTextFlags[] = {
    {"--store", &Options::store, kEvery},
    {"--copy", &Options::copy, bit(Command::kInit) | bit(Command::kExport)},
    {"--to", &Options::to, bit(Command::kExport)},
    {"--from", &Options::from, bit(Command::kHeal)},
    {"--passphrase-file", &Options::passphrase_file, kEvery},
    {"--recovery-file", &Options::recovery_file, bit(Command::kInit)},
    {"--address", &Options::address, bit(Command::kInit) | kKeyless},
    {"--token-file", &Options::token_file, bit(Command::kInit) | kKeyless},
    {"--ca", &Options::ca_file, kOnline},
    {"--origin", &Options::origin, bit(Command::kDoctor)},
};

struct Switch {
  std::string_view name;
  bool Options::*value;
  unsigned commands;
};
constexpr Switch kSwitches[] = {
    {"--json", &Options::json, kEvery},
    {"--read-data", &Options::read_data, bit(Command::kCheck)},
    {"--prune", &Options::prune, bit(Command::kExport)},
};

Error invalid(std::string context) {
  return Error{ErrorCode::kInvalid, std::move(context)};
}

/// What somebody might try, and must not: every user of the machine can read a command line.
bool is_secret(std::string_view flag) {
  constexpr std::string_view kSecrets[] = {"--passphrase", "--password", "--token", "--recovery",
                                           "--recovery-code"};
  return std::find(std::begin(kSecrets), std::end(kSecrets), flag) != std::end(kSecrets);
}

std::optional<Command> find_command(std::string_view word) {
  const auto found = std::find(kNames.begin(), kNames.end(), word);
  if (found == kNames.end()) return std::nullopt;
  return static_cast<Command>(found - kNames.begin());
}

Error not_for(std::string_view flag, Command command) {
  return invalid(std::string(flag) + " is not for \"" + std::string(name_of(command)) +
                 "\"; --help lists what is.");
}

/// True if `flag` was a switch.
Result<bool> take_switch(Options& options, std::string_view flag) {
  for (const Switch& known : kSwitches) {
    if (known.name != flag) continue;
    if ((known.commands & bit(options.command)) == 0) return not_for(flag, options.command);
    options.*known.value = true;
    return true;
  }
  return false;
}

Status take_value(Options& options, std::string_view flag, std::string_view value) {
  if (flag == "--vault") {
    if ((kKeyless & bit(options.command)) == 0) return not_for(flag, options.command);
    const auto id = id_from_base32(value);
    if (!id.ok() || id.value().is_none())
      return invalid("--vault needs the 26 letters and digits of a vault's id.");
    options.vaults.push_back(id.value());
    return {};
  }
  for (const TextFlag& known : kTextFlags) {
    if (known.name != flag) continue;
    if ((known.commands & bit(options.command)) == 0) return not_for(flag, options.command);
    if (value.empty()) return invalid(std::string(flag) + " needs a value.");
    std::string& place = options.*known.value;
    if (!place.empty()) return invalid(std::string(flag) + " is given twice.");
    place = value;
    return {};
  }
  // What stands behind "=" may be a secret.
  return invalid(std::string(flag.substr(0, flag.find('='))) +
                 " is not a flag of this program; --help lists them.");
}

/// What only the whole of the options can get wrong.
Status check_together(const Options& options) {
  const bool keyless = (kKeyless & bit(options.command)) != 0;
  if (options.store.empty() && !keyless) return invalid("--store is needed: a folder.");
  if (options.address.empty() != options.token_file.empty())
    return invalid("--address and --token-file belong together; only one was given.");
  if (options.store.empty() && options.address.empty())
    return invalid("--store is needed, or --address with --token-file.");
  const int standard = static_cast<int>(options.passphrase_file == "-") +
                       static_cast<int>(options.recovery_file == "-") +
                       static_cast<int>(options.token_file == "-");
  if (standard > 1) return invalid("Only one of the files can be \"-\", the standard input.");
  if (options.command == Command::kInit && options.copy.empty())
    return invalid("init needs --copy, the saved copy to open.");
  if (options.command == Command::kHeal && options.store.empty() && options.from.empty())
    return invalid("heal needs --store, or --from with a folder that export has filled.");
  if (!options.vaults.empty() && !options.store.empty() && options.from.empty())
    return invalid("--vault goes without --store, which knows its own vaults.");
  if (options.command != Command::kExport) return {};
  if (options.to.empty() == options.copy.empty())
    return invalid("export needs either --to, a folder for objects, or --copy, a file.");
  if (!options.copy.empty() && options.store.empty())
    return invalid("export --copy needs --store, whose copy it is.");
  if (options.prune && options.to.empty()) return invalid("--prune goes with --to.");
  return {};
}

}  // namespace

std::string_view name_of(Command command) {
  return kNames[static_cast<std::size_t>(command)];
}

Result<Options> parse_options(std::span<const std::string_view> arguments) {
  Options options;
  const auto wants_help = [](std::string_view word) { return word == "--help" || word == "-h"; };
  options.help = std::any_of(arguments.begin(), arguments.end(), wants_help) ||
                 (!arguments.empty() && arguments[0] == "help");
  if (options.help) return options;
  if (arguments.empty()) return invalid("Say what to do; --help lists it.");
  const auto command = find_command(arguments[0]);
  if (!command) return invalid("The first word is no command of this program; --help lists them.");
  options.command = *command;
  for (std::size_t index = 1; index < arguments.size(); ++index) {
    const std::string_view flag = arguments[index];
    if (!flag.starts_with("--"))
      return invalid("Something that is no flag stands behind the command; --help lists them.");
    const std::string_view name = flag.substr(0, flag.find('='));
    if (is_secret(name))
      return invalid(std::string(name) +
                     " is refused: every user of this machine can read a command line. Use " +
                     (name == "--token" ? "--token-file." : "--passphrase-file, or be asked."));
    const bool taken = TRY(take_switch(options, flag));
    if (taken) continue;
    const bool has_value = index + 1 < arguments.size();
    TRY(take_value(options, flag, has_value ? arguments[index + 1] : std::string_view()));
    ++index;
  }
  TRY(check_together(options));
  return options;
}

}  // namespace quietroom::tool
