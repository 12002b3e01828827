// The tool's own store: a folder with what the app keeps on a device, under a lock, opened with a
// passphrase. Made from a saved copy, as a device of its own, by the same code as in the app.
#pragma once

#include <memory>
#include <string>

#include "app/session/keeper.h"
#include "app/tool/headless.h"
#include "platform/native/clock_native.h"
#include "platform/native/files_posix.h"
#include "platform/native/folder_lock.h"
#include "platform/native/random_native.h"
#include "sync/crypto/slow_hash_direct.h"

namespace quietroom::tool {

class StoreFolder {
 public:
  enum class Mode { kExisting, kMake };
  /// Takes `folder`, which is this program's alone until this goes. The contexts of its errors, and
  /// of the others here, are sentences for whoever runs the tool.
  /// Errors: kConflict if another program has it; kNotFound if there is no store (kExisting);
  /// kInvalid if there is one already (kMake); kCorrupt, kUnsupported, kIo.
  static Result<std::unique_ptr<StoreFolder>> open(const std::string& folder, Mode mode);
  ~StoreFolder();

  /// Makes the store from `copy`, as a new device, and leaves it open. Nothing that is done counts
  /// until all is. Errors: kAuthFailed for a wrong passphrase; kCorrupt, kUnsupported for what is
  /// no copy of ours; kQuota, kIo.
  Status init(const Bytes& copy, std::string_view passphrase);
  /// The same with the 24 words, and a new passphrase.
  Status init_with_recovery(const Bytes& copy, std::string_view words,
                            std::string_view new_passphrase);
  /// The private notes of the copy could not be read. Only after init().
  bool lacks_private() const { return keeper_.copy_lacks_private(); }

  /// Opens the store. Errors: kAuthFailed for a wrong passphrase; as the store.
  Status unlock(std::string_view passphrase);
  /// A saved copy of it, as it lies there or is open.
  Result<Bytes> copy() { return keeper_.copy(); }

  /// Only while it is open.
  store::Store& store() { return keeper_.store(); }
  session::SyncIdentity identity() const { return keeper_.identity(); }
  Status close() { return keeper_.close(); }

 private:
  StoreFolder(const std::string& folder, FolderLock lock);
  Status look(const std::string& folder, Mode mode);
  Status restore(const Bytes& copy, const format::KeyFile& keys, format::KeyBundle bundle,
                 std::string_view passphrase, const crypto::KdfParams& params);

  FolderLock lock_;
  NativeClock clock_;
  NativeRandom random_;
  PosixFiles files_;
  crypto::DirectSlowHash slow_hash_;
  NoScreen screen_;
  Unplugged http_;
  Host host_;
  session::Keeper keeper_;
};

}  // namespace quietroom::tool
