// A journal in memory.
#pragma once

#include <map>

#include "platform/fake/random_fake.h"
#include "tests/sim/device_journal.h"

namespace quietroom::sim {

class MemoryJournal : public DeviceJournal {
 public:
  explicit MemoryJournal(const Id& device) : device_(device) {}

  /// A person writes something.
  format::OpId write(const Id& room, const Id& author, Bytes content,
                     std::int64_t now_ms) override {
    const format::OpId id{device_, ++counter_};
    own_.push_back({++local_, now_ms, {id, room, author, content}});
    operations_[id] = {id, room, author, std::move(content)};
    return id;
  }

  void empty(const format::OpId& id) override {
    const sync::Carried& operation = operations_.at(id);
    const sync::StateEntry entry = sync::emptied_entry(operation);
    if (!state_.empty()) state_[entry.key] = entry.value;
    operations_.erase(id);
  }

  Id device() const override { return device_; }
  Result<std::vector<sync::Own>> own_after(std::uint64_t local, std::size_t count_max,
                                           std::size_t size_bytes_max) const override {
    std::vector<sync::Own> out;
    std::size_t size = 0;
    for (auto own = after(local); own != own_.end() && out.size() < count_max; ++own) {
      if (!operations_.contains(own->operation.id)) continue;
      size += own->operation.content.size();
      if (!out.empty() && size > size_bytes_max) break;
      out.push_back(*own);
    }
    return out;
  }
  Result<Waiting> waiting_after(std::uint64_t local) const override {
    Waiting waiting;
    for (auto own = after(local); own != own_.end(); ++own) {
      if (!operations_.contains(own->operation.id)) continue;
      if (waiting.count++ == 0) waiting.since_ms = own->made_ms;
    }
    return waiting;
  }
  Result<std::optional<sync::Own>> find(const format::OpId& id) const override {
    const auto found = operations_.find(id);
    if (found == operations_.end()) return std::optional<sync::Own>{};
    sync::Own own;
    own.operation = found->second;
    for (const sync::Own& one : own_) {
      if (one.operation.id == id) own = one;
    }
    return std::optional<sync::Own>{own};
  }
  Result<std::optional<Bytes>> get(std::string_view key) const override {
    const auto found = state_.find(key);
    if (found == state_.end()) return std::optional<Bytes>{};
    return std::optional<Bytes>{found->second};
  }
  Result<std::vector<sync::StateEntry>> scan(std::string_view prefix) const override {
    std::vector<sync::StateEntry> out;
    for (auto found = state_.lower_bound(prefix);
         found != state_.end() && found->first.starts_with(prefix); ++found)
      out.push_back({found->first, found->second});
    return out;
  }
  std::vector<Written> lines() const override {
    std::vector<Written> all;
    for (const auto& [id, operation] : operations_)
      all.push_back({id, std::string(as_text(operation.content))});
    return all;
  }
  std::uint64_t kept_out() const override { return kept_out_; }
  std::unique_ptr<DeviceJournal> copy(std::uint64_t) const override {
    return std::make_unique<MemoryJournal>(*this);
  }

 protected:
  Status apply(sync::Batch batch) override {
    for (sync::Carried& operation : batch.operations) {
      const auto found = operations_.find(operation.id);
      if (found == operations_.end()) {
        operations_[operation.id] = std::move(operation);
      } else if (found->second.content != operation.content) {
        ++kept_out_;
      }
    }
    for (const format::OpId& id : batch.purge) operations_.erase(id);
    for (sync::StateEntry& entry : batch.put) state_[entry.key] = std::move(entry.value);
    for (const std::string& key : batch.erase) state_.erase(key);
    if (batch.new_device) rename(*batch.new_device);
    return {};
  }

 private:
  std::vector<sync::Own>::const_iterator after(std::uint64_t local) const {
    return std::upper_bound(own_.begin(), own_.end(), local,
                            [](std::uint64_t a, const sync::Own& b) { return a < b.local; });
  }

  void rename(const sync::Batch::NewDevice& to) {
    device_ = to.device;
    counter_ = 0;
    for (sync::Own& own : own_) {
      if (own.local <= to.after_local) continue;
      const format::OpId old = own.operation.id;
      const format::OpId now{device_, ++counter_};
      const auto found = operations_.find(old);
      if (found != operations_.end()) {
        operations_[now] = std::move(found->second);
        operations_[now].id = now;
        operations_.erase(old);
      }
      own.operation.id = now;
    }
    // What is before is another device's now.
    std::erase_if(own_, [&](const sync::Own& own) { return own.local <= to.after_local; });
  }

  Id device_;
  std::uint64_t counter_ = 0;
  std::uint64_t local_ = 0;
  std::vector<sync::Own> own_;
  std::map<format::OpId, sync::Carried> operations_;
  std::map<std::string, Bytes, std::less<>> state_;
  std::uint64_t kept_out_ = 0;
};

}  // namespace quietroom::sim
