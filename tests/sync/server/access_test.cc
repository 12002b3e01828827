#include "sync/server/access.h"

#include <doctest/doctest.h>

#include <string>

using namespace quietroom::server;

namespace {

const std::string kVault(26, 'a');
const std::string kMine(26, 'd');
const std::string kTheirs(26, 'e');

Grant grant(Right right, const std::string& vault = kVault) {
  Grant made{"tokenid2", right, vault, {}};
  if (right == Right::kDevice) {
    made.devices = {std::string(26, 'f'), kMine};
  }
  return made;
}

EndpointPath at(const std::string& below) {
  auto path = parse_endpoint_path(below);
  REQUIRE(path.ok());
  return path.value();
}

bool may(const Grant& who, Action action, const std::string& below) {
  const auto answer = check_access(who, action, at(below));
  if (!answer.ok()) {
    CHECK(answer.error().status == 403);
  }
  return answer.ok();
}

}  // namespace

TEST_CASE("check_access: the table of docs/design/endpoint.md") {
  const std::string root = "q1/" + kVault;
  const std::string segment = "/aaaaaaaa/aaaaaaaaaa";
  struct Row {
    Action action;
    std::string path;
    bool device;
    bool owner;
  };
  const Row rows[] = {
      {Action::kWrite, root + "/k/aaaa-" + kVault, true, true},
      {Action::kRemove, root + "/k/aaaa-" + kVault, false, true},
      {Action::kWrite, root + "/l/" + kMine + segment, true, true},
      {Action::kRemove, root + "/l/" + kMine + segment, true, true},
      {Action::kWrite, root + "/l/" + kTheirs + segment, false, true},
      {Action::kRemove, root + "/l/" + kTheirs + segment, false, true},
      {Action::kTake, root + "/l/" + kMine + segment, false, false},
      {Action::kPlace, root + "/l/" + kMine + segment, true, true},
      {Action::kPlace, root + "/l/" + kTheirs + segment, false, true},
      {Action::kWrite, root + "/l/" + kMine, false, false},
      {Action::kMakeFolder, root + "/l/" + kMine + segment, false, false},
      {Action::kMakeFolder, root + "/l/" + kMine, true, true},
      {Action::kMakeFolder, root + "/l/" + kTheirs, false, true},
      {Action::kRemove, root + "/l/" + kMine + "/aaaaaaaa", true, true},
      {Action::kRemove, root + "/l/" + kMine, false, true},
      {Action::kMakeFolder, root + "/l", true, true},
      {Action::kRemove, root + "/l", false, true},
      {Action::kWrite, root + "/t/" + kVault, true, true},
      {Action::kRemove, root + "/t/" + kVault, true, true},
      {Action::kTake, root + "/t/" + kVault, true, true},
      {Action::kPlace, root + "/t/" + kVault, false, false},
      {Action::kRemove, root + "/t", false, true},
      {Action::kMakeFolder, root, false, true},
      {Action::kRemove, root, false, true},
      {Action::kRemove, "q1", false, false},
      {Action::kMakeFolder, "q1", false, false},
      {Action::kWrite, "", false, false},
      {Action::kWrite, "plain/a", false, false},
  };
  for (const Row& row : rows) {
    CAPTURE(row.path);
    CAPTURE(static_cast<int>(row.action));
    CHECK(may(grant(Right::kDevice), row.action, row.path) == row.device);
    CHECK(may(grant(Right::kOwner), row.action, row.path) == row.owner);
    CHECK(may(grant(Right::kOwner, "*"), row.action, row.path) == row.owner);
    CHECK_FALSE(may(grant(Right::kRead), row.action, row.path));
    CHECK_FALSE(may(grant(Right::kOwner, std::string(26, 'b')), row.action, row.path));
  }
}

TEST_CASE("check_access: whoever has a token of a vault reads all of it, and nothing else") {
  for (const Right right : {Right::kOwner, Right::kDevice, Right::kRead}) {
    CHECK(may(grant(right), Action::kRead, "q1/" + kVault + "/k"));
    CHECK(may(grant(right), Action::kRead, "q1"));
    CHECK(may(grant(right), Action::kRead, ""));
    CHECK_FALSE(may(grant(right), Action::kRead, "q1/" + std::string(26, 'b')));
    CHECK_FALSE(may(grant(right), Action::kRead, "plain"));
  }
  CHECK(may(grant(Right::kOwner, "*"), Action::kRead, "q1/" + std::string(26, 'b')));
  CHECK_FALSE(may(grant(Right::kOwner, "*"), Action::kRead, "plain"));
}

TEST_CASE("check_access: the plain area belongs to its own tokens") {
  CHECK(may(grant(Right::kOwner, "plain"), Action::kWrite, "plain/a"));
  CHECK(may(grant(Right::kOwner, "plain"), Action::kRemove, "plain/a/b"));
  CHECK_FALSE(may(grant(Right::kOwner, "plain"), Action::kRemove, "plain"));
  CHECK_FALSE(may(grant(Right::kRead, "plain"), Action::kWrite, "plain/a"));
  CHECK(may(grant(Right::kRead, "plain"), Action::kRead, "plain/a"));
  CHECK_FALSE(may(grant(Right::kOwner, "plain"), Action::kRead, "q1/" + kVault));
}

TEST_CASE("hides_members: the names in t/ are shown to owners alone") {
  const EndpointPath staging = at("q1/" + kVault + "/t");
  CHECK(hides_members(grant(Right::kDevice), staging));
  CHECK(hides_members(grant(Right::kRead), staging));
  CHECK_FALSE(hides_members(grant(Right::kOwner), staging));
  CHECK_FALSE(hides_members(grant(Right::kDevice), at("q1/" + kVault + "/k")));
}
