// A simulated device whose journal is a real store on files that can lose their power.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "sync/journal.h"
#include "tests/app/store/store_support.h"
#include "tests/sim/device_journal.h"

namespace quietroom::store {

class StoreJournal final : public sim::DeviceJournal {
 public:
  StoreJournal(std::uint64_t seed, const Id& vault, const Id& author, FakeClock& clock);
  ~StoreJournal() override;

  format::OpId write(const Id& room, const Id& author, Bytes content, std::int64_t now_ms) override;
  void empty(const format::OpId& id) override;
  std::vector<Written> lines() const override;
  std::uint64_t kept_out() const override { return kept_out_; }
  /// The folder as it lies there.
  std::unique_ptr<sim::DeviceJournal> copy(std::uint64_t seed) const override;
  /// A copy as a person saves one, opened elsewhere.
  std::unique_ptr<StoreJournal> saved_copy(std::uint64_t seed);
  std::string complaint() override;

  Id device() const override { return view_->device(); }
  Result<std::vector<sync::Own>> own_after(std::uint64_t local, std::size_t count_max,
                                           std::size_t size_bytes_max) const override {
    return view_->own_after(local, count_max, size_bytes_max);
  }
  Result<Waiting> waiting_after(std::uint64_t local) const override {
    return view_->waiting_after(local);
  }
  Result<std::optional<sync::Own>> find(const format::OpId& id) const override {
    return view_->find(id);
  }
  Result<std::optional<Bytes>> get(std::string_view key) const override { return view_->get(key); }
  Result<std::vector<sync::StateEntry>> scan(std::string_view prefix) const override {
    return view_->scan(prefix);
  }

 protected:
  Status apply(sync::Batch batch) override { return view_->commit(std::move(batch)); }
  void open_again() override;

 private:
  /// What was open goes without a word to the files, as when the power goes.
  void drop();
  void open();
  StoreOptions options() const;

  FakeFiles files_;
  FakeClock& clock_;
  FakeRandom random_;
  Id vault_;
  Id author_;
  std::unique_ptr<Store> store_;
  std::unique_ptr<sync::Journal> view_;
  std::uint64_t kept_out_ = 0;
};

}  // namespace quietroom::store
