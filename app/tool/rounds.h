// Lets the engines of a store's vaults do their rounds until there is nothing more to do now, by
// the same desk as in the app.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "app/syncing/desk.h"
#include "app/tool/report.h"
#include "platform/native/clock_native.h"
#include "platform/native/http_native.h"
#include "platform/native/random_native.h"

namespace quietroom::tool {

/// What one run is for.
enum class Purpose {
  kPull,  ///< Writes nothing of its own accord: no answer to what arrives, no heartbeat.
  kPush,  ///< Answers at once.
  kHeal,  ///< The same, and puts back what the endpoint has lost.
};

/// How a round keeps its time in a program that ends when it is done.
sync::Timing timing_of(Purpose purpose);

/// Whether nothing more can be expected of that vault now.
bool is_settled(const syncing::Desk::VaultState& vault);
/// Why it gives up on it; kNone if it does not.
remote::Reason gives_up(const syncing::Desk::VaultState& vault);

/// What happened and what to do, for each reason but kNone.
std::string words_of(remote::Reason reason);

/// Runs the engines of `store` to the end and says into `report` how they stand.
/// Errors: kNotFound if sync is off in that store; kIo if the store failed.
Status run_rounds(store::Store& store, const session::SyncIdentity& identity, HttpNative& http,
                  Purpose purpose, Report& report);

/// How they stand, without asking anybody. Errors: as run_rounds(), but sync may be off.
Status tell_status(store::Store& store, const session::SyncIdentity& identity, Report& report);

/// From now on `store` has `token` at `address`; another endpoint than before is to be filled.
/// Errors: kInvalid with what is wrong with them; kIo.
Status use_endpoint(store::Store& store, const session::SyncIdentity& identity,
                    const std::string& address, const std::string& token);

}  // namespace quietroom::tool
