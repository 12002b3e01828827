// From a passphrase to the key: the slow hash, and what is done about machines that compute it
// wrongly. WebKitGTK 2.50 was seen to do so about once in forty times, each time with another
// result; a key that nobody can derive again would lock its owner out. See docs/decisions/0013.
#include <algorithm>

#include "app/session/session.h"

namespace quietroom::session {

namespace {

/// So many derivations for one new key; two that agree are enough.
constexpr int kDerivationsMax = 6;

}  // namespace

void Session::derive(Job job, const crypto::KdfParams& params) {
  forget_job();
  job_ = job;
  job_params_ = params;
  job_passphrase_ = state_.fields[Field::kPassphrase];
  start_hash();
}

void Session::start_hash() {
  state_.busy = true;
  ++derivations_;
  SlowHashRequest request;
  request.passphrase = job_passphrase_;
  request.salt = job_params_.salt;
  request.memory_kib = job_params_.memory_kib;
  request.passes = job_params_.passes;
  request.lanes = job_params_.lanes;
  host_.slow_hash.start(std::move(request));
}

void Session::forget_job() {
  job_ = Job::kNone;
  wipe(job_passphrase_);
  derived_.clear();
  derivations_ = 0;
}

/// A key that opens nothing may have been computed wrongly: true if it is derived once more. The
/// job goes on then.
bool Session::derive_again() {
  if (derivations_ > 1) return false;
  start_hash();
  return true;
}

/// True once `key` came out before.
bool Session::confirms(const Secret<32>& key) {
  const auto same = [&](const Secret<32>& other) {
    return std::equal(key.view().begin(), key.view().end(), other.view().begin());
  };
  if (std::any_of(derived_.begin(), derived_.end(), same)) return true;
  derived_.push_back(key.clone());
  return false;
}

void Session::key_derived(Result<Secret<32>> key) {
  state_.busy = false;
  if (!key.ok()) {
    forget_job();
    state_.problem =
        say("This device could not compute the key: it may be short of memory. Nothing was "
            "changed. Close other tabs and try again.");
    return;
  }
  const Secret<32> kek = std::move(key).value();
  const Job job = job_;
  // Nothing else would show that these were computed wrongly.
  const bool is_new = job == Job::kSetup || job == Job::kNewPassphrase || job == Job::kWords;
  if (is_new && !confirms(kek)) {
    if (derivations_ < kDerivationsMax) return start_hash();
    forget_job();
    state_.problem =
        say("This browser computes the key differently each time, so it could never be opened "
            "again. Nothing was changed. Please use another browser.");
    return;
  }
  switch (job) {
    case Job::kNone:
      break;
    case Job::kSetup:
      kek_ = kek.clone();
      finish_setup();
      break;
    case Job::kUnlock:
      finish_unlock(kek);
      break;
    case Job::kNewPassphrase:
      finish_new_passphrase(kek);
      break;
    case Job::kOpenCopy:
      finish_open_copy(kek);
      break;
    case Job::kWords:
      words_derived(kek);
      break;
  }
  // Unless it is derived once more.
  if (!state_.busy || entering_) forget_job();
}

}  // namespace quietroom::session
