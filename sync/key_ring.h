// The keys of a vault as its key files bring them, and whom they name. A file counts once it is
// opened, its signature holds, and whoever signed it was allowed to: the founder for a file without
// parents, an owner of its parent for one that follows it. Where two owners were at work at the
// same time, two files follow one; then any member may write the file that follows both, for what
// it says is no choice: every member of either whom neither removed.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <vector>

#include "sync/crypto/identity.h"
#include "sync/format/sync_key_file.h"

namespace quietroom::sync {

/// Whether `identity` is an owner by the list of `epoch`.
bool is_owner(const format::VaultEpoch& epoch, const format::IdentityKeys& identity);

class KeyRing {
 public:
  /// `founder` is the Ed25519 key of whoever made the vault, as the invitation gave it.
  KeyRing(const Id& vault, const crypto::PublicKey& founder) : vault_(vault), founder_(founder) {}

  /// Takes a key file's bytes in, and then whatever it opens. `name` is what it was found under.
  /// Errors: kCorrupt if it is damaged or is another file than its name says; kUnsupported.
  Status add(const format::KeyId& name, Bytes bytes, const crypto::SealingPair& mine);

  /// Whether that file was taken in, opened or not.
  bool knows(const format::KeyId& key) const { return files_.contains(key); }
  /// The epoch of `key`, or nothing while its file is missing, locked, or not signed by an owner.
  const format::VaultEpoch* find(const format::KeyId& key) const;
  /// The key to seal with, once needs_merge() is false: that of the file that no other follows; if
  /// there are several, always the same. Nothing while there is none.
  const format::VaultEpoch* current() const;
  format::KeyId current_id() const { return heads_.empty() ? format::KeyId{} : heads_.back(); }
  /// Whether several files are followed by none. Nothing is sealed until one follows them all.
  bool needs_merge() const { return heads_.size() > 1; }
  /// What that file must say, but for its key.
  format::VaultEpoch merged() const;
  /// The member of that identity by `key`; null if there is none.
  const format::Member* find_member(const format::KeyId& key,
                                    const format::IdentityKeys& identity) const;
  /// Whether `identity` is a member by `key`; and whether by a file that no other follows.
  bool is_member(const format::KeyId& key, const format::IdentityKeys& identity) const {
    return find_member(key, identity) != nullptr;
  }
  bool is_member_now(const format::IdentityKeys& identity) const;
  /// Whether a file follows the newest one that opens here, and does not: as it is for somebody who
  /// was removed. Nobody signs that for those who cannot open it, so it is a reason to wait, and no
  /// proof.
  bool is_left_behind() const;

 private:
  struct File {
    format::SyncKeyFile file;
    std::optional<format::VaultEpoch> epoch;
    bool trusted = false;
  };
  void open_parents_of(const format::KeyId& key);
  bool is_allowed(const File& file) const;
  void settle();
  std::vector<format::Member> merged_members(const std::vector<format::KeyId>& heads) const;
  std::set<format::IdentityKeys> removed_by(const format::KeyId& head) const;

  Id vault_;
  crypto::PublicKey founder_;
  std::map<format::KeyId, File> files_;
  std::vector<format::KeyId> heads_;  ///< Those that no other follows, ascending.
};

}  // namespace quietroom::sync
