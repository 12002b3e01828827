#include "sync/format/copy_file.h"

#include <algorithm>
#include <array>

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

Result<Bytes> write_copy(const CopyContents& contents) {
  const std::array<std::optional<ByteSpan>, kRules.size()> parts = {
      contents.keys, contents.store, contents.store_log, contents.private_store,
      contents.private_log};
  std::uint8_t count = 0;
  std::size_t total = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (!parts[i]) continue;
    if (parts[i]->empty() || parts[i]->size() > kRules[i].size_bytes_max)
      return Error{ErrorCode::kInvalid, "copy file: size of part " + std::string(kRules[i].name)};
    ++count;
    total += parts[i]->size();
  }
  Bytes out;
  out.reserve(total + 512);  // The one big allocation; 512 is more than the table takes.
  begin_file(out, kMagic, kVersion);
  out.push_back(count);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (!parts[i]) continue;
    out.push_back(static_cast<std::uint8_t>(kRules[i].name.size()));
    put_bytes(out, as_bytes(kRules[i].name));
    put_u64(out, parts[i]->size());
    put_bytes(out, crypto::blake2b_256(*parts[i]));
  }
  for (const std::optional<ByteSpan>& part : parts)
    if (part) put_bytes(out, *part);
  end_file(out);
  return out;
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
