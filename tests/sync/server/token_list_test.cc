#include "sync/server/token_list.h"

#include <doctest/doctest.h>

#include <string>

using namespace quietroom::server;
using quietroom::ErrorCode;

namespace {

const std::string kVault(26, 'a');
const std::string kDevice(26, 'd');
const std::string kToken = "qrt_" + std::string(52, 'x');

TokenRow row(const std::string& id, const std::string& token) {
  return TokenRow{Grant{id, Right::kDevice, kVault, {kDevice}}, hash_of_token(token), 1700000000,
                  "Ada's tablet"};
}

TokenList list_of_two() {
  TokenList list;
  REQUIRE(list.add(row("aaaaaaaa", kToken)).ok());
  TokenRow owner = row("bbbbbbbb", "qrt_" + std::string(52, 'y'));
  owner.grant.right = Right::kOwner;
  owner.grant.devices.clear();
  owner.label.clear();
  REQUIRE(list.add(owner).ok());
  return list;
}

}  // namespace

TEST_CASE("TokenList: what it writes, it reads; the file holds no token") {
  const std::string text = list_of_two().text();
  CHECK(text.find(kToken.substr(4)) == std::string::npos);
  const auto read = TokenList::parse(text);
  REQUIRE(read.ok());
  CHECK(read.value().text() == text);
  const TokenRow* found = read.value().find(kToken);
  REQUIRE(found != nullptr);
  CHECK(found->grant.id == "aaaaaaaa");
  CHECK(found->label == "Ada's tablet");
  CHECK(describe_token(*found) ==
        "aaaaaaaa device " + kVault + " " + kDevice + " 2023-11-14 Ada's tablet");
  CHECK(read.value().find(kToken + "x") == nullptr);
  CHECK(read.value().find("qrt_" + std::string(52, 'z')) == nullptr);
  CHECK(read.value().find("") == nullptr);
  CHECK(read.value().find(hash_of_token(kToken)) == nullptr);
}

TEST_CASE("TokenList: revoking one leaves the others") {
  TokenList list = list_of_two();
  REQUIRE(list.revoke("aaaaaaaa").ok());
  CHECK(list.find(kToken) == nullptr);
  CHECK(list.rows().size() == 1);
  CHECK(list.revoke("aaaaaaaa").error().code == ErrorCode::kNotFound);
}

TEST_CASE("TokenList: a damaged file is refused with its line, never read in part") {
  const std::string text = list_of_two().text();
  for (std::size_t size = 1; size < text.size(); ++size) {
    const auto cut = TokenList::parse(std::string_view(text).substr(0, size));
    // A cut at the end of a line is a shorter list; that is what writing it whole prevents.
    CHECK(cut.ok() == (text[size - 1] == '\n'));
  }
  const std::string line = text.substr(19);
  for (const std::string& bad :
       std::vector<std::string>{"quietroom tokens 2\n", "quietroom tokens 1\nx\n", text + line,
                                text + "\n", text + "aaaaaaaa\n"}) {
    const auto list = TokenList::parse(bad);
    REQUIRE_FALSE(list.ok());
    CHECK(list.error().code == ErrorCode::kCorrupt);
    CHECK(list.error().context.starts_with("line "));
  }
}

TEST_CASE("check_grant: refuses what contradicts itself") {
  const Grant bad[] = {
      {"", Right::kDevice, kVault, {}},
      {"", Right::kOwner, kVault, {kDevice}},
      {"", Right::kDevice, kVault, {"short"}},
      {"", Right::kDevice, "*", {kDevice}},
      {"", Right::kDevice, "plain", {kDevice}},
      {"", Right::kRead, "*", {}},
      {"", Right::kOwner, "", {}},
      {"", Right::kOwner, "A" + kVault.substr(1), {}},
      {"", Right::kDevice, kVault, std::vector<std::string>(65, kDevice)},
  };
  for (const Grant& grant : bad) {
    CHECK(check_grant(grant).error().code == ErrorCode::kInvalid);
  }
}
