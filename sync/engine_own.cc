#include <algorithm>
#include <iterator>

#include "sync/engine_impl.h"
#include "sync/state_reader.h"

// Is at the endpoint what this device put there, and nothing else under its name? A server that
// was wiped or put back lacks something; a copy of this device has added something.

namespace quietroom::sync {

Status EngineImpl::own_newest_came(const Job& job, const remote::Answer& answer) {
  if (answer.outcome == remote::Outcome::kAbsent) {
    suspect(TroubleKind::kServerLost, own_.device, job.seq, config_.timing.look_again_ms / 2);
    return {};
  }
  const std::optional<Bytes> ours = TRY(journal_.get(seq_key("out/", job.seq)));
  if (ours && answer.body == *ours) return {};
  const auto reader = format::read_object(answer.body);
  if (!reader.ok()) return own_newest_damaged(job, ours.has_value(), answer.body);
  Job foreign = job;
  foreign.kind = Job::Kind::kOwnForeign;
  return own_foreign_came(foreign, answer);
}

/// What lies under our newest name does not open.
Status EngineImpl::own_newest_damaged(const Job& job, bool have_ours, ByteSpan found) {
  if (!have_ours || !format::begins_as_object(found)) {
    // A login page, or a server that is not well: whatever else it says now means nothing.
    suspect(TroubleKind::kDamaged, own_.device, job.seq, config_.timing.alarm_ms);
    fail_round(remote::Reason::kNotOurs);
    return {};
  }
  // It rotted there, and nobody can use it: it is put anew, like one that was cut on its way.
  OwnLog next = own_;
  next.uploaded = job.seq - 1;
  TRY(save_own(std::move(next), {}));
  fail_round(remote::Reason::kServer);
  ask({Job::Kind::kRemove, own_.device, 0, {}, job.path, 0});
  return {};
}

void EngineImpl::own_listed(const Job& job, const remote::Answer& answer) {
  for (const remote::Entry& entry : answer.entries) {
    const std::string path = job.path + "/" + entry.name;
    if (job.kind == Job::Kind::kOwnShards) {
      if (format::parse_shard(entry.name).ok())
        ask({Job::Kind::kOwnShard, own_.device, 0, {}, path, 0});
      continue;
    }
    const auto name = format::parse_path(path);
    if (!name.ok()) continue;
    if (const auto* segment = std::get_if<format::SegmentName>(&name.value()))
      own_there_.insert(segment->seq);
    if (std::holds_alternative<format::PackName>(name.value())) own_packs_there_.insert(path);
  }
}

/// Once all of our folders have been listed.
Status EngineImpl::own_checked() {
  const std::int64_t patience_ms = config_.timing.look_again_ms / 2;
  std::uint64_t first_missing = 0;
  for (std::uint64_t seq = own_.uploaded; seq > own_.packed; --seq) {
    if (!own_there_.contains(seq)) first_missing = seq;
  }
  bool packs_missing = false;
  for (const auto& [seq, pack] : packs_) {
    if (!pack.uploaded || own_packs_there_.contains(pack.path)) continue;
    packs_missing = true;
    suspect(TroubleKind::kServerLost, own_.device, seq, patience_ms);
  }
  if (first_missing > 0) suspect(TroubleKind::kServerLost, own_.device, first_missing, patience_ms);
  if (own_.heal) {
    OwnLog next = own_;
    Batch batch;
    if (first_missing > 0) next.uploaded = first_missing - 1;
    next.heal = false;
    for (auto& [seq, pack] : packs_) {
      if (!packs_missing || own_packs_there_.contains(pack.path)) continue;
      OwnPack again = pack;
      again.uploaded = false;
      batch.put.push_back({seq_key("pack/", seq), encode(again)});
    }
    TRY(save_own(std::move(next), std::move(batch)));
    for (auto& [seq, pack] : packs_) {
      if (packs_missing && !own_packs_there_.contains(pack.path)) pack.uploaded = false;
    }
    clear(TroubleKind::kServerLost, own_.device);
    clear(TroubleKind::kServerLost, {});
  }
  // Beyond what we have sealed there should be nothing. What is sealed and not sent yet goes first:
  // it tells from which number on the log there is not ours.
  if (own_.uploaded < own_.seq) return {};
  const auto foreign = own_there_.upper_bound(own_.seq);
  if (foreign != own_there_.end())
    ask({Job::Kind::kOwnForeign,
         own_.device,
         *foreign,
         {},
         format::path(format::SegmentName{config_.vault, own_.device, *foreign}),
         0});
  return {};
}

/// A segment under our name that we do not have: if it is signed by this device's key, there is
/// another one with it.
Status EngineImpl::own_foreign_came(const Job& job, remote::Answer answer) {
  if (answer.outcome != remote::Outcome::kOk) return {};
  auto reader = format::read_object(std::move(answer.body));
  const Id& device = own_.device;
  if (!reader.ok() ||
      !reader.value().matches(format::SegmentName{config_.vault, device, job.seq}).ok()) {
    suspect(TroubleKind::kDamaged, device, job.seq, config_.timing.alarm_ms);
    return {};
  }
  const format::VaultEpoch* epoch = ring_.find(reader.value().head().key);
  if (epoch == nullptr) return {};
  Status opened = reader.value().open_layout(config_.vault, epoch->key);
  if (opened.ok()) {
    const auto manifest = reader.value().open_manifest(0, epoch->key, nullptr);
    if (manifest.ok()) {
      std::optional<crypto::Hash> ours = own_.last;
      if (job.seq != own_.seq) ours = TRY(read_hash(journal_, device, job.seq));
      if (ours && *ours == manifest.value().hash) return {};  // The same, packed by ourselves.
      return twin_at(job.seq);
    }
  }
  suspect(TroubleKind::kDamaged, device, job.seq, config_.timing.alarm_ms);
  return {};
}

/// Collects what is in our segments after `seq`, and in none: the cursor before it, and the control
/// records. A purge of an operation that nobody else has seen is void: the number will be that of
/// another operation, the twin's.
Result<EngineImpl::Again> EngineImpl::again_after(std::uint64_t seq) const {
  Again again;
  again.own.cursor = own_.cursor;
  again.own.counter = own_.counter;
  again.own.hlc = own_.hlc;
  std::vector<Bytes> all;
  for (const auto& [number, head] : heads_) {
    if (number <= seq) continue;
    again.own.cursor = std::min(again.own.cursor, head.cursor_before);
    again.own.counter = std::min(again.own.counter, head.counter_before);
    all.insert(all.end(), head.controls.begin(), head.controls.end());
  }
  for (const auto& [key, control] : controls_) all.push_back(control);
  const auto is_void = [&](const format::OpId& id) {
    return id.device == own_.device && id.counter > again.own.counter;
  };
  for (Bytes& control : all) {
    format::ControlRecord record = TRY(format::decode_control(control));
    auto* purge = std::get_if<format::PurgeOperations>(&record);
    if (purge == nullptr) {
      again.controls.push_back(std::move(control));
      continue;
    }
    std::copy_if(purge->ids.begin(), purge->ids.end(), std::back_inserter(again.void_purges),
                 is_void);
    std::erase_if(purge->ids, is_void);
    if (purge->ids.empty()) continue;
    Bytes rest = TRY(format::encode_control(record));
    again.controls.push_back(std::move(rest));
  }
  return again;
}

/// The endpoint has another segment `seq` of this device: its copy was quicker.
Status EngineImpl::twin_at(std::uint64_t seq) {
  const Id old = own_.device;
  TRY(go_on_as_another(seq));
  report({TroubleKind::kTwin, old, seq, clock_.wall_ms()});
  // What was asked for in the old name is void; the next round begins in the new one.
  queue_.clear();
  failed_ = true;
  next_full_ms_ = clock_.steady_ms();
  return {};
}

/// From here on we are somebody else; what the endpoint does not have of ours before `seq` is
/// logged again under the new id, and the old log becomes one that is pulled like any other.
Status EngineImpl::go_on_as_another(std::uint64_t seq) {
  TRY(empty_elsewhere());  // While what was emptied is still named as it was written.
  PeerLog old;
  old.device = own_.device;
  old.certificate = signer_.certificate;  // So that what was written there may still be purged.
  old.seq = std::min(seq - 1, own_.uploaded);  // The rest was never seen there.
  if (old.seq > 0) {
    const std::optional<crypto::Hash> hash = TRY(read_hash(journal_, own_.device, old.seq));
    if (!hash) return Error{ErrorCode::kCorrupt, "twin: the hash of a segment is missing"};
    old.last = *hash;
  }
  Again again = TRY(again_after(old.seq));
  OwnLog next = again.own;
  next.device = random_.id();
  Effects effects;
  for (std::uint64_t local = next.cursor; local < own_.cursor;) {
    const std::vector<Own> renamed = TRY(journal_.own_after(local, 256, std::size_t{1} << 20));
    if (renamed.empty()) break;
    for (const Own& own : renamed) {
      if (own.local <= own_.cursor) add_to_digest(own.operation, effects, false);
    }
    local = renamed.back().local;
  }
  Batch& batch = effects.batch;
  for (const auto& [number, head] : heads_) {
    batch.erase.push_back(seq_key("head/", number));
    batch.erase.push_back(seq_key("out/", number));
  }
  for (const auto& [first, pack] : packs_) {
    batch.erase.push_back(seq_key("pack/", first));
    batch.erase.push_back(seq_key("packed/", first));
  }
  for (const auto& [key, control] : controls_) batch.erase.push_back(key);
  for (const format::OpId& id : again.void_purges)
    batch.erase.push_back(purged_key({id, signing_.public_key, false}));
  // Under keys that are not erased in the same transaction.
  std::map<std::string, Bytes> controls;
  for (std::size_t i = 0; i < again.controls.size(); ++i)
    controls[seq_key("ctl/", i + 1) + "/" + to_base32(next.device)] = again.controls[i];
  for (const auto& [key, control] : controls) batch.put.push_back({key, control});
  batch.put.push_back({log_key(old.device), encode(old)});
  batch.put.push_back({"own", encode(next)});
  batch.new_device = Batch::NewDevice{next.device, next.cursor};
  TRY(commit(std::move(effects)));
  for (const format::OpId& id : again.void_purges) purged_.erase(id);
  logs_[old.device] = std::move(old);
  heads_.clear();
  packs_.clear();
  controls_ = std::move(controls);
  own_ = std::move(next);
  become(own_.device);
  flush();
  return {};
}

Status EngineImpl::heal() {
  OwnLog next = own_;
  next.heal = true;
  Batch batch;
  for (const auto& [key, there] : key_files_) {
    KeptKeyFile again = TRY(kept_key_file(key));
    again.there = false;
    batch.put.push_back({key_file_key(key), encode(again)});
  }
  TRY(save_own(std::move(next), std::move(batch)));
  for (auto& [key, there] : key_files_) there = false;
  refresh();
  return {};
}

}  // namespace quietroom::sync
