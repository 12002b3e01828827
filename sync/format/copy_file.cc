#include "sync/format/copy_file.h"

#include <algorithm>
#include <array>
#include <utility>

#include "platform/base/check.h"
#include "sync/crypto/hash.h"
#include "sync/format/checksum.h"

namespace quietroom::format {
namespace {

constexpr std::string_view kMagic = "QRC1";
constexpr std::uint8_t kVersion = 1;

/// The parts that a copy can have, in their one order.
struct PartRule {
  std::string_view name;
  std::size_t size_bytes_max;
  bool required;
};
constexpr std::array<PartRule, 5> kRules = {{
    {"keys", kCopyKeysSizeMax, true},
    {"store.db", kCopyStoreSizeMax, true},
    {"store.db-wal", kCopyStoreSizeMax, false},
    {"private.db", kCopyStoreSizeMax, false},
    {"private.db-wal", kCopyStoreSizeMax, false},
}};

/// One row of the table at the front of the file.
struct Entry {
  std::size_t rule = 0;
  std::uint64_t size_bytes = 0;
  ByteSpan hash;
};

Error corrupt(std::string why) {
  return {ErrorCode::kCorrupt, "copy file: " + std::move(why)};
}

/// Reads the next row; rows come in the order of kRules, so `rule_next` only grows.
Result<Entry> read_entry(ByteReader& in, std::size_t rule_next) {
  Entry entry;
  const std::uint8_t name_size = TRY_IN("copy file", in.u8());
  const std::string_view name = as_text(TRY_IN("copy file", in.take(name_size)));
  const auto found = std::find_if(kRules.begin(), kRules.end(),
                                  [name](const PartRule& rule) { return rule.name == name; });
  if (found == kRules.end()) return corrupt("unknown part");
  entry.rule = static_cast<std::size_t>(found - kRules.begin());
  if (entry.rule < rule_next) return corrupt("part repeated or out of order");
  entry.size_bytes = TRY_IN("copy file", in.u64());
  if (entry.size_bytes == 0) return corrupt("empty part");
  if (entry.size_bytes > found->size_bytes_max) return corrupt("part over its size limit");
  entry.hash = TRY_IN("copy file", in.take(sizeof(crypto::Hash)));
  return entry;
}

}  // namespace

struct CopyWriter::State {
  std::array<std::size_t, kRules.size()> sizes{};
  std::array<std::size_t, kRules.size()> hash_at{};  ///< Where each part's hash goes.
  std::size_t part = 0;
  std::size_t added = 0;  ///< Of that part.
  std::size_t sealed = 0;
  std::size_t whole_size_bytes = 0;
  Bytes out;
  std::optional<crypto::Hasher> hasher;  ///< Of the part, then of the file.
  bool is_whole = false;

  /// Goes on to the next part that there is.
  void next_part() {
    while (part < sizes.size() && sizes[part] == 0) ++part;
    added = 0;
    hasher.emplace();
  }
};

CopyWriter::CopyWriter(std::unique_ptr<State> state) : state_(std::move(state)) {}
CopyWriter::CopyWriter(CopyWriter&&) noexcept = default;
CopyWriter& CopyWriter::operator=(CopyWriter&&) noexcept = default;
CopyWriter::~CopyWriter() = default;

Result<CopyWriter> CopyWriter::begin(const Sizes& told) {
  auto state = std::make_unique<State>();
  state->sizes = {told.keys, told.store, told.store_log, told.private_store, told.private_log};
  std::uint8_t count = 0;
  std::size_t total = 0;
  for (std::size_t i = 0; i < kRules.size(); ++i) {
    const std::size_t size_bytes = state->sizes[i];
    if ((kRules[i].required && size_bytes == 0) || size_bytes > kRules[i].size_bytes_max)
      return Error{ErrorCode::kInvalid, "copy file: size of part " + std::string(kRules[i].name)};
    count = static_cast<std::uint8_t>(count + (size_bytes != 0 ? 1 : 0));
    total += size_bytes;
  }
  Bytes& out = state->out;
  out.reserve(total + 512);  // The one big allocation; 512 is more than the table takes.
  begin_file(out, kMagic, kVersion);
  out.push_back(count);
  for (std::size_t i = 0; i < kRules.size(); ++i) {
    if (state->sizes[i] == 0) continue;
    out.push_back(static_cast<std::uint8_t>(kRules[i].name.size()));
    put_bytes(out, as_bytes(kRules[i].name));
    put_u64(out, state->sizes[i]);
    state->hash_at[i] = out.size();
    put_bytes(out, crypto::Hash{});  // Known when the part is there.
  }
  state->whole_size_bytes = out.size() + total;
  state->next_part();
  return CopyWriter(std::move(state));
}

std::optional<CopyWriter::Wanted> CopyWriter::wanted() const {
  const State& at = *state_;
  if (at.part == at.sizes.size()) return std::nullopt;
  return Wanted{at.part, at.added, at.sizes[at.part] - at.added};
}

void CopyWriter::add(ByteSpan piece) {
  State& at = *state_;
  CHECK_THAT(at.part < at.sizes.size() && piece.size() <= at.sizes[at.part] - at.added,
             "more of a copy than was told");
  put_bytes(at.out, piece);
  at.hasher->add(piece);
  at.added += piece.size();
  if (at.added < at.sizes[at.part]) return;
  const crypto::Hash hash = at.hasher->finish();
  std::copy(hash.begin(), hash.end(),
            at.out.begin() + static_cast<std::ptrdiff_t>(at.hash_at[at.part]));
  ++at.part;
  at.next_part();
}

bool CopyWriter::seal(std::size_t size_bytes_max) {
  State& at = *state_;
  CHECK_THAT(!wanted(), "a copy is sealed before all is there");
  if (at.is_whole) return true;
  const ByteSpan rest = ByteSpan(at.out).subspan(at.sealed);
  const ByteSpan piece = rest.first(std::min(rest.size(), size_bytes_max));
  at.hasher->add(piece);
  at.sealed += piece.size();
  if (at.sealed < at.out.size()) return false;
  put_bytes(at.out, at.hasher->finish());
  at.is_whole = true;
  return true;
}

double CopyWriter::progress() const {
  if (state_->is_whole) return 1;
  const std::size_t there = std::min(state_->out.size(), state_->whole_size_bytes);
  return static_cast<double>(there + state_->sealed) /
         (2 * static_cast<double>(state_->whole_size_bytes));
}

Bytes CopyWriter::take() {
  CHECK_THAT(state_->is_whole, "a copy is taken before it is whole");
  return std::move(state_->out);
}

Result<Bytes> write_copy(const CopyContents& contents) {
  const std::array<std::optional<ByteSpan>, kRules.size()> parts = {
      contents.keys, contents.store, contents.store_log, contents.private_store,
      contents.private_log};
  std::array<std::size_t, kRules.size()> sizes{};
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (!parts[i]) continue;
    // In a file it would say "absent".
    if (parts[i]->empty())
      return Error{ErrorCode::kInvalid, "copy file: size of part " + std::string(kRules[i].name)};
    sizes[i] = parts[i]->size();
  }
  CopyWriter writer = TRY(CopyWriter::begin({sizes[0], sizes[1], sizes[2], sizes[3], sizes[4]}));
  for (auto next = writer.wanted(); next; next = writer.wanted()) writer.add(*parts[next->part]);
  while (!writer.seal(kCopyStoreSizeMax)) {
  }
  return writer.take();
}

Result<CopyContents> read_copy(ByteSpan bytes) {
  const ByteSpan body = TRY_IN("copy file", body_of_file(bytes, kMagic, kVersion));
  ByteReader in(body);
  const std::uint8_t count = TRY_IN("copy file", in.u8());
  if (count > kRules.size()) return corrupt("too many parts");
  std::array<Entry, kRules.size()> entries{};
  std::size_t rule_next = 0;
  for (std::size_t i = 0; i < count; ++i) {
    entries[i] = TRY(read_entry(in, rule_next));
    rule_next = entries[i].rule + 1;
  }
  std::array<std::optional<ByteSpan>, kRules.size()> parts;
  for (std::size_t i = 0; i < count; ++i) {
    const Entry& entry = entries[i];
    // At most kCopyStoreSizeMax by now, which fits a size_t of 32 bits.
    const ByteSpan part = TRY_IN("copy file", in.take(static_cast<std::size_t>(entry.size_bytes)));
    const crypto::Hash hash = crypto::blake2b_256(part);
    if (!std::equal(hash.begin(), hash.end(), entry.hash.begin(), entry.hash.end()))
      return corrupt("hash of a part does not fit");
    parts[entry.rule] = part;
  }
  if (!in.empty()) return corrupt("bytes after its end");
  for (std::size_t i = 0; i < kRules.size(); ++i)
    if (kRules[i].required && !parts[i]) return corrupt("part missing");
  if (parts[4] && !parts[3]) return corrupt("log of a part that is missing");
  return CopyContents{.keys = *parts[0],
                      .store = *parts[1],
                      .private_store = parts[3],
                      .store_log = parts[2],
                      .private_log = parts[4]};
}

}  // namespace quietroom::format
