// The key files of a vault: one immutable file an epoch, which brings the epoch's key to each
// member and says who the members are. Not the key file of a device: that is key_file.h. Says what
// is in a file and that its signer signed it; whether that signer was allowed to is for sync to
// say, who knows the parents. Byte layout: docs/format.md section 13.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "platform/base/bytes.h"
#include "platform/base/ids.h"
#include "platform/base/secret.h"
#include "sync/crypto/hash.h"
#include "sync/format/certificate.h"
#include "sync/format/names.h"

namespace quietroom::format {

enum class Role : std::uint8_t {
  kOwner = 1,   ///< Adds, removes, rotates, retires.
  kMember = 2,  ///< Writes own interviews.
};

struct Member {
  IdentityKeys identity;
  Id person;  ///< The author of this member's operations; not none.
  Role role = Role::kMember;
  std::string name;  ///< 1 to 64 bytes of UTF-8.
  friend bool operator==(const Member&, const Member&) = default;
};

/// A key file that another one follows.
struct ParentFile {
  std::uint32_t epoch = 0;
  crypto::Hash file{};  ///< The hash of that file.

  KeyId key_id() const { return {epoch, front_of(file)}; }
  friend bool operator==(const ParentFile&, const ParentFile&) = default;
};

inline constexpr std::size_t kKeyFileParentsMax = 8;
inline constexpr std::size_t kMembersMax = 64;
inline constexpr std::size_t kMemberNameSizeMax = 64;
inline constexpr std::size_t kEndpointNoteSizeMax = 4096;
inline constexpr std::size_t kSyncKeyFileSizeMax = std::size_t{64} << 10;

/// What a key file of a vault says. Move-only: it holds keys.
struct VaultEpoch {
  Id vault;
  std::uint32_t epoch = 0;          ///< 1 without parents, else one more than the highest parent's.
  std::vector<ParentFile> parents;  ///< Strictly ascending by file hash; at most 8.
  Secret<32> key;                   ///< The vault's key of this epoch.
  std::vector<Secret<32>> parent_keys;  ///< The key of each parent, in the order of `parents`.
  std::vector<Member> members;  ///< 1 to 64, strictly ascending by IdentityKeys, one an owner.
  crypto::PublicKey signer{};   ///< The Ed25519 key of whoever made the file.
  Bytes endpoint;               ///< What members need to reach the endpoint; opaque, may be empty.
};

/// The bytes of a key file that holds `epoch`, sealed to each of its members and signed by
/// `signer`, whose public key becomes VaultEpoch::signer. Errors: kInvalid if a rule named above is
/// broken, or a member's key is none.
Result<Bytes> create_sync_key_file(const VaultEpoch& epoch, const crypto::SigningPair& signer,
                                   Random& random);

/// A key file of a vault that is whole, and still locked.
class SyncKeyFile {
 public:
  /// Errors: kCorrupt if any byte is not as it was written, or a rule is broken; kUnsupported for a
  /// newer version: keep the file untouched.
  static Result<SyncKeyFile> parse(ByteSpan bytes);

  const Id& vault() const { return vault_; }
  std::uint32_t epoch() const { return epoch_; }
  std::span<const ParentFile> parents() const { return parents_; }
  /// The file's hash, which its name and its children hold: its checksum.
  const crypto::Hash& hash() const { return hash_; }
  KeyId key_id() const { return {epoch_, front_of(hash_)}; }
  KeyFileName name() const { return {vault_, key_id()}; }
  ByteSpan bytes() const { return bytes_; }

  /// Opens it as a member. One X25519 a slot at most.
  /// Errors: kAuthFailed if no slot opens with `mine` (no member, or another identity); kCorrupt if
  /// one does and the rest is not what its signer wrote.
  Result<VaultEpoch> open(const crypto::SealingPair& mine) const;

  /// Opens it with the epoch's key, as it comes from a child's parent_keys.
  /// Errors: kAuthFailed if `key` is another (the key-check value does not fit); kCorrupt.
  Result<VaultEpoch> open_with_key(const Secret<32>& key) const;

 private:
  Result<VaultEpoch> decode_opened(ByteSpan plain, std::size_t body_offset) const;

  Bytes bytes_;
  Id vault_;
  std::uint32_t epoch_ = 0;
  std::vector<ParentFile> parents_;
  crypto::Hash check_{};  ///< The key-check value.
  crypto::Hash hash_{};
  std::size_t front_size_ = 0;  ///< What is before the slots.
  std::size_t slot_count_ = 0;
};

}  // namespace quietroom::format
