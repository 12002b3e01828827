// The engine of sync: one for each vault. It carries operations between the journal and an endpoint
// that it does not trust, sealed and signed, and says in plain data how things stand. A state
// machine: nothing blocks, no thread, no sleep; call tick() when next_tick_ms() says so. How it
// works: docs/design/sync.md.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/clock.h"
#include "platform/random.h"
#include "sync/crypto/identity.h"
#include "sync/format/control.h"
#include "sync/format/sync_key_file.h"
#include "sync/journal.h"
#include "sync/remote/remote.h"

namespace quietroom::sync {

/// How long things take their time. The defaults are those of docs/design/sync.md.
struct Timing {
  std::int64_t debounce_ms = 5'000;        ///< From the first change to its upload, and
  std::int64_t debounce_more_ms = 10'000;  ///< up to so much more, by chance.
  std::int64_t poll_ms = 25'000;           ///< Between probes of devices that are active.
  std::int64_t full_ms = 600'000;          ///< Between full rounds, with lists and pins.
  std::int64_t look_again_ms = 60'000;     ///< After something was missed for the first time.
  std::int64_t back_off_ms = 2'000;        ///< After a failure; doubles up to full_ms.
  std::int64_t ack_ms = 600'000;           ///< Until others hear that something arrived here.
  std::int64_t heartbeat_ms = 86'400'000;  ///< A device that is used says so once a day.
  std::int64_t alarm_ms = 600'000;         ///< How long a missing or torn object may be on its way.
  std::int64_t active_ms = 1'209'600'000;  ///< A device silent for longer is probed in full rounds.
  std::int64_t pack_grace_ms = 86'400'000;        ///< From a pack to the deletion of what it holds.
  std::int64_t pack_patience_ms = 2'592'000'000;  ///< Until then for devices that did not confirm.
};

/// Who and where.
struct EngineConfig {
  Id vault;
  Id person;                    ///< Author of this person's operations.
  crypto::PublicKey founder{};  ///< Ed25519 of whoever made the vault, from the invitation.
  /// From the invitation: the endpoint must have at least this. Empty for who made the vault.
  std::vector<format::LogPosition> frontier;
  std::uint32_t pack_segments = 64;                    ///< So many segments become a pack,
  std::size_t pack_size_bytes = std::size_t{1} << 20;  ///< or so many bytes of them.
  Timing timing;
};

/// What is wrong, each with its own message. What a kind needs besides is in Trouble.
enum class TroubleKind {
  kServerLost,    ///< Objects that were at the endpoint are gone: wiped, or put back. heal() helps.
  kLogChanged,    ///< A device's log is not what it was: rolled back, or two histories.
  kMissing,       ///< Another device has seen a segment of `device` that cannot be had.
  kDamaged,       ///< An object does not open, and it is not still on its way.
  kNotAMember,    ///< A log that nobody of this vault signs.
  kNewerFormat,   ///< An object of a newer version; kept untouched.
  kNoKey,         ///< Key files are there, but none opens for this person, or the newest does not.
  kTwin,          ///< This device's copy wrote too; it goes on under another id. Not an error.
  kAfterRemoval,  ///< Somebody who was removed wrote on; that is kept out.
  kRetired,       ///< This device was retired on another one: what it writes stays here.
  kNotRemoved,    ///< The endpoint refuses to delete objects that hold purged words.
};

struct Trouble {
  TroubleKind kind = TroubleKind::kDamaged;
  Id device;                  ///< Whose log; none: the vault's.
  std::uint64_t seq = 0;      ///< Which segment; 0: not one.
  std::int64_t since_ms = 0;  ///< Wall clock, when it was first seen.
};

/// A device of this person's own.
struct OwnDevice {
  Id device;
  bool here = false;          ///< This very one.
  std::string name;           ///< Empty: it was given none.
  std::int64_t added_ms = 0;  ///< Wall clock, of its first segment; 0: not known.
  std::int64_t heard_ms = 0;  ///< Of its newest segment that counts; 0: none.
  bool retired = false;
  std::uint64_t kept_out = 0;  ///< Changes that it made afterwards, as far as they were seen.
  std::vector<format::VaultDevice> elsewhere;  ///< What it is in other vaults.
};

struct SyncStatus {
  bool working = false;  ///< Requests are under way or due.
  /// Why the last round ended early; kNone if it did not.
  remote::Reason reason = remote::Reason::kNone;
  std::uint64_t only_here = 0;  ///< Own operations that the endpoint does not have for sure.
  std::int64_t only_here_since_ms = 0;  ///< Wall clock; since when the oldest of them.
  std::size_t devices = 0;              ///< Other devices that were heard of in Timing::active_ms.
  std::size_t devices_up_to_date = 0;   ///< Those that have confirmed all that is at the endpoint.
  std::uint64_t held = 0;               ///< Operations that wait for a key.
  bool fetching = false;                ///< More than is here is known of, and is being fetched.
  std::uint64_t parts_here = 0;         ///< Segments of other logs that are here,
  std::uint64_t parts_known = 0;        ///< and that are known of: a lower bound of what there is.
  std::int64_t last_round_ms = 0;   ///< Wall clock at the end of the last whole round; 0: none yet.
  std::uint32_t rounds = 0;         ///< Whole rounds since the engine was opened,
  std::uint32_t rounds_failed = 0;  ///< and those that ended early.
  /// Something was missed or odd: the next full round says whether it is a trouble.
  bool looks_again = false;
  std::vector<Trouble> troubles;
};

/// Makes the vault's first key file, for its founder alone, in the journal; then open the engine.
/// Errors: kConflict if the journal has one; as Journal; as create_sync_key_file().
Status found_vault(Journal& journal, Random& random, const EngineConfig& config,
                   const crypto::SealingPair& sealing, const crypto::SigningPair& signing,
                   std::string_view name);

class Engine {
 public:
  virtual ~Engine() = default;

  /// Continues where the journal's state says. The references outlive the engine; the two pairs are
  /// this person's identity. Errors: as Journal; kCorrupt if its state entries are.
  static Result<std::unique_ptr<Engine>> open(Journal& journal, remote::Remote& remote,
                                              Random& random, const Clock& clock,
                                              crypto::SealingPair sealing,
                                              crypto::SigningPair signing, EngineConfig config);

  /// Does what is due, for about `budget_ms` by the steady clock, at least one step.
  /// Errors: what the journal said; nothing is lost, and a later tick tries again. kCorrupt if its
  /// entries are.
  virtual Status tick(std::int64_t budget_ms) = 0;
  /// When tick() has something to do again, by the steady clock; now, if that is past. While
  /// requests are under way: when one is answered, or soon.
  virtual std::int64_t next_tick_ms() const = 0;

  /// Something may have changed here: the next tick looks, and uploads after the debounce. Costs
  /// next to nothing. Or what there is is to go now (on blur, by hand).
  virtual void changed() = 0;
  virtual void flush() = 0;
  /// A full round now: at focus, online, by hand. Ends a back-off.
  virtual void refresh() = 0;
  /// The person says that the endpoint, which lost something, is to be filled again from here.
  virtual Status heal() = 0;
  /// Takes the note of a trouble away once it has been read; what still holds comes back.
  virtual void dismiss(TroubleKind kind) = 0;

  /// Gives `room`'s key to a member; makes the key if there is none. kNotFound if the room is not
  /// ours to give: others wrote in it and its key is not here.
  virtual Status grant(const Id& room, const crypto::PublicKey& to) = 0;
  /// Gives `to` what these operations of this device in `room` say, one by one and without the
  /// room's key, once they are in segments. Replaces what was asked for them before; what they got
  /// stays with them. Not kept: ask again after the engine was opened, and when there are more.
  /// Errors: as Journal.
  virtual Status share(const Id& room, const crypto::PublicKey& to,
                       std::vector<std::uint64_t> counters) = 0;
  /// Takes these operations away, here at once and everywhere with the next rounds.
  virtual Status purge(std::vector<format::OpId> ids) = 0;
  /// A new epoch: the vault's members are now these. Errors: kInvalid if this person is no owner,
  /// or create_sync_key_file() refuses.
  virtual Status set_members(std::vector<format::Member> members) = 0;
  /// The vault's members by the current key file, as they want to be called; empty while there is
  /// none.
  virtual std::vector<format::Member> members() const = 0;

  /// This person's devices, ascending by id; those of other members are nobody else's business.
  virtual std::vector<OwnDevice> own_devices() const = 0;
  /// What this person's devices call this one. Errors: kInvalid if it is not 1 to 64 bytes of
  /// UTF-8; as Journal.
  virtual Status name_device(std::string_view name) = 0;
  /// Tells this person's devices as what this one writes in other vaults. Nothing to do if they
  /// know, or this one has not written here yet. Errors: as Journal.
  virtual Status tell_elsewhere(std::vector<format::VaultDevice> devices) = 0;
  /// From now on nothing more counts that `device` writes: it is kept out, and nobody waits for it.
  /// What another device has taken in by then counts. Or it counts again, with all it has written.
  /// Errors: kNotFound if it is not another one of this person's devices; as Journal.
  virtual Status set_retired(const Id& device, bool retired) = 0;
  /// What the members call this person from now on. Errors: as name_device().
  virtual Status set_own_name(std::string_view name) = 0;

  virtual SyncStatus status() const = 0;
  /// How far each log goes here, ascending by device, this device's own included.
  virtual std::vector<format::LogPosition> frontier() const = 0;
  /// Equal for all members that have the same.
  virtual crypto::Hash log_digest() const = 0;
  /// Equal for all holders of `room`'s key that have the same of it; the vault's own for none.
  /// Nothing if its key is not here.
  virtual std::optional<crypto::Hash> room_digest(const Id& room) const = 0;
};

}  // namespace quietroom::sync
