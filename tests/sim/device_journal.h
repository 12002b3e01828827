// A journal that a simulated device writes to, and that can be killed: at the n-th transaction,
// with or without that one having become durable; and that can be copied, as a person copies a
// device's folder.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "sync/journal.h"

namespace quietroom::sim {

class DeviceJournal : public sync::Journal {
 public:
  /// A person writes something; `content` is text.
  virtual format::OpId write(const Id& room, const Id& author, Bytes content,
                             std::int64_t now_ms) = 0;
  /// The program takes those words away by itself, without asking sync.
  virtual void empty(const format::OpId& id) = 0;
  struct Written {
    format::OpId id;
    std::string text;
  };
  /// What anybody wrote and is here, by id.
  virtual std::vector<Written> lines() const = 0;
  /// Operations that came under an id that had other content already.
  virtual std::uint64_t kept_out() const = 0;
  virtual std::unique_ptr<DeviceJournal> copy(std::uint64_t seed) const = 0;
  /// What is wrong with it in itself, in words; empty if nothing is.
  virtual std::string complaint() { return {}; }

  Status commit(sync::Batch batch) final {
    if (killed_) return Error{ErrorCode::kIo, "journal: killed"};
    ++commits_;
    if (kill_at_ != 0 && commits_ >= kill_at_) {
      killed_ = true;
      if (kill_after_) (void)apply(std::move(batch)).ok();
      return Error{ErrorCode::kIo, "journal: killed"};
    }
    if (fail_next_) {
      fail_next_ = false;
      return Error{ErrorCode::kQuota, "journal: full"};
    }
    return apply(std::move(batch));
  }

  /// From now on the `n`-th transaction is the last; `after`: it still becomes durable.
  void kill_at(std::uint64_t n, bool after) {
    kill_at_ = commits_ + n;
    kill_after_ = after;
  }
  void fail_next() { fail_next_ = true; }
  /// No kill and no failure that is still to come.
  void spare() {
    kill_at_ = 0;
    fail_next_ = false;
  }
  bool killed() const { return killed_; }
  void restart() {
    open_again();
    killed_ = false;
    spare();
  }
  std::uint64_t commits() const { return commits_; }

 protected:
  virtual Status apply(sync::Batch batch) = 0;
  /// The program starts anew after it was killed.
  virtual void open_again() {}

 private:
  std::uint64_t commits_ = 0;
  std::uint64_t kill_at_ = 0;
  bool kill_after_ = false;
  bool killed_ = false;
  bool fail_next_ = false;
};

/// Makes the journal of a device of `author`, whose id may be `device`.
using MakeJournal =
    std::function<std::unique_ptr<DeviceJournal>(const Id& device, const Id& author)>;

}  // namespace quietroom::sim
