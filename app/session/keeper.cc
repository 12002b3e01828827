#include "app/session/keeper.h"

#include "platform/base/log.h"
#include "platform/files_memory.h"
#include "sync/crypto/hash.h"
#include "sync/format/copy_file.h"
#include "sync/format/names.h"

namespace quietroom::session {

using store::Store;

Id author_of(const crypto::PublicKey& signing) {
  return format::front_of(crypto::blake2b_256(signing));
}

OnDevice Keeper::look() {
  key_file_.reset();
  const auto has_store = Store::exists(host_.files, kStoreFile);
  if (!has_store.ok()) return OnDevice::kDisk;
  auto loaded = format::KeyStore(host_.files).load();
  if (loaded.ok()) {
    format::KeyStore::Loaded keys = std::move(loaded).value();
    if (keys.repair_error) log_line("the second copy of the keys", *keys.repair_error);
    key_file_ = std::move(keys.file);
    const auto has_private = Store::exists(host_.files, kPrivateFile);
    if (!has_private.ok()) return OnDevice::kDisk;
    return has_store.value() && has_private.value() ? OnDevice::kLocked : OnDevice::kStoreMissing;
  }
  switch (loaded.error().code) {
    case ErrorCode::kNotFound:
      break;
    case ErrorCode::kCorrupt:
      return OnDevice::kKeysDamaged;
    case ErrorCode::kUnsupported:
      return OnDevice::kNewer;
    default:
      return OnDevice::kDisk;
  }
  const auto unfinished = host_.files.exists(kUnfinishedFile);
  if (!unfinished.ok()) return OnDevice::kDisk;
  if (unfinished.value()) return clear_stores().ok() ? OnDevice::kInterrupted : OnDevice::kDisk;
  return has_store.value() ? OnDevice::kKeysMissing : OnDevice::kNothing;
}

store::StoreOptions Keeper::options(bool is_private) const {
  store::StoreOptions options;
  options.file = is_private ? kPrivateFile : kStoreFile;
  options.backup_file = is_private ? kPrivateBackupFile : kStoreBackupFile;
  options.key = (is_private ? private_key_ : store_key_).clone();
  options.author = author_;
  options.installation = device_;
  if (!is_private) options.own_vault = own_vault_;
  return options;
}

Status Keeper::open_store() {
  epoch_ = host_.files.epoch();
  store_ = TRY_IN("store", Store::open(host_.files, host_.clock, host_.random, options(false)));
  wanted_ = true;
  return {};
}

/// Both; the private one is closed again, and whole by that.
Status Keeper::make_stores() {
  const auto make = [this](bool is_private) {
    return Store::create(files(), host_.clock, host_.random, options(is_private));
  };
  epoch_ = host_.files.epoch();
  const std::unique_ptr<Store> for_later = TRY_IN("private store", make(true));
  TRY_IN("private store", for_later->close());
  store_ = TRY_IN("store", make(false));
  wanted_ = true;
  return {};
}

Status Keeper::open_private() {
  private_wanted_ = true;
  if (private_store() != nullptr) return {};
  private_store_.reset();
  auto opened = Store::open(files(), host_.clock, host_.random, options(true));
  if (!opened.ok()) return opened.error().within("private store");
  private_store_ = std::move(opened).value();
  return {};
}

void Keeper::close_private() {
  private_wanted_ = false;
  const bool is_copied = copying_ && copying_->is_open && !copying_->lying_private;
  if (is_copied) return;
  // Nothing is lost if that fails: what was acknowledged is in its log, and the next opening reads
  // it from there.
  if (const Status closed = let_go_of_private(); !closed.ok()) {
    log_line("closing the private store", closed.error());
  }
}

Status Keeper::with_private(const std::function<Status(store::Store&)>& work) {
  if (copying_) return Error{ErrorCode::kConflict, "private store: a copy is under way"};
  Status worked = open_private();
  if (worked.ok()) worked = work(*private_store_);
  private_wanted_ = false;
  const Status closed = let_go_of_private();
  if (!worked.ok()) return worked;
  TRY(closed);
  // SQLite removes the log itself, and says nothing where it could not: a power cut might bring
  // back what it held.
  return files().remove(std::string(kPrivateFile) + "-wal");
}

Status Keeper::let_go_of_private() {
  if (private_store_ == nullptr) return {};
  const Status closed =
      private_store_->is_open() && files_live() ? private_store_->close() : Status{};
  private_store_.reset();
  return closed;
}

Status Keeper::clear_stores() {
  TRY(Store::remove(host_.files, kStoreFile, kStoreBackupFile));
  TRY(Store::remove(host_.files, kPrivateFile, kPrivateBackupFile));
  return host_.files.remove(kUnfinishedFile);
}

void Keeper::use_keys(const format::KeyBundle& bundle) {
  store_key_ = bundle.store_key.clone();
  private_key_ = bundle.private_store_key.clone();
  sealing_ = crypto::SealingPair::from_secret(bundle.sealing.secret.clone());
  signing_ = crypto::SigningPair::from_seed(bundle.signing.seed.clone());
  recovery_ = bundle.recovery;
  recovery_authenticator_ = bundle.recovery_authenticator.clone();
  device_ = bundle.device;
  author_ = author_of(bundle.signing.public_key);
}

void Keeper::give_identity(format::PairingGift& gift) const {
  gift.sealing = crypto::SealingPair::from_secret(sealing_.secret.clone());
  gift.signing = crypto::SigningPair::from_seed(signing_.seed.clone());
  gift.recovery = recovery_;
  gift.recovery_authenticator = recovery_authenticator_.clone();
}

Status Keeper::open(const format::KeyBundle& bundle) {
  use_keys(bundle);
  const bool has_private = TRY(Store::exists(host_.files, kPrivateFile));
  if (!has_private) return Error{ErrorCode::kNotFound, "private store"};
  return open_store();
}

Status Keeper::create(const format::KeyBundle& bundle, ByteSpan key_file) {
  use_keys(bundle);
  const std::string_view mark = "setup";
  TRY(write_file(host_.files, kUnfinishedFile, as_bytes(mark)));
  TRY(make_stores());
  return save_keys(key_file);
}

Status Keeper::create_joined(const format::KeyBundle& bundle, ByteSpan key_file,
                             const Id& own_vault,
                             const std::function<Status(store::Store&)>& fill) {
  use_keys(bundle);
  const std::string_view mark = "pairing";
  TRY(write_file(host_.files, kUnfinishedFile, as_bytes(mark)));
  own_vault_ = own_vault;
  Status made = make_stores();
  own_vault_ = {};
  if (made.ok()) made = fill(*store_);
  if (made.ok()) made = save_keys(key_file);
  if (!made.ok()) abandon();  // look() finds the mark, and clears away what is there.
  return made;
}

/// Lays the stores of a copy into `files`, each with its log.
Status Keeper::install(Files& files, const format::CopyContents& contents) {
  TRY(Store::install_copy(files, kStoreFile, contents.store));
  TRY(Store::install_copy(files, kPrivateFile, *contents.private_store));
  if (contents.store_log) {
    TRY(write_file(files, std::string(kStoreFile) + "-wal", *contents.store_log));
  }
  if (contents.private_log) {
    TRY(write_file(files, std::string(kPrivateFile) + "-wal", *contents.private_log));
  }
  return {};
}

/// Opens both stores of a copy in memory, so that a bad copy is known before anything is replaced.
Status Keeper::rehearse(const format::CopyContents& contents) {
  MemoryFiles files;
  TRY(install(files, contents));
  const auto open_one = [&](bool is_private) -> Status {
    const auto opened = TRY(Store::open(files, host_.clock, host_.random, options(is_private)));
    return opened->check();
  };
  TRY(open_one(/*is_private=*/false));
  const Status of_private = open_one(/*is_private=*/true);
  copy_lacks_private_ = !of_private.ok() && of_private.error().code == ErrorCode::kCorrupt;
  return copy_lacks_private_ ? Status{} : of_private;
}

Status Keeper::restore(const Bytes& copy, const format::KeyBundle& bundle, ByteSpan key_file) {
  const format::CopyContents contents = TRY(format::read_copy(copy));
  if (!contents.private_store) return Error{ErrorCode::kCorrupt, "copy: no private store"};
  use_keys(bundle);
  TRY(rehearse(contents));
  const std::string_view mark = "restore";
  TRY(write_file(host_.files, kUnfinishedFile, as_bytes(mark)));
  // The keys of a damaged store go first: until the copy's are written, nothing here counts.
  TRY(format::KeyStore(host_.files).remove());
  TRY(install(host_.files, contents));
  TRY(open_store());
  return save_keys(key_file);
}

Status Keeper::save_keys(ByteSpan key_file) {
  TRY(format::KeyStore(host_.files).save(key_file));
  key_file_ = TRY(format::KeyFile::parse(key_file));
  return host_.files.remove(kUnfinishedFile);
}

Status Keeper::open_example() {
  example_files_ = std::make_unique<MemoryFiles>();
  host_.random.fill(store_key_.writable());
  host_.random.fill(private_key_.writable());
  device_ = {};
  author_ = host_.random.id();
  const Status made = make_stores();
  if (made.ok()) return {};
  abandon();
  return made.error().within("example");
}

Status Keeper::close() {
  end_copy();
  Status closed = {};
  if (store_ != nullptr && store_->is_open() && files_live()) closed = store_->close();
  const Status private_closed = let_go_of_private();
  abandon();
  return closed.ok() ? private_closed : closed;
}

void Keeper::abandon() {
  end_copy();
  wanted_ = false;
  private_wanted_ = false;
  store_.reset();
  private_store_.reset();
  example_files_.reset();  // After the stores, which stand on them.
  store_key_ = Secret<32>();
  private_key_ = Secret<32>();
  sealing_ = {};
  signing_ = {};
  recovery_authenticator_ = Secret<32>();
}

Status Keeper::reopen() {
  if (!wanted_ || example_files_ != nullptr) return {};
  // A copy goes on where nothing has to be opened; of what is opened anew it knows nothing.
  const bool is_copied = copying_ && copying_->is_open && !copying_->lying_private;
  const bool needs_private = private_wanted_ || is_copied;
  if (!is_open() || (needs_private && private_store() == nullptr)) end_copy();
  if (!files_live()) {
    store_.reset();
    private_store_.reset();
    epoch_ = host_.files.epoch();
  }
  if (store_ == nullptr || !store_->is_open()) {
    store_.reset();
    store_ = TRY_IN("store", Store::open(host_.files, host_.clock, host_.random, options(false)));
  }
  return private_wanted_ ? open_private() : Status{};
}

Status Keeper::erase() {
  abandon();
  TRY(format::KeyStore(host_.files).remove());
  key_file_.reset();
  return clear_stores();
}

}  // namespace quietroom::session
