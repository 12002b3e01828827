// A small vault for tests of what sync writes: two people, their devices, keys of two epochs, a
// room, and segments. Everything comes from one seed.
#pragma once

#include <doctest/doctest.h>

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "platform/fake/random_fake.h"
#include "sync/crypto/hash.h"
#include "sync/format/object.h"
#include "sync/format/segment.h"
#include "sync/format/sync_key_file.h"
#include "tests/support/keys.h"
#include "tests/support/spoil.h"

namespace quietroom::format {

inline Secret<32> random_secret(Random& random) {
  Secret<32> secret;
  random.fill(secret.writable());
  return secret;
}

/// A person with a device.
struct TestPerson {
  explicit TestPerson(Random& random)
      : sealing(crypto::SealingPair::generate(random)),
        signing(crypto::SigningPair::generate(random)),
        person(random.id()),
        device(random.id()) {}

  IdentityKeys identity() const { return {sealing.public_key, signing.public_key}; }
  Member member(Role role, std::string name) const {
    return {identity(), person, role, std::move(name)};
  }
  DeviceSigner signer() const {
    return {certify_device(device, sealing.public_key, signing),
            device_signing_pair(signing, device)};
  }

  crypto::SealingPair sealing;
  crypto::SigningPair signing;
  Id person;
  Id device;
};

/// What one payload says.
struct TestItem {
  SegmentSealer::Item item;
  std::string content;
};

class TestVault {
 public:
  explicit TestVault(std::uint64_t seed) : random(seed), ada(random), ben(random) {
    vault = random.id();
    room = random.id();
    room_key = random_secret(random);
    key = {1, random.id()};
    vault_keys[key] = random_secret(random);
    next_key = {2, random.id()};
    vault_keys[next_key] = random_secret(random);
  }

  const Secret<32>& key_of(const KeyId& id) { return vault_keys[id]; }
  const Secret<32>& payload_key(const KeyId& id, const Id& of) {
    return of.is_none() ? key_of(id) : room_key;
  }

  /// Two operations, one in the room, and a control record.
  std::vector<TestItem> three_items() const {
    return {{{EntryType::kOperation, 1, {}, ada.person}, "the first"},
            {{EntryType::kOperation, 2, room, ada.person}, std::string(400, 'r')},
            {{EntryType::kControl, 1, {}, {}}, "control"}};
  }

  /// Segment `seq` of Ada's device.
  SegmentSealer::Sealed segment(std::uint64_t seq, const crypto::Hash& previous,
                                const std::vector<TestItem>& items, const KeyId& under) {
    SegmentSealer sealer(vault, ada.device, seq, under);
    for (const TestItem& each : items)
      REQUIRE(
          sealer.add(each.item, as_bytes(each.content), payload_key(under, each.item.room), random)
              .ok());
    auto sealed = sealer.finish({previous, (std::uint64_t{1772442000000} << 16) + seq, seen},
                                ada.signer(), key_of(under), random);
    REQUIRE(sealed.ok());
    return std::move(sealed).value();
  }

  /// All that `object` says, payload by payload ("-": purged); the first error otherwise.
  Result<std::vector<std::string>> read_all(Bytes object) {
    ObjectReader reader = TRY(read_object(std::move(object)));
    if (vault_keys.count(reader.head().key) == 0) return Error{ErrorCode::kNotFound, "key"};
    TRY(reader.open_layout(vault, key_of(reader.head().key)));
    std::vector<std::string> all;
    Bytes buffer;
    for (std::size_t i = 0; i < reader.head().count; ++i) {
      if (vault_keys.count(reader.key_of(i)) == 0) return Error{ErrorCode::kNotFound, "key"};
      const auto opened = TRY(reader.open_manifest(i, key_of(reader.key_of(i)), nullptr));
      for (std::size_t slot = 0; slot < opened.manifest.entries.size(); ++slot) {
        const ByteSpan box = reader.payload_box(opened, slot);
        const Entry& entry = opened.manifest.entries[slot];
        if (!box.empty()) TRY(check_payload(entry.commit, box));
        all.push_back(box.empty() ? "-"
                                  : std::string(as_text(TRY(open_payload(
                                        payload_key(reader.key_of(i), entry.room),
                                        place_of(opened.manifest, slot), box, buffer)))));
      }
    }
    return all;
  }

  FakeRandom random;
  TestPerson ada;
  TestPerson ben;
  Id vault;
  Id room;
  Secret<32> room_key;
  KeyId key;       ///< Of epoch 1.
  KeyId next_key;  ///< Of epoch 2.
  std::map<KeyId, Secret<32>> vault_keys;
  std::vector<LogPosition> seen;
};

}  // namespace quietroom::format
