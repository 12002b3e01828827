#include <algorithm>

#include "sync/engine_impl.h"

namespace quietroom::sync {

/// The key file `key`, which is one of key_files_.
Result<KeptKeyFile> EngineImpl::kept_key_file(const format::KeyId& key) const {
  const std::optional<Bytes> value = TRY(journal_.get(key_file_key(key)));
  if (!value) return Error{ErrorCode::kCorrupt, "key file: not in the journal"};
  return decode_kept_key_file(*value);
}

Status EngineImpl::keep_key_file(const format::KeyId& key, const KeptKeyFile& file) {
  Batch batch;
  batch.put.push_back({key_file_key(key), encode(file)});
  TRY(journal_.commit(std::move(batch)));
  key_files_[key] = file.there;
  return {};
}

Status EngineImpl::keys_listed(const remote::Answer& answer) {
  std::set<format::KeyId> there;
  for (const remote::Entry& entry : answer.entries) {
    const auto name = format::parse_path(format::key_folder(config_.vault) + "/" + entry.name);
    if (!name.ok()) continue;
    if (const auto* key = std::get_if<format::KeyFileName>(&name.value())) there.insert(key->key);
  }
  for (const format::KeyId& key : there) {
    if (!key_files_.contains(key))
      ask({Job::Kind::kGetKey,
           {},
           0,
           key,
           format::path(format::KeyFileName{config_.vault, key}),
           0});
  }
  if (!key_files_.empty() && (ring_.current() == nullptr || ring_.is_left_behind()))
    suspect(TroubleKind::kNoKey, {}, 0, config_.timing.look_again_ms / 2);
  for (const auto& [key, uploaded] : key_files_) {
    if (uploaded && !there.contains(key))
      suspect(TroubleKind::kServerLost, {}, key.epoch, config_.timing.look_again_ms / 2);
    if (!uploaded && there.contains(key)) TRY(key_is_there(key));
  }
  return {};
}

Status EngineImpl::key_came(const Job& job, remote::Answer answer) {
  if (answer.outcome != remote::Outcome::kOk) return {};  // Listed, and not shown yet.
  const Status added = ring_.add(job.key, answer.body, sealing_);
  if (!added.ok()) {
    const bool newer = added.error().code == ErrorCode::kUnsupported;
    suspect(newer ? TroubleKind::kNewerFormat : TroubleKind::kDamaged, {}, job.key.epoch,
            newer ? 0 : config_.timing.alarm_ms);
    return {};
  }
  TRY(keep_key_file(job.key, {true, std::move(answer.body)}));
  if (ring_.current() != nullptr) clear(TroubleKind::kNoKey, {});
  return {};
}

Status EngineImpl::key_is_there(const format::KeyId& key) {
  KeptKeyFile kept = TRY(kept_key_file(key));
  kept.there = true;
  return keep_key_file(key, kept);
}

std::vector<format::Member> EngineImpl::members() const {
  const format::VaultEpoch* epoch = ring_.current();
  if (epoch == nullptr) return {};
  std::vector<format::Member> members = epoch->members;
  for (format::Member& one : members) {
    const auto called = called_.find(one.identity.signing);
    if (called != called_.end()) one.name = called->second.name;
  }
  return members;
}

Status EngineImpl::set_members(std::vector<format::Member> members) {
  const format::VaultEpoch* parent = ring_.current();
  if (parent == nullptr) return Error{ErrorCode::kInvalid, "members: no key yet"};
  if (!is_owner(*parent, identity()))
    return Error{ErrorCode::kInvalid, "members: only an owner changes them"};
  const KeptKeyFile kept = TRY(kept_key_file(ring_.current_id()));
  const format::SyncKeyFile file = TRY(format::SyncKeyFile::parse(kept.bytes));
  format::VaultEpoch epoch;
  epoch.vault = config_.vault;
  epoch.epoch = parent->epoch + 1;
  epoch.parents.push_back({parent->epoch, file.hash()});
  epoch.parent_keys.push_back(parent->key.clone());
  std::sort(members.begin(), members.end(),
            [](const auto& a, const auto& b) { return a.identity < b.identity; });
  epoch.members = std::move(members);
  epoch.endpoint = parent->endpoint;
  return add_key_file(std::move(epoch));
}

/// Makes the key file of `epoch`, with a fresh key, to be sent first of all.
Status EngineImpl::add_key_file(format::VaultEpoch epoch) {
  segment_.reset();  // It would be under the key that this one follows.
  random_.fill(epoch.key.writable());
  Bytes bytes = TRY(format::create_sync_key_file(epoch, signing_, random_));
  const format::SyncKeyFile made = TRY(format::SyncKeyFile::parse(bytes));
  TRY(keep_key_file(made.key_id(), {false, bytes}));
  flush();
  return ring_.add(made.key_id(), std::move(bytes), sealing_);
}

/// Two owners changed the members at the same time: one file follows both, before anything more is
/// sealed. Who is in it no more leaves that to the others.
Status EngineImpl::merge_keys() {
  format::VaultEpoch epoch = ring_.merged();
  const bool member = std::any_of(epoch.members.begin(), epoch.members.end(), [&](const auto& one) {
    return one.identity.signing == signing_.public_key;
  });
  return member ? add_key_file(std::move(epoch)) : Status{};
}

}  // namespace quietroom::sync
