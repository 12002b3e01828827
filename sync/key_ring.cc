#include "sync/key_ring.h"

#include <algorithm>

namespace quietroom::sync {

bool is_owner(const format::VaultEpoch& epoch, const format::IdentityKeys& identity) {
  return std::any_of(epoch.members.begin(), epoch.members.end(), [&](const format::Member& one) {
    return one.identity == identity && one.role == format::Role::kOwner;
  });
}

Status KeyRing::add(const format::KeyId& name, Bytes bytes, const crypto::SealingPair& mine) {
  format::SyncKeyFile file = TRY(format::SyncKeyFile::parse(bytes));
  if (file.vault() != vault_ || file.key_id() != name)
    return Error{ErrorCode::kCorrupt, "key file: under another's name"};
  if (files_.contains(name)) return {};
  std::optional<format::VaultEpoch> epoch;
  auto opened = file.open(mine);
  if (opened.ok()) {
    epoch = std::move(opened).value();
  } else if (opened.error().code != ErrorCode::kAuthFailed) {
    return opened.error();
  }
  files_.emplace(name, File{std::move(file), std::move(epoch), false});
  // What this file opens, what opens this file, and so on up.
  std::vector<format::KeyId> known;
  for (const auto& [key, one] : files_) known.push_back(key);
  for (auto key = known.rbegin(); key != known.rend(); ++key) open_parents_of(*key);
  settle();
  return {};
}

void KeyRing::open_parents_of(const format::KeyId& key) {
  const std::optional<format::VaultEpoch>& epoch = files_.find(key)->second.epoch;
  if (!epoch) return;
  for (std::size_t i = 0; i < epoch->parents.size(); ++i) {
    const auto parent = files_.find(epoch->parents[i].key_id());
    if (parent == files_.end() || parent->second.epoch) continue;
    auto opened = parent->second.file.open_with_key(epoch->parent_keys[i]);
    if (opened.ok()) parent->second.epoch = std::move(opened).value();
  }
}

bool KeyRing::is_allowed(const File& file) const {
  const format::VaultEpoch& epoch = *file.epoch;
  const auto has = [&](const format::VaultEpoch& parent, bool as_owner) {
    return std::any_of(parent.members.begin(), parent.members.end(),
                       [&](const format::Member& member) {
                         return member.identity.signing == epoch.signer &&
                                (!as_owner || member.role == format::Role::kOwner);
                       });
  };
  if (epoch.parents.empty()) return epoch.signer == founder_;
  std::vector<format::KeyId> parents;
  bool by_a_member = false;
  for (const format::ParentFile& parent : epoch.parents) {
    const format::VaultEpoch* known = find(parent.key_id());
    if (known == nullptr) return false;
    by_a_member = by_a_member || has(*known, epoch.parents.size() == 1);
    parents.push_back(parent.key_id());
  }
  std::sort(parents.begin(), parents.end());
  return by_a_member && (parents.size() == 1 || merged_members(parents) == epoch.members);
}

/// Who was a member by any of the files that `head` follows, and is none by it.
std::set<format::IdentityKeys> KeyRing::removed_by(const format::KeyId& head) const {
  std::set<format::IdentityKeys> removed;
  std::set<format::KeyId> seen;
  std::vector<format::KeyId> next{head};
  while (!next.empty()) {
    const format::KeyId key = next.back();
    next.pop_back();
    const format::VaultEpoch* epoch = find(key);
    if (epoch == nullptr || !seen.insert(key).second) continue;
    for (const format::Member& member : epoch->members) removed.insert(member.identity);
    for (const format::ParentFile& parent : epoch->parents) next.push_back(parent.key_id());
  }
  const format::VaultEpoch* epoch = find(head);
  if (epoch == nullptr) return {};
  for (const format::Member& member : epoch->members) removed.erase(member.identity);
  return removed;
}

/// Every member by any of `heads` (ascending) whom none of them removed; of two roles the lesser,
/// unless nobody would be left who may change anything.
std::vector<format::Member> KeyRing::merged_members(const std::vector<format::KeyId>& heads) const {
  std::map<format::IdentityKeys, format::Member> merged;
  std::map<format::IdentityKeys, format::Role> newest;
  std::set<format::IdentityKeys> removed;
  for (const format::KeyId& head : heads) {
    const format::VaultEpoch* epoch = find(head);
    if (epoch == nullptr) continue;
    removed.merge(removed_by(head));
    for (const format::Member& member : epoch->members) {
      const auto found = merged.find(member.identity);
      const bool lesser = found != merged.end() && found->second.role == format::Role::kMember;
      newest[member.identity] = member.role;
      format::Member& here = merged[member.identity];
      here = member;
      if (lesser) here.role = format::Role::kMember;
    }
  }
  std::vector<format::Member> members;
  for (const auto& [identity, member] : merged) {
    if (!removed.contains(identity)) members.push_back(member);
  }
  const bool owned = std::any_of(members.begin(), members.end(), [](const auto& member) {
    return member.role == format::Role::kOwner;
  });
  if (!owned) {
    for (format::Member& member : members) member.role = newest[member.identity];
  }
  return members;
}

void KeyRing::settle() {
  // Ascending by epoch, so parents come before their children.
  for (auto& [key, file] : files_) {
    if (file.epoch && !file.trusted) file.trusted = is_allowed(file);
  }
  std::set<format::KeyId> followed;
  for (const auto& [key, file] : files_) {
    if (!file.trusted) continue;
    for (const format::ParentFile& parent : file.epoch->parents) followed.insert(parent.key_id());
  }
  heads_.clear();
  for (const auto& [key, file] : files_) {
    if (!file.trusted || followed.contains(key)) continue;
    // Several members may have written the file that follows the same others: the last will do.
    if (file.epoch->parents.size() > 1) {
      std::erase_if(heads_, [&, &file = file](const format::KeyId& other) {
        return find(other)->parents == file.epoch->parents;
      });
    }
    heads_.push_back(key);
  }
}

format::VaultEpoch KeyRing::merged() const {
  format::VaultEpoch epoch;
  epoch.vault = vault_;
  std::vector<format::KeyId> heads = heads_;
  if (heads.size() > format::kKeyFileParentsMax) heads.resize(format::kKeyFileParentsMax);
  std::vector<std::pair<crypto::Hash, format::KeyId>> by_hash;
  for (const format::KeyId& head : heads)
    by_hash.emplace_back(files_.find(head)->second.file.hash(), head);
  std::sort(by_hash.begin(), by_hash.end());
  for (const auto& [hash, head] : by_hash) {
    const format::VaultEpoch* parent = find(head);
    epoch.epoch = std::max(epoch.epoch, parent->epoch + 1);
    epoch.parents.push_back({parent->epoch, hash});
    epoch.parent_keys.push_back(parent->key.clone());
    epoch.endpoint = parent->endpoint;
  }
  epoch.members = merged_members(heads);
  return epoch;
}

const format::VaultEpoch* KeyRing::find(const format::KeyId& key) const {
  const auto found = files_.find(key);
  if (found == files_.end() || !found->second.trusted) return nullptr;
  return &*found->second.epoch;
}

const format::VaultEpoch* KeyRing::current() const {
  return heads_.empty() ? nullptr : find(heads_.back());
}

const format::Member* KeyRing::find_member(const format::KeyId& key,
                                           const format::IdentityKeys& identity) const {
  const format::VaultEpoch* epoch = find(key);
  if (epoch == nullptr) return nullptr;
  const auto found =
      std::find_if(epoch->members.begin(), epoch->members.end(),
                   [&](const format::Member& member) { return member.identity == identity; });
  return found == epoch->members.end() ? nullptr : &*found;
}

bool KeyRing::is_member_now(const format::IdentityKeys& identity) const {
  return std::any_of(heads_.begin(), heads_.end(),
                     [&](const format::KeyId& head) { return is_member(head, identity); });
}

bool KeyRing::is_left_behind() const {
  return std::any_of(files_.begin(), files_.end(), [&](const auto& one) {
    const File& file = one.second;
    if (file.epoch) return false;
    const auto parents = file.file.parents();
    return std::any_of(parents.begin(), parents.end(), [&](const format::ParentFile& parent) {
      return std::find(heads_.begin(), heads_.end(), parent.key_id()) != heads_.end();
    });
  });
}

}  // namespace quietroom::sync
