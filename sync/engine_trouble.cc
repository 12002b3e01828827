#include <algorithm>

#include "sync/engine_impl.h"
#include "sync/state_reader.h"

namespace quietroom::sync {

/// Notes that something is not as it should be. Servers are slow to show what they have, and
/// uploads take their time: it is reported once it has been so for `patience_ms`, and seen twice.
void EngineImpl::suspect(TroubleKind kind, const Id& device, std::uint64_t seq,
                         std::int64_t patience_ms) {
  const std::int64_t now_ms = clock_.steady_ms();
  Suspect& found = suspects_[{kind, device, seq}];
  if (found.trouble.since_ms == 0) {
    found.since_ms = now_ms;
    found.trouble = {kind, device, seq, clock_.wall_ms()};
  } else if (!found.seen_this_round && now_ms - found.since_ms >= patience_ms) {
    report(found.trouble);
  }
  found.seen_this_round = true;
}

void EngineImpl::report(const Trouble& trouble) {
  const auto same = [&](const Trouble& one) {
    return one.kind == trouble.kind && one.device == trouble.device && one.seq == trouble.seq;
  };
  if (std::none_of(troubles_.begin(), troubles_.end(), same)) troubles_.push_back(trouble);
}

void EngineImpl::clear(TroubleKind kind, const Id& device) {
  std::erase_if(troubles_,
                [&](const Trouble& one) { return one.kind == kind && one.device == device; });
  std::erase_if(suspects_, [&](const auto& one) {
    return std::get<0>(one.first) == kind && std::get<1>(one.first) == device;
  });
}

/// Whether nothing more is to be taken in of that log: it is not what it was.
bool EngineImpl::has_trouble_with(const Id& device) const {
  return std::any_of(troubles_.begin(), troubles_.end(), [&](const Trouble& one) {
    return one.device == device && one.kind == TroubleKind::kLogChanged;
  });
}

void EngineImpl::dismiss(TroubleKind kind) {
  std::erase_if(troubles_, [&](const Trouble& one) { return one.kind == kind; });
}

/// At the end of a full round: what was suspected and did not show again is over, and so is a
/// trouble that only asks for patience.
void EngineImpl::forget_suspects_not_seen() {
  for (auto suspect = suspects_.begin(); suspect != suspects_.end();) {
    if (suspect->second.seen_this_round) {
      ++suspect;
      continue;
    }
    const Trouble& over = suspect->second.trouble;
    const bool mends = over.kind == TroubleKind::kMissing || over.kind == TroubleKind::kDamaged ||
                       over.kind == TroubleKind::kServerLost || over.kind == TroubleKind::kNoKey ||
                       over.kind == TroubleKind::kNewerFormat ||
                       over.kind == TroubleKind::kAfterRemoval;
    if (mends) {
      std::erase_if(troubles_, [&](const Trouble& one) {
        return one.kind == over.kind && one.device == over.device && one.seq == over.seq;
      });
    }
    suspect = suspects_.erase(suspect);
  }
}

/// What other devices have seen, against what is here. Two hashes for one number are two histories
/// (P6); a number that cannot be had is an omission.
Status EngineImpl::check_claims() {
  for (const auto& [device, log] : logs_) {
    for (const format::LogPosition& claim : log.seen) TRY(check_claim(claim));
  }
  for (const format::LogPosition& claim : config_.frontier) TRY(check_claim(claim));
  return {};
}

Status EngineImpl::check_claim(const format::LogPosition& claim) {
  const auto log = logs_.find(claim.device);
  const std::uint64_t here = claim.device == own_.device ? own_.seq
                             : log == logs_.end()        ? 0
                                                         : log->second.seq;
  if (claim.seq > here) {
    // Somebody has seen more of our own log than we have: it goes on elsewhere.
    const TroubleKind kind =
        claim.device == own_.device ? TroubleKind::kLogChanged : TroubleKind::kMissing;
    suspect(kind, claim.device, claim.seq, config_.timing.alarm_ms);
    return {};
  }
  const std::optional<crypto::Hash> hash = TRY(read_hash(journal_, claim.device, claim.seq));
  if (hash && *hash != claim.manifest)
    report({TroubleKind::kLogChanged, claim.device, claim.seq, clock_.wall_ms()});
  return {};
}

/// How far the other logs go, as far as anybody has said: their packs, other devices, whoever let
/// this one in, and the list of a log that is far ahead.
void EngineImpl::count_parts(SyncStatus& status) const {
  std::map<Id, std::uint64_t> known;
  const auto claim = [&](const Id& device, std::uint64_t seq) {
    if (device != own_.device) known[device] = std::max(known[device], seq);
  };
  for (const auto& [device, log] : logs_) {
    claim(device, looked_at(device));
    status.parts_here += looked_at(device);
    for (const format::LogPosition& seen : log.seen) claim(seen.device, seen.seq);
  }
  for (const format::LogPosition& position : config_.frontier) claim(position.device, position.seq);
  for (const auto& [device, packs] : peer_packs_) {
    for (const format::PackName& pack : packs) claim(device, pack.seq_last);
  }
  for (const auto& [device, seq] : listed_ends_) claim(device, seq);
  for (const auto& [device, seq] : known) status.parts_known += seq;
  status.fetching = stage_ == Stage::kPull && !failed_ && status.parts_here < status.parts_known;
}

SyncStatus EngineImpl::status() const {
  SyncStatus status;
  status.working = stage_ != Stage::kRest || has_work();
  status.reason = reason_;
  status.only_here = unsealed_;
  status.only_here_since_ms = unsealed_since_ms_;
  for (const auto& [seq, head] : heads_) {
    if (seq <= own_.uploaded || head.operations == 0) continue;
    status.only_here += head.operations;
    if (status.only_here_since_ms == 0 || head.oldest_ms < status.only_here_since_ms)
      status.only_here_since_ms = head.oldest_ms;
  }
  // Our newest segment with something of the person's: a mere answer is answered by nobody.
  std::uint64_t newest = own_.packed;
  for (const auto& [seq, head] : heads_) {
    if (seq <= own_.uploaded && head.operations > 0) newest = seq;
  }
  for (const auto& [device, log] : logs_) {
    // Who was not heard of for two weeks confirms nothing any more: a device that is gone, or the
    // name that this one had before its copy was found. Nor does who was removed or retired.
    if (!is_active(log) || (log.certificate && !counts_now(log))) continue;
    ++status.devices;
    const bool confirmed =
        std::any_of(log.seen.begin(), log.seen.end(), [&](const format::LogPosition& seen) {
          return seen.device == own_.device && seen.seq >= newest;
        });
    if (confirmed || newest == 0) ++status.devices_up_to_date;
  }
  status.held = held_;
  count_parts(status);
  status.last_round_ms = last_round_ms_;
  status.rounds = rounds_;
  status.rounds_failed = rounds_failed_;
  status.looks_again = !suspects_.empty();
  status.troubles = troubles_;
  const auto retired = retired_.find({own_.device, signing_.public_key});
  if (retired != retired_.end() && retired->second.retired)
    status.troubles.push_back({TroubleKind::kRetired, own_.device, 0,
                               static_cast<std::int64_t>(retired->second.hlc >> 16)});
  return status;
}

std::vector<format::LogPosition> EngineImpl::frontier() const {
  std::vector<format::LogPosition> positions;
  for (const auto& [device, log] : logs_) {
    if (log.seq > 0) positions.push_back({device, log.seq, log.last});
  }
  if (own_.seq > 0) positions.push_back({own_.device, own_.seq, own_.last});
  std::sort(positions.begin(), positions.end(),
            [](const auto& a, const auto& b) { return a.device < b.device; });
  return positions;
}

crypto::Hash EngineImpl::log_digest() const {
  return format::log_digest(config_.vault, frontier());
}

std::optional<crypto::Hash> EngineImpl::room_digest(const Id& room) const {
  Digest digest;
  const auto found = digests_.find(room);
  if (found != digests_.end()) digest = found->second;
  Bytes state(digest.sum.begin(), digest.sum.end());
  put_u64(state, digest.count);
  const Secret<32>* key = nullptr;
  if (room.is_none()) {
    const format::VaultEpoch* epoch = ring_.current();
    if (epoch != nullptr) key = &epoch->key;
  } else if (const auto* keys = room_keys(room)) {
    // The same of several for everybody who has the same: the lowest.
    key = &*std::min_element(keys->begin(), keys->end(), [](const auto& a, const auto& b) {
      return std::lexicographical_compare(a.view().begin(), a.view().end(), b.view().begin(),
                                          b.view().end());
    });
  }
  if (key == nullptr) return std::nullopt;
  const Secret<32> keyed = crypto::derive_key(*key, "qr room digest", state);
  crypto::Hash out{};
  std::copy(keyed.view().begin(), keyed.view().end(), out.begin());
  return out;
}

}  // namespace quietroom::sync
