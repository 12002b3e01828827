// Vaults as older versions wrote them, in tests/golden/sync_vault_<n>: made once, by the writer of
// their time, and never again. Each has to open for ever with what its people had in hand.
#include <map>
#include <set>

#include "sync/format/control.h"
#include "sync/format/object.h"
#include "sync/format/operation.h"
#include "sync/format/sync_key_file.h"
#include "tests/support/every_call.h"
#include "tests/support/golden.h"
#include "tests/support/keys.h"

namespace quietroom::format {
namespace {

/// A frozen vault, and what one person can read of it.
class Frozen {
 public:
  Frozen(const std::string& area, const std::string& person) {
    for (golden::Vector& each : golden::read_all(area)) {
      if (each.name == "words") {
        words_ = std::move(each);
      } else {
        const auto name = parse_path(each.header("path"));
        REQUIRE_MESSAGE(name.ok(), each.name);
        files_.emplace_back(name.value(), each.bytes);
      }
    }
    vault_ = id_from_bytes(hex_bytes(words_.header("vault"))).value();
    devices_[id_from_bytes(hex_bytes(words_.header("ada_device"))).value()] = "ada";
    devices_[id_from_bytes(hex_bytes(words_.header("ben_device"))).value()] = "ben";
    mine_ = crypto::SealingPair::from_secret(hex_secret(words_.header(person + "_sealing")));
  }

  const std::vector<std::pair<ObjectName, Bytes>>& files() const { return files_; }
  std::string expected() const { return std::string(as_text(words_.bytes)); }

  /// Everything that the person can read, in the form of expected().
  std::string read() {
    open_key_files();
    for (const auto& [name, bytes] : files_)
      if (!std::holds_alternative<KeyFileName>(name)) open_object(name, bytes);
    // Room keys come in payloads; so first all control records, then the rest.
    for (const bool is_control : {true, false})
      for (const Found& found : payloads_)
        if ((found.entry.type == EntryType::kControl) == is_control) open_payload_of(found);
    std::string text;
    for (const std::string& line : lines_) text += line;
    return text;
  }

 private:
  struct Found {
    PayloadPlace place;
    Entry entry;
    Bytes box;
  };

  void open_key_files() {
    std::vector<SyncKeyFile> locked;
    for (const auto& [name, bytes] : files_) {
      if (!std::holds_alternative<KeyFileName>(name)) continue;
      auto file = SyncKeyFile::parse(bytes);
      REQUIRE(file.ok());
      CHECK(ObjectName(file.value().name()) == name);
      locked.push_back(std::move(file).value());
    }
    for (const SyncKeyFile& file : locked) {
      auto epoch = file.open(mine_);
      if (!epoch.ok()) {
        CHECK(epoch.error().code == ErrorCode::kAuthFailed);
        continue;
      }
      keys_[file.key_id()] = epoch.value().key.clone();
      for (std::size_t i = 0; i < epoch.value().parents.size(); ++i)
        keys_[epoch.value().parents[i].key_id()] = epoch.value().parent_keys[i].clone();
    }
    for (const SyncKeyFile& file : locked)
      if (keys_.count(file.key_id()) != 0) CHECK(file.open_with_key(keys_[file.key_id()]).ok());
  }

  void open_object(const ObjectName& name, const Bytes& bytes) {
    auto object = read_object(bytes);
    REQUIRE(object.ok());
    ObjectReader& reader = object.value();
    CHECK(reader.matches(name).ok());
    if (keys_.count(reader.head().key) == 0) return;
    REQUIRE(reader.open_layout(vault_, keys_[reader.head().key]).ok());
    for (std::size_t i = 0; i < reader.head().count; ++i) {
      const auto opened = reader.open_manifest(i, keys_[reader.key_of(i)], nullptr);
      REQUIRE(opened.ok());
      const Manifest& manifest = opened.value().manifest;
      for (std::size_t slot = 0; slot < manifest.entries.size(); ++slot) {
        const ByteSpan box = reader.payload_box(opened.value(), slot);
        const PayloadPlace place = place_of(manifest, slot);
        if (box.empty()) {
          say(place, "purged");
          continue;
        }
        CHECK(check_payload(manifest.entries[slot].commit, box).ok());
        payloads_.push_back({place, manifest.entries[slot], to_bytes(box)});
      }
    }
  }

  void open_payload_of(const Found& found) {
    if (!found.place.room.is_none() && room_keys_.count(found.place.room) == 0) return;
    const Secret<32>& key =
        found.place.room.is_none() ? keys_[found.place.key] : room_keys_[found.place.room];
    Bytes buffer;
    const auto content = open_payload(key, found.place, found.box, buffer);
    REQUIRE(content.ok());
    if (found.entry.type == EntryType::kControl) {
      const auto record = decode_control(content.value());
      REQUIRE(record.ok());
      const Grant* const grant = std::get_if<Grant>(&record.value());
      if (grant != nullptr && grant->to == mine_.public_key)
        room_keys_[grant->room] = open_grant(vault_, *grant, mine_).value();
      say(found.place, "control " + std::to_string(record.value().index() + 1));
      return;
    }
    ByteReader in(content.value());
    const std::uint32_t envelope_size = in.u32().value();
    const auto operation = decode_operation(in.take(envelope_size).value());
    REQUIRE(operation.ok());
    CHECK(operation.value().id == OpId{found.place.device, found.entry.counter});
    CHECK(operation.value().room == found.entry.room);
    CHECK(operation.value().author == found.entry.author);
    const auto words = payload_content(in.rest(), operation.value().commit);
    REQUIRE(words.ok());
    say(found.place, std::string(as_text(words.value())));
  }

  void say(const PayloadPlace& place, const std::string& what) {
    lines_.insert(devices_[place.device] + " " + std::to_string(place.seq) + "." +
                  std::to_string(place.index) + " " + what + "\n");
  }

  golden::Vector words_;
  std::vector<std::pair<ObjectName, Bytes>> files_;
  Id vault_;
  std::map<Id, std::string> devices_;
  crypto::SealingPair mine_;
  std::map<KeyId, Secret<32>> keys_;
  std::map<Id, Secret<32>> room_keys_;
  std::vector<Found> payloads_;
  std::set<std::string> lines_;
};

/// Whether `bytes` are what belongs under `name`, as far as can be said without any key.
bool belongs(const ObjectName& name, const Bytes& bytes) {
  if (std::holds_alternative<KeyFileName>(name)) {
    const auto file = SyncKeyFile::parse(bytes);
    return file.ok() && ObjectName(file.value().name()) == name;
  }
  const auto object = read_object(bytes);
  return object.ok() && object.value().matches(name).ok();
}

}  // namespace

TEST_CASE("P8: a vault of format 1 opens for ever, with its owner's identity alone") {
  Frozen frozen("sync_vault_1", "ada");
  CHECK(frozen.read() == frozen.expected());
}

TEST_CASE("P7: in a vault of format 1, who was removed reads nothing that came after") {
  Frozen frozen("sync_vault_1", "ben");
  // The pack is under the second key as well; of the segments only Ben's own is under the first.
  std::string own;
  std::string line;
  std::istringstream all(frozen.expected());
  while (std::getline(all, line))
    if (line.rfind("ben 1.1", 0) == 0) own += line + "\n";
  CHECK(frozen.read() == own);
}

TEST_CASE("P5: in a vault of format 1 a flipped, cut, swapped or renamed object is found") {
  const Frozen frozen("sync_vault_1", "ada");
  const auto& files = frozen.files();
  REQUIRE(files.size() == 6);
  for (const auto& [name, bytes] : files) {
    CHECK(belongs(name, bytes));
    const auto stride = static_cast<std::size_t>((1 + bytes.size() / 10000) * every_call(15));
    for (std::size_t at = 0; at < bytes.size(); at += stride) {
      CAPTURE(at);
      Bytes changed = bytes;
      changed[at] ^= static_cast<std::uint8_t>(1 << at % 8);
      REQUIRE_FALSE(belongs(name, changed));
      changed = bytes;
      changed.resize(at);
      REQUIRE_FALSE(belongs(name, changed));
    }
    for (const auto& [other_name, other_bytes] : files)
      if (&other_bytes != &bytes) CHECK_FALSE(belongs(other_name, bytes));
  }
}

}  // namespace quietroom::format
