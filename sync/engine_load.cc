#include <algorithm>

#include "sync/engine_impl.h"
#include "sync/state_reader.h"

namespace quietroom::sync {

Status found_vault(Journal& journal, Random& random, const EngineConfig& config,
                   const crypto::SealingPair& sealing, const crypto::SigningPair& signing,
                   std::string_view name) {
  const std::vector<StateEntry> there = TRY(journal.scan("key/"));
  if (!there.empty()) return Error{ErrorCode::kConflict, "found vault: it has a key file"};
  format::VaultEpoch epoch;
  epoch.vault = config.vault;
  epoch.epoch = 1;
  random.fill(epoch.key.writable());
  epoch.members.push_back({{sealing.public_key, signing.public_key},
                           config.person,
                           format::Role::kOwner,
                           std::string(name)});
  const Bytes bytes = TRY(format::create_sync_key_file(epoch, signing, random));
  const format::SyncKeyFile file = TRY(format::SyncKeyFile::parse(bytes));
  Batch batch;
  batch.put.push_back({key_file_key(file.key_id()), encode(KeptKeyFile{false, bytes})});
  return journal.commit(std::move(batch));
}

Result<std::unique_ptr<Engine>> Engine::open(Journal& journal, remote::Remote& remote,
                                             Random& random, const Clock& clock,
                                             crypto::SealingPair sealing,
                                             crypto::SigningPair signing, EngineConfig config) {
  auto engine = std::make_unique<EngineImpl>(journal, remote, random, clock, std::move(sealing),
                                             std::move(signing), std::move(config));
  TRY_IN("open sync", engine->load());
  return std::unique_ptr<Engine>(std::move(engine));
}

EngineImpl::EngineImpl(Journal& journal, remote::Remote& remote, Random& random, const Clock& clock,
                       crypto::SealingPair sealing, crypto::SigningPair signing,
                       EngineConfig config)
    : journal_(journal),
      remote_(remote),
      random_(random),
      clock_(clock),
      sealing_(std::move(sealing)),
      signing_(std::move(signing)),
      config_(std::move(config)),
      ring_(config_.vault, config_.founder) {}

Status EngineImpl::load() {
  TRY(load_keys());
  TRY(load_own());
  TRY(load_logs());
  TRY(load_rooms());
  TRY(load_said());
  // A key may have come in the last transaction before a kill.
  std::vector<Id> rooms;
  for (const auto& [room, keys] : rooms_) rooms.push_back(room);
  for (const Id& room : rooms) TRY(open_held(room));
  // A copy of another device's store was opened here: that one goes on with its log, or nobody.
  if (own_.device != journal_.device()) TRY(go_on_as_another(own_.uploaded + 1));
  next_poll_ms_ = next_full_ms_ = clock_.steady_ms();
  return {};
}

void EngineImpl::become(const Id& device) {
  own_.device = device;
  signer_.pair = format::device_signing_pair(signing_, device);
  signer_.certificate = format::certify_device(device, sealing_.public_key, signing_);
}

Status EngineImpl::load_keys() {
  key_files_ = TRY(read_key_files(journal_, sealing_, ring_));
  return {};
}

Status EngineImpl::load_own() {
  const std::optional<Bytes> own = TRY(journal_.get("own"));
  if (own) own_ = TRY(decode_own_log(*own));
  become(own_.device.is_none() ? journal_.device() : own_.device);
  const std::vector<StateEntry> heads = TRY(journal_.scan("head/"));
  for (const StateEntry& entry : heads) {
    OutHead head = TRY(decode_out_head(entry.value));
    heads_[head.seq] = std::move(head);
  }
  const std::vector<StateEntry> packs = TRY(journal_.scan("pack/"));
  for (const StateEntry& entry : packs) {
    OwnPack pack = TRY(decode_own_pack(entry.value));
    packs_[pack.seq_first] = std::move(pack);
  }
  const std::vector<StateEntry> controls = TRY(journal_.scan("ctl/"));
  for (const StateEntry& entry : controls) controls_[entry.key] = entry.value;
  return look_for_work();
}

Status EngineImpl::load_logs() {
  const std::vector<StateEntry> logs = TRY(journal_.scan("log/"));
  for (const StateEntry& entry : logs) {
    PeerLog log = TRY(decode_peer_log(entry.value));
    logs_[log.device] = std::move(log);
  }
  for (const format::LogPosition& position : config_.frontier) {
    if (position.device != own_.device) logs_[position.device].device = position.device;
  }
  return {};
}

Status EngineImpl::load_rooms() {
  std::vector<RoomKey> keys = TRY(read_room_keys(journal_));
  for (RoomKey& key : keys) add_room_key(std::move(key));
  const std::vector<StateEntry> digests = TRY(journal_.scan("digest/"));
  for (const StateEntry& entry : digests) {
    const Id room = TRY(id_from_base32(std::string_view(entry.key).substr(7)));
    ByteReader in(entry.value);
    const ByteSpan sum = TRY(in.take(32));
    digests_[room].sum = TRY(hash_from(sum));
    digests_[room].count = TRY(in.u64());
  }
  const std::vector<StateEntry> purged = TRY(journal_.scan("purged/"));
  for (const StateEntry& entry : purged) {
    const PurgedBy one = TRY(decode_purged_by(entry.value));
    purged_.emplace(one.id, one);
  }
  const std::vector<StateEntry> held = TRY(journal_.scan("held/"));
  held_ = held.size();
  return {};
}

Status EngineImpl::load_said() {
  for (const StateEntry& entry : TRY(journal_.scan("about/"))) {
    AboutDevice one = TRY(decode_about(entry.value));
    abouts_[one.device] = std::move(one);
  }
  for (const StateEntry& entry : TRY(journal_.scan("retired/"))) {
    const Retired one = TRY(decode_retired(entry.value));
    retired_[{one.device, one.by}] = one;
  }
  for (const StateEntry& entry : TRY(journal_.scan("called/"))) {
    Called one = TRY(decode_called(entry.value));
    called_[one.identity] = std::move(one);
  }
  return {};
}

}  // namespace quietroom::sync
