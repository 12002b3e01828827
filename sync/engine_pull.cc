#include <algorithm>
#include <utility>

#include "sync/engine_impl.h"
#include "sync/state_reader.h"

namespace quietroom::sync {
namespace {

/// How many segments of one log are asked for at a time once it turns out to be behind.
constexpr std::uint64_t kWindowMax = 8;
/// From how many segments on a pack costs less than asking for each.
constexpr std::uint64_t kPackWorthSegments = 4;
/// How much is hashed in one step.
constexpr std::size_t kCheckPieceSize = std::size_t{256} << 10;

}  // namespace

void EngineImpl::logs_listed(const remote::Answer& answer) {
  for (const remote::Entry& entry : answer.entries) {
    const auto device = format::parse_device(entry.name);
    if (device.ok() && device.value() != own_.device) logs_[device.value()].device = device.value();
  }
}

/// Only for who waits, to say how much there is: nothing else is concluded from it.
void EngineImpl::log_end_listed(const Job& job, const remote::Answer& answer) {
  std::uint64_t last_shard = 0;
  const remote::Entry* folder = nullptr;
  for (const remote::Entry& entry : answer.entries) {
    const auto shard = format::parse_shard(entry.name);
    if (job.kind == Job::Kind::kLogShards && shard.ok() && shard.value() >= last_shard) {
      last_shard = shard.value();
      folder = &entry;
    }
    const auto name = format::parse_path(job.path + "/" + entry.name);
    const auto* segment = name.ok() ? std::get_if<format::SegmentName>(&name.value()) : nullptr;
    std::uint64_t& end = listed_ends_[job.device];
    if (segment != nullptr) end = std::max(end, segment->seq);
  }
  if (folder != nullptr)
    ask({Job::Kind::kLogShard, job.device, 0, {}, job.path + "/" + folder->name, 0});
}

void EngineImpl::packs_listed(const Job& job, const remote::Answer& answer) {
  std::vector<format::PackName>& packs = peer_packs_[job.device];
  packs.clear();
  for (const remote::Entry& entry : answer.entries) {
    const auto name = format::parse_path(job.path + "/" + entry.name);
    if (!name.ok()) continue;
    if (const auto* pack = std::get_if<format::PackName>(&name.value())) packs.push_back(*pack);
  }
  pulls_[job.device].ended = false;
  pull(job.device);
}

/// The newest segment that was taken in must still be there, and be the same (P6).
Status EngineImpl::pin_came(const Job& job, remote::Answer answer) {
  const PeerLog& log = logs_[job.device];
  if (answer.outcome != remote::Outcome::kOk) {
    suspect(TroubleKind::kServerLost, job.device, job.seq, config_.timing.look_again_ms / 2);
    return {};
  }
  auto reader = format::read_object(std::move(answer.body));
  if (reader.ok()) {
    const format::VaultEpoch* epoch = ring_.find(reader.value().head().key);
    if (epoch != nullptr && reader.value().open_layout(config_.vault, epoch->key).ok()) {
      const auto opened = reader.value().open_manifest(
          0, epoch->key, log.certificate ? &*log.certificate : nullptr);
      if (opened.ok() && opened.value().manifest.seq == job.seq) {
        const std::optional<crypto::Hash> pinned = TRY(read_hash(journal_, job.device, job.seq));
        if (!pinned || opened.value().hash != *pinned)
          report({TroubleKind::kLogChanged, job.device, job.seq, clock_.wall_ms()});
        return {};
      }
    }
  }
  suspect(TroubleKind::kDamaged, job.device, job.seq, config_.timing.alarm_ms);
  return {};
}

/// Asks for what may come next in the log of `device`, as far as this round allows.
void EngineImpl::pull(const Id& device) {
  const std::uint64_t here = looked_at(device);
  Pull& pull = pulls_[device];
  if (pull.ended || has_trouble_with(device)) return;
  const std::uint64_t asked = std::max(pull.asked, here);
  if (asked == here) {
    const format::PackName* best = nullptr;
    for (const format::PackName& pack : peer_packs_[device]) {
      if (pack.seq_first <= here + 1 && pack.seq_last >= here + kPackWorthSegments &&
          (best == nullptr || pack.seq_last > best->seq_last))
        best = &pack;
    }
    if (best != nullptr) {
      pull.asked = best->seq_last;
      ask({Job::Kind::kGetPack, device, best->seq_first, {}, format::path(*best), 0});
      return;
    }
  }
  for (std::uint64_t seq = asked + 1; seq <= here + pull.window; ++seq) {
    pull.asked = seq;
    ask({Job::Kind::kProbe,
         device,
         seq,
         {},
         format::path(format::SegmentName{config_.vault, device, seq}),
         0});
  }
}

Status EngineImpl::probe_came(const Job& job, remote::Answer answer) {
  Pull& pulled = pulls_[job.device];
  if (answer.outcome == remote::Outcome::kOk) {
    pulled.waiting[job.seq] = std::move(answer.body);
    pulled.window = std::min(2 * pulled.window, kWindowMax);
    if (pulled.window == kWindowMax && !std::exchange(pulled.end_asked, true))
      ask({Job::Kind::kLogShards,
           job.device,
           0,
           {},
           format::log_folder(config_.vault, job.device),
           0});
    take_waiting(job.device);
    pull(job.device);
    return {};
  }
  // Nothing there. That is the end, unless it is the next one and lies in a pack.
  pulled.ended = true;
  const std::uint64_t here = looked_at(job.device);
  if (job.seq != here + 1) return {};
  for (const format::PackName& pack : peer_packs_[job.device]) {
    if (pack.seq_first > job.seq || pack.seq_last < job.seq) continue;
    pulled.asked = std::max(pulled.asked, pack.seq_last);
    ask({Job::Kind::kGetPack, job.device, pack.seq_first, {}, format::path(pack), 0});
    return {};
  }
  const bool known = std::any_of(logs_.begin(), logs_.end(), [&](const auto& log) {
    return std::any_of(log.second.seen.begin(), log.second.seen.end(), [&](const auto& seen) {
      return seen.device == job.device && seen.seq >= job.seq;
    });
  });
  if (known && !pulled.packs_asked && !full_) {
    pulled.packs_asked = true;
    ask({Job::Kind::kListPacks,
         job.device,
         0,
         {},
         format::pack_folder(config_.vault, job.device),
         0});
  }
  return {};
}

void EngineImpl::pack_came(const Job& job, remote::Answer answer) {
  if (answer.outcome != remote::Outcome::kOk) {
    pulls_[job.device].ended = true;  // Replaced by another: the next list says by which.
    return;
  }
  inbox_.push_back({job.device, job.seq, job.path, std::move(answer.body), {}, false, 0, true});
}

/// Moves what follows on what is here, or on what is being taken in, to the inbox.
void EngineImpl::take_waiting(const Id& device) {
  Pull& pull = pulls_[device];
  std::uint64_t next = looked_at(device) + 1;
  for (const Arrived& item : inbox_) {
    if (item.device == device && !item.is_pack) next = std::max(next, item.seq_first + 1);
  }
  for (auto found = pull.waiting.find(next); found != pull.waiting.end();
       found = pull.waiting.find(++next)) {
    inbox_.push_back({device,
                      next,
                      format::path(format::SegmentName{config_.vault, device, next}),
                      std::move(found->second),
                      {},
                      false,
                      0,
                      false});
    pull.waiting.erase(found);
  }
}

Status EngineImpl::take_in_piece() {
  Arrived& item = inbox_.front();
  const Result<bool> done = read_piece(item);
  if (done.ok() && !done.value()) return {};
  if (!done.ok()) {
    const ErrorCode code = done.error().code;
    const bool storage = code != ErrorCode::kCorrupt && code != ErrorCode::kAuthFailed &&
                         code != ErrorCode::kUnsupported && code != ErrorCode::kConflict;
    if (storage) return done.error();
    arrived_bad(item, done.error());
  }
  const Id device = item.device;
  inbox_.pop_front();
  // A pack may bring more than was asked for.
  Pull& pulled = pulls_[device];
  const std::uint64_t here = looked_at(device);
  pulled.asked = std::max(pulled.asked, here);
  if (done.ok() && pulled.asked == here && pulled.packs_asked) pulled.ended = false;
  if (done.ok()) pull(device);
  return {};
}

/// A bounded piece of work on `item`; true when it has been taken in whole.
Result<bool> EngineImpl::read_piece(Arrived& item) {
  if (!item.reader) {
    item.reader = TRY(format::ObjectReader::begin(std::move(item.bytes)));
    return false;
  }
  format::ObjectReader& reader = *item.reader;
  if (!item.checked) {
    const bool whole = TRY(reader.check(kCheckPieceSize));
    if (!whole) return false;
    const format::ObjectName name = TRY(format::parse_path(item.path));
    TRY(reader.matches(name));
    const format::VaultEpoch* epoch = ring_.find(reader.head().key);
    if (epoch == nullptr) return Error{ErrorCode::kAuthFailed, "object: its key is not here"};
    TRY(reader.open_layout(config_.vault, epoch->key));
    item.checked = true;
    return false;
  }
  const std::uint64_t here = looked_at(item.device);
  const std::uint64_t first = reader.head().seq_first;
  if (item.next == 0 && here >= first)  // What is here already is not opened again.
    item.next =
        static_cast<std::size_t>(std::min<std::uint64_t>(here + 1 - first, reader.head().count));
  if (item.next == reader.head().count) return true;
  const format::VaultEpoch* epoch = ring_.find(reader.key_of(item.next));
  if (epoch == nullptr) return Error{ErrorCode::kAuthFailed, "object: its key is not here"};
  const auto& certificate = logs_[item.device].certificate;
  const format::OpenedManifest opened =
      TRY(reader.open_manifest(item.next, epoch->key, certificate ? &*certificate : nullptr));
  TRY(apply(reader, opened));
  ++item.next;
  return item.next == reader.head().count;
}

/// An object that cannot be used stays where it is, and what comes after it is not looked at.
void EngineImpl::arrived_bad(const Arrived& item, const Error& error) {
  Pull& pull = pulls_[item.device];
  pull.ended = true;
  pull.waiting.clear();
  const std::uint64_t seq = item.seq_first + item.next;
  const Timing& timing = config_.timing;
  switch (error.code) {
    case ErrorCode::kConflict:
      return;  // Reported where it was found.
    case ErrorCode::kUnsupported:
      suspect(TroubleKind::kNewerFormat, item.device, seq, 0);
      return;
    case ErrorCode::kAuthFailed:
      // Its key file may not be here yet: it was written in an epoch that is news to us.
      next_full_ms_ = std::min(next_full_ms_, clock_.steady_ms() + timing.look_again_ms);
      suspect(TroubleKind::kDamaged, item.device, seq, timing.alarm_ms);
      return;
    default:
      next_full_ms_ = std::min(next_full_ms_, clock_.steady_ms() + timing.look_again_ms);
      suspect(TroubleKind::kDamaged, item.device, seq, timing.alarm_ms);
      return;
  }
}

}  // namespace quietroom::sync
