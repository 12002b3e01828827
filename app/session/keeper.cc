#include "app/session/keeper.h"

#include <algorithm>

#include "platform/base/log.h"
#include "platform/files_memory.h"
#include "sync/crypto/hash.h"
#include "sync/format/copy_file.h"

namespace quietroom::session {

using store::Store;

Id author_of(const format::KeyBundle& bundle) {
  const crypto::Hash hash = crypto::blake2b_256(bundle.signing.public_key);
  Id id;
  std::copy_n(hash.begin(), id.bytes.size(), id.bytes.begin());
  return id;
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
  options.device = device_;
  return options;
}

Status Keeper::open_stores(bool make) {
  const auto opener = make ? &Store::create : &Store::open;
  epoch_ = host_.files.epoch();
  store_ = TRY_IN("store", opener(host_.files, host_.clock, host_.random, options(false)));
  auto opened = opener(host_.files, host_.clock, host_.random, options(true));
  if (!opened.ok()) {
    store_.reset();
    return opened.error().within("private store");
  }
  private_store_ = std::move(opened).value();
  wanted_ = true;
  return {};
}

Status Keeper::clear_stores() {
  TRY(Store::remove(host_.files, kStoreFile, kStoreBackupFile));
  TRY(Store::remove(host_.files, kPrivateFile, kPrivateBackupFile));
  return host_.files.remove(kUnfinishedFile);
}

void Keeper::use_keys(const format::KeyBundle& bundle) {
  store_key_ = bundle.store_key.clone();
  private_key_ = bundle.private_store_key.clone();
  device_ = bundle.device;
  author_ = author_of(bundle);
}

Status Keeper::open(const format::KeyBundle& bundle) {
  use_keys(bundle);
  return open_stores(/*make=*/false);
}

Status Keeper::create(const format::KeyBundle& bundle, ByteSpan key_file) {
  use_keys(bundle);
  const std::string_view mark = "setup";
  TRY(write_file(host_.files, kUnfinishedFile, as_bytes(mark)));
  TRY(open_stores(/*make=*/true));
  return save_keys(key_file);
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
  for (const bool is_private : {false, true}) {
    const auto opened = TRY(Store::open(files, host_.clock, host_.random, options(is_private)));
    TRY(opened->check());
  }
  return {};
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
  TRY(open_stores(/*make=*/false));
  return save_keys(key_file);
}

Status Keeper::save_keys(ByteSpan key_file) {
  TRY(format::KeyStore(host_.files).save(key_file));
  key_file_ = TRY(format::KeyFile::parse(key_file));
  return host_.files.remove(kUnfinishedFile);
}

Status Keeper::open_example() {
  example_files_ = std::make_unique<MemoryFiles>();
  store::StoreOptions options;
  host_.random.fill(options.key.writable());
  options.author = host_.random.id();
  store::StoreOptions private_options;
  private_options.file = kPrivateFile;
  host_.random.fill(private_options.key.writable());
  private_options.author = options.author;
  const auto make = [&](store::StoreOptions of) {
    return Store::create(*example_files_, host_.clock, host_.random, std::move(of));
  };
  const auto open_both = [&]() -> Status {
    store_ = TRY(make(std::move(options)));
    private_store_ = TRY(make(std::move(private_options)));
    return {};
  };
  const Status opened = open_both();
  if (opened.ok()) return {};
  store_.reset();  // Before the files that it stands on.
  example_files_.reset();
  return opened.error().within("example");
}

Status Keeper::close() {
  end_copy();
  Status first = {};
  for (auto* store : {&store_, &private_store_}) {
    if (*store == nullptr) continue;
    const Status closed = (*store)->is_open() && files_live() ? (*store)->close() : Status{};
    if (first.ok() && !closed.ok()) first = closed;
    store->reset();
  }
  abandon();
  return first;
}

void Keeper::abandon() {
  end_copy();
  wanted_ = false;
  store_.reset();
  private_store_.reset();
  example_files_.reset();
  store_key_ = Secret<32>();
  private_key_ = Secret<32>();
}

Status Keeper::reopen() {
  if (!wanted_ || example_files_ != nullptr) return {};
  // A copy goes on where nothing has to be opened; of what is opened anew it knows nothing.
  if (!is_open() || private_store_ == nullptr || !private_store_->is_open()) end_copy();
  if (!files_live()) {
    store_.reset();
    private_store_.reset();
    epoch_ = host_.files.epoch();
  }
  if (store_ == nullptr || !store_->is_open()) {
    store_.reset();
    store_ = TRY_IN("store", Store::open(host_.files, host_.clock, host_.random, options(false)));
  }
  if (private_store_ == nullptr || !private_store_->is_open()) {
    private_store_.reset();
    private_store_ =
        TRY_IN("private store", Store::open(host_.files, host_.clock, host_.random, options(true)));
  }
  return {};
}

Status Keeper::erase() {
  abandon();
  TRY(format::KeyStore(host_.files).remove());
  key_file_.reset();
  return clear_stores();
}

}  // namespace quietroom::session
