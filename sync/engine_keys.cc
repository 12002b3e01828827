#include <algorithm>

#include "sync/engine_impl.h"

namespace quietroom::sync {
namespace {

StateEntry key_entry(const format::KeyId& key, bool there, ByteSpan bytes) {
  Bytes value{static_cast<std::uint8_t>(there ? 1 : 0)};
  put_bytes(value, bytes);
  return {key_file_key(key), std::move(value)};
}

}  // namespace

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
  if (!key_files_.empty() && ring_.current() == nullptr)
    suspect(TroubleKind::kNoKey, {}, 0, {}, config_.timing.look_again_ms / 2);
  for (const auto& [key, uploaded] : key_files_) {
    if (uploaded && !there.contains(key))
      suspect(TroubleKind::kServerLost, {}, key.epoch, {}, config_.timing.look_again_ms / 2);
    if (!uploaded && there.contains(key)) TRY(key_is_there(key));
  }
  return {};
}

Status EngineImpl::key_came(const Job& job, remote::Answer answer) {
  if (answer.outcome != remote::Outcome::kOk) return {};  // Listed, and not shown yet.
  Bytes bytes = std::move(answer.body);
  StateEntry entry = key_entry(job.key, true, bytes);
  const Status added = ring_.add(job.key, std::move(bytes), sealing_);
  if (!added.ok()) {
    const bool newer = added.error().code == ErrorCode::kUnsupported;
    suspect(newer ? TroubleKind::kNewerFormat : TroubleKind::kDamaged, {}, job.key.epoch, {},
            newer ? 0 : config_.timing.alarm_ms);
    return {};
  }
  Batch batch;
  batch.put.push_back(std::move(entry));
  TRY(journal_.commit(std::move(batch)));
  key_files_[job.key] = true;
  if (ring_.current() != nullptr) clear(TroubleKind::kNoKey, {});
  return {};
}

Status EngineImpl::key_put(const Job& job, const remote::Answer&) {
  // The name is the hash of what is in it: whether it was there already or not, each reader checks.
  return key_is_there(job.key);
}

Status EngineImpl::key_is_there(const format::KeyId& key) {
  const std::optional<Bytes> value = TRY(journal_.get(key_file_key(key)));
  if (!value || value->empty()) return Error{ErrorCode::kCorrupt, "key file: not in the journal"};
  Batch batch;
  batch.put.push_back(key_entry(key, true, ByteSpan(*value).subspan(1)));
  TRY(journal_.commit(std::move(batch)));
  key_files_[key] = true;
  return {};
}

std::vector<format::Member> EngineImpl::members() const {
  const format::VaultEpoch* epoch = ring_.current();
  return epoch == nullptr ? std::vector<format::Member>{} : epoch->members;
}

Status EngineImpl::set_members(std::vector<format::Member> members) {
  const format::VaultEpoch* parent = ring_.current();
  if (parent == nullptr) return Error{ErrorCode::kInvalid, "members: no key yet"};
  const bool owner =
      std::any_of(parent->members.begin(), parent->members.end(), [&](const format::Member& one) {
        return one.role == format::Role::kOwner && one.identity.signing == signing_.public_key;
      });
  if (!owner) return Error{ErrorCode::kInvalid, "members: only an owner changes them"};
  const std::string parent_key = key_file_key(ring_.current_id());
  const std::optional<Bytes> parent_file = TRY(journal_.get(parent_key));
  if (!parent_file || parent_file->empty())
    return Error{ErrorCode::kCorrupt, "key file: not in the journal"};
  const format::SyncKeyFile file =
      TRY(format::SyncKeyFile::parse(ByteSpan(*parent_file).subspan(1)));
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
  random_.fill(epoch.key.writable());
  Bytes bytes = TRY(format::create_sync_key_file(epoch, signing_, random_));
  const format::SyncKeyFile made = TRY(format::SyncKeyFile::parse(bytes));
  Batch batch;
  batch.put.push_back(key_entry(made.key_id(), false, bytes));
  TRY(journal_.commit(std::move(batch)));
  key_files_[made.key_id()] = false;
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
