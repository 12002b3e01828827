// Which vaults this person syncs: told to the own devices through the own vault, and to nobody
// else.
#include <doctest/doctest.h>

#include "tests/app/store/journal_support.h"

using namespace quietroom;
using namespace quietroom::store;

namespace {

const std::string kFounder(64, 'a');
const Id kVault = numbered_id(0x21);

std::vector<sync::Carried> all_of(sync::Journal& journal) {
  std::vector<sync::Carried> all;
  for (sync::Own& own : must(journal.own_after(0, 1000, 1 << 20)))
    all.push_back(std::move(own.operation));
  return all;
}

}  // namespace

TEST_CASE("vaults: what one device notes, another of this person's knows") {
  Bench bench;
  auto store = bench.create();
  CHECK(must(store->vaults()).empty());
  must(store->note_vault(kVault, kFounder, "https://files.example/dav"));
  must(store->note_vault(kVault, kFounder, "https://files.example/dav"));
  CHECK(log_of(*store).size() == 2);  // Nothing new, nothing written.

  Bench bench2(2);
  StoreOptions options = options_with();
  options.own_vault = store->own_vault();
  auto second = must(Store::create(bench2.files, bench2.clock, bench2.random, std::move(options)));
  CHECK(second->own_vault() == store->own_vault());
  auto journal = must(store->journal(store->own_vault()));
  auto journal2 = must(second->journal(store->own_vault()));
  must(journal2->commit(batch_of(all_of(*journal))));
  CHECK(second->take_arrivals().changed);
  auto known = must(second->vaults());
  REQUIRE(known.size() == 1);
  CHECK(known[0].id == kVault);
  CHECK(known[0].founder == kFounder);
  CHECK(known[0].endpoint == "https://files.example/dav");
  CHECK_FALSE(known[0].left);

  must(second->note_vault(kVault, kFounder, "https://elsewhere.example/"));
  const Change left{model::EntityKind::kVault, kVault, "left", model::Value::boolean(true),
                    second->own_vault(),       {}};
  must(second->commit({&left, 1}));
  must(journal->commit(batch_of(all_of(*journal2))));
  known = must(store->vaults());
  CHECK(known[0].endpoint == "https://elsewhere.example/");
  CHECK(known[0].left);
  must(store->rebuild_tables());
  CHECK(must(store->vaults()).size() == 1);
  must(store->note_vault(kVault, kFounder, "https://elsewhere.example/"));
  CHECK_FALSE(must(store->vaults())[0].left);
}

TEST_CASE("vaults: a founder never changes, and nonsense is refused") {
  Bench bench;
  auto store = bench.create();
  must(store->note_vault(kVault, kFounder, "https://files.example/"));
  CHECK(code_of(store->note_vault(kVault, std::string(64, 'b'), "https://files.example/")) ==
        ErrorCode::kConflict);
  const struct {
    const char* name;
    Id vault;
    std::string founder;
    std::string endpoint;
  } rows[] = {
      {"no vault", {}, kFounder, "https://files.example/"},
      {"short", numbered_id(1), "abc", "https://files.example/"},
      {"capitals", numbered_id(1), std::string(64, 'A'), "https://files.example/"},
      {"no digits", numbered_id(1), std::string(64, 'g'), "https://files.example/"},
      {"no address", numbered_id(1), kFounder, ""},
      {"long", numbered_id(1), kFounder, std::string(3000, 'x')},
      {"no UTF-8", numbered_id(1), kFounder, "\xff"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    CHECK(code_of(store->note_vault(row.vault, row.founder, row.endpoint)) == ErrorCode::kInvalid);
  }
  CHECK(must(store->vaults()).size() == 1);
}

TEST_CASE("vaults: a member of a case cannot say where this person's vaults lie") {
  Bench bench;
  auto store = bench.create();
  must(store->note_vault(kVault, kFounder, "https://files.example/"));
  auto journal = must(store->journal(kVault));
  Said said{{numbered_id(0x77), 1}, kVault, kVault, model::EntityKind::kVault, "endpoint"};
  said.value = model::Value::text("https://eve.example/");
  said.hlc += 1u << 20;
  must(journal->commit(batch_of({carry(said, bench.random)})));
  CHECK(must(store->vaults())[0].endpoint == "https://files.example/");
  CHECK(store->take_arrivals().kept_out == 1);
}
