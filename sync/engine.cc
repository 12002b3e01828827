#include "sync/engine.h"

#include <algorithm>

#include "sync/engine_impl.h"

namespace quietroom::sync {
namespace {

/// Browsers open six connections to a host; two are left for the program itself.
constexpr std::size_t kRunningMax = 4;
/// While answers are awaited and nobody says that one came.
constexpr std::int64_t kLookForAnswersMs = 50;

/// Whether the endpoint said that it does not do that, for us or at all.
bool is_refusal(const remote::Answer& answer) {
  return answer.outcome == remote::Outcome::kUnknown &&
         (answer.reason == remote::Reason::kForbidden ||
          answer.reason == remote::Reason::kUnsupported);
}

}  // namespace

std::int64_t EngineImpl::jitter(std::int64_t up_to_ms) {
  if (up_to_ms <= 0) return 0;
  std::uint8_t bytes[4];
  random_.fill(bytes);
  std::uint64_t value = 0;
  for (const std::uint8_t byte : bytes) value = value << 8 | byte;
  return static_cast<std::int64_t>(value % static_cast<std::uint64_t>(up_to_ms));
}

Status EngineImpl::tick(std::int64_t budget_ms) {
  const std::int64_t begin_ms = clock_.steady_ms();
  for (;;) {
    const Result<bool> more = step();
    if (!more.ok()) {
      fail_round(remote::Reason::kNone);  // The journal: whatever was under way begins anew.
      return more.error();
    }
    if (!more.value() || clock_.steady_ms() - begin_ms >= budget_ms) return {};
  }
}

std::int64_t EngineImpl::next_tick_ms() const {
  const std::int64_t now_ms = clock_.steady_ms();
  if (!to_open_.empty() || !inbox_.empty() || (!queue_.empty() && running_.size() < kRunningMax))
    return now_ms;
  if (!running_.empty()) return now_ms + kLookForAnswersMs;
  if (stage_ != Stage::kRest || look_due_) return now_ms;
  std::int64_t next_ms = std::min(next_poll_ms_, next_full_ms_);
  if (push_due_ms_ >= 0) next_ms = std::min(next_ms, push_due_ms_);
  return std::max(next_ms, not_before_ms_);
}

/// One thing: a piece of what has come, an answer, a request, the next stage. False: nothing to do.
Result<bool> EngineImpl::step() {
  if (!to_open_.empty()) {
    TRY(open_held(*to_open_.begin()));
    to_open_.erase(to_open_.begin());
    return true;
  }
  if (!inbox_.empty()) {
    TRY(take_in_piece());
    return true;
  }
  for (std::size_t i = 0; i < running_.size(); ++i) {
    std::optional<remote::Answer> answer = remote_.poll(running_[i].ticket);
    if (!answer) continue;
    const Job job = std::move(running_[i]);
    running_.erase(running_.begin() + static_cast<std::ptrdiff_t>(i));
    // After a failure the rest of the round's answers are only waited for.
    if (!failed_) TRY(answered(job, std::move(*answer)));
    return true;
  }
  if (!queue_.empty() && running_.size() < kRunningMax) {
    Job job = std::move(queue_.front());
    queue_.pop_front();
    TRY(start(std::move(job)));
    return true;
  }
  if (!running_.empty()) return false;
  if (stage_ != Stage::kRest) return next_stage();
  return step_at_rest();
}

Result<bool> EngineImpl::step_at_rest() {
  if (look_due_) {  // Also while the endpoint is not to be asked: status() says what waits.
    TRY(empty_elsewhere());
    TRY(share_sealed());
    TRY(look_for_work());
    look_due_ = false;
  }
  const std::int64_t now_ms = clock_.steady_ms();
  if (now_ms < not_before_ms_) return false;
  const bool full = now_ms >= next_full_ms_;
  const bool push = push_due_ms_ >= 0 && now_ms >= push_due_ms_;
  if (!full && !push && now_ms < next_poll_ms_) return false;
  TRY(look_for_work());
  TRY(begin_round(full));
  return true;
}

Status EngineImpl::begin_round(bool full) {
  full_ = full;
  failed_ = false;
  segment_.reset();
  own_listed_ = false;
  pulls_.clear();
  own_there_.clear();
  own_packs_there_.clear();
  for (auto& [key, suspect] : suspects_) suspect.seen_this_round = false;
  const std::int64_t now_ms = clock_.steady_ms();
  const bool debounced = push_due_ms_ < 0 || now_ms >= push_due_ms_;
  keys_read_ = full || answer_due() || (has_work() && debounced);
  stage_ = keys_read_ ? Stage::kKeys : Stage::kPull;
  return enter(stage_);
}

bool EngineImpl::is_active(const PeerLog& log) const {
  const auto heard_ms = static_cast<std::int64_t>(log.hlc >> 16);
  return log.seq == 0 || clock_.wall_ms() - heard_ms < config_.timing.active_ms;
}

/// Asks the journal what is new.
Status EngineImpl::look_for_work() {
  const Journal::Waiting waiting = TRY(journal_.waiting_after(own_.cursor));
  unsealed_ = waiting.count;
  unsealed_since_ms_ = waiting.since_ms;
  if (!has_work())
    push_due_ms_ = -1;
  else if (push_due_ms_ < 0)
    push_due_ms_ =
        clock_.steady_ms() + config_.timing.debounce_ms + jitter(config_.timing.debounce_more_ms);
  return {};
}

/// Whether others have waited long enough to hear what arrived here, or that this device is there.
bool EngineImpl::answer_due() const {
  const std::int64_t now_ms = clock_.wall_ms();
  if (own_.owes_ack_ms > 0 && now_ms - own_.owes_ack_ms >= config_.timing.ack_ms) return true;
  return own_.seq > 0 && now_ms - own_.written_ms >= config_.timing.heartbeat_ms;
}

/// Whether something of ours is not at the endpoint, as of look_for_work().
bool EngineImpl::has_work() const {
  return unsealed_ > 0 || !controls_.empty() || own_.uploaded < own_.seq ||
         std::any_of(key_files_.begin(), key_files_.end(), [](auto& one) { return !one.second; }) ||
         std::any_of(packs_.begin(), packs_.end(), [](auto& one) { return !one.second.uploaded; });
}

Result<bool> EngineImpl::next_stage() {
  if (failed_) {
    stage_ = Stage::kRest;
    return true;
  }
  // A stage that sends one thing after another goes on as long as there is one.
  if (stage_ == Stage::kPush || stage_ == Stage::kAnswer) {
    const bool more = TRY(push_next());
    if (more || !queue_.empty()) return true;
  }
  if (stage_ == Stage::kOwn && own_listed_) {
    own_listed_ = false;
    TRY(own_checked());
    if (!queue_.empty()) return true;
  }
  if (stage_ == Stage::kPack || (stage_ == Stage::kPull && !keys_read_)) {
    TRY(end_round());
    return true;
  }
  stage_ = static_cast<Stage>(static_cast<int>(stage_) + 1);
  TRY(enter(stage_));
  return true;
}

Status EngineImpl::enter(Stage stage) {
  switch (stage) {
    case Stage::kKeys:
      ask({Job::Kind::kListKeys, {}, 0, {}, format::key_folder(config_.vault), 0});
      return {};
    case Stage::kOwn:
      // While an endpoint is being filled again, the newest may lie in a pack.
      if (own_.uploaded > own_.packed)
        ask({Job::Kind::kOwnNewest,
             own_.device,
             own_.uploaded,
             {},
             format::path(format::SegmentName{config_.vault, own_.device, own_.uploaded}),
             0});
      if (full_) {
        own_listed_ = true;
        ask({Job::Kind::kOwnShards,
             own_.device,
             0,
             {},
             format::log_folder(config_.vault, own_.device),
             0});
        ask({Job::Kind::kOwnPacks,
             own_.device,
             0,
             {},
             format::pack_folder(config_.vault, own_.device),
             0});
      }
      return {};
    case Stage::kLogs:
      if (full_) ask({Job::Kind::kListLogs, {}, 0, {}, format::logs_folder(config_.vault), 0});
      return {};
    case Stage::kPull:
      take_late_again();
      for (const auto& [device, log] : logs_) {
        if (!full_ && !(is_active(log) && (!log.certificate || counts_now(log)))) continue;
        if (full_)
          ask({Job::Kind::kListPacks,
               device,
               0,
               {},
               format::pack_folder(config_.vault, device),
               0});
        if (full_ && log.seq > 0)
          ask({Job::Kind::kPin,
               device,
               log.seq,
               {},
               format::path(format::SegmentName{config_.vault, device, log.seq}),
               0});
        if (!full_) pull(device);
      }
      return {};
    case Stage::kPack:
      if (full_) TRY(pack_own());
      return {};
    default:
      return {};
  }
}

Status EngineImpl::end_round() {
  if (full_) TRY(check_claims());
  stage_ = Stage::kRest;
  reason_ = remote::Reason::kNone;
  back_off_ms_ = 0;
  not_before_ms_ = 0;
  last_round_ms_ = clock_.wall_ms();
  ++rounds_;
  const std::int64_t now_ms = clock_.steady_ms();
  next_poll_ms_ = now_ms + config_.timing.poll_ms + jitter(config_.timing.poll_ms / 4);
  // What this round could not send (there is no key, or the endpoint has lost something) does not
  // become possible by asking again at once.
  if (keys_read_ && push_due_ms_ >= 0 && push_due_ms_ <= now_ms)
    push_due_ms_ = has_work() ? now_ms + config_.timing.look_again_ms : -1;
  if (!full_) return {};
  forget_suspects_not_seen();
  next_full_ms_ = now_ms + config_.timing.full_ms + jitter(config_.timing.full_ms / 10);
  if (!suspects_.empty())
    next_full_ms_ = std::min(next_full_ms_, now_ms + config_.timing.look_again_ms);
  return {};
}

void EngineImpl::fail_round(remote::Reason reason) {
  if (failed_) return;
  failed_ = true;
  ++rounds_failed_;
  reason_ = reason;
  segment_.reset();
  queue_.clear();
  inbox_.clear();
  pulls_.clear();
  const Timing& timing = config_.timing;
  back_off_ms_ =
      std::min(back_off_ms_ == 0 ? timing.back_off_ms : 2 * back_off_ms_, timing.full_ms);
  not_before_ms_ = clock_.steady_ms() + back_off_ms_ / 2 + jitter(back_off_ms_);
  next_poll_ms_ = not_before_ms_;
  if (full_) next_full_ms_ = not_before_ms_;
}

void EngineImpl::ask(Job job) {
  queue_.push_back(std::move(job));
}

Status EngineImpl::start(Job job) {
  switch (job.kind) {
    case Job::Kind::kListKeys:
    case Job::Kind::kOwnShards:
    case Job::Kind::kOwnShard:
    case Job::Kind::kOwnPacks:
    case Job::Kind::kListLogs:
    case Job::Kind::kListPacks:
    case Job::Kind::kLogShards:
    case Job::Kind::kLogShard:
      job.ticket = remote_.list(job.path);
      break;
    case Job::Kind::kRemove:
      job.ticket = remote_.remove(job.path);
      break;
    case Job::Kind::kPutKey: {
      KeptKeyFile kept = TRY(kept_key_file(job.key));
      job.ticket = remote_.put(job.path, std::move(kept.bytes));
      break;
    }
    case Job::Kind::kPutSegment:
    case Job::Kind::kPutPack: {
      const char* const prefix = job.kind == Job::Kind::kPutPack ? "packed/" : "out/";
      std::optional<Bytes> object = TRY(journal_.get(seq_key(prefix, job.seq)));
      if (!object) return Error{ErrorCode::kCorrupt, "push: an object is not in the journal"};
      job.ticket = remote_.put(job.path, std::move(*object));
      break;
    }
    case Job::Kind::kGetKey:
      job.ticket = remote_.get(job.path, format::kSyncKeyFileSizeMax);
      break;
    default:
      job.ticket = remote_.get(job.path, format::kObjectSizeMax);
      break;
  }
  running_.push_back(std::move(job));
  return {};
}

Status EngineImpl::answered(const Job& job, remote::Answer answer) {
  if (job.kind == Job::Kind::kRemove && is_refusal(answer)) {
    queue_.clear();  // Nor would it do the other removals, which are all that a round ends with.
    removal_refused(job);
    return {};
  }
  if (answer.outcome == remote::Outcome::kUnknown) {
    fail_round(answer.reason);
    return {};
  }
  switch (job.kind) {
    case Job::Kind::kListKeys:
      return keys_listed(answer);
    case Job::Kind::kGetKey:
      return key_came(job, std::move(answer));
    case Job::Kind::kPutKey:
      // Its name is the hash of what is in it: whether it was there before or not, readers check.
      return key_is_there(job.key);
    case Job::Kind::kOwnNewest:
      return own_newest_came(job, answer);
    case Job::Kind::kOwnShards:
    case Job::Kind::kOwnShard:
    case Job::Kind::kOwnPacks:
      own_listed(job, answer);
      return {};
    case Job::Kind::kOwnForeign:
      return own_foreign_came(job, std::move(answer));
    case Job::Kind::kPutSegment:
      return segment_put(job, answer);
    case Job::Kind::kReadBack:
      return segment_read_back(job, std::move(answer));
    case Job::Kind::kPutPack:
      pack_put(job);
      return {};
    case Job::Kind::kReadBackPack:
      return pack_read_back(job, std::move(answer));
    case Job::Kind::kRemove:
      return {};  // Whether it was there or not: the next list says what is.
    case Job::Kind::kListLogs:
      logs_listed(answer);
      return {};
    case Job::Kind::kListPacks:
      packs_listed(job, answer);
      return {};
    case Job::Kind::kLogShards:
    case Job::Kind::kLogShard:
      log_end_listed(job, answer);
      return {};
    case Job::Kind::kPin:
      return pin_came(job, std::move(answer));
    case Job::Kind::kProbe:
      return probe_came(job, std::move(answer));
    case Job::Kind::kGetPack:
      pack_came(job, std::move(answer));
      return {};
  }
  return {};
}

void EngineImpl::changed() {
  look_due_ = true;
}

void EngineImpl::flush() {
  push_due_ms_ = clock_.steady_ms();
  look_due_ = true;  // If nothing waits, nothing is due.
}

void EngineImpl::refresh() {
  const std::int64_t now_ms = clock_.steady_ms();
  not_before_ms_ = now_ms;
  back_off_ms_ = 0;
  next_full_ms_ = now_ms;
  if (push_due_ms_ >= 0) push_due_ms_ = now_ms;
}

}  // namespace quietroom::sync
