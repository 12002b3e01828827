#include "platform/fake/files_fake.h"

#include <algorithm>

namespace quietroom {
namespace {

constexpr std::uint64_t kSizeMax = std::uint64_t{1} << 30;

Error planned(ErrorCode code) {
  return {code, "fake files: planned failure"};
}

bool is_name(std::string_view name) {
  return !name.empty() && name.size() <= 64 && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
  });
}

void mark(std::set<std::uint64_t>& dirty, std::uint64_t begin, std::uint64_t end) {
  if (begin >= end) return;
  for (std::uint64_t sector = begin / FakeFiles::kSectorSize;
       sector <= (end - 1) / FakeFiles::kSectorSize; ++sector)
    dirty.insert(sector);
}

}  // namespace

class FakeFiles::OpenFile final : public File {
 public:
  OpenFile(FakeFiles& owner, std::string name)
      : owner_(owner), name_(std::move(name)), epoch_(owner.epoch_) {
    owner_.open_.insert(name_);
  }
  ~OpenFile() override {
    if (alive()) owner_.open_.erase(name_);
  }

  Result<std::size_t> read(std::uint64_t offset, std::span<std::uint8_t> out) override {
    if (!alive()) return dead();
    return owner_.read_at(name_, offset, out);
  }
  Status write(std::uint64_t offset, ByteSpan data) override {
    if (!alive()) return dead();
    return owner_.write_at(name_, offset, data);
  }
  Status truncate(std::uint64_t size_bytes) override {
    if (!alive()) return dead();
    return owner_.truncate_to(name_, size_bytes);
  }
  Result<std::uint64_t> size() override {
    if (!alive()) return dead();
    const Fate fate = owner_.next_call(false);
    if (fate.failure) return planned(*fate.failure);
    return std::uint64_t{owner_.entry(name_).current.size()};
  }
  Status flush() override {
    if (!alive()) return dead();
    return owner_.flush_one(name_);
  }

 private:
  bool alive() const { return epoch_ == owner_.epoch_; }
  static Error dead() { return {ErrorCode::kIo, "fake files: opened before the crash"}; }

  FakeFiles& owner_;
  std::string name_;
  std::uint64_t epoch_;
};

FakeFiles::Fate FakeFiles::next_call(bool needs_room) {
  ++calls_;
  if (kill_call_ && calls_ >= *kill_call_) killed_ = true;
  if (killed_) return {ErrorCode::kIo};
  if (!fail_call_ || calls_ != *fail_call_) return {};
  failed_ = true;
  return {needs_room ? fail_code_ : ErrorCode::kIo};
}

Result<std::unique_ptr<File>> FakeFiles::open(std::string_view name, OpenMode mode) {
  CHECK_THAT(is_name(name), "file name outside of a-z 0-9 . -");
  const bool missing = !files_.contains(name);
  const Fate fate = next_call(mode == OpenMode::kCreate && missing);
  if (fate.failure) return planned(*fate.failure);
  if (open_.contains(name)) return Error{ErrorCode::kConflict, "file is open already"};
  if (missing) {
    if (mode == OpenMode::kExisting) return Error{ErrorCode::kNotFound, "no such file"};
    files_.emplace(std::string(name), Entry{});
  }
  return std::unique_ptr<File>(std::make_unique<OpenFile>(*this, std::string(name)));
}

Status FakeFiles::remove(std::string_view name) {
  CHECK_THAT(is_name(name), "file name outside of a-z 0-9 . -");
  const bool dead_already = killed_;
  const Fate fate = next_call(false);
  if (dead_already) return planned(ErrorCode::kIo);
  if (!fate.failure && open_.contains(name)) return Error{ErrorCode::kConflict, "file is open"};
  // A remove that fails may have happened all the same.
  if (!open_.contains(name) && (!fate.failure || random_.below(2) == 0)) {
    const auto found = files_.find(name);
    if (found != files_.end()) {
      if (promises_) promise(found->first, std::nullopt);
      files_.erase(found);
    }
  }
  if (fate.failure) return planned(*fate.failure);
  return {};
}

Result<bool> FakeFiles::exists(std::string_view name) {
  const Fate fate = next_call(false);
  if (fate.failure) return planned(*fate.failure);
  return files_.contains(name);
}

Result<std::vector<std::string>> FakeFiles::list() {
  const Fate fate = next_call(false);
  if (fate.failure) return planned(*fate.failure);
  std::vector<std::string> names;
  for (const auto& [name, entry] : files_) names.push_back(name);
  return names;
}

FakeFiles::Entry& FakeFiles::entry(const std::string& name) {
  const auto found = files_.find(name);
  CHECK_THAT(found != files_.end(), "open file without content");
  return found->second;
}

Result<std::size_t> FakeFiles::read_at(const std::string& name, std::uint64_t offset,
                                       std::span<std::uint8_t> out) {
  const Fate fate = next_call(false);
  if (fate.failure) return planned(*fate.failure);
  const Bytes& bytes = entry(name).current;
  if (offset >= bytes.size()) return std::size_t{0};
  const auto start = static_cast<std::size_t>(offset);
  const std::size_t count = std::min(out.size(), bytes.size() - start);
  std::copy_n(bytes.begin() + static_cast<std::ptrdiff_t>(start), count, out.begin());
  return count;
}

Status FakeFiles::write_at(const std::string& name, std::uint64_t offset, ByteSpan data) {
  CHECK_THAT(offset <= kSizeMax && data.size() <= kSizeMax, "write far out of range");
  const bool dead_already = killed_;
  const Fate fate = next_call(true);
  if (dead_already) return planned(ErrorCode::kIo);
  Entry& file = entry(name);
  // A failing write leaves any part: here a prefix; crash() then loses sectors of it at random.
  if (fate.failure) data = data.first(static_cast<std::size_t>(random_.below(data.size() + 1)));
  const std::uint64_t end = offset + data.size();
  if (!data.empty()) {
    if (end > file.current.size()) {
      mark(file.dirty, file.current.size(), end);
      file.current.resize(static_cast<std::size_t>(end));
    }
    mark(file.dirty, offset, end);
    std::copy(data.begin(), data.end(), file.current.begin() + static_cast<std::ptrdiff_t>(offset));
  }
  if (fate.failure) return planned(*fate.failure);
  return {};
}

Status FakeFiles::truncate_to(const std::string& name, std::uint64_t size_bytes) {
  CHECK_THAT(size_bytes <= kSizeMax, "truncate far out of range");
  const bool dead_already = killed_;
  Entry& file = entry(name);
  const Fate fate = next_call(size_bytes > file.current.size());
  if (dead_already) return planned(ErrorCode::kIo);
  if (!fate.failure || random_.below(2) == 0) {
    const std::uint64_t before = file.current.size();
    mark(file.dirty, std::min(before, size_bytes), std::max(before, size_bytes));
    file.current.resize(static_cast<std::size_t>(size_bytes));
  }
  if (fate.failure) return planned(*fate.failure);
  return {};
}

Status FakeFiles::flush_one(const std::string& name) {
  const bool dead_already = killed_;
  const Fate fate = next_call(false);
  if (dead_already) return planned(ErrorCode::kIo);
  Entry& file = entry(name);
  if (fate.failure) {
    // Some of it may have reached the disk. What a reader sees does not change.
    Entry settled = file;
    settle(settled, random_);
    if (settled.durable_exists) {
      file.durable_exists = true;
      file.durable = settled.durable;
    }
    return planned(*fate.failure);
  }
  if (promises_) {
    promise(name, file.current);
    return {};
  }
  file.durable_exists = true;
  file.durable = file.current;
  file.dirty.clear();
  return {};
}

void FakeFiles::promise(std::string name, std::optional<Bytes> content) {
  ++promised_;
  open_promises_.push_back({std::move(name), std::move(content)});
}

void FakeFiles::keep_promises(std::uint64_t count) {
  CHECK_THAT(count <= promised_, "keep_promises: there were not so many");
  const std::uint64_t kept = promised_ - open_promises_.size();
  if (count <= kept) return;
  for (std::uint64_t n = kept; n < count; ++n) {
    const Promise& one = open_promises_[static_cast<std::size_t>(n - kept)];
    if (one.content) {
      kept_.insert_or_assign(one.name, *one.content);
    } else {
      kept_.erase(one.name);
    }
  }
  open_promises_.erase(open_promises_.begin(),
                       open_promises_.begin() + static_cast<std::ptrdiff_t>(count - kept));
}

void FakeFiles::promise_flushes() {
  promises_ = true;
  for (const auto& [name, file] : files_) {
    if (file.durable_exists) kept_.insert_or_assign(name, file.durable);
  }
}

void FakeFiles::lose_promises(FakeRandom& dice) {
  keep_promises(promised_ - dice.below(open_promises_.size() + 1));
  open_promises_.clear();
  promised_ = 0;
  files_.clear();
  for (const auto& [name, content] : kept_) files_.emplace(name, Entry{true, content, content, {}});
}

void FakeFiles::settle(Entry& file, FakeRandom& dice) {
  if (file.dirty.empty() && file.durable_exists && file.durable.size() == file.current.size())
    return;
  if (!file.durable_exists) file.durable_exists = dice.below(2) == 0;
  // The length is metadata of its own: the old one, the new one, or one in between.
  const std::uint64_t low = std::min(file.durable.size(), file.current.size());
  const std::uint64_t high = std::max(file.durable.size(), file.current.size());
  std::uint64_t size = low;
  switch (dice.below(3)) {
    case 0:
      size = file.durable.size();
      break;
    case 1:
      size = file.current.size();
      break;
    default:
      size = low + dice.below(high - low + 1);
  }
  Bytes after = file.durable;
  after.resize(static_cast<std::size_t>(size));
  for (const std::uint64_t sector : file.dirty) {
    if (dice.below(2) == 0) continue;
    const std::uint64_t begin = sector * kSectorSize;
    const std::uint64_t end =
        std::min({begin + kSectorSize, size, std::uint64_t{file.current.size()}});
    for (std::uint64_t at = begin; at < end; ++at)
      after[static_cast<std::size_t>(at)] = file.current[static_cast<std::size_t>(at)];
  }
  file.durable = after;
  file.current = std::move(after);
  file.dirty.clear();
}

void FakeFiles::start_over() {
  ++epoch_;
  open_.clear();
  calls_ = 0;
  fail_call_.reset();
  kill_call_.reset();
  failed_ = false;
  killed_ = false;
}

void FakeFiles::crash(std::uint64_t seed) {
  FakeRandom dice(seed);
  if (promises_) lose_promises(dice);
  for (auto& [name, file] : files_) settle(file, dice);
  std::erase_if(files_, [](const auto& item) { return !item.second.durable_exists; });
  start_over();
}

void FakeFiles::kill() {
  if (promises_) lose_promises(random_);
  // The machine's memory still holds what was written: it is as good as flushed, by and by.
  for (auto& [name, file] : files_) {
    file.durable_exists = true;
    file.durable = file.current;
    file.dirty.clear();
  }
  start_over();
}

void FakeFiles::fail_at(std::uint64_t n, ErrorCode code) {
  CHECK_THAT(n >= 1 && (code == ErrorCode::kIo || code == ErrorCode::kQuota), "fail_at");
  calls_ = 0;
  fail_call_ = n;
  fail_code_ = code;
  failed_ = false;
}

void FakeFiles::kill_at(std::uint64_t n) {
  CHECK_THAT(n >= 1, "kill_at");
  calls_ = 0;
  kill_call_ = n;
}

std::optional<Bytes> FakeFiles::content(std::string_view name) const {
  const auto found = files_.find(name);
  if (found == files_.end()) return std::nullopt;
  return found->second.current;
}

void FakeFiles::set_content(std::string_view name, ByteSpan bytes) {
  CHECK_THAT(is_name(name), "file name outside of a-z 0-9 . -");
  Entry& file = files_[std::string(name)];
  file = Entry{true, to_bytes(bytes), to_bytes(bytes), {}};
}

Bytes FakeFiles::everything() const {
  Bytes all;
  for (const auto& [name, file] : files_) {
    put_bytes(all, file.durable);
    put_bytes(all, file.current);
  }
  for (const auto& [name, content] : kept_) put_bytes(all, content);
  return all;
}

}  // namespace quietroom
