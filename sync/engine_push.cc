#include <algorithm>

#include "sync/engine_impl.h"

namespace quietroom::sync {
namespace {

/// A segment takes in at most so much: one upload's worth, and well within format's limits.
constexpr std::size_t kSegmentOperationsMax = 2048;
constexpr std::size_t kSegmentSizeMax = std::size_t{1} << 20;
constexpr std::size_t kSegmentControlsMax = 256;
/// How much is sealed in one step: reading and sealing it takes a few milliseconds in a browser.
constexpr std::size_t kPieceOperationsMax = 64;
constexpr std::size_t kPieceSizeMax = std::size_t{64} << 10;
/// A server is not believed at first: all is read back. Later one in so many.
constexpr unsigned kReadBackFirst = 8;
constexpr std::int64_t kReadBackOneIn = 8;

}  // namespace

Status EngineImpl::save_own(OwnLog next, Batch batch) {
  segment_.reset();  // It would put back what is changed here.
  batch.put.push_back({"own", encode(next)});
  TRY(journal_.commit(std::move(batch)));
  own_ = std::move(next);
  return {};
}

/// The next thing to send, in the order of restic: keys, then packs, then segments, each once its
/// predecessors are there. False: there is nothing.
Result<bool> EngineImpl::push_next() {
  // Nothing may refer to what is not there. Suspicion alone is enough to wait for.
  const auto lost = [&](const auto& one) {
    return std::get<0>(one.first) == TroubleKind::kServerLost &&
           (std::get<1>(one.first) == own_.device || std::get<1>(one.first).is_none());
  };
  if (std::any_of(suspects_.begin(), suspects_.end(), lost)) return false;
  if (ring_.needs_merge()) TRY(merge_keys());
  for (const auto& [key, there] : key_files_) {
    if (there) continue;
    ask({Job::Kind::kPutKey, {}, 0, key, format::path(format::KeyFileName{config_.vault, key}), 0});
    return true;
  }
  for (const auto& [seq, pack] : packs_) {
    if (pack.uploaded) continue;
    ask({Job::Kind::kPutPack, own_.device, seq, {}, pack.path, 0});
    return true;
  }
  if (own_.uploaded == own_.seq) {
    const bool sealed = TRY(seal_next());
    if (!sealed || segment_) return sealed;
  }
  const std::uint64_t seq = own_.uploaded + 1;
  ask({Job::Kind::kPutSegment,
       own_.device,
       seq,
       {},
       format::path(format::SegmentName{config_.vault, own_.device, seq}),
       0});
  return true;
}

/// Who is no member by the newest key file, or was retired, is not read by anybody: what waits goes
/// on waiting.
bool EngineImpl::is_member_now() const {
  return !is_retired(own_.device, signing_.public_key) &&
         ring_.is_member(ring_.current_id(), identity()) && !ring_.is_left_behind();
}

/// Seals what waits into the next segment, a piece at a time: it is whole once there is no
/// segment_. False: nothing waits.
Result<bool> EngineImpl::seal_next() {
  TRY(empty_elsewhere());
  if (!segment_) {
    const bool begun = TRY(begin_segment());
    if (!begun) return false;
  }
  const bool more = TRY(seal_piece());
  if (!more) TRY(finish_segment());
  return true;
}

Result<bool> EngineImpl::begin_segment() {
  TRY(share_sealed());
  TRY(look_for_work());
  const bool answer = stage_ == Stage::kAnswer ? answer_due() : answer_due() && full_;
  if (unsealed_ == 0 && controls_.empty() && !answer) return false;
  if (ring_.current() == nullptr || ring_.needs_merge() || !is_member_now()) return false;
  segment_.emplace(
      Sealing{format::SegmentSealer(config_.vault, own_.device, own_.seq + 1, ring_.current_id()),
              {},
              {},
              own_});
  segment_->head.seq = own_.seq + 1;
  segment_->head.cursor_before = own_.cursor;
  segment_->head.counter_before = own_.counter;
  return true;
}

/// False: nothing more goes in, or is there. What a segment is made of must not change meanwhile:
/// whoever changes it begins anew (segment_.reset()).
Result<bool> EngineImpl::seal_piece() {
  Sealing& work = *segment_;
  const std::size_t room = kSegmentSizeMax - std::min(kSegmentSizeMax, work.size_bytes);
  const std::size_t count =
      std::min(kPieceOperationsMax, kSegmentOperationsMax - work.head.operations);
  const std::vector<Own> piece =
      TRY(journal_.own_after(work.next.cursor, count, std::min(kPieceSizeMax, room)));
  TRY(ensure_room_keys(piece));
  TRY(add_controls(work));
  return add_operations(work, piece);
}

/// Keys travel before data: a room that we write in for the first time gets its key, and this
/// person's other devices get it in the same segment.
Status EngineImpl::ensure_room_keys(const std::vector<Own>& operations) {
  for (const Own& own : operations) {
    const Id& room = own.operation.room;
    if (!room.is_none() && !own_rooms_.contains(room))
      TRY_IN("room key", grant(room, sealing_.public_key));
  }
  return {};
}

/// Behind all that wait, so that what is said last is sealed last.
std::string EngineImpl::free_control_key() const {
  std::uint64_t number = 1;
  while (controls_.lower_bound(seq_key("ctl/", number)) != controls_.end()) ++number;
  return seq_key("ctl/", number);
}

Status EngineImpl::add_control(const format::ControlRecord& record, Batch batch) {
  Bytes bytes = TRY(format::encode_control(record));
  const std::string key = free_control_key();
  batch.put.push_back({key, bytes});
  TRY(journal_.commit(std::move(batch)));
  controls_[key] = std::move(bytes);
  return {};
}

Status EngineImpl::grant(const Id& room, const crypto::PublicKey& to) {
  Batch batch;
  const auto known = own_rooms_.find(room);
  RoomKey key{room, {}, true};
  if (known == own_rooms_.end()) {
    random_.fill(key.key.writable());
    batch.put.push_back(encode(key));
  } else {
    key.key = known->second.clone();
  }
  const format::Grant record =
      TRY(format::make_grant(config_.vault, room, 1, to, key.key, random_));
  TRY(add_control(record, std::move(batch)));
  if (known == own_rooms_.end()) add_room_key(std::move(key));
  changed();
  return {};
}

/// Those that are not in it yet.
Status EngineImpl::add_controls(Sealing& work) {
  const Secret<32>& key = ring_.current()->key;
  std::vector<std::string>& added = work.effects.batch.erase;
  for (const auto& [name, bytes] : controls_) {
    if (work.head.controls.size() == kSegmentControlsMax) break;
    if (std::find(added.begin(), added.end(), name) != added.end()) continue;
    const std::uint64_t counter = own_.controls + work.head.controls.size() + 1;
    TRY(work.sealer.add({format::EntryType::kControl, counter, {}, {}}, bytes, key, random_));
    work.head.controls.push_back(bytes);
    added.push_back(name);
  }
  return {};
}

/// As many as go in; at least one, if there is one. False: no more do.
Result<bool> EngineImpl::add_operations(Sealing& work, const std::vector<Own>& piece) {
  for (const Own& own : piece) {
    const Carried& operation = own.operation;
    if (work.head.operations > 0 && work.size_bytes + operation.content.size() > kSegmentSizeMax)
      return false;
    const Secret<32>* key = &ring_.current()->key;
    if (!operation.room.is_none()) {
      const auto ours = own_rooms_.find(operation.room);
      if (ours == own_rooms_.end()) return Error{ErrorCode::kInvalid, "seal: a room without a key"};
      key = &ours->second;
    }
    const Status added = work.sealer.add(
        {format::EntryType::kOperation, operation.id.counter, operation.room, operation.author},
        operation.content, *key, random_);
    if (!added.ok()) {
      if (work.head.operations == 0) return added.error().within("seal");
      return false;
    }
    work.size_bytes += operation.content.size();
    if (work.head.operations++ == 0) work.head.oldest_ms = own.made_ms;
    work.next.cursor = own.local;
    work.next.counter = operation.id.counter;
    add_to_digest(operation, work.effects, true);
  }
  return !piece.empty() && work.head.operations < kSegmentOperationsMax;
}

Status EngineImpl::finish_segment() {
  Sealing work = std::move(*segment_);
  segment_.reset();
  auto& [sealer, head, effects, next, size_bytes] = work;
  const Secret<32>& vault_key = ring_.current()->key;
  if (sealer.count() == 0) {
    const Bytes beat = TRY(format::encode_control(format::Heartbeat{}));
    TRY(sealer.add({format::EntryType::kControl, own_.controls + 1, {}, {}}, beat, vault_key,
                   random_));
    head.controls.push_back(beat);
  }
  next.hlc = next_hlc();
  if (head.seq == 1) {
    effects.abouts.push_back(about(own_.device, effects));
    effects.abouts.back().first_hlc = next.hlc;
  }
  // With the time that the others see, so that all agree which word came last.
  for (const Bytes& control : head.controls) {
    const format::ControlRecord record = TRY(format::decode_control(control));
    apply_said(record, signer_.certificate, next.hlc, effects);
  }
  format::SegmentSealer::Chain chain;
  chain.previous = own_.last;
  chain.hlc = next.hlc;
  for (const auto& [device, log] : logs_) {
    if (log.seq > 0) chain.seen.push_back({device, log.seq, log.last});
  }
  format::SegmentSealer::Sealed sealed =
      TRY(sealer.finish(std::move(chain), signer_, vault_key, random_));
  next.seq = head.seq;
  next.last = sealed.manifest;
  next.controls += head.controls.size();
  next.written_ms = clock_.wall_ms();
  next.owes_ack_ms = 0;
  std::vector<std::string> sent = effects.batch.erase;
  effects.batch.put.push_back({seq_key("out/", head.seq), std::move(sealed.object)});
  effects.batch.put.push_back({seq_key("head/", head.seq), encode(head)});
  effects.batch.put.push_back(
      {hash_key(own_.device, head.seq), Bytes(sealed.manifest.begin(), sealed.manifest.end())});
  effects.batch.put.push_back({"own", encode(next)});
  TRY(commit(std::move(effects)));
  own_ = std::move(next);
  heads_[head.seq] = std::move(head);
  for (const std::string& key : sent) controls_.erase(key);
  return look_for_work();
}

Status EngineImpl::segment_put(const Job& job, const remote::Answer& answer) {
  const bool sure = answer.outcome == remote::Outcome::kOk && read_backs_ >= kReadBackFirst &&
                    jitter(kReadBackOneIn) != 0;
  if (sure) return segment_is_there(job.seq);
  Job back = job;
  back.kind = Job::Kind::kReadBack;
  ask(std::move(back));
  return {};
}

Status EngineImpl::segment_read_back(const Job& job, remote::Answer answer) {
  if (answer.outcome != remote::Outcome::kOk) {
    fail_round(remote::Reason::kServer);  // Not shown yet, or lost already: again later.
    return {};
  }
  const std::optional<Bytes> ours = TRY(journal_.get(seq_key("out/", job.seq)));
  if (!ours) return Error{ErrorCode::kCorrupt, "segment: not in the journal"};
  if (answer.body == *ours) {
    ++read_backs_;
    return segment_is_there(job.seq);
  }
  const auto reader = format::read_object(answer.body);
  if (reader.ok()) {
    TRY(own_foreign_came(job, std::move(answer)));
    fail_round(remote::Reason::kNotOurs);  // Unless it was a twin's, nobody knows whose it is.
    return {};
  }
  // It is under our name and no object: the server cut it. Nobody can use it; it is put anew.
  fail_round(remote::Reason::kServer);
  ask({Job::Kind::kRemove, own_.device, 0, {}, job.path, 0});
  return {};
}

Status EngineImpl::segment_is_there(std::uint64_t seq) {
  if (seq != own_.uploaded + 1) return {};
  OwnLog next = own_;
  next.uploaded = seq;
  return save_own(std::move(next), {});
}

}  // namespace quietroom::sync
