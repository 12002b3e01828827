#include "app/tool/options.h"

#include <doctest/doctest.h>

namespace quietroom::tool {
namespace {

using Words = std::vector<std::string_view>;

std::string refusal(const Words& words) {
  const auto options = parse_options(words);
  if (options.ok()) return "taken";
  CHECK(options.error().code == ErrorCode::kInvalid);
  return options.error().context;
}

}  // namespace

TEST_CASE("parse_options: what each command needs and takes") {
  const auto init = parse_options(Words{"init", "--store", "s", "--copy", "c", "--address", "a",
                                        "--token-file", "t", "--json"});
  REQUIRE(init.ok());
  CHECK(init.value().command == Command::kInit);
  CHECK(init.value().store == "s");
  CHECK(init.value().copy == "c");
  CHECK(init.value().address == "a");
  CHECK(init.value().token_file == "t");
  CHECK(init.value().json);
  const auto check = parse_options(Words{"check", "--address", "a", "--token-file", "-", "--vault",
                                         "baaaaaaaaaaaaaaaaaaaaaaaaa", "--read-data"});
  REQUIRE(check.ok());
  CHECK(check.value().vaults.size() == 1);
  CHECK(check.value().read_data);
  CHECK(parse_options(Words{"export", "--store", "s", "--copy", "c"}).ok());
  CHECK(parse_options(Words{"export", "--store", "s", "--to", "f", "--prune"}).ok());
  CHECK(parse_options(Words{"heal", "--store", "s"}).ok());
  CHECK(parse_options(Words{"pull", "--store", "s", "--ca", "c"}).ok());
  for (const Words& words :
       {Words{"--help"}, Words{"help"}, Words{"push", "--help"}, Words{"-h"}}) {
    const auto help = parse_options(words);
    REQUIRE(help.ok());
    CHECK(help.value().help);
  }
}

TEST_CASE("parse_options: says what is wrong") {
  struct Row {
    Words words;
    std::string_view why;
  };
  const Row rows[] = {
      {{}, "Say what to do"},
      {{"sync"}, "no command of this program"},
      {{"status"}, "--store is needed"},
      {{"pull", "--address", "a", "--token-file", "t"}, "--address is not for \"pull\""},
      {{"status", "--store", "s", "--ca", "c"}, "--ca is not for \"status\""},
      {{"status", "--store", "s", "--read-data"}, "--read-data is not for \"status\""},
      {{"status", "--store"}, "--store needs a value"},
      {{"status", "--store", ""}, "--store needs a value"},
      {{"status", "--store", "a", "--store", "b"}, "--store is given twice"},
      {{"init", "--store", "s"}, "init needs --copy"},
      {{"check"}, "--store is needed, or --address"},
      {{"check", "--address", "a"}, "belong together"},
      {{"check", "--store", "s", "--vault", "x"}, "26 letters"},
      {{"check", "--store", "s", "--vault", "baaaaaaaaaaaaaaaaaaaaaaaaa"}, "goes without --store"},
      {{"check", "--store", "s", "--vault", "aaaaaaaaaaaaaaaaaaaaaaaaaa"}, "26 letters"},
      {{"heal", "--address", "a", "--token-file", "t"}, "heal needs --store, or --from"},
      {{"export", "--store", "s"}, "either --to"},
      {{"export", "--store", "s", "--to", "a", "--copy", "b"}, "either --to"},
      {{"export", "--address", "a", "--token-file", "t", "--copy", "b"}, "needs --store"},
      {{"export", "--store", "s", "--copy", "b", "--prune"}, "--prune goes with --to"},
      {{"init", "--store", "s", "--copy", "c", "--passphrase-file", "-", "--recovery-file", "-"},
       "Only one of the files"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.why);
    const std::string said = refusal(row.words);
    CAPTURE(said);
    CHECK(said.find(row.why) != std::string::npos);
  }
}

TEST_CASE("parse_options: refuses a secret as an argument, and never repeats what may be one") {
  for (const std::string_view flag :
       {"--passphrase", "--password", "--token", "--recovery", "--recovery-code"}) {
    CAPTURE(flag);
    CHECK(refusal({"status", "--store", "s", flag, "hunter2"}).find("is refused") !=
          std::string::npos);
  }
  for (const Words& words : {Words{"status", "--store", "s", "--token", "hunter2"},
                             Words{"status", "--store", "s", "--token=hunter2"},
                             Words{"status", "--store", "s", "--word=hunter2"},
                             Words{"status", "--store", "s", "hunter2"}, Words{"hunter2"},
                             Words{"check", "--store", "s", "--vault", "hunter2"}}) {
    const std::string said = refusal(words);
    CAPTURE(said);
    CHECK(said != "taken");
    CHECK(said.find("hunter2") == std::string::npos);
  }
}

TEST_CASE("options_help: names every command and every exit status") {
  const std::string_view help = options_help();
  for (const Command command :
       {Command::kInit, Command::kStatus, Command::kPull, Command::kPush, Command::kCheck,
        Command::kHeal, Command::kDoctor, Command::kExport})
    CHECK(help.find("\n  " + std::string(name_of(command)) + " ") != std::string_view::npos);
  for (const char* status : {"\n  0 ", "\n  1 ", "\n  2 ", "\n  3 ", "\n  4 "})
    CHECK(help.find(status) != std::string_view::npos);
}

}  // namespace quietroom::tool
