// What sync needs of the store of one vault (sync/journal.h): its own operations in their order,
// those of others through the door, and what sync remembers, all in the store's transactions.
#include "sync/journal.h"

#include <limits>
#include <utility>

#include "app/store/impl.h"
#include "platform/base/check.h"

namespace quietroom::store {
namespace {

/// A bound for the two numbers of a range that has no end.
constexpr std::int64_t kNoEnd = std::numeric_limits<std::int64_t>::max();

Result<sync::Carried> to_carried(const StoredOperation& stored) {
  const Bytes envelope = TRY_IN("operation", format::encode_operation(stored.operation));
  sync::Carried carried{stored.operation.id, stored.operation.room, stored.operation.author, {}};
  carried.content.reserve(4 + envelope.size() + stored.payload.size());
  put_u32(carried.content, static_cast<std::uint32_t>(envelope.size()));
  put_bytes(carried.content, envelope);
  put_bytes(carried.content, stored.payload);
  return carried;
}

Result<StoredOperation> from_carried(const sync::Carried& carried) {
  ByteReader in(carried.content);
  const std::uint32_t size = TRY(in.u32());
  const ByteSpan envelope = TRY(in.take(size));
  StoredOperation stored;
  stored.operation = TRY(format::decode_operation(envelope));
  stored.payload = to_bytes(in.rest());
  TRY(format::payload_content(stored.payload, stored.operation.commit));
  const format::Operation& operation = stored.operation;
  const bool as_said = operation.id == carried.id && operation.room == carried.room &&
                       operation.author == carried.author;
  if (!as_said) return Error{ErrorCode::kCorrupt, "it is not what carries it says"};
  return stored;
}

sync::Own to_own(const StoredOperation& stored, sync::Carried carried) {
  const model::Hlc made{stored.operation.hlc};
  return {static_cast<std::uint64_t>(stored.sequence), made.wall_ms(), std::move(carried)};
}

}  // namespace

class Store::Impl::VaultJournal final : public sync::Journal {
 public:
  VaultJournal(Impl& store, const Id& vault, const Id& device)
      : store_(store), vault_(vault), device_(device) {}

  Id device() const override { return device_; }
  Result<std::vector<sync::Own>> own_after(std::uint64_t local, std::size_t count_max,
                                           std::size_t size_bytes_max) const override;
  Result<Waiting> waiting_after(std::uint64_t local) const override;
  Result<std::optional<sync::Own>> find(const format::OpId& id) const override;
  Result<std::optional<Bytes>> get(std::string_view key) const override;
  Result<std::vector<sync::StateEntry>> scan(std::string_view prefix) const override;
  Status commit(sync::Batch batch) override;

 private:
  /// What waiting_after() counted last, so that a long log is not counted again at each step.
  struct Counted {
    std::int64_t after = 0;  ///< Own operations from here,
    std::int64_t up_to = 0;  ///< up to here,
    std::uint64_t count = 0;
    std::uint64_t emptied = 0;  ///< at this Door::emptied().
  };
  Result<std::uint64_t> count(std::int64_t after, std::int64_t up_to) const;
  Result<std::int64_t> first_ms(std::int64_t after) const;

  // Inside the transaction of commit().
  Status take_in(const std::vector<sync::Carried>& operations, Arrivals& arrived, model::Hlc& now,
                 bool& refused);
  Status purge(const std::vector<format::OpId>& ids);
  Status remember(const sync::Batch& batch);
  Status go_on_as(const sync::Batch::NewDevice& to);

  Impl& store_;
  Id vault_;
  Id device_;
  mutable std::optional<Counted> counted_;
};

// --- reading -----------------------------------------------------------------------------------

Result<std::vector<sync::Own>> Store::Impl::VaultJournal::own_after(
    std::uint64_t local, std::size_t count_max, std::size_t size_bytes_max) const {
  TRY(store_.ready());
  std::vector<sync::Own> all;
  std::size_t size_bytes = 0;
  bool full = count_max == 0;
  // What was written under an earlier device is before what is written now.
  for (const std::int64_t device : TRY(store_.devices->own(vault_))) {
    if (full) break;
    Status failed;
    TRY(store_.door->each_of(device, static_cast<std::int64_t>(local),
                             [&](const StoredOperation& stored) {
                               auto carried = to_carried(stored);
                               if (!carried.ok()) {
                                 failed = carried.error();
                                 return false;
                               }
                               size_bytes += carried.value().content.size();
                               full = !all.empty() && size_bytes > size_bytes_max;
                               if (full) return false;
                               all.push_back(to_own(stored, std::move(carried).value()));
                               full = all.size() == count_max;
                               return !full;
                             }));
    TRY(failed);
  }
  return all;
}

/// Own operations with a payload in (`after`, `up_to`].
Result<std::uint64_t> Store::Impl::VaultJournal::count(std::int64_t after,
                                                       std::int64_t up_to) const {
  std::int64_t all = 0;
  for (const std::int64_t device : TRY(store_.devices->own(vault_))) {
    Query read = TRY(store_.db().query(
        "SELECT count(*) FROM op o INDEXED BY op_by_device WHERE o.device = ? AND o.seq > ?"
        " AND o.seq <= ? AND EXISTS (SELECT 1 FROM op_payload p WHERE p.op = o.seq)"));
    TRY(read.bind(device).bind(after).bind(up_to).next());
    all += read.integer(0);
  }
  return static_cast<std::uint64_t>(all);
}

Result<std::int64_t> Store::Impl::VaultJournal::first_ms(std::int64_t after) const {
  std::int64_t ms = 0;
  for (const std::int64_t device : TRY(store_.devices->own(vault_))) {
    TRY(store_.door->each_of(device, after, [&](const StoredOperation& stored) {
      ms = model::Hlc{stored.operation.hlc}.wall_ms();
      return false;
    }));
    if (ms != 0) return ms;
  }
  return ms;
}

Result<sync::Journal::Waiting> Store::Impl::VaultJournal::waiting_after(std::uint64_t local) const {
  TRY(store_.ready());
  const auto after = static_cast<std::int64_t>(local);
  const std::int64_t newest = TRY(store_.db().number("SELECT max(seq) FROM op"));
  const bool goes_on = counted_ && counted_->emptied == store_.door->emptied() &&
                       counted_->after <= after && after <= counted_->up_to;
  Counted now{after, newest, 0, store_.door->emptied()};
  if (goes_on) {
    const std::uint64_t passed = TRY(count(counted_->after, after));
    const std::uint64_t further = TRY(count(counted_->up_to, newest));
    now.count = counted_->count - passed + further;
  } else {
    now.count = TRY(count(after, kNoEnd));
  }
  counted_ = now;
  Waiting waiting{now.count, 0};
  if (now.count > 0) waiting.since_ms = TRY(first_ms(after));
  return waiting;
}

Result<std::optional<sync::Own>> Store::Impl::VaultJournal::find(const format::OpId& id) const {
  TRY(store_.ready());
  const std::optional<StoredOperation> stored = TRY(store_.door->operation(id));
  const bool here = stored && stored->operation.vault == vault_ && !stored->payload.empty();
  if (!here) return std::optional<sync::Own>();
  sync::Own own = to_own(*stored, TRY(to_carried(*stored)));
  const bool is_own = TRY(store_.devices->is_own(id.device));
  if (!is_own) own.local = 0;
  return std::optional<sync::Own>(std::move(own));
}

Result<std::optional<Bytes>> Store::Impl::VaultJournal::get(std::string_view key) const {
  TRY(store_.ready());
  const std::int64_t vault = TRY(store_.door->find(vault_));
  Query read = TRY(store_.db().query("SELECT value FROM sync_state WHERE vault = ? AND key = ?"));
  const bool there = TRY(read.bind(vault).bind(key).next());
  if (!there) return std::optional<Bytes>();
  return std::optional<Bytes>(to_bytes(read.bytes(0)));
}

Result<std::vector<sync::StateEntry>> Store::Impl::VaultJournal::scan(
    std::string_view prefix) const {
  TRY(store_.ready());
  const std::int64_t vault = TRY(store_.door->find(vault_));
  Query read =
      TRY(store_.db().query("SELECT key, value FROM sync_state WHERE vault = ? AND key >= ?"
                            " AND key < ? ORDER BY key"));
  // Keys are ASCII: nothing that begins with the prefix comes behind this.
  const std::string end = std::string(prefix) + '\x7f';
  read.bind(vault).bind(prefix).bind(end);
  std::vector<sync::StateEntry> all;
  while (TRY(read.next())) all.push_back({read.text(0), to_bytes(read.bytes(1))});
  return all;
}

// --- changing ----------------------------------------------------------------------------------

Status Store::Impl::VaultJournal::take_in(const std::vector<sync::Carried>& operations,
                                          Arrivals& arrived, model::Hlc& now, bool& refused) {
  std::vector<StoredOperation> made;
  const auto refuse = [&](const std::string& why) {
    refused = true;
    return Error{ErrorCode::kCorrupt, "operation of another device: " + why};
  };
  const std::int64_t wall_ms = store_.clock.wall_ms();
  for (const sync::Carried& carried : operations) {
    auto read = from_carried(carried);
    // Nothing else would do to take an object for damaged: a later try gives the same.
    if (!read.ok()) return refuse(read.error().context);
    const StoredOperation& stored = read.value();
    if (!(stored.operation.vault == vault_)) return refuse("of another vault");
    const bool is_own = TRY(store_.devices->is_own(carried.id.device));
    if (is_own) {
      const auto ours = TRY(store_.door->operation(carried.id));
      if (!ours || !(ours->operation == stored.operation)) return refuse("under our name");
      continue;
    }
    const bool has_place = TRY(store_.has_place(stored));
    if (!has_place) {
      arrived.kept_out += 1;
      continue;
    }
    const Arrival arrival = TRY(store_.door->add(stored.operation, stored.payload));
    if (arrival == Arrival::kOther) arrived.kept_out += 1;
    if (arrival != Arrival::kNew) continue;
    const model::Hlc theirs{stored.operation.hlc};
    arrived.clock_ahead |= model::hlc_is_ahead(theirs, wall_ms);
    now = model::hlc_merge(now, theirs, wall_ms);
    const bool makes =
        stored.operation.entity_kind == static_cast<std::uint16_t>(model::EntityKind::kInterview) &&
        stored.operation.field == model::field::kCase;
    if (makes) made.push_back(stored);
  }
  return store_.clear_strangers(made);
}

Status Store::Impl::VaultJournal::purge(const std::vector<format::OpId>& ids) {
  for (const format::OpId& id : ids) {
    const auto stored = TRY(store_.door->operation(id));
    if (stored && stored->operation.vault == vault_) TRY(store_.door->purge(stored->sequence));
  }
  return {};
}

Status Store::Impl::VaultJournal::remember(const sync::Batch& batch) {
  const std::int64_t vault = TRY(store_.door->intern(vault_));
  for (const sync::StateEntry& entry : batch.put) TRY(store_.put_sync_state(vault, entry));
  for (const std::string& key : batch.erase) {
    Query erase = TRY(store_.db().query("DELETE FROM sync_state WHERE vault = ? AND key = ?"));
    TRY(erase.bind(vault).bind(key).run());
  }
  return {};
}

Status Store::Impl::VaultJournal::go_on_as(const sync::Batch::NewDevice& to) {
  TRY(store_.devices->go_on_as(vault_, to.device, static_cast<std::int64_t>(to.after_local)));
  return store_.door->settle();
}

Status Store::Impl::VaultJournal::commit(sync::Batch batch) {
  Arrivals arrived;
  model::Hlc now = store_.hlc;
  bool refused = false;
  const auto work = [&]() -> Status {
    TRY(take_in(batch.operations, arrived, now, refused));
    TRY(purge(batch.purge));
    arrived.changed = store_.door->has_touched();
    TRY(store_.door->settle());
    TRY(remember(batch));
    if (batch.new_device) TRY(go_on_as(*batch.new_device));
    if (now == store_.hlc) return {};
    return store_.remember_hlc(now);
  };
  const Status done = store_.change(work);
  // A damaged store does not make what came a damaged object.
  if (!done.ok() && done.error().code == ErrorCode::kCorrupt && !refused)
    return Error{ErrorCode::kIo, "sync: " + done.error().context};
  TRY_IN("sync", done);
  store_.hlc = now;
  if (batch.new_device) {
    device_ = batch.new_device->device;
    counted_.reset();
  }
  store_.arrived(arrived);
  return {};
}

// --- Impl --------------------------------------------------------------------------------------

Status Store::Impl::put_sync_state(std::int64_t vault, const sync::StateEntry& entry) {
  Query write =
      TRY(db().query("INSERT INTO sync_state (vault, key, value) VALUES (?, ?, ?)"
                     " ON CONFLICT (vault, key) DO UPDATE SET value = excluded.value"));
  return write.bind(vault).bind(entry.key).bind(ByteSpan(entry.value)).run();
}

Status Store::Impl::note_emptied(model::EntityKind kind, const Id& entity, std::string_view name) {
  const std::vector<StoredOperation> kept = TRY(door->kept(kind, entity, name));
  for (const StoredOperation& stored : kept) {
    const std::int64_t vault = TRY(door->find(stored.operation.vault));
    // As soon as there is a key file: the first segment may be half sealed, with these words in it.
    Query any = TRY(db().query("SELECT 1 FROM sync_state WHERE vault = ? LIMIT 1"));
    const bool synced = TRY(any.bind(vault).next());
    if (!synced) continue;
    const sync::Carried carried = TRY(to_carried(stored));
    TRY(put_sync_state(vault, sync::emptied_entry(carried)));
  }
  return {};
}

// --- Store ---------------------------------------------------------------------------------------

Result<std::unique_ptr<sync::Journal>> Store::journal(const Id& vault) {
  CHECK_THAT(!vault.is_none(), "a journal of no vault");
  TRY(impl_->ready());
  Id device = TRY(impl_->devices->current(vault));
  const bool waits = TRY(impl_->devices->any_waits(vault));
  auto journal = std::make_unique<Impl::VaultJournal>(*impl_, vault, device);
  // What sync has logged of it under that device only sync can tell; it goes on from there.
  const std::optional<Bytes> own_log = TRY(journal->get("own"));
  if (device.is_none() || (waits && !own_log)) {
    const auto work = [&]() -> Status {
      if (waits && !own_log) {
        device = impl_->random.id();
        TRY(impl_->devices->go_on_as(vault, device, 0));
        return impl_->door->settle();
      }
      device = TRY(impl_->devices->ensure(vault));
      return {};
    };
    TRY_IN("sync", impl_->change(work));
    journal = std::make_unique<Impl::VaultJournal>(*impl_, vault, device);
  }
  return std::unique_ptr<sync::Journal>(std::move(journal));
}

std::uint64_t Store::written() const {
  return impl_->changes_made;
}

std::uint64_t Store::arrivals() const {
  return impl_->arrivals;
}

Arrivals Store::take_arrivals() {
  return std::exchange(impl_->news, {});
}

void Store::Impl::arrived(const Arrivals& more) {
  if (more.empty()) return;
  ++arrivals;
  news.add(more);
}

}  // namespace quietroom::store
