// What sealing, packing and opening 10,000 notes of 2 kB costs, without network and store, and the
// limit: the same bytes encrypted and hashed by libsodium alone, with one key.
#include <sodium.h>

#include <cstdio>
#include <string>
#include <utility>
#include <vector>

#include "platform/native/random_native.h"
#include "sync/crypto/sodium_init.h"
#include "sync/format/pack.h"
#include "sync/format/segment.h"
#include "tests/bench/bench.h"

namespace quietroom::format {
namespace {

using bench::median_of;
using bench::must;

constexpr std::size_t kNotes = 10000;
constexpr std::size_t kNoteSize = 2048;
constexpr std::size_t kNotesPerSegment = 64;
constexpr int kRounds = 5;
constexpr std::size_t kPackSize = std::size_t{8} << 20;

/// A vault with one device, and its notes.
struct Bench {
  Bench() {
    random.fill(vault_key.writable());
    random.fill(note);
    const auto sealing = crypto::SealingPair::generate(random);
    const auto identity = crypto::SigningPair::generate(random);
    signer = {certify_device(device, sealing.public_key, identity),
              device_signing_pair(identity, device)};
  }

  std::vector<Bytes> seal_all() {
    std::vector<Bytes> segments;
    crypto::Hash previous{};
    for (std::size_t done = 0; done < kNotes; done += kNotesPerSegment) {
      const std::uint64_t seq = segments.size() + 1;
      SegmentSealer sealer(vault, device, seq, key);
      for (std::size_t i = 0; i < kNotesPerSegment && done + i < kNotes; ++i)
        CHECK_THAT(
            sealer.add({EntryType::kOperation, i + 1, {}, author}, note, vault_key, random).ok(),
            "add");
      auto sealed = must(sealer.finish({previous, seq, {}}, signer, vault_key, random));
      previous = sealed.manifest;
      segments.push_back(std::move(sealed.object));
    }
    return segments;
  }

  ObjectReader opened(const Bytes& object) {
    ObjectReader reader = must(read_object(object));
    CHECK_THAT(reader.open_layout(vault, vault_key).ok(), "layout");
    return reader;
  }

  std::vector<Bytes> pack_all(const std::vector<Bytes>& segments) {
    std::vector<Bytes> packs;
    for (std::size_t done = 0; done < segments.size();) {
      PackBuilder builder(vault, device, done + 1, key);
      while (done < segments.size() && builder.size_bytes() < kPackSize) {
        const ObjectReader reader = opened(segments[done++]);
        const auto manifest = must(reader.open_manifest(0, vault_key, &signer.certificate));
        CHECK_THAT(builder.add(reader, 0, manifest, {}).ok(), "add to a pack");
      }
      builder.close(vault_key, random);
      CHECK_THAT(builder.seal(kObjectSizeMax), "pack");
      packs.push_back(builder.take());
    }
    return packs;
  }

  std::size_t open_all(const std::vector<Bytes>& objects) {
    std::size_t count = 0;
    Bytes buffer;
    for (const Bytes& object : objects) {
      const ObjectReader reader = opened(object);
      for (std::size_t i = 0; i < reader.head().count; ++i) {
        const auto read = must(reader.open_manifest(i, vault_key, &signer.certificate));
        for (std::size_t slot = 0; slot < read.manifest.entries.size(); ++slot) {
          const ByteSpan box = reader.payload_box(read, slot);
          CHECK_THAT(check_payload(read.manifest.entries[slot].commit, box).ok(), "commit");
          count += must(open_payload(vault_key, place_of(read.manifest, slot), box, buffer)).size();
        }
      }
    }
    return count;
  }

  NativeRandom random;
  Id vault = random.id();
  Id device = random.id();
  Id author = random.id();
  KeyId key{1, random.id()};
  Secret<32> vault_key;
  DeviceSigner signer;
  Bytes note = Bytes(kNoteSize);
};

/// Encrypt, or decrypt, and hash: as often, and as many bytes, as the notes are.
double limit_ms(bool is_sealing) {
  Bytes plain(kNoteSize);
  Bytes box(kNoteSize + 16);
  std::uint8_t key[32] = {1};
  std::uint8_t nonce[24] = {};
  std::uint8_t hash[32];
  crypto_aead_xchacha20poly1305_ietf_encrypt(box.data(), nullptr, plain.data(), plain.size(),
                                             nullptr, 0, nullptr, nonce, key);
  return median_of(kRounds, [&](int) {
    for (std::size_t i = 0; i < kNotes; ++i) {
      int status = 0;
      if (is_sealing)
        status = crypto_aead_xchacha20poly1305_ietf_encrypt(
            box.data(), nullptr, plain.data(), plain.size(), nullptr, 0, nullptr, nonce, key);
      else
        status = crypto_aead_xchacha20poly1305_ietf_decrypt(
            plain.data(), nullptr, nullptr, box.data(), box.size(), nullptr, 0, nonce, key);
      CHECK_THAT(status == 0, "libsodium");
      crypto_generichash_blake2b(hash, sizeof hash, box.data(), box.size(), nullptr, 0);
    }
  });
}

void run() {
  crypto::init_sodium();
  Bench bench;
  std::vector<Bytes> segments;
  const double seal = median_of(kRounds, [&](int) { segments = bench.seal_all(); });
  const double open = median_of(kRounds, [&](int) {
    CHECK_THAT(bench.open_all(segments) == kNotes * kNoteSize, "what was sealed");
  });
  std::vector<Bytes> packs;
  const double pack = median_of(kRounds, [&](int) { packs = bench.pack_all(segments); });
  const double open_packs = median_of(kRounds, [&](int) {
    CHECK_THAT(bench.open_all(packs) == kNotes * kNoteSize, "what was packed");
  });
  const double seal_limit = limit_ms(true);
  const double open_limit = limit_ms(false);
  std::size_t size_bytes = 0;
  for (const Bytes& object : packs) size_bytes += object.size();
  const auto print = [](const char* what, double value, const char* unit) {
    std::printf("sync: 10,000 notes of 2 kB, %s\t%.2f\t%s\t-\n", what, value, unit);
  };
  print("sealed into segments", seal, "ms");
  print("limit of sealing (libsodium alone)", seal_limit, "ms");
  print("sealing over its limit", seal / seal_limit, "x");
  print("opened from segments", open, "ms");
  print("segments made into packs", pack, "ms");
  print("opened from packs", open_packs, "ms");
  print("limit of opening (libsodium alone)", open_limit, "ms");
  print("opening packs over its limit", open_packs / open_limit, "x");
  print("size of the packs over the notes'",
        static_cast<double>(size_bytes) / static_cast<double>(kNotes * kNoteSize), "x");
}

}  // namespace
}  // namespace quietroom::format

int main() {
  quietroom::format::run();
  return 0;
}
