// Who was named in an interview: one person, one place on the list, and taken off again.
#include <doctest/doctest.h>

#include "tests/app/store/store_support.h"

using namespace quietroom;
using namespace quietroom::store;

namespace {

struct InCase {
  InCase() { started = must(store->start_interview(walk_in("Ada"))); }
  NewReferral naming(std::string name, std::string about = {}) const {
    NewReferral referral;
    referral.interview_id = started.interview_id;
    referral.person_name = std::move(name);
    referral.about = std::move(about);
    referral.guide_id = "debrief-classic";
    return referral;
  }
  std::vector<model::Interview> candidates() {
    InterviewFilter filter;
    filter.case_id = started.case_id;
    filter.state = model::InterviewState::kCandidate;
    return must(store->interviews(filter));
  }

  Bench bench;
  std::unique_ptr<Store> store = bench.create();
  StartedInterview started;
};

}  // namespace

TEST_CASE("referrals: somebody who is named is a person and a candidate of the case at once") {
  InCase at;
  const MadeReferral made = must(at.store->refer(at.naming("Kim Osei", "  the restore\n")));
  REQUIRE(at.candidates().size() == 1);
  CHECK(at.candidates()[0].id == made.candidate_id);
  CHECK(at.candidates()[0].person_name == "Kim Osei");
  const auto all = must(at.store->referrals(at.started.case_id));
  REQUIRE(all.size() == 1);
  CHECK(all[0].about == "the restore");
  CHECK(all[0].person_name == "Kim Osei");
  CHECK(all[0].named_by == "Ada");
  CHECK(all[0].interview_id == at.started.interview_id);
}

TEST_CASE("referrals: a person who is named twice is on the list once") {
  InCase at;
  const MadeReferral first = must(at.store->refer(at.naming("Kim")));
  NewReferral again = at.naming("", "logs");
  again.person_id = first.person_id;
  const MadeReferral second = must(at.store->refer(again));
  CHECK(second.candidate_id.is_none());
  CHECK(second.person_id == first.person_id);
  CHECK(at.candidates().size() == 1);
  CHECK(must(at.store->referrals(at.started.case_id)).size() == 2);
  CHECK(must(at.store->people()).size() == 2);
}

TEST_CASE("referrals: what does not fit is refused and changes nothing") {
  InCase at;
  NewReferral self = at.naming("");
  self.person_id = at.started.person_id;
  CHECK(code_of(at.store->refer(self)) == ErrorCode::kInvalid);
  CHECK(code_of(at.store->refer(at.naming("  "))) == ErrorCode::kInvalid);
  CHECK(code_of(at.store->refer(at.naming("Kim", std::string(900, 'x')))) == ErrorCode::kInvalid);
  NewReferral nowhere = at.naming("Kim");
  nowhere.interview_id = at.bench.random.id();
  CHECK(code_of(at.store->refer(nowhere)) == ErrorCode::kNotFound);
  NewReferral nobody = at.naming("");
  nobody.person_id = at.bench.random.id();
  CHECK(code_of(at.store->refer(nobody)) == ErrorCode::kNotFound);
  CHECK(must(at.store->people()).size() == 1);
  CHECK(must(at.store->referrals(at.started.case_id)).empty());
}

TEST_CASE("referrals: taken back and put back; another case does not see them") {
  InCase at;
  const MadeReferral made = must(at.store->refer(at.naming("Kim")));
  must(at.store->strike_referral(made.referral_id, true));
  CHECK(must(at.store->referrals(at.started.case_id))[0].struck);
  must(at.store->strike_referral(made.referral_id, false));
  CHECK_FALSE(must(at.store->referrals(at.started.case_id))[0].struck);
  CHECK(code_of(at.store->strike_referral(at.bench.random.id(), true)) == ErrorCode::kNotFound);
  const Id other = must(at.store->create_case("Another", model::CaseKind::kIncident));
  CHECK(must(at.store->referrals(other)).empty());
  must(at.store->rebuild_tables());
  CHECK(must(at.store->referrals(at.started.case_id)).size() == 1);
}

TEST_CASE("follow-up: what others may know is taken back without a trace") {
  InCase at;
  const Id interview = at.started.interview_id;
  must(at.store->set_follow_up(interview, "two quiet days"));
  CHECK(must(at.store->interview(interview)).follow_up == "two quiet days");
  must(at.store->set_follow_up(interview, ""));
  CHECK(must(at.store->interview(interview)).follow_up.empty());
  for (const LoggedOperation& one : must(at.store->operations_after(0, 1000))) {
    const std::string payload(one.payload.begin(), one.payload.end());
    CHECK(payload.find("quiet days") == std::string::npos);
  }
  must(at.store->rebuild_tables());
  CHECK(must(at.store->interview(interview)).person_name == "Ada");
}
