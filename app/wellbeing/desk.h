// The private desk: private observations of the private vault, for its own screen.
#pragma once

#include "app/session/private_desk.h"

namespace quietroom::wellbeing {

class Desk final : public session::PrivateDesk {
 public:
  Result<session::PrivateNotes> read(store::Store& vault, const Id& interview) override;
  Status mark(store::Store& vault, const Id& interview, model::ObservationKind kind,
              bool on) override;
  Status write(store::Store& vault, const Id& interview, model::ObservationKind kind,
               std::string_view item_id, std::string_view text) override;
  Status destroy(store::Store& vault, const Id& interview) override;
};

}  // namespace quietroom::wellbeing
