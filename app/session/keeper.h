// The keeper of what is on the device: the key file, the store and the private store, opened,
// closed, opened again after a failure, and saved as a copy. Knows no screens.
#pragma once

#include <array>
#include <functional>
#include <memory>
#include <optional>

#include "app/session/sync_desk.h"
#include "app/store/store.h"
#include "platform/host.h"
#include "sync/format/copy_file.h"
#include "sync/format/key_file.h"
#include "sync/format/key_store.h"
#include "sync/format/pairing.h"

namespace quietroom::session {

inline constexpr std::string_view kStoreFile = "store.db";
inline constexpr std::string_view kStoreBackupFile = "store-backup.db";
inline constexpr std::string_view kPrivateFile = "private.db";
inline constexpr std::string_view kPrivateBackupFile = "private-backup.db";
/// There while stores are made or a copy is opened, until the keys are written: what it stands
/// beside was never acknowledged and may be removed.
inline constexpr std::string_view kUnfinishedFile = "restore.part";
/// What one step of a copy reads or hashes at most (docs/design/store.md).
inline constexpr std::size_t kCopyPieceBytes = std::size_t{128} << 10;

/// What lies on the device before anything is opened.
enum class OnDevice {
  kNothing,
  kInterrupted,  ///< Nothing, because making it or opening a copy was interrupted.
  kLocked,       ///< A key file and a store.
  kKeysMissing,
  kKeysDamaged,
  kStoreMissing,
  kNewer,
  kDisk,
};

class Keeper {
 public:
  /// `host` outlives the Keeper.
  explicit Keeper(Host& host) : host_(host) {}

  /// Looks at what is there; opens nothing. Remembers the key file.
  OnDevice look();
  /// The key file that look() found. Only after kLocked.
  const format::KeyFile& key_file() const { return *key_file_; }

  /// Makes both stores and writes `key_file` last. Afterwards the store is open.
  Status create(const format::KeyBundle& bundle, ByteSpan key_file);
  /// The same for a person who has `own_vault` on another device: `fill` writes into the store what
  /// must be there before it counts.
  Status create_joined(const format::KeyBundle& bundle, ByteSpan key_file, const Id& own_vault,
                       const std::function<Status(store::Store&)>& fill);
  /// Makes both stores from `copy` and writes `key_file` last. Afterwards the store is open. A
  /// damaged private store is no reason to refuse the rest: see copy_lacks_private().
  Status restore(const Bytes& copy, const format::KeyBundle& bundle, ByteSpan key_file);
  /// Writes a changed key file (a new passphrase).
  Status save_keys(ByteSpan key_file);
  /// Opens the store. Errors: as store::Store::open; kNotFound if it or the private one is missing.
  Status open(const format::KeyBundle& bundle);
  /// Opens stores that live in memory and are gone on close(); the device's own are not touched.
  Status open_example();
  /// Closes and forgets the keys. Succeeds if nothing is open.
  Status close();
  /// Forgets everything without writing: the files are gone.
  void abandon();
  /// Opens the stores again if a failure closed them. Nothing to do otherwise.
  Status reopen();
  /// Removes everything from the device. Nothing is open afterwards.
  Status erase();

  /// True if the store can be used now. False after a failure that closed it: see reopen().
  bool is_open() const { return store_ != nullptr && store_->is_open() && files_live(); }
  /// The store. Only while is_open().
  store::Store& store() { return *store_; }

  // The private store has a key of its own and is open while its screen is, for its desk alone.

  /// Opens it, if it is not open. Only while is_open(). Errors: as store::Store::open.
  Status open_private();
  /// Closes it; where it is being copied, after that.
  void close_private();
  /// Opens it for `work` alone, and closes it: then what `work` took out is out of its log too.
  /// Errors: kConflict while a copy is under way, which would still have it; as store::Store::open.
  Status with_private(const std::function<Status(store::Store&)>& work);
  /// Null if it is not open.
  store::Store* private_store() {
    return is_open() && private_store_ != nullptr && private_store_->is_open()
               ? private_store_.get()
               : nullptr;
  }
  /// The private store of the copy that restore() took is damaged.
  bool copy_lacks_private() const { return copy_lacks_private_; }

  /// Whose keys opened the stores; all zeros while nothing is open. Borrowed.
  SyncIdentity identity() const { return {sealing_, signing_}; }
  /// Puts that identity, and whom its recovery code belongs to, into `gift`.
  void give_identity(format::PairingGift& gift) const;

  // A copy of all that is on the device, still encrypted, piece by piece: works locked and
  // unlocked. It holds everything up to its beginning; lines can be written meanwhile. A private
  // store that is closed is not opened for it.

  /// Begins one, and ends one that was under way.
  Status begin_copy();
  /// One piece of the work, kCopyPieceBytes at most. True when the copy is whole. Errors: kConflict
  /// if none is under way, or the stores were closed meanwhile; kIo.
  Result<bool> step_copy();
  /// From 0 to 1. Only while one is under way.
  double copy_progress() const;
  /// The copy that is whole; it is not under way any more.
  Bytes take_copy();
  /// Ends it and leaves nothing behind. Nothing to do if there is none.
  void end_copy();
  /// All of that at once.
  Result<Bytes> copy();

 private:
  Status open_store();
  Status make_stores();
  Status let_go_of_private();
  Files& files() { return example_files_ ? *example_files_ : host_.files; }
  /// False if the browser took the files back: then the stores stand on dead ones.
  bool files_live() const { return example_files_ != nullptr || host_.files.epoch() == epoch_; }
  Status clear_stores();
  /// The bytes of a closed store's file and of its log, as they lie there.
  using Lying = std::array<Bytes, 2>;
  Status begin_copy_of_stores(format::CopyWriter::Sizes& sizes);
  Result<Lying> lying_private();
  void end_copy_of_stores();
  Result<std::size_t> raw_size(std::string_view name);
  Result<Bytes> raw_bytes(std::string_view name);
  Status read_part(std::size_t part, std::size_t offset, std::span<std::uint8_t> out);
  void use_keys(const format::KeyBundle& bundle);
  Status install(Files& files, const format::CopyContents& contents);
  Status rehearse(const format::CopyContents& contents);
  store::StoreOptions options(bool is_private) const;

  /// A copy under way.
  struct Copying {
    format::CopyWriter writer;
    Bytes keys;
    bool is_open;  ///< From the open stores; else from the files as they lie there.
    Bytes piece;
    /// A closed private store and its log as they lay there at the beginning: it may be opened
    /// meanwhile.
    std::optional<Lying> lying_private;
  };

  Host& host_;
  std::optional<Copying> copying_;
  std::optional<format::KeyFile> key_file_;
  std::unique_ptr<Files> example_files_;  ///< Before the store: it outlives it.
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<store::Store> private_store_;
  bool wanted_ = false;          ///< Unlocked: the store should be open,
  bool private_wanted_ = false;  ///< and the private one.
  bool copy_lacks_private_ = false;
  std::uint64_t epoch_ = 0;  ///< Of the files under the stores.
  Secret<32> store_key_;
  Secret<32> private_key_;
  crypto::SealingPair sealing_;
  crypto::SigningPair signing_;
  crypto::PublicKey recovery_{};
  Secret<32> recovery_authenticator_;
  Id own_vault_;  ///< Of a store that is to be made; none: a fresh one.
  Id device_;
  Id author_;
};

/// The id under which a person writes: the beginning of the hash of their Ed25519 key.
Id author_of(const crypto::PublicKey& signing);

}  // namespace quietroom::session
