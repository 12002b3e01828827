// What an interviewer notices about how somebody is: for the interviewer alone. The session asks
// for it here, as long as its screen is open; app/wellbeing, which the session does not link,
// answers.
#pragma once

#include <array>
#include <map>
#include <string>

#include "app/model/types.h"
#include "app/store/store.h"

namespace quietroom::session {

/// Of one kind each, none or one holds.
inline constexpr std::array<model::ObservationKind, 5> kEfforts = {
    model::ObservationKind::kUnderAnHour, model::ObservationKind::kPartOfADay,
    model::ObservationKind::kWholeDay, model::ObservationKind::kSeveralDays,
    model::ObservationKind::kWeeks};
inline constexpr std::array<model::ObservationKind, 3> kStressStates = {
    model::ObservationKind::kEngaged, model::ObservationKind::kMobilised,
    model::ObservationKind::kShutDown};
/// Any of them may hold.
inline constexpr std::array<model::ObservationKind, 4> kFlags = {
    model::ObservationKind::kFatigue, model::ObservationKind::kBurnout,
    model::ObservationKind::kFrustration, model::ObservationKind::kHeroism};

/// What is noted about one interview.
struct PrivateNotes {
  int effort = -1;  ///< Index of kEfforts; -1: nothing noted.
  int stress = -1;  ///< Index of kStressStates; -1: nothing noted.
  std::array<bool, kFlags.size()> flags{};
  std::string note;
  std::string follow_up;
  std::map<std::string, std::string, std::less<>> debrief;  ///< By item of the guide for it.
};

class PrivateDesk {
 public:
  virtual ~PrivateDesk() = default;
  /// What `vault`, the private store, holds about an interview.
  virtual Result<PrivateNotes> read(store::Store& vault, const Id& interview) = 0;
  /// Notes `kind` or takes it out; an effort or a state of stress takes the others of its row out.
  virtual Status mark(store::Store& vault, const Id& interview, model::ObservationKind kind,
                      bool on) = 0;
  /// Makes `text` what is written there; empty: nothing. Earlier wordings are emptied.
  virtual Status write(store::Store& vault, const Id& interview, model::ObservationKind kind,
                       std::string_view item_id, std::string_view text) = 0;
  /// Takes out all that is noted about `interview`; no word of it stays. Again: nothing to do.
  virtual Status destroy(store::Store& vault, const Id& interview) = 0;
};

}  // namespace quietroom::session
