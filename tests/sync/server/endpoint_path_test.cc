#include "sync/server/endpoint_path.h"

#include <doctest/doctest.h>

#include <string>

#include "platform/base/ids.h"
#include "platform/fake/random_fake.h"
#include "sync/format/names.h"

using namespace quietroom::server;

namespace {

using Area = EndpointPath::Area;
using Kind = EndpointPath::Kind;

const std::string kId(26, 'a');
const std::string kVault = "q1/" + kId;

}  // namespace

TEST_CASE("parse_endpoint_path: every shape of a vault is known for what it is") {
  struct Row {
    std::string path;
    Area area;
    Kind kind;
    bool object;
    bool has_device;
  };
  const Row rows[] = {
      {"", Area::kRoot, Kind::kNone, false, false},
      {"q1", Area::kVaults, Kind::kNone, false, false},
      {"q1/", Area::kVaults, Kind::kNone, false, false},
      {kVault, Area::kVault, Kind::kNone, false, false},
      {kVault + "/k/", Area::kVault, Kind::kKeys, false, false},
      {kVault + "/k/ab27-" + kId, Area::kVault, Kind::kKeys, true, false},
      {kVault + "/l", Area::kVault, Kind::kLogs, false, false},
      {kVault + "/l/" + kId + "/", Area::kVault, Kind::kLogs, false, true},
      {kVault + "/l/" + kId + "/aaaaaaab", Area::kVault, Kind::kLogs, false, true},
      {kVault + "/l/" + kId + "/aaaaaaab/aaaaaaaaaa", Area::kVault, Kind::kLogs, true, true},
      {kVault + "/p/" + kId, Area::kVault, Kind::kPacks, false, true},
      {kVault + "/p/" + kId + "/aaaaaaaaaa-aaaaaaaaab-aaaaaaaaaaaaaaaa", Area::kVault, Kind::kPacks,
       true, true},
      {kVault + "/t/" + kId, Area::kVault, Kind::kStaging, true, false},
      {"plain", Area::kPlain, Kind::kNone, false, false},
      {"plain/a b/.dot", Area::kPlain, Kind::kNone, false, false},
  };
  for (const Row& row : rows) {
    CAPTURE(row.path);
    const auto path = parse_endpoint_path(row.path);
    REQUIRE(path.ok());
    CHECK(path.value().area == row.area);
    CHECK(path.value().kind == row.kind);
    CHECK(path.value().object == row.object);
    CHECK((path.value().device == kId) == row.has_device);
    CHECK((path.value().vault == kId) == (row.area == Area::kVault));
  }
}

TEST_CASE("parse_endpoint_path: refuses every other name") {
  const std::string rows[] = {"/",
                              "q1//",
                              "q2",
                              "Q1",
                              "q1/short",
                              "q1/" + std::string(26, 'A'),
                              "q1/" + std::string(27, 'a'),
                              "q1/" + std::string(25, 'a') + "1",
                              kVault + "/s",
                              kVault + "/x/" + kId,
                              kVault + "/k/a",
                              kVault + "/k/aaaa" + kId,
                              kVault + "/k/aaaa-" + kId + "/",
                              kVault + "/k/aaaa-" + kId + "-",
                              kVault + "/l/short",
                              kVault + "/l/" + kId + "/short",
                              kVault + "/l/" + kId + "/aaaaaaaa/aaaaaaaaa",
                              kVault + "/l/" + kId + "/aaaaaaaa/aaaaaaaaaa/x",
                              kVault + "/p/" + kId + "/aaaaaaaaaa",
                              kVault + "/p/" + kId + "/x/y",
                              kVault + "/t/.qr-x",
                              "plain/.qr-",
                              "plain/.qr-anything",
                              "plain/a//b",
                              "plain/..",
                              "plain/.",
                              "plain/a/../b",
                              "plain/" + std::string(256, 'a'),
                              "plain/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16"};
  for (const std::string& row : rows) {
    CAPTURE(row);
    const auto path = parse_endpoint_path(row);
    REQUIRE_FALSE(path.ok());
    CHECK(path.error().status == 403);
  }
}

TEST_CASE("parse_endpoint_path: every name that sync writes is one of these shapes") {
  namespace format = quietroom::format;
  quietroom::FakeRandom random(20261123);
  const auto some_id = [&] { return random.id(); };
  for (int round = 0; round < 200; ++round) {
    const quietroom::Id vault = some_id();
    const quietroom::Id device = some_id();
    const std::uint64_t seq = round == 0 ? format::kSeqMax : static_cast<std::uint64_t>(round);
    const format::ObjectName names[] = {
        format::KeyFileName{vault, {round == 0 ? format::kEpochMax : 1U, some_id()}},
        format::SegmentName{vault, device, seq}, format::PackName{vault, device, 1, seq, {}},
        format::StagingName{vault, some_id()}};
    for (const format::ObjectName& name : names) {
      const std::string path = format::path(name);
      CAPTURE(path);
      const auto parsed = parse_endpoint_path(path);
      REQUIRE(parsed.ok());
      CHECK(parsed.value().object);
      CHECK(parsed.value().vault == quietroom::to_base32(vault));
    }
    for (const std::string& folder :
         {format::vault_folder(vault), format::key_folder(vault), format::log_folder(vault, device),
          format::shard_folder(vault, device, format::shard_of(seq)), format::packs_folder(vault),
          format::pack_folder(vault, device), format::staging_folder(vault)}) {
      CAPTURE(folder);
      const auto parsed = parse_endpoint_path(folder);
      REQUIRE(parsed.ok());
      CHECK_FALSE(parsed.value().object);
    }
  }
}
