// Private observations: what the desk makes of them, and that nothing stays of what is taken out.
#include <doctest/doctest.h>

#include "app/wellbeing/desk.h"
#include "tests/app/store/store_support.h"

using namespace quietroom;
using namespace quietroom::store;

TEST_CASE("store: private observations live in a store of their own") {
  Bench bench;
  StoreOptions options = options_with(9);
  options.file = "private.db";
  options.backup_file = "private-backup.db";
  auto shared = bench.create();
  auto store = must(Store::create(bench.files, bench.clock, bench.random, std::move(options)));
  const Id interview = must(shared->start_interview(walk_in("Ada"))).interview_id;
  must(store->add_observation(interview, model::ObservationKind::kFatigue, "", ""));
  must(store->add_observation(interview, model::ObservationKind::kNote, "", "pale"));
  CHECK(code_of(store->add_observation(interview, model::ObservationKind::kNote, "", "")) ==
        ErrorCode::kInvalid);
  const auto seen = must(store->observations(interview));
  REQUIRE(seen.size() == 2);
  CHECK(seen[0].kind == model::ObservationKind::kFatigue);
  CHECK(seen[1].text == "pale");
  CHECK(must(shared->observations(interview)).empty());
  CHECK(must(shared->search("pale", 10)).empty());
}

namespace {

/// A private store, and the desk over it.
struct AtDesk {
  AtDesk() { vault = must(Store::create(bench.files, bench.clock, bench.random, options())); }
  static StoreOptions options() {
    StoreOptions made = options_with(9);
    made.file = "private.db";
    made.backup_file = "private-backup.db";
    return made;
  }
  session::PrivateNotes notes() { return must(desk.read(*vault, interview)); }

  Bench bench;
  std::unique_ptr<Store> vault;
  wellbeing::Desk desk;
  Id interview = bench.random.id();
};

}  // namespace

TEST_CASE("private desk: of efforts one holds, of states one, of what is noticed any") {
  using model::ObservationKind;
  AtDesk at;
  const auto mark = [&](ObservationKind kind, bool on) {
    must(at.desk.mark(*at.vault, at.interview, kind, on));
  };
  mark(ObservationKind::kWeeks, true);
  mark(ObservationKind::kPartOfADay, true);
  mark(ObservationKind::kEngaged, true);
  mark(ObservationKind::kShutDown, true);
  mark(ObservationKind::kFatigue, true);
  mark(ObservationKind::kHeroism, true);
  CHECK(at.notes().effort == 1);
  CHECK(at.notes().stress == 2);
  CHECK(at.notes().flags == std::array<bool, 4>{true, false, false, true});
  mark(ObservationKind::kPartOfADay, false);
  mark(ObservationKind::kHeroism, false);
  CHECK(at.notes().effort == -1);
  CHECK(at.notes().stress == 2);
  CHECK(at.notes().flags == std::array<bool, 4>{true, false, false, false});
  CHECK(must(at.desk.read(*at.vault, at.bench.random.id())).stress == -1);
}

TEST_CASE("private desk: a note has one wording; the earlier one is gone from the log") {
  using model::ObservationKind;
  AtDesk at;
  const auto write = [&](std::string_view text) {
    must(at.desk.write(*at.vault, at.interview, ObservationKind::kNote, "", text));
  };
  write("looked pale");
  must(at.desk.write(*at.vault, at.interview, ObservationKind::kDebrief, "own-surprise", "theirs"));
  write("looked rested");
  CHECK(at.notes().note == "looked rested");
  CHECK(at.notes().debrief.at("own-surprise") == "theirs");
  for (const LoggedOperation& one : must(at.vault->operations_after(0, 1000))) {
    const std::string payload(one.payload.begin(), one.payload.end());
    CHECK(payload.find("pale") == std::string::npos);
  }
  write("  ");
  CHECK(at.notes().note.empty());
  CHECK(at.notes().debrief.size() == 1);
}

TEST_CASE("private desk: tables made anew from the log say the same") {
  using model::ObservationKind;
  AtDesk at;
  must(at.desk.write(*at.vault, at.interview, ObservationKind::kNote, "", "one"));
  must(at.desk.write(*at.vault, at.interview, ObservationKind::kNote, "", "two"));
  must(at.desk.mark(*at.vault, at.interview, ObservationKind::kWeeks, true));
  must(at.desk.mark(*at.vault, at.interview, ObservationKind::kWeeks, false));
  must(at.vault->rebuild_tables());
  CHECK(at.notes().note == "two");
  CHECK(at.notes().effort == -1);
}
