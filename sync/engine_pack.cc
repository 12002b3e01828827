#include <algorithm>

#include "sync/engine_impl.h"

// Packs of this device's own log: fewer objects, and the only way to take a payload out of an
// object that is at the endpoint. Nobody rewrites another device's log.

namespace quietroom::sync {

/// At the end of a full round, with our folders listed in it: what may be deleted is, and what is
/// to be packed is sealed here; the next round sends it.
Status EngineImpl::pack_own() {
  if (!suspects_.empty()) return {};  // Whatever is reported as lost is one, too.
  const bool all_there = std::all_of(packs_.begin(), packs_.end(),
                                     [](const auto& one) { return one.second.uploaded; });
  if (own_.uploaded != own_.seq || !all_there) return {};
  clear_packed();
  TRY(forget_replaced());
  const std::uint64_t loose = own_.uploaded - own_.packed;
  if (loose >= 2 && own_.purge_due) {
    TRY(build_pack(own_.packed + 1, own_.uploaded - 1, true));
  } else if (loose > config_.pack_segments) {
    TRY(build_pack(own_.packed + 1, own_.uploaded - 1, false));
  }
  if (!own_.purge_due) return {};
  std::vector<OwnPack> packs;
  for (const auto& [seq, pack] : packs_) {
    if (pack.uploaded && pack.replaces.empty()) packs.push_back(pack);
  }
  for (const OwnPack& pack : packs) TRY(repack(pack));
  const bool busy = std::any_of(packs_.begin(), packs_.end(), [](const auto& one) {
    return !one.second.uploaded || !one.second.replaces.empty();
  });
  if (busy || own_.seq != own_.packed + 1) return {};
  OwnLog next = own_;
  next.purge_due = false;
  return save_own(std::move(next), {});
}

/// What a pack replaces and this round did not list is gone: the pack may be replaced in its turn.
Status EngineImpl::forget_replaced() {
  for (auto& [seq, pack] : packs_) {
    if (pack.replaces.empty() || !own_packs_there_.contains(pack.path) ||
        own_packs_there_.contains(pack.replaces))
      continue;
    OwnPack next = pack;
    next.replaces.clear();
    Batch batch;
    batch.put.push_back({seq_key("pack/", seq), encode(next)});
    TRY(journal_.commit(std::move(batch)));
    pack = std::move(next);
  }
  return {};
}

/// Adds what is in `object` to `builder`, without what is purged; `emptied` if there was such.
Status EngineImpl::add_object(format::PackBuilder& builder, Bytes object, bool& emptied) {
  format::ObjectReader reader = TRY(format::read_object(std::move(object)));
  const format::VaultEpoch* epoch = ring_.find(reader.head().key);
  if (epoch == nullptr) return Error{ErrorCode::kAuthFailed, "pack: a key is not here"};
  TRY(reader.open_layout(config_.vault, epoch->key));
  for (std::size_t i = 0; i < reader.head().count; ++i) {
    const format::VaultEpoch* own_epoch = ring_.find(reader.key_of(i));
    if (own_epoch == nullptr) return Error{ErrorCode::kAuthFailed, "pack: a key is not here"};
    const format::OpenedManifest opened =
        TRY(reader.open_manifest(i, own_epoch->key, &signer_.certificate));
    std::vector<std::uint32_t> purged;
    for (std::size_t slot = 0; slot < opened.manifest.entries.size(); ++slot) {
      const format::Entry& entry = opened.manifest.entries[slot];
      if (entry.type != format::EntryType::kOperation || opened.payload_offsets[slot] == 0)
        continue;
      if (is_refused({own_.device, entry.counter}, signing_.public_key, nullptr))
        purged.push_back(static_cast<std::uint32_t>(slot));
    }
    emptied = emptied || !purged.empty();
    TRY(builder.add(reader, i, opened, purged));
  }
  return {};
}

/// Packs as many of our segments from `seq_first` on as go into one pack.
Status EngineImpl::build_pack(std::uint64_t seq_first, std::uint64_t seq_last, bool at_once) {
  const format::VaultEpoch* epoch = ring_.current();
  if (epoch == nullptr) return {};
  format::PackBuilder builder(config_.vault, own_.device, seq_first, ring_.current_id());
  bool emptied = false;
  std::uint64_t last = seq_first - 1;
  while (last < seq_last && builder.size_bytes() < config_.pack_size_bytes) {
    std::optional<Bytes> object = TRY(journal_.get(seq_key("out/", last + 1)));
    if (!object) return Error{ErrorCode::kCorrupt, "pack: a segment is not in the journal"};
    TRY(add_object(builder, std::move(*object), emptied));
    ++last;
  }
  OwnPack pack;
  pack.seq_first = seq_first;
  pack.seq_last = last;
  pack.at_once = at_once;
  return save_pack(builder, std::move(pack), *epoch);
}

/// A pack without what is purged, in place of `old`; nothing if there is no such in it.
Status EngineImpl::repack(const OwnPack& old) {
  const format::VaultEpoch* epoch = ring_.current();
  if (epoch == nullptr) return {};
  std::optional<Bytes> object = TRY(journal_.get(seq_key("packed/", old.seq_first)));
  if (!object) return Error{ErrorCode::kCorrupt, "pack: not in the journal"};
  format::PackBuilder builder(config_.vault, own_.device, old.seq_first, ring_.current_id());
  bool emptied = false;
  TRY(add_object(builder, std::move(*object), emptied));
  if (!emptied) return {};
  OwnPack pack = old;
  pack.uploaded = false;
  pack.at_once = true;
  pack.replaces = old.path;
  return save_pack(builder, std::move(pack), *epoch);
}

Status EngineImpl::save_pack(format::PackBuilder& builder, OwnPack pack,
                             const format::VaultEpoch& epoch) {
  builder.close(epoch.key, random_);
  while (!builder.seal(format::kObjectSizeMax)) {
  }
  const format::ObjectReader reader = TRY(format::read_object(builder.take()));
  pack.path = format::path(format::pack_name(config_.vault, reader));
  pack.made_ms = clock_.wall_ms();
  Batch batch;
  batch.put.push_back({seq_key("packed/", pack.seq_first), to_bytes(reader.bytes())});
  batch.put.push_back({seq_key("pack/", pack.seq_first), encode(pack)});
  TRY(journal_.commit(std::move(batch)));
  packs_[pack.seq_first] = std::move(pack);
  flush();
  return {};
}

/// A pack replaces what is deleted afterwards, so each one is read back whole, also if its name was
/// taken already.
void EngineImpl::pack_put(const Job& job) {
  Job back = job;
  back.kind = Job::Kind::kReadBackPack;
  ask(std::move(back));
}

Status EngineImpl::pack_read_back(const Job& job, remote::Answer answer) {
  const std::optional<Bytes> ours = TRY(journal_.get(seq_key("packed/", job.seq)));
  if (!ours) return Error{ErrorCode::kCorrupt, "pack: not in the journal"};
  if (answer.outcome == remote::Outcome::kOk && answer.body == *ours) return pack_is_there(job.seq);
  fail_round(remote::Reason::kServer);
  if (answer.outcome == remote::Outcome::kOk && !format::read_object(std::move(answer.body)).ok())
    ask({Job::Kind::kRemove, own_.device, 0, {}, job.path, 0});
  return {};
}

Status EngineImpl::pack_is_there(std::uint64_t seq_first) {
  OwnPack pack = packs_[seq_first];
  pack.uploaded = true;
  OwnLog next = own_;
  next.packed = std::max(next.packed, pack.seq_last);
  // An endpoint that is being filled again may have had none of these segments.
  next.uploaded = std::max(next.uploaded, next.packed);
  Batch batch;
  batch.put.push_back({seq_key("pack/", seq_first), encode(pack)});
  for (std::uint64_t seq = own_.packed + 1; seq <= pack.seq_last; ++seq) {
    batch.erase.push_back(seq_key("out/", seq));
    batch.erase.push_back(seq_key("head/", seq));
  }
  TRY(save_own(std::move(next), std::move(batch)));
  for (std::uint64_t seq = pack.seq_first; seq <= pack.seq_last; ++seq) heads_.erase(seq);
  packs_[seq_first] = std::move(pack);
  return {};
}

/// Whether nobody needs what `pack` replaces any more, as far as the others have said.
bool EngineImpl::may_clear(const OwnPack& pack) const {
  if (!pack.uploaded || !own_packs_there_.contains(pack.path)) return false;
  if (pack.at_once) return true;
  const std::int64_t age_ms = clock_.wall_ms() - pack.made_ms;
  if (age_ms < config_.timing.pack_grace_ms) return false;
  if (age_ms >= config_.timing.pack_patience_ms) return true;
  return std::all_of(logs_.begin(), logs_.end(), [&](const auto& one) {
    const PeerLog& log = one.second;
    if (!is_active(log) || (log.certificate && !counts_now(log))) return true;
    return std::any_of(log.seen.begin(), log.seen.end(), [&](const auto& seen) {
      return seen.device == own_.device && seen.seq >= pack.seq_last;
    });
  });
}

/// Words that somebody was told are gone stay where they are, sealed: that is said.
void EngineImpl::removal_refused(const Job& job) {
  const bool purged = std::any_of(packs_.begin(), packs_.end(), [&](const auto& one) {
    const OwnPack& pack = one.second;
    const bool replaced = job.seq >= pack.seq_first && job.seq <= pack.seq_last;
    return pack.at_once && (replaced || job.path == pack.replaces);
  });
  if (purged) report({TroubleKind::kNotRemoved, own_.device, 0, clock_.wall_ms()});
}

/// Deletes segments that lie in a pack, and packs that another replaces, of those that are listed.
void EngineImpl::clear_packed() {
  bool purged_there = false;
  const auto remove = [&](const OwnPack& pack, std::uint64_t seq, std::string path) {
    purged_there = purged_there || pack.at_once;
    ask({Job::Kind::kRemove, own_.device, seq, {}, std::move(path), 0});
  };
  for (const auto& [first, pack] : packs_) {
    if (!may_clear(pack)) continue;
    for (auto seq = own_there_.lower_bound(pack.seq_first);
         seq != own_there_.end() && *seq <= pack.seq_last; ++seq)
      remove(pack, *seq, format::path(format::SegmentName{config_.vault, own_.device, *seq}));
    if (!pack.replaces.empty() && own_packs_there_.contains(pack.replaces))
      remove(pack, 0, pack.replaces);
  }
  if (!purged_there) clear(TroubleKind::kNotRemoved, own_.device);
}

}  // namespace quietroom::sync
