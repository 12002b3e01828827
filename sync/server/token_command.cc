#include "sync/server/token_command.h"

#include <ctime>

#include "sync/server/data_folder.h"
#include "sync/server/token_file.h"

namespace quietroom::server {
namespace {

constexpr std::string_view kHelp =
    "quietroom-server token add --vault V --right owner|device|read [--device D]... [--label L]\n"
    "quietroom-server token list\n"
    "quietroom-server token revoke ID\n"
    "\n"
    "  --data FOLDER  the endpoint's folder (default: the one of ./quietroom start)\n"
    "  --vault V      26 characters of a-z2-7; * is every vault, plain the area of ordinary names\n"
    "  --device D     whose objects a device's token may add and delete; repeatable\n"
    "  --label L      for people: whose it is\n"
    "\n"
    "add prints the token once; the list holds its hash only. A running server notices at once.\n";

struct Command {
  std::string data_folder = default_data_folder();
  Grant grant;
  bool has_right = false;
  std::string label;
  std::string id;
};

Error invalid(std::string why) {
  return Error{ErrorCode::kInvalid, "token: " + why};
}

Result<Command> parse(std::string_view verb, std::span<const std::string_view> words) {
  Command command;
  for (std::size_t index = 0; index < words.size(); ++index) {
    const std::string_view word = words[index];
    if (!word.starts_with("--")) {
      if (verb != "revoke" || !command.id.empty()) {
        return invalid("\"" + std::string(word) + "\" is not understood; token --help.");
      }
      command.id = word;
      continue;
    }
    if (index + 1 == words.size()) {
      return invalid(std::string(word) + " needs a value.");
    }
    const std::string_view value = words[++index];
    if (word == "--data") {
      command.data_folder = value;
    } else if (verb == "add" && word == "--vault") {
      command.grant.vault = value;
    } else if (verb == "add" && word == "--right") {
      command.grant.right = TRY_IN("token", parse_right(value));
      command.has_right = true;
    } else if (verb == "add" && word == "--device") {
      command.grant.devices.emplace_back(value);
    } else if (verb == "add" && word == "--label") {
      command.label = value;
    } else {
      return invalid(std::string(word) + " is not understood; token --help.");
    }
  }
  if (command.data_folder.empty()) {
    return invalid("--data is needed: the endpoint's folder.");
  }
  return command;
}

}  // namespace

Result<std::string> run_token_command(std::span<const std::string_view> arguments) {
  const std::string_view verb = arguments.empty() ? "--help" : arguments[0];
  if (verb == "--help") {
    return std::string(kHelp);
  }
  if (verb != "add" && verb != "list" && verb != "revoke") {
    return invalid("\"" + std::string(verb) + "\" is not understood; token --help.");
  }
  Command command = TRY(parse(verb, arguments.subspan(1)));
  TRY(prepare_data_folder(command.data_folder));
  TokenFile tokens(command.data_folder);
  if (verb == "list") {
    const TokenList list = TRY(tokens.list());
    std::string text;
    for (const TokenRow& row : list.rows()) {
      text += describe_token(row) + "\n";
    }
    return text;
  }
  if (verb == "revoke") {
    if (command.id.empty()) {
      return invalid("revoke needs the id of a token; token list shows them.");
    }
    TRY_IN("token", tokens.revoke(command.id));
    return "revoked " + command.id + "\n";
  }
  if (!command.has_right || command.grant.vault.empty()) {
    return invalid("add needs --vault and --right; token --help.");
  }
  const NewToken made =
      TRY_IN("token", tokens.add(command.grant, command.label, std::time(nullptr)));
  return "id    " + made.id + "\ntoken " + made.token + "\n";
}

}  // namespace quietroom::server
