#include "sync/state.h"

#include <type_traits>
#include <utility>

#include "sync/format/fields.h"

namespace quietroom::sync {
namespace {

constexpr std::size_t kListMax = 8192;
constexpr std::size_t kControlSizeMax = std::size_t{1} << 20;
constexpr std::size_t kPathSizeMax = 256;

/// Writes the fields of a record one after the other, each as its type wants it.
class FieldWriter {
 public:
  void operator()(std::uint64_t number) { put_u64(out_, number); }
  void operator()(std::uint32_t number) { put_u32(out_, number); }
  void operator()(std::int64_t time_ms) { put_u64(out_, static_cast<std::uint64_t>(time_ms)); }
  void operator()(bool flag) { out_.push_back(flag ? 1 : 0); }
  void operator()(const Id& id) { put_bytes(out_, id.span()); }
  void operator()(const crypto::Hash& hash) { put_bytes(out_, hash); }
  void operator()(const std::string& path) { put_sized(out_, as_bytes(path)); }
  void operator()(const std::optional<format::Certificate>& certificate) {
    (*this)(certificate.has_value());
    if (certificate) format::put_certificate(out_, *certificate);
  }
  void operator()(const std::vector<format::LogPosition>& positions) {
    put_varint(out_, positions.size());
    for (const format::LogPosition& position : positions) format::put_position(out_, position);
  }
  void operator()(const std::vector<Bytes>& records) {
    put_varint(out_, records.size());
    for (const Bytes& record : records) put_sized(out_, record);
  }
  void operator()(const std::vector<format::VaultDevice>& devices) {
    put_varint(out_, devices.size());
    for (const format::VaultDevice& one : devices) format::put_vault_device(out_, one);
  }
  /// The last field: nothing says how long it is.
  void rest(const Bytes& bytes) { put_bytes(out_, bytes); }

  Bytes take() { return std::move(out_); }

 private:
  Bytes out_;
};

/// Reads the same fields; after the first error, which it keeps, no more.
class FieldReader {
 public:
  explicit FieldReader(ByteSpan bytes) : in_(bytes) {}

  void operator()(std::uint64_t& number) { keep(in_.u64(), number); }
  void operator()(std::uint32_t& number) { keep(in_.u32(), number); }
  void operator()(std::int64_t& time_ms) {
    std::uint64_t value = 0;
    (*this)(value);
    time_ms = static_cast<std::int64_t>(value);
  }
  void operator()(bool& flag) {
    std::uint8_t value = 0;
    keep(in_.u8(), value);
    if (value > 1) fail("flag");
    flag = value == 1;
  }
  void operator()(Id& id) { keep(format::read_id(in_), id); }
  void operator()(crypto::Hash& hash) { keep(format::read_array<32>(in_), hash); }
  void operator()(std::string& path) {
    ByteSpan text;
    keep(in_.sized(kPathSizeMax), text);
    path = as_text(text);
  }
  void operator()(std::optional<format::Certificate>& certificate) {
    bool is_there = false;
    (*this)(is_there);
    if (is_there) keep(format::read_certificate(in_), certificate);
  }
  void operator()(std::vector<format::LogPosition>& positions) {
    for (std::uint64_t left = count(); left > 0 && status_.ok(); --left)
      keep(format::read_position(in_), positions.emplace_back());
  }
  void operator()(std::vector<Bytes>& records) {
    for (std::uint64_t left = count(); left > 0 && status_.ok(); --left) {
      ByteSpan record;
      keep(in_.sized(kControlSizeMax), record);
      records.push_back(to_bytes(record));
    }
  }
  void operator()(std::vector<format::VaultDevice>& devices) {
    for (std::uint64_t left = count(); left > 0 && status_.ok(); --left)
      keep(format::read_vault_device(in_), devices.emplace_back());
  }
  void rest(Bytes& bytes) {
    bytes = to_bytes(in_.rest());
    in_ = ByteReader({});
  }

  /// `record`, if all was read and nothing is left. Errors: kCorrupt.
  template <typename Record>
  Result<Record> done(Record record) {
    if (!in_.empty()) fail("bytes after the end");
    TRY(status_);
    return record;
  }

 private:
  std::uint64_t count() {
    std::uint64_t count = 0;
    keep(in_.varint(), count);
    if (count > kListMax) fail("list too long");
    return count;
  }
  void fail(const char* why) {
    if (status_.ok()) status_ = Error{ErrorCode::kCorrupt, why};
  }
  template <typename Value, typename Field>
  void keep(Result<Value> read, Field& field) {
    if (!status_.ok()) return;
    if (read.ok())
      field = std::move(read).value();
    else
      status_ = read.error();
  }

  ByteReader in_;
  Status status_;
};

template <typename Record, typename Wanted>
concept RecordOf = std::is_same_v<std::remove_const_t<Record>, Wanted>;

// The fields of each record, in the order of their bytes, for both directions.

void fields(auto& each, RecordOf<OwnLog> auto& log) {
  each(log.device);
  each(log.cursor);
  each(log.counter);
  each(log.seq);
  each(log.last);
  each(log.uploaded);
  each(log.packed);
  each(log.controls);
  each(log.hlc);
  each(log.written_ms);
  each(log.owes_ack_ms);
  each(log.heal);
  each(log.purge_due);
}
void fields(auto& each, RecordOf<PeerLog> auto& log) {
  each(log.device);
  each(log.seq);
  each(log.last);
  each(log.hlc);
  each(log.certificate);
  each(log.seen);
}
void fields(auto& each, RecordOf<OutHead> auto& head) {
  each(head.seq);
  each(head.cursor_before);
  each(head.counter_before);
  each(head.operations);
  each(head.oldest_ms);
  each(head.controls);
}
void fields(auto& each, RecordOf<OwnPack> auto& pack) {
  each(pack.seq_first);
  each(pack.seq_last);
  each(pack.path);
  each(pack.uploaded);
  each(pack.made_ms);
  each(pack.at_once);
  each(pack.replaces);
}
void fields(auto& each, RecordOf<PurgedBy> auto& purged) {
  each(purged.id.device);
  each(purged.id.counter);
  each(purged.identity);
  each(purged.owner);
}
void fields(auto& each, RecordOf<KeptKeyFile> auto& file) {
  each(file.there);
  each.rest(file.bytes);
}
void fields(auto& each, RecordOf<Emptied> auto& emptied) {
  each(emptied.id.device);
  each(emptied.id.counter);
  each(emptied.room);
  each(emptied.item);
}
void fields(auto& each, RecordOf<AboutDevice> auto& about) {
  each(about.device);
  each(about.first_hlc);
  each(about.name);
  each(about.elsewhere);
}
void fields(auto& each, RecordOf<Retired> auto& retired) {
  each(retired.device);
  each(retired.by);
  each(retired.retired);
  each(retired.seq);
  each(retired.hlc);
  each(retired.said_by);
}
void fields(auto& each, RecordOf<Called> auto& called) {
  each(called.identity);
  each(called.name);
  each(called.hlc);
  each(called.said_by);
}
void fields(auto& each, RecordOf<HeldPayload> auto& held) {
  each(held.place.device);
  each(held.place.seq);
  each(held.place.key.epoch);
  each(held.place.key.file);
  each(held.place.room);
  each(held.place.index);
  each(held.counter);
  each(held.author);
  each.rest(held.box);
}

template <typename Record>
Bytes encoded(const Record& record) {
  FieldWriter out;
  fields(out, record);
  return out.take();
}

/// `record`: with what its bytes do not say.
template <typename Record>
Result<Record> decoded(ByteSpan bytes, Record record = {}) {
  FieldReader in(bytes);
  fields(in, record);
  return in.done(std::move(record));
}

std::string padded_hex(std::uint64_t value) {
  std::string text(16, '0');
  for (std::size_t i = 16; i-- > 0; value >>= 4) text[i] = "0123456789abcdef"[value & 15];
  return text;
}

}  // namespace

std::string seq_key(std::string_view prefix, std::uint64_t seq) {
  return std::string(prefix) + padded_hex(seq);
}

std::string log_key(const Id& device) {
  return "log/" + to_base32(device);
}

std::string key_file_key(const format::KeyId& key) {
  return seq_key("key/", key.epoch) + "/" + to_base32(key.file);
}

std::string hash_key(const Id& device, std::uint64_t seq) {
  return seq_key("hash/" + to_base32(device) + "/", seq);
}

std::string purged_key(const PurgedBy& purged) {
  return seq_key("purged/" + to_base32(purged.id.device) + "/", purged.id.counter) + "/" +
         to_base32(format::front_of(purged.identity));
}

StateEntry encode(const RoomKey& key) {
  const std::string front = to_base32(format::front_of(crypto::blake2b_256(key.key.view())));
  Bytes value(key.key.view().begin(), key.key.view().end());
  if (!key.own) value.push_back(0);
  return {"room/" + to_base32(key.room) + "/" + front, std::move(value)};
}

Result<RoomKey> decode_room_key(const StateEntry& entry) {
  constexpr std::size_t kFront = 5;
  constexpr std::size_t kIdTextSize = 26;
  const std::size_t size_bytes = entry.value.size();
  if (entry.key.size() < kFront + kIdTextSize || size_bytes < 32 || size_bytes > 33)
    return Error{ErrorCode::kCorrupt, "room key"};
  RoomKey key;
  key.room = TRY(id_from_base32(std::string_view(entry.key).substr(kFront, kIdTextSize)));
  std::copy_n(entry.value.begin(), 32, key.key.writable().begin());
  key.own = size_bytes == 32;
  return key;
}

std::string held_key(const format::PayloadPlace& place) {
  return seq_key("held/" + to_base32(place.room) + "/" + to_base32(place.device) + "/", place.seq) +
         "/" + std::to_string(place.index);
}

StateEntry entry_of(const AboutDevice& about) {
  return {"about/" + to_base32(about.device), encoded(about)};
}
StateEntry entry_of(const Retired& retired) {
  return {"retired/" + to_base32(retired.device) + "/" + to_base32(format::front_of(retired.by)),
          encoded(retired)};
}
StateEntry entry_of(const Called& called) {
  return {"called/" + to_base32(format::front_of(called.identity)), encoded(called)};
}

Result<crypto::Hash> hash_from(ByteSpan bytes) {
  if (bytes.size() != sizeof(crypto::Hash)) return Error{ErrorCode::kCorrupt, "hash"};
  ByteReader in(bytes);
  return format::read_array<32>(in);
}

Bytes encode(const OwnLog& log) {
  return encoded(log);
}
Bytes encode(const PeerLog& log) {
  return encoded(log);
}
Bytes encode(const OutHead& head) {
  return encoded(head);
}
Bytes encode(const OwnPack& pack) {
  return encoded(pack);
}
Bytes encode(const PurgedBy& purged) {
  return encoded(purged);
}
Bytes encode(const HeldPayload& held) {
  return encoded(held);
}
Bytes encode(const KeptKeyFile& file) {
  return encoded(file);
}
Bytes encode(const Emptied& emptied) {
  return encoded(emptied);
}

Result<OwnLog> decode_own_log(ByteSpan bytes) {
  return decoded<OwnLog>(bytes);
}
Result<PeerLog> decode_peer_log(ByteSpan bytes) {
  return decoded<PeerLog>(bytes);
}
Result<OutHead> decode_out_head(ByteSpan bytes) {
  return decoded<OutHead>(bytes);
}
Result<OwnPack> decode_own_pack(ByteSpan bytes) {
  return decoded<OwnPack>(bytes);
}
Result<PurgedBy> decode_purged_by(ByteSpan bytes) {
  return decoded<PurgedBy>(bytes);
}
Result<HeldPayload> decode_held_payload(const Id& vault, ByteSpan bytes) {
  HeldPayload held;
  held.place.vault = vault;
  return decoded(bytes, std::move(held));
}

Result<KeptKeyFile> decode_kept_key_file(ByteSpan bytes) {
  return decoded<KeptKeyFile>(bytes);
}
Result<Emptied> decode_emptied(ByteSpan bytes) {
  return decoded<Emptied>(bytes);
}

Result<AboutDevice> decode_about(ByteSpan bytes) {
  return decoded<AboutDevice>(bytes);
}
Result<Retired> decode_retired(ByteSpan bytes) {
  return decoded<Retired>(bytes);
}
Result<Called> decode_called(ByteSpan bytes) {
  return decoded<Called>(bytes);
}

crypto::Hash digest_item(const Carried& operation) {
  Bytes item;
  format::put_op_id(item, operation.id);
  put_bytes(item, operation.author.span());
  put_bytes(item, operation.content);
  return crypto::blake2b_256(item);
}

StateEntry emptied_entry(const Carried& operation) {
  const format::OpId& id = operation.id;
  const std::string key = "emptied/" + to_base32(id.device) + "/" + std::to_string(id.counter);
  return {key, encode(Emptied{id, operation.room, digest_item(operation)})};
}

}  // namespace quietroom::sync
