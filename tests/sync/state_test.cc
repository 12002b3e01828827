#include "sync/state.h"

#include <doctest/doctest.h>

#include "platform/fake/random_fake.h"

namespace quietroom::sync {
namespace {

format::LogPosition position(FakeRandom& random) {
  format::LogPosition one{random.id(), 1 + random.below(1000), {}};
  random.fill(one.manifest);
  return one;
}

/// Every shorter and the next longer form of `bytes` is refused.
template <typename Decode>
void check_ends(const Bytes& bytes, Decode decode) {
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    CAPTURE(size);
    CHECK(decode(ByteSpan(bytes).first(size)).ok() == false);
  }
  Bytes longer = bytes;
  longer.push_back(0);
  CHECK(decode(ByteSpan(longer)).ok() == false);
}

}  // namespace

TEST_CASE("state: what is encoded comes back, and nothing shorter or longer does") {
  FakeRandom random(1);
  OwnLog own;
  own.device = random.id();
  own.cursor = 7;
  own.counter = 8;
  own.seq = 5;
  random.fill(own.last);
  own.uploaded = 4;
  own.packed = 3;
  own.owes_ack_ms = -1;
  own.heal = true;
  const Bytes own_bytes = encode(own);
  REQUIRE(decode_own_log(own_bytes).ok());
  CHECK(encode(decode_own_log(own_bytes).value()) == own_bytes);
  check_ends(own_bytes, decode_own_log);

  PeerLog peer;
  peer.device = random.id();
  peer.seq = 9;
  peer.seen = {position(random), position(random)};
  const auto identity = crypto::SigningPair::generate(random);
  peer.certificate = format::certify_device(peer.device, {}, identity);
  const Bytes peer_bytes = encode(peer);
  REQUIRE(decode_peer_log(peer_bytes).ok());
  CHECK(encode(decode_peer_log(peer_bytes).value()) == peer_bytes);
  CHECK(decode_peer_log(peer_bytes).value().certificate == peer.certificate);
  check_ends(peer_bytes, decode_peer_log);

  OutHead head;
  head.seq = 3;
  head.controls = {Bytes(5), Bytes()};
  const Bytes head_bytes = encode(head);
  REQUIRE(decode_out_head(head_bytes).ok());
  CHECK(decode_out_head(head_bytes).value().controls == head.controls);
  check_ends(head_bytes, decode_out_head);

  OwnPack pack;
  pack.seq_first = 1;
  pack.seq_last = 64;
  pack.path = "q1/x";
  pack.replaces = "q1/y";
  const Bytes pack_bytes = encode(pack);
  REQUIRE(decode_own_pack(pack_bytes).ok());
  CHECK(decode_own_pack(pack_bytes).value().replaces == "q1/y");
  check_ends(pack_bytes, decode_own_pack);

  const KeptKeyFile file{true, {1, 2, 3}};
  CHECK(decode_kept_key_file(encode(file)).value().there);
  CHECK(decode_kept_key_file(encode(file)).value().bytes == file.bytes);
  CHECK_FALSE(decode_kept_key_file({}).ok());

  const PurgedBy purged{{random.id(), 12}, identity.public_key, true};
  const Bytes purged_bytes = encode(purged);
  REQUIRE(decode_purged_by(purged_bytes).ok());
  CHECK(decode_purged_by(purged_bytes).value().id == purged.id);
  check_ends(purged_bytes, decode_purged_by);
}

TEST_CASE("state: keys sort by number, and fit the journal") {
  FakeRandom random(2);
  CHECK(seq_key("out/", 9) < seq_key("out/", 10));
  CHECK(seq_key("out/", 0xffff) < seq_key("out/", 0x10000));
  format::PayloadPlace place{random.id(), random.id(), ~std::uint64_t{0}, {}, random.id(), 8191};
  CHECK(held_key(place).size() <= 120);
  CHECK(purged_key({{random.id(), ~std::uint64_t{0}}, {}, false}).size() <= 120);
}

}  // namespace quietroom::sync
