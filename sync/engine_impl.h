// The engine's insides, shared by engine*.cc; nobody else includes this. What is kept where, and
// the stages of a round: docs/design/sync.md.
#pragma once

#include <deque>
#include <map>
#include <set>
#include <string>
#include <tuple>

#include "sync/engine.h"
#include "sync/format/object.h"
#include "sync/format/pack.h"
#include "sync/format/segment.h"
#include "sync/key_ring.h"
#include "sync/state.h"

namespace quietroom::sync {

/// A round goes through these in order, leaving out what it does not need.
enum class Stage { kRest, kKeys, kOwn, kPush, kLogs, kPull, kAnswer, kPack };

/// One request, and what it is for.
struct Job {
  enum class Kind {
    kListKeys,
    kGetKey,
    kPutKey,
    kOwnNewest,  ///< GET of the newest segment that we have put there.
    kOwnShards,  ///< The folders of our log,
    kOwnShard,   ///< and what is in one.
    kOwnPacks,
    kOwnForeign,  ///< GET of a segment under our name that is not ours.
    kPutSegment,
    kReadBack,  ///< GET of a segment just put, or found in its place.
    kPutPack,
    kReadBackPack,
    kRemove,
    kListLogs,
    kListPacks,
    kPin,    ///< GET of the newest segment that we have taken in.
    kProbe,  ///< GET of a segment that may be there.
    kGetPack,
    kLogShards,  ///< The folders of a log that is far ahead,
    kLogShard,   ///< and the last of them: how far it goes.
  };
  Kind kind = Kind::kProbe;
  Id device;
  std::uint64_t seq = 0;
  format::KeyId key;
  std::string path;
  remote::Ticket ticket = 0;
};

/// An object that has come and is being taken in, a piece at a time.
struct Arrived {
  Id device;
  std::uint64_t seq_first = 0;
  std::string path;
  Bytes bytes;
  std::optional<format::ObjectReader> reader;
  bool checked = false;
  std::size_t next = 0;
  bool is_pack = false;
};

/// How far one log is pulled in this round.
struct Pull {
  std::uint64_t asked = 0;   ///< Segments up to this one were asked for.
  std::uint64_t window = 1;  ///< How many may be under way beyond what was taken in.
  bool ended = false;        ///< Nothing there, or nothing that can be used.
  bool packs_asked = false;
  bool end_asked = false;                  ///< How far the log goes was looked for.
  std::map<std::uint64_t, Bytes> waiting;  ///< Came before their predecessors.
};

/// What was read of the journal while an object is taken in: if it is damaged here, the object is
/// not.
template <typename T>
Result<T> of_our_own(Result<T> read) {
  if (!read.ok() && read.error().code == ErrorCode::kCorrupt)
    return Error{ErrorCode::kIo, "journal: " + read.error().context};
  return read;
}

class EngineImpl final : public Engine {
 public:
  EngineImpl(Journal& journal, remote::Remote& remote, Random& random, const Clock& clock,
             crypto::SealingPair sealing, crypto::SigningPair signing, EngineConfig config);
  /// Reads everything from the journal. Once, before anything else.
  Status load();

  Status tick(std::int64_t budget_ms) override;
  std::int64_t next_tick_ms() const override;
  void changed() override;
  void flush() override;
  void refresh() override;
  Status heal() override;
  void dismiss(TroubleKind kind) override;
  Status grant(const Id& room, const crypto::PublicKey& to) override;
  Status purge(std::vector<format::OpId> ids) override;
  Status share(const Id& room, const crypto::PublicKey& to,
               std::vector<std::uint64_t> counters) override;
  Status set_members(std::vector<format::Member> members) override;
  std::vector<format::Member> members() const override;
  std::vector<OwnDevice> own_devices() const override;
  Status name_device(std::string_view name) override;
  Status tell_elsewhere(std::vector<format::VaultDevice> devices) override;
  Status set_retired(const Id& device, bool retired) override;
  Status set_own_name(std::string_view name) override;
  SyncStatus status() const override;
  std::vector<format::LogPosition> frontier() const override;
  crypto::Hash log_digest() const override;
  std::optional<crypto::Hash> room_digest(const Id& room) const override;

 private:
  using SuspectKey = std::tuple<TroubleKind, Id, std::uint64_t>;
  struct Suspect {
    std::int64_t since_ms = 0;  ///< By the steady clock.
    bool seen_this_round = false;
    Trouble trouble;
  };
  struct Digest {
    crypto::Hash sum{};  ///< Of all operations of a room, by exclusive or.
    std::uint64_t count = 0;
  };
  /// What a manifest changes in memory once its transaction is done.
  struct Effects {
    Batch batch;
    std::map<Id, Digest> digests;
    std::vector<RoomKey> rooms;
    std::vector<PurgedBy> purged;
    std::vector<AboutDevice> abouts;
    std::vector<Retired> retired;
    std::vector<Called> called;
    std::int64_t held = 0;  ///< More, or fewer.
    bool worth_an_answer = false;
    bool purge_due = false;
  };

  /// What a log says that does not count: it is looked at, and nothing of it is taken in.
  struct Late {
    format::Certificate certificate;
    std::uint64_t seq = 0;         ///< Looked at up to here.
    crypto::Hash last{};           ///< The hash of that manifest.
    std::uint64_t operations = 0;  ///< That were not taken in.
  };

  /// A segment that is being sealed, over several steps. Nothing of it is kept anywhere: what is
  /// dropped is begun anew.
  struct Sealing {
    format::SegmentSealer sealer;
    OutHead head;
    Effects effects;
    OwnLog next;                 ///< own_ once it is sealed.
    std::size_t size_bytes = 0;  ///< Content of the operations so far.
  };

  // engine.cc: rounds, stages, requests.
  Result<bool> step();
  Result<bool> step_at_rest();
  Status begin_round(bool full);
  Result<bool> next_stage();
  Status enter(Stage stage);
  Status end_round();
  void fail_round(remote::Reason reason);
  Status look_for_work();
  bool has_work() const;
  bool answer_due() const;
  void ask(Job job);
  Status start(Job job);
  Status answered(const Job& job, remote::Answer answer);
  void removal_refused(const Job& job);
  bool is_active(const PeerLog& log) const;
  std::int64_t jitter(std::int64_t up_to_ms);

  // engine_load.cc
  Status load_keys();
  Status load_logs();
  Status load_own();
  Status load_rooms();
  Status load_said();
  void become(const Id& device);

  // engine_trouble.cc: what is suspected, and what is reported.
  void suspect(TroubleKind kind, const Id& device, std::uint64_t seq, std::int64_t patience_ms);
  void report(const Trouble& trouble);
  void clear(TroubleKind kind, const Id& device);
  void forget_suspects_not_seen();
  Status check_claims();
  Status check_claim(const format::LogPosition& claim);
  bool has_trouble_with(const Id& device) const;

  // engine_keys.cc
  Status keys_listed(const remote::Answer& answer);
  Status key_came(const Job& job, remote::Answer answer);
  Status key_is_there(const format::KeyId& key);
  Result<KeptKeyFile> kept_key_file(const format::KeyId& key) const;
  Status keep_key_file(const format::KeyId& key, const KeptKeyFile& file);
  Status add_key_file(format::VaultEpoch epoch);
  Status merge_keys();

  // engine_own.cc: is at the endpoint what we put there, and nothing else?
  Status own_newest_came(const Job& job, const remote::Answer& answer);
  Status own_newest_damaged(const Job& job, bool have_ours, ByteSpan found);
  void own_listed(const Job& job, const remote::Answer& answer);
  Status own_checked();
  Status own_foreign_came(const Job& job, remote::Answer answer);
  Status twin_at(std::uint64_t seq);
  Status go_on_as_another(std::uint64_t seq);
  /// What only we had logged after a segment, to be logged again in another name.
  struct Again {
    OwnLog own;                   ///< As it was after that segment.
    std::vector<Bytes> controls;  ///< Without purges of what others never saw.
    std::vector<format::OpId> void_purges;
  };
  Result<Again> again_after(std::uint64_t seq) const;

  // engine_push.cc
  Result<bool> push_next();
  Result<bool> seal_next();
  format::IdentityKeys identity() const { return {sealing_.public_key, signing_.public_key}; }
  bool is_member_now() const;
  Result<bool> begin_segment();
  Result<bool> seal_piece();
  Status add_controls(Sealing& work);
  Result<bool> add_operations(Sealing& work, const std::vector<Own>& piece);
  Status ensure_room_keys(const std::vector<Own>& operations);
  Status finish_segment();
  Status segment_put(const Job& job, const remote::Answer& answer);
  Status segment_read_back(const Job& job, remote::Answer answer);
  Status segment_is_there(std::uint64_t seq);
  Status save_own(OwnLog next, Batch batch);
  std::string free_control_key() const;
  Status add_control(const format::ControlRecord& record, Batch batch);

  // engine_pull.cc
  void logs_listed(const remote::Answer& answer);
  void log_end_listed(const Job& job, const remote::Answer& answer);
  void packs_listed(const Job& job, const remote::Answer& answer);
  Status pin_came(const Job& job, remote::Answer answer);
  void pull(const Id& device);
  Status probe_came(const Job& job, remote::Answer answer);
  void pack_came(const Job& job, remote::Answer answer);
  void take_waiting(const Id& device);
  Status take_in_piece();
  Result<bool> read_piece(Arrived& item);
  void arrived_bad(const Arrived& item, const Error& error);

  // engine_apply.cc: one verified manifest into one transaction.
  Status apply(const format::ObjectReader& reader, const format::OpenedManifest& opened);
  Status apply_entry(const format::ObjectReader& reader, const format::OpenedManifest& opened,
                     std::size_t index, Effects& effects);
  Status apply_control(const format::OpenedManifest& opened, ByteSpan content, Effects& effects);
  void report_unopened(const format::OpenedManifest& opened);
  Status commit(Effects effects);
  Status open_held(const Id& room);
  void add_to_digest(const Carried& operation, Effects& effects, bool add) const;
  void add_to_digest(const Id& room, const crypto::Hash& item, Effects& effects, bool add) const;
  const std::vector<Secret<32>>* room_keys(const Id& room) const;

  // engine_devices.cc: one's own devices, who does not count any more, and what people are called.
  bool is_retired(const Id& device, const crypto::PublicKey& signing) const;
  bool counts_now(const PeerLog& log) const;
  void count_parts(SyncStatus& status) const;
  bool is_too_late(const format::Certificate& certificate, std::uint64_t seq) const;
  Status look_at_late(const format::OpenedManifest& opened);
  void take_late_again();
  void suspect_late(const Id& device);
  std::uint64_t looked_at(const Id& device) const;
  void apply_said(const format::ControlRecord& record, const format::Certificate& writer,
                  std::uint64_t hlc, Effects& effects) const;
  void apply_retired(Retired said, Effects& effects) const;
  std::uint64_t next_hlc() const;
  Status say(const format::ControlRecord& record);
  AboutDevice about(const Id& device, const Effects& effects) const;

  // engine_purge.cc
  Status apply_purge(const PurgedBy& purged, Effects& effects, std::set<format::OpId>& gone);
  Status apply_purges(const std::vector<format::OpId>& ids, const crypto::PublicKey& identity,
                      bool owner, Effects& effects);
  bool is_refused(const format::OpId& id, const crypto::PublicKey& writer,
                  const Effects* effects) const;
  std::optional<crypto::PublicKey> identity_of(const Id& device) const;
  bool may_purge(const Id& device) const;
  bool is_sealed(const format::OpId& id) const;
  Status purge_in(std::vector<format::OpId> ids, Effects effects);
  Status empty_elsewhere();

  // engine_share.cc
  Status share_sealed();
  Status share_with(const Id& room, const crypto::PublicKey& to,
                    const std::vector<std::uint64_t>& wanted);
  Status find_shared(const Id& room, const std::vector<std::uint64_t>& counters,
                     std::vector<format::SharedPayload>& found) const;
  Status find_in_object(Bytes object, const Id& room, const std::vector<std::uint64_t>& counters,
                        std::vector<format::SharedPayload>& found) const;
  Status apply_share(const format::OpenedManifest& opened, const format::Share& share,
                     Effects& effects);
  void add_room_key(RoomKey key);

  // engine_pack.cc
  Status pack_own();
  Status build_pack(std::uint64_t seq_first, std::uint64_t seq_last, bool at_once);
  Status add_object(format::PackBuilder& builder, Bytes object, bool& emptied);
  Status repack(const OwnPack& old);
  Status save_pack(format::PackBuilder& builder, OwnPack pack, const format::VaultEpoch& epoch);
  void pack_put(const Job& job);
  Status pack_read_back(const Job& job, remote::Answer answer);
  Status pack_is_there(std::uint64_t seq_first);
  void clear_packed();
  Status forget_replaced();
  bool may_clear(const OwnPack& pack) const;

  Journal& journal_;
  remote::Remote& remote_;
  Random& random_;
  const Clock& clock_;
  crypto::SealingPair sealing_;
  crypto::SigningPair signing_;
  EngineConfig config_;
  format::DeviceSigner signer_;

  // What the journal's state entries say, as of the last transaction.
  KeyRing ring_;
  std::map<format::KeyId, bool> key_files_;  ///< Whether each was seen at the endpoint.
  OwnLog own_;
  std::map<Id, PeerLog> logs_;
  std::map<std::uint64_t, OutHead> heads_;
  std::map<std::uint64_t, OwnPack> packs_;
  std::map<std::string, Bytes> controls_;  ///< To be sealed, by their keys.
  std::map<Id, std::vector<Secret<32>>> rooms_;
  std::map<Id, Secret<32>> own_rooms_;  ///< What this person's words in a room are sealed under.
  /// What readers are to get: by room and reader, counters of own operations, ascending.
  std::map<std::pair<Id, crypto::PublicKey>, std::vector<std::uint64_t>> wanted_;
  std::map<Id, Digest> digests_;
  std::multimap<format::OpId, PurgedBy> purged_;
  std::map<Id, AboutDevice> abouts_;
  std::map<std::pair<Id, crypto::PublicKey>, Retired> retired_;
  std::map<crypto::PublicKey, Called> called_;
  std::uint64_t held_ = 0;

  std::map<Id, Late> late_;                  ///< By log; in memory only.
  std::map<Id, std::uint64_t> listed_ends_;  ///< How far logs go, as lists said; the same.

  // The round.
  Stage stage_ = Stage::kRest;
  bool full_ = false;
  bool keys_read_ = false;  ///< In this round: without, nothing is sealed in it.
  bool failed_ = false;
  std::deque<Job> queue_;
  std::vector<Job> running_;
  std::deque<Arrived> inbox_;
  std::map<Id, Pull> pulls_;
  std::map<Id, std::vector<format::PackName>> peer_packs_;
  std::set<std::uint64_t> own_there_;
  std::set<std::string> own_packs_there_;
  bool own_listed_ = false;
  std::optional<Sealing> segment_;
  std::set<Id> to_open_;  ///< Rooms whose key came: what is held of them opens next.

  // When. All by the steady clock.
  std::int64_t next_poll_ms_ = 0;
  std::int64_t next_full_ms_ = 0;
  std::int64_t push_due_ms_ = -1;   ///< -1: nothing to push that we know of.
  bool look_due_ = false;           ///< Something may wait in the journal.
  std::int64_t not_before_ms_ = 0;  ///< The end of a back-off.
  std::int64_t back_off_ms_ = 0;

  // What status() says.
  remote::Reason reason_ = remote::Reason::kNone;
  std::int64_t last_round_ms_ = 0;
  std::uint32_t rounds_ = 0;
  std::uint32_t rounds_failed_ = 0;
  std::map<SuspectKey, Suspect> suspects_;
  std::vector<Trouble> troubles_;
  std::uint64_t unsealed_ = 0;
  std::int64_t unsealed_since_ms_ = 0;
  unsigned read_backs_ = 0;  ///< Segments read back since the engine was opened.
};

}  // namespace quietroom::sync
