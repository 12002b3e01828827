// The sync desk: one engine for each vault of the store (the person's own, and each case), all over
// one endpoint and one Http, a slice at a time. Knows no screens. How it works:
// docs/design/sync.md, "In the app".
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/session/sync_desk.h"
#include "app/syncing/address.h"
#include "platform/clock.h"
#include "platform/http.h"
#include "platform/random.h"
#include "sync/engine.h"
#include "sync/remote/webdav.h"

namespace quietroom::syncing {

class Desk final : public session::SyncDesk {
 public:
  /// The references outlive the desk. `origin`: the page's, "https://host:port"; empty for none.
  Desk(Http& http, Random& random, const Clock& clock, std::string origin,
       sync::Timing timing = {});
  ~Desk() override;

  Status open(store::Store& store, const session::SyncIdentity& identity) override;
  void close() override;
  Status turn_on(std::string_view address, std::string_view token) override;
  void turn_on_here() override;
  Status turn_off() override;
  void changed() override;
  void flush() override;
  void refresh() override;
  Status heal() override;
  void dismiss(session::SyncTroubleKind kind) override;
  void pause() override;
  Status name_device(std::string_view name) override;
  Status set_device_removed(const Id& device, bool removed) override;
  Status describe(format::PairingGift& gift) override;
  Status join(store::Store& store, const format::PairingGift& gift) override;
  Result<std::vector<session::CaseMember>> members(const Id& case_id) override;
  Status invite(const Id& case_id, const format::PersonRequest& request,
                const std::string& own_name, format::Invitation& invitation) override;
  Status accept(const format::Invitation& invitation) override;
  Status remove_member(const Id& case_id, const Id& person) override;
  Status set_own_name(const Id& case_id, std::string_view name) override;
  Status set_owner(const Id& case_id, const Id& person, bool owner) override;
  Turn tick(std::int64_t budget_ms) override;
  std::optional<std::int64_t> next_tick_ms() const override;
  const session::SyncView& view() const override { return view_; }

  /// How one vault stands, for whoever wants more than view() adds up.
  struct VaultState {
    Id id;
    std::optional<sync::SyncStatus> status;  ///< Nothing: its turn has not come.
    bool store_failed = false;
  };
  std::vector<VaultState> vaults() const;

 private:
  /// What is synced together. The engine is made when its turn comes, after the others.
  struct Vault {
    Id id;
    crypto::PublicKey founder{};
    bool ours_to_found = false;
    std::unique_ptr<sync::Journal> journal;
    std::unique_ptr<remote::WebDav> remote;
    std::unique_ptr<sync::Engine> engine;
    std::int64_t due_ms = 0;
    bool busy = false;          ///< In the middle of a round.
    bool store_failed = false;  ///< The last turn ended with an error of the journal.
  };

  void start(Endpoint endpoint);
  void stop();
  Status find_vaults();
  Result<std::optional<std::vector<format::LogPosition>>> joined(const Id& vault);
  Status keep_frontier(store::Store& store, const Id& vault,
                       const std::vector<format::LogPosition>& frontier);
  Result<Vault*> vault_of(const Id& id);
  Vault* open_vault_of(const Id& id) const;
  Status follow_devices();
  std::vector<session::ListedDevice> list_devices() const;
  void note_progress();
  Status change_members(Vault& vault, std::vector<format::Member> members);
  Status tell_members();
  void add_vault(const Id& id, const crypto::PublicKey& founder, bool ours_to_found);
  Status open_vault(Vault& vault);
  void turn(Vault& vault, std::int64_t budget_ms);
  void take_news();
  void take_local_token();
  bool is_due(const Vault& vault, std::int64_t now_ms) const;
  session::SyncView look() const;

  Http& http_;
  Random& random_;
  const Clock& clock_;
  std::string origin_;
  sync::Timing timing_;

  store::Store* store_ = nullptr;  ///< Null: not open.
  crypto::SealingPair sealing_;
  crypto::SigningPair signing_;
  std::optional<Endpoint> endpoint_;  ///< While sync is on.
  std::vector<std::unique_ptr<Vault>> vaults_;
  std::size_t turn_ = 0;                     ///< Whose turn it is.
  std::optional<std::int64_t> find_due_ms_;  ///< When vaults are looked for.
  bool heal_on_open_ = false;                ///< Another endpoint than before: it gets everything.
  bool follow_due_ = false;                  ///< A round ended: devices may be known otherwise.
  bool paused_ = false;
  std::int64_t fetching_since_ms_ = -1;  ///< Steady time; -1: nothing is fetched.
  std::int64_t progress_ms_ = 0;         ///< Steady time when progress_ was noted.
  session::SyncView::Progress progress_;
  bool read_again_ = false;          ///< Something may be new without an arrival.
  std::uint64_t arrivals_ = 0;       ///< Store::arrivals() that were told of.
  std::uint64_t written_ = 0;        ///< Store::written() that the engines were told of.
  std::int64_t clock_ahead_ms_ = 0;  ///< Wall clock, when a line came from the future; 0: none did.
  struct {
    std::uint64_t count = 0;
    std::int64_t since_ms = 0;  ///< Wall clock.
  } kept_out_;
  std::optional<HttpTicket> asking_;                        ///< For the token of this machine.
  session::SyncReason asked_ = session::SyncReason::kNone;  ///< How that ended.
  session::SyncView view_;
};

}  // namespace quietroom::syncing
