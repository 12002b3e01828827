// Sync as the session and the screens know it: what is asked of it, and how it stands, in plain
// data. The session asks here; app/syncing, which the session does not link, answers.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/store/store.h"
#include "sync/crypto/identity.h"
#include "sync/format/invitation.h"
#include "sync/format/pairing.h"

namespace quietroom::session {

/// Why the endpoint could not be used the last time. Each has its own words (sync_words.h).
enum class SyncReason : std::uint8_t {
  kNone,
  kUnreachable,   ///< No connection, TLS or CORS: a browser does not say which.
  kTimeout,       ///< No whole answer in time.
  kAuth,          ///< The token is not known.
  kForbidden,     ///< The token has no right to this.
  kQuota,         ///< No room at the endpoint.
  kServer,        ///< The endpoint says that it has a problem of its own.
  kNotOurs,       ///< An answer that no endpoint gives: a login page, say.
  kUnsupported,   ///< The server cannot do what is needed.
  kTooLarge,      ///< More than was asked for.
  kStore,         ///< The store of this device failed.
  kNoLocalToken,  ///< This server gives out no token by itself.
  kCount,
};

/// What is wrong at the endpoint or with a log: those of sync::TroubleKind, in its order, and two
/// that only the store knows.
enum class SyncTroubleKind : std::uint8_t {
  kServerLost,
  kLogChanged,
  kMissing,
  kDamaged,
  kNotAMember,
  kNewerFormat,
  kNoKey,
  kTwin,
  kAfterRemoval,
  kRetired,
  kNotRemoved,
  kClock,    ///< Another device's clock is ahead of this one's, or this one is behind.
  kKeptOut,  ///< Changes came that contradict what is here, or have no place; none was taken.
  kCount,
};

/// One kind of trouble, in however many logs.
struct SyncTrouble {
  SyncTroubleKind kind = SyncTroubleKind::kDamaged;
  std::uint64_t count = 1;
  std::int64_t since_ms = 0;  ///< Wall clock, of the oldest.

  friend bool operator==(const SyncTrouble&, const SyncTrouble&) = default;
};

/// A device of this person's.
struct ListedDevice {
  Id id;
  bool here = false;           ///< This very one.
  std::string name;            ///< Empty: it was given none.
  std::int64_t added_ms = 0;   ///< Wall clock; 0: not known.
  std::int64_t heard_ms = 0;   ///< Wall clock.
  bool removed = false;        ///< What it writes is kept out.
  std::uint64_t kept_out = 0;  ///< Changes that arrived after the removal.

  friend bool operator==(const ListedDevice&, const ListedDevice&) = default;
};

/// How sync stands, all vaults together.
struct SyncView {
  enum class Phase : std::uint8_t {
    kOff,     ///< Nothing is sent.
    kAsking,  ///< This server is being asked for its token.
    kOn,
  };
  Phase phase = Phase::kOff;
  std::string address;   ///< Of the endpoint; kept when sync is turned off.
  bool working = false;  ///< Something is on its way, or due.
  SyncReason reason = SyncReason::kNone;
  std::uint64_t only_here = 0;  ///< Own changes that the endpoint does not have for sure.
  std::int64_t only_here_since_ms = 0;
  std::size_t devices = 0;             ///< Other devices that were heard of.
  std::size_t devices_up_to_date = 0;  ///< Those that have confirmed everything from here.
  std::uint64_t held = 0;              ///< What came and waits for a key.
  std::int64_t last_contact_ms = 0;    ///< End of the last whole round with the endpoint; 0: none.
  std::vector<SyncTrouble> troubles;
  std::vector<ListedDevice> own_devices;  ///< Empty before the keys are here.
  /// While fetching takes its time: parts that are here, of those that are known of; 0 of 0 else.
  struct Progress {
    std::uint64_t here = 0;
    std::uint64_t known = 0;
    friend bool operator==(const Progress&, const Progress&) = default;
  } progress;
  bool paused = false;  ///< On, and nothing is sent or fetched until refresh().

  bool is_on() const { return phase == Phase::kOn; }
  friend bool operator==(const SyncView&, const SyncView&) = default;
};

/// Somebody who has keys of a case.
struct CaseMember {
  Id person;         ///< The author of what they write.
  std::string name;  ///< As the members call them.
  bool owner = false;
  bool me = false;

  friend bool operator==(const CaseMember&, const CaseMember&) = default;
};

/// Whose notes they are: borrowed by open() for as long as it lasts.
struct SyncIdentity {
  const crypto::SealingPair& sealing;
  const crypto::SigningPair& signing;
};

class SyncDesk {
 public:
  virtual ~SyncDesk() = default;

  /// The store is open: goes on as its settings say. `store` outlives the desk's use of it, which
  /// close() ends. Errors: as Store.
  virtual Status open(store::Store& store, const SyncIdentity& identity) = 0;
  /// Stops and wipes every secret. Touches the store no more. Nothing to do if not open.
  virtual void close() = 0;

  /// From now on with this endpoint. `address`: https, or http to this very machine; it may name a
  /// user ("https://ada@files.example/notes"), else `token` is a bearer's.
  /// Errors: kInvalid for such an address or an empty token, with why; as Store.
  virtual Status turn_on(std::string_view address, std::string_view token) = 0;
  /// Asks the server that this page is from for its token, and turns on with it.
  virtual void turn_on_here() = 0;
  /// Nothing is sent any more; everything stays where it is. Errors: as Store.
  virtual Status turn_off() = 0;

  /// Something was written here, perhaps.
  virtual void changed() = 0;
  /// What waits is to go now: the page is about to go.
  virtual void flush() = 0;
  /// Looks at everything now: at focus, when online again, by hand.
  virtual void refresh() = 0;
  /// The person says that the endpoint is to be filled again from here. Errors: as Store.
  virtual Status heal() = 0;
  /// The person has read of a trouble of this kind.
  virtual void dismiss(SyncTroubleKind kind) = 0;

  /// Stops where it is, until refresh() or the next opening; nothing is lost by it.
  virtual void pause() = 0;

  /// What this person's devices call this one. Errors: kInvalid if it is empty or too long;
  /// kNotFound if sync is off; as Store.
  virtual Status name_device(std::string_view name) = 0;
  /// Keeps out what that device of this person writes from now on, in all vaults; or takes it in
  /// again. Errors: kNotFound if it is not another one of view().own_devices; as Store.
  virtual Status set_device_removed(const Id& device, bool removed) = 0;

  /// Puts into `gift` what a new device of this person needs to sync: endpoint, token, the vaults
  /// and how far they go. Errors: kNotFound if sync is off; as Store.
  virtual Status describe(format::PairingGift& gift) = 0;
  /// The other half: `store`, made just now on the new device, syncs so once it is opened.
  /// Errors: as Store.
  virtual Status join(store::Store& store, const format::PairingGift& gift) = 0;

  // The people of a case. Errors of all: kNotFound if sync is off, or has not met the case yet; as
  // Store.

  /// Who has keys of `case_id`, this person too; empty before its keys are here.
  virtual Result<std::vector<CaseMember>> members(const Id& case_id) = 0;
  /// Makes whoever asked a member, and fills in `invitation` but for its title. `own_name`: how
  /// this person is called there from now on. Errors: kInvalid if this person is no owner;
  /// kConflict if another member has that name.
  virtual Status invite(const Id& case_id, const format::PersonRequest& request,
                        const std::string& own_name, format::Invitation& invitation) = 0;
  /// From now on with that case too. Errors: kInvalid, "address", if it lies at another endpoint;
  /// kConflict if it is known under another founder.
  virtual Status accept(const format::Invitation& invitation) = 0;
  /// What is written from now on has a key that they do not get. Errors: kInvalid if this person is
  /// no owner, or nobody would be left who is.
  virtual Status remove_member(const Id& case_id, const Id& person) = 0;
  /// How the members of `case_id` call this person from now on. Errors: kConflict if another one
  /// is called so.
  virtual Status set_own_name(const Id& case_id, std::string_view name) = 0;
  /// Owners add and remove. Errors: as remove_member().
  virtual Status set_owner(const Id& case_id, const Id& person, bool owner) = 0;

  /// What a tick did.
  struct Turn {
    bool view_changed = false;
    bool received = false;  ///< The store has something new from elsewhere.
  };
  /// Does what is due, for about `budget_ms`.
  virtual Turn tick(std::int64_t budget_ms) = 0;
  /// When tick() has something to do again, in steady time; nothing: not before a call.
  virtual std::optional<std::int64_t> next_tick_ms() const = 0;
  virtual const SyncView& view() const = 0;
};

}  // namespace quietroom::session
