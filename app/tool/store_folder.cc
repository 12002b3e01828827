#include "app/tool/store_folder.h"

#include "platform/native/paths.h"
#include "sync/crypto/kdf.h"
#include "sync/crypto/sodium_init.h"
#include "sync/format/copy_file.h"

namespace quietroom::tool {
namespace {

using session::OnDevice;

Result<Secret<32>> derive(std::string_view passphrase, const crypto::KdfParams& params) {
  return crypto::argon2id(passphrase, params.salt, params.memory_kib, params.passes, params.lanes);
}

Result<format::KeyBundle> open_keys(const format::KeyFile& keys, std::string_view passphrase) {
  const Secret<32> kek = TRY_IN("the passphrase", derive(passphrase, keys.params()));
  auto bundle = keys.open_with_kek(kek);
  if (!bundle.ok() && bundle.error().code == ErrorCode::kAuthFailed)
    return Error{ErrorCode::kAuthFailed,
                 "That is not the passphrase. Everything is as it was; try again."};
  return bundle;
}

Error copy_error(const Error& error) {
  if (error.code == ErrorCode::kUnsupported)
    return {error.code,
            "The copy was made by a newer version of Quietroom. Nothing was changed; update this "
            "program."};
  return {error.code,
          "The copy cannot be opened: it is damaged, cut off, or no copy of Quietroom (" +
              error.context + "). Nothing was changed; try another copy."};
}

Result<format::KeyFile> keys_of(const Bytes& copy) {
  const auto contents = format::read_copy(copy);
  if (!contents.ok()) return copy_error(contents.error());
  auto keys = format::KeyFile::parse(contents.value().keys);
  if (!keys.ok()) return copy_error(keys.error());
  return keys;
}

}  // namespace

StoreFolder::StoreFolder(const std::string& folder, FolderLock lock)
    : lock_(std::move(lock)),
      files_(folder),
      host_{clock_, random_, files_, slow_hash_, screen_, screen_, http_, "", ""},
      keeper_(host_) {}

StoreFolder::~StoreFolder() = default;

Result<std::unique_ptr<StoreFolder>> StoreFolder::open(const std::string& folder, Mode mode) {
  crypto::init_sodium();
  if (mode == Mode::kMake) TRY(make_folder(folder));
  auto lock = FolderLock::take(folder);
  if (!lock.ok() && lock.error().code == ErrorCode::kConflict)
    return Error{ErrorCode::kConflict,
                 folder +
                     " is in use by another program. Nothing was changed; try again when it "
                     "is done."};
  if (!lock.ok() && lock.error().code == ErrorCode::kNotFound)
    return Error{ErrorCode::kNotFound, folder + " is not there. Make it: quietroom-sync init."};
  if (!lock.ok()) return lock.error();
  std::unique_ptr<StoreFolder> made(new StoreFolder(folder, std::move(lock).value()));
  TRY(made->look(folder, mode));
  return Result<std::unique_ptr<StoreFolder>>(std::move(made));
}

Status StoreFolder::look(const std::string& folder, Mode mode) {
  const OnDevice found = keeper_.look();
  const bool empty = found == OnDevice::kNothing || found == OnDevice::kInterrupted;
  if (mode == Mode::kMake) {
    if (empty) return {};
    return Error{ErrorCode::kInvalid,
                 folder + " has a store already. Nothing was changed; name another folder."};
  }
  switch (found) {
    case OnDevice::kLocked:
      return {};
    case OnDevice::kNothing:
    case OnDevice::kInterrupted:
      return Error{ErrorCode::kNotFound,
                   folder + " has no store. Open a saved copy in it: quietroom-sync init."};
    case OnDevice::kNewer:
      return Error{ErrorCode::kUnsupported,
                   folder +
                       " was written by a newer version. Nothing was changed; update this "
                       "program."};
    case OnDevice::kDisk:
      return Error{ErrorCode::kIo, folder + " cannot be read. Look at the disk."};
    case OnDevice::kKeysMissing:
    case OnDevice::kKeysDamaged:
    case OnDevice::kStoreMissing:
      break;
  }
  return Error{ErrorCode::kCorrupt,
               folder +
                   " is not whole: its keys or its stores are missing or damaged. Nothing was "
                   "changed. What was sent is at the endpoint; open a saved copy in another "
                   "folder."};
}

Status StoreFolder::init(const Bytes& copy, std::string_view passphrase) {
  const format::KeyFile keys = TRY(keys_of(copy));
  format::KeyBundle bundle = TRY(open_keys(keys, passphrase));
  return restore(copy, keys, std::move(bundle), passphrase, keys.params());
}

Status StoreFolder::init_with_recovery(const Bytes& copy, std::string_view words,
                                       std::string_view new_passphrase) {
  const format::KeyFile keys = TRY(keys_of(copy));
  const crypto::RecoverySecret secret = TRY_IN("the 24 words", crypto::parse_recovery_words(words));
  auto bundle = keys.open_with_recovery(secret);
  if (!bundle.ok() && bundle.error().code == ErrorCode::kAuthFailed)
    return Error{ErrorCode::kAuthFailed, "These words do not open this copy. Nothing was changed."};
  if (!bundle.ok()) return copy_error(bundle.error());
  crypto::KdfParams params;
  random_.fill(params.salt);
  return restore(copy, keys, std::move(bundle).value(), new_passphrase, params);
}

Status StoreFolder::restore(const Bytes& copy, const format::KeyFile& keys,
                            format::KeyBundle bundle, std::string_view passphrase,
                            const crypto::KdfParams& params) {
  // Whoever opens a copy is a new device: two with one name would overwrite each other in sync.
  bundle.device = random_.id();
  const Secret<32> kek = TRY_IN("the passphrase", derive(passphrase, params));
  const Bytes file = TRY(format::rewrap_key_file(keys, bundle, kek, params, random_));
  const Status restored = keeper_.restore(copy, bundle, file);
  const ErrorCode code = restored.ok() ? ErrorCode::kCorrupt : restored.error().code;
  if (!restored.ok() && (code == ErrorCode::kCorrupt || code == ErrorCode::kUnsupported ||
                         code == ErrorCode::kAuthFailed))
    return copy_error(restored.error());
  TRY_IN("making the store failed; what is there does not count, do it again", restored);
  // A passphrase that does not open what was just written would be found out too late.
  const Secret<32> again = TRY_IN("the passphrase", derive(passphrase, params));
  if (keeper_.key_file().open_with_kek(again).ok()) return {};
  return Error{ErrorCode::kIo,
               "The keys that were written do not open: this machine does not compute reliably."};
}

Status StoreFolder::unlock(std::string_view passphrase) {
  const format::KeyBundle bundle = TRY(open_keys(keeper_.key_file(), passphrase));
  const Status opened = keeper_.open(bundle);
  if (opened.ok()) return {};
  if (opened.error().code == ErrorCode::kUnsupported)
    return Error{ErrorCode::kUnsupported,
                 "The store was written by a newer version. Nothing was changed; update this "
                 "program."};
  return opened.error().within("The store does not open; nothing was changed");
}

}  // namespace quietroom::tool
