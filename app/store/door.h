// The one door through which an operation gets into the log and the tables: a local one and one
// from elsewhere the same way, in any order, any number of times. Runs inside the caller's
// transaction. Not for rules (store_changes.cc) and not for reading (store_reads.cc).
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

#include "app/model/entities.h"
#include "app/model/revision.h"
#include "app/store/database.h"
#include "sync/format/operation.h"

namespace quietroom::store {

/// What an operation did to the log. kOther: nothing, its id is known with other content.
enum class Arrival { kNew, kKnown, kOther };

/// An operation as the log has it.
struct StoredOperation {
  std::int64_t sequence = 0;
  format::Operation operation;
  Bytes payload;  ///< Empty if it is gone.
};

class Door {
 public:
  explicit Door(Database& database) : database_(database) {}

  /// Puts `operation` into the log. `payload` empty: not available (purged).
  /// Errors: kCorrupt if the payload is not the one that the operation commits to; kInvalid if the
  /// envelope breaks a limit.
  Result<Arrival> add(const format::Operation& operation, ByteSpan payload);
  /// Brings the tables up to date with all that was added since the last call.
  Status settle();
  /// Empties the payload of every operation on `entity` so far, or on that `field` of it. The
  /// envelopes stay.
  Status purge(model::EntityKind kind, const Id& entity, std::string_view field);
  /// Empties the payload of the operation in that place of the log.
  Status purge(std::int64_t sequence);
  /// Gives operations (places in the log, each once) to `device`, with counters from 1 in the log's
  /// order, and renames them where they name each other. Others may not have seen them.
  Status give_to(const Id& device, std::vector<std::int64_t> sequences);
  /// Fills empty tables from the whole log.
  Status fill_tables();

  /// The revisions that a new write to this field replaces, ascending.
  Result<std::vector<format::OpId>> current_revisions(model::EntityKind kind, const Id& entity,
                                                      std::string_view field);
  /// The newest writes to this field, emptied ones too, as many as a new one can name.
  Result<std::vector<model::Revision>> revisions(model::EntityKind kind, const Id& entity,
                                                 std::string_view field);
  /// Every write to a field of `entity` (a small number) that is not emptied, in any order; one
  /// whose value is not understood has none.
  Result<std::vector<model::Write>> writes(std::int64_t entity, model::EntityKind kind,
                                           std::string_view field);
  /// Up to `limit` operations after `sequence`, in the log's order.
  Result<std::vector<StoredOperation>> operations_after(std::int64_t sequence, int limit);

  /// Hands over the operations of `device` (a small number) after `sequence` that have a payload,
  /// in the log's order and one at a time, until `take` says false.
  Status each_of(std::int64_t device, std::int64_t sequence,
                 const std::function<bool(StoredOperation)>& take);
  /// The operation `id`, or nothing.
  Result<std::optional<StoredOperation>> operation(const format::OpId& id);
  /// Goes up whenever payloads are emptied.
  std::uint64_t emptied() const { return emptied_; }
  /// The operations on `entity` that have a payload, of that `field` if it is not empty, in the
  /// log's order.
  Result<std::vector<StoredOperation>> kept(model::EntityKind kind, const Id& entity,
                                            std::string_view field);
  /// Whether the next settle() writes anything anew.
  bool has_touched() const { return !touched_.empty(); }

  /// The small number that stands for `id`; made if it is new. None is 0.
  Result<std::int64_t> intern(const Id& id);
  /// The small number for `id`, or -1 if it was never seen.
  Result<std::int64_t> find(const Id& id);

  /// Forgets what was added and cached: to be called after a rollback.
  void forget();

 private:
  /// One field of one entity.
  struct Register {
    std::int64_t entity = 0;
    std::int64_t kind = 0;
    std::string field;
    friend bool operator<(const Register& a, const Register& b) {
      return std::tie(a.entity, a.kind, a.field) < std::tie(b.entity, b.kind, b.field);
    }
  };
  Status settle_register(const Register& touched);

  Database& database_;
  std::set<Register> touched_;
  std::unordered_map<Id, std::int64_t> refs_;
  std::uint64_t emptied_ = 0;
};

}  // namespace quietroom::store
