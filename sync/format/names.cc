#include "sync/format/names.h"

#include <algorithm>
#include <optional>

#include "platform/base/check.h"

namespace quietroom::format {
namespace {

constexpr std::string_view kAlphabet = "abcdefghijklmnopqrstuvwxyz234567";
constexpr std::size_t kIdLength = 26;
constexpr std::size_t kEpochLength = 4;
constexpr std::size_t kSeqLength = 10;
constexpr std::size_t kShardLength = kSeqLength - 2;  // Two characters are ten bits: 1,024.
constexpr std::size_t kPackHashLength = 16;
constexpr std::string_view kRoot = "q1/";

Error corrupt() {
  return {ErrorCode::kCorrupt, "name: not one of ours"};
}

/// `value` as `length` characters, five bits each, the highest first.
std::string base32(std::uint64_t value, std::size_t length) {
  std::string text(length, kAlphabet[0]);
  for (std::size_t i = length; i > 0; --i) {
    text[i - 1] = kAlphabet[value & 31];
    value >>= 5;
  }
  return text;
}

/// The other direction; `text` has at most 12 characters.
std::optional<std::uint64_t> number(std::string_view text) {
  std::uint64_t value = 0;
  for (const char c : text) {
    const std::size_t digit = kAlphabet.find(c);
    if (digit == std::string_view::npos) return std::nullopt;
    value = value << 5 | digit;
  }
  return value;
}

/// Eighty bits as 16 characters: twice forty bits as eight.
std::string pack_hash_text(const std::array<std::uint8_t, 10>& hash) {
  std::string text;
  for (const std::size_t begin : {std::size_t{0}, std::size_t{5}}) {
    std::uint64_t value = 0;
    for (std::size_t i = begin; i < begin + 5; ++i) value = value << 8 | hash[i];
    text += base32(value, kPackHashLength / 2);
  }
  return text;
}

/// Reads a path from its front.
class PathReader {
 public:
  explicit PathReader(std::string_view text) : rest_(text) {}

  bool literal(std::string_view wanted) {
    const bool is_there = rest_.substr(0, wanted.size()) == wanted;
    if (is_there) rest_.remove_prefix(wanted.size());
    return is_there;
  }
  /// An id that is not none.
  bool id(Id& out) {
    const auto read = id_from_base32(take(kIdLength));
    if (read.ok()) out = read.value();
    return read.ok() && !out.is_none();
  }
  /// A number of `length` characters from `min` on.
  bool count(std::uint64_t& out, std::size_t length, std::uint64_t min) {
    const std::string_view text = take(length);
    const auto read = number(text);
    if (read) out = *read;
    return read && text.size() == length && out >= min;
  }
  bool at_end() const { return rest_.empty(); }

 private:
  std::string_view take(std::size_t length) {
    const std::string_view front = rest_.substr(0, length);
    rest_.remove_prefix(front.size());
    return front;
  }
  std::string_view rest_;
};

bool read_key_file(PathReader& in, KeyFileName& name) {
  std::uint64_t epoch = 0;
  if (!in.count(epoch, kEpochLength, 1) || !in.literal("-")) return false;
  name.key.epoch = static_cast<std::uint32_t>(epoch);  // 20 bits.
  return in.id(name.key.file);
}

bool read_segment(PathReader& in, SegmentName& name) {
  std::uint64_t shard = 0;
  return in.id(name.device) && in.literal("/") && in.count(shard, kShardLength, 0) &&
         in.literal("/") && in.count(name.seq, kSeqLength, 1) && shard == shard_of(name.seq);
}

bool read_pack(PathReader& in, PackName& name) {
  std::uint64_t halves[2] = {};
  if (!in.id(name.device) || !in.literal("/") || !in.count(name.seq_first, kSeqLength, 1) ||
      !in.literal("-") || !in.count(name.seq_last, kSeqLength, name.seq_first) ||
      !in.literal("-") || !in.count(halves[0], kPackHashLength / 2, 0) ||
      !in.count(halves[1], kPackHashLength / 2, 0))
    return false;
  for (std::size_t i = 0; i < name.hash.size(); ++i)
    name.hash[i] = static_cast<std::uint8_t>(halves[i / 5] >> (8 * (4 - i % 5)));
  return true;
}

void check_id(const Id& id) {
  CHECK_THAT(!id.is_none(), "name with an id that is none");
}
void check_seq(std::uint64_t seq) {
  CHECK_THAT(seq >= 1 && seq <= kSeqMax, "seq of a name");
}

}  // namespace

Id front_of(const crypto::Hash& hash) {
  Id id;
  std::copy_n(hash.begin(), id.bytes.size(), id.bytes.begin());
  return id;
}

std::string vault_folder(const Id& vault) {
  check_id(vault);
  return std::string(kRoot) + to_base32(vault);
}
std::string key_folder(const Id& vault) {
  return vault_folder(vault) + "/k";
}
std::string logs_folder(const Id& vault) {
  return vault_folder(vault) + "/l";
}
std::string log_folder(const Id& vault, const Id& device) {
  check_id(device);
  return logs_folder(vault) + "/" + to_base32(device);
}
std::string shard_folder(const Id& vault, const Id& device, std::uint64_t shard) {
  CHECK_THAT(shard <= shard_of(kSeqMax), "shard of a name");
  return log_folder(vault, device) + "/" + base32(shard, kShardLength);
}
std::string packs_folder(const Id& vault) {
  return vault_folder(vault) + "/p";
}
std::string pack_folder(const Id& vault, const Id& device) {
  check_id(device);
  return packs_folder(vault) + "/" + to_base32(device);
}
std::string staging_folder(const Id& vault) {
  return vault_folder(vault) + "/t";
}

std::string path(const KeyFileName& name) {
  CHECK_THAT(name.key.epoch >= 1 && name.key.epoch <= kEpochMax, "epoch of a name");
  check_id(name.key.file);
  return key_folder(name.vault) + "/" + base32(name.key.epoch, kEpochLength) + "-" +
         to_base32(name.key.file);
}

std::string path(const SegmentName& name) {
  check_seq(name.seq);
  return shard_folder(name.vault, name.device, shard_of(name.seq)) + "/" +
         base32(name.seq, kSeqLength);
}

std::string path(const PackName& name) {
  check_seq(name.seq_first);
  check_seq(name.seq_last);
  CHECK_THAT(name.seq_first <= name.seq_last, "range of a pack");
  return pack_folder(name.vault, name.device) + "/" + base32(name.seq_first, kSeqLength) + "-" +
         base32(name.seq_last, kSeqLength) + "-" + pack_hash_text(name.hash);
}

std::string path(const StagingName& name) {
  check_id(name.random);
  return staging_folder(name.vault) + "/" + to_base32(name.random);
}

std::string path(const ObjectName& name) {
  return std::visit([](const auto& each) { return path(each); }, name);
}

Result<ObjectName> parse_path(std::string_view text) {
  PathReader in(text);
  Id vault;
  if (!in.literal(kRoot) || !in.id(vault)) return corrupt();
  ObjectName name;
  bool is_good = false;
  if (in.literal("/k/")) {
    is_good = read_key_file(in, name.emplace<KeyFileName>(KeyFileName{vault, {}}));
  } else if (in.literal("/l/")) {
    is_good = read_segment(in, name.emplace<SegmentName>(SegmentName{vault, {}, 0}));
  } else if (in.literal("/p/")) {
    is_good = read_pack(in, name.emplace<PackName>(PackName{vault, {}, 0, 0, {}}));
  } else if (in.literal("/t/")) {
    is_good = in.id(name.emplace<StagingName>(StagingName{vault, {}}).random);
  }
  if (!is_good || !in.at_end()) return corrupt();
  return name;
}

Result<std::uint64_t> parse_shard(std::string_view text) {
  PathReader in(text);
  std::uint64_t shard = 0;
  if (!in.count(shard, kShardLength, 0) || !in.at_end()) return corrupt();
  return shard;
}

Result<Id> parse_device(std::string_view text) {
  PathReader in(text);
  Id device;
  if (!in.id(device) || !in.at_end()) return corrupt();
  return device;
}

}  // namespace quietroom::format
