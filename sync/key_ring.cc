#include "sync/key_ring.h"

#include <algorithm>

namespace quietroom::sync {

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

bool KeyRing::is_signed_by_owner(const File& file) const {
  const std::vector<format::ParentFile>& parents = file.epoch->parents;
  if (parents.empty()) return file.epoch->signer == founder_;
  return std::any_of(parents.begin(), parents.end(), [&](const format::ParentFile& parent) {
    const format::VaultEpoch* known = find(parent.key_id());
    if (known == nullptr) return false;
    return std::any_of(known->members.begin(), known->members.end(),
                       [&](const format::Member& member) {
                         return member.role == format::Role::kOwner &&
                                member.identity.signing == file.epoch->signer;
                       });
  });
}

void KeyRing::settle() {
  // Ascending by epoch, so parents come before their children.
  for (auto& [key, file] : files_) {
    if (file.epoch && !file.trusted) file.trusted = is_signed_by_owner(file);
  }
  current_ = {};
  for (const auto& [key, file] : files_) {
    if (file.trusted) current_ = key;
  }
}

const format::VaultEpoch* KeyRing::find(const format::KeyId& key) const {
  const auto found = files_.find(key);
  if (found == files_.end() || !found->second.trusted) return nullptr;
  return &*found->second.epoch;
}

const format::VaultEpoch* KeyRing::current() const {
  return find(current_);
}

bool KeyRing::has_locked() const {
  return std::any_of(files_.begin(), files_.end(),
                     [](const auto& one) { return !one.second.epoch.has_value(); });
}

bool KeyRing::is_member(const format::KeyId& key, const format::IdentityKeys& identity) const {
  const format::VaultEpoch* epoch = find(key);
  return epoch != nullptr &&
         std::any_of(epoch->members.begin(), epoch->members.end(),
                     [&](const format::Member& member) { return member.identity == identity; });
}

}  // namespace quietroom::sync
