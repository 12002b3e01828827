// Opening, closing, and the door.
#include "app/store/store.h"

#include <algorithm>
#include <set>

#include "app/store/impl.h"
#include "app/words/words.h"
#include "platform/base/check.h"

namespace quietroom::store {
namespace {

constexpr std::string_view kMetaInstallation = "device";  // Its name before version 4.
constexpr std::string_view kMetaOwnVault = "own_vault";
constexpr std::string_view kMetaIsCopy = "is_copy";
constexpr std::string_view kMetaHlc = "hlc";
constexpr const char* kMetaLeft = "left.";  // And an installation that this file has left.
constexpr std::string_view kMetaLastCopy = "last_copy_ms";
constexpr std::string_view kMetaTablesEmpty = "tables_empty";  // Set by a migration (schema.cc).

OpenPlan plan_of(Files& files, Clock& clock, Random& random, const StoreOptions& options) {
  return {files, clock, random, options.file, options.backup_file, options.key, migrations()};
}

}  // namespace

// --- Impl ------------------------------------------------------------------------------------

Status Store::Impl::take(OpenDatabase database, const StoreOptions& options) {
  CHECK_THAT(!options.author.is_none(), "a store needs an author");
  opened = std::move(database);
  door = std::make_unique<Door>(*opened.database);
  file = options.file;
  author = options.author;
  devices = std::make_unique<OwnDevices>(*opened.database, *door, random);
  TRY(settle_in(options));
  const std::optional<Id> vault = TRY(meta_id(kMetaOwnVault));
  if (!vault) return Error{ErrorCode::kCorrupt, "the store does not know its own vault"};
  own_vault = *vault;
  TRY(fill_emptied_tables());
  const std::int64_t newest = TRY(devices->newest_hlc());
  const std::optional<std::int64_t> seen = TRY(meta_number(kMetaHlc));
  hlc.packed = static_cast<std::uint64_t>(std::max(newest, seen.value_or(0)));
  return {};
}

Status Store::Impl::fill_emptied_tables() {
  const std::optional<std::int64_t> empty = TRY(meta_number(kMetaTablesEmpty));
  if (!empty || *empty == 0) return {};
  return change([&]() -> Status {
    TRY(door->fill_tables());
    return set_meta(kMetaTablesEmpty, 0);
  });
}

Status Store::Impl::settle_in(const StoreOptions& options) {
  const std::optional<Id> written = TRY(meta_id(kMetaInstallation));
  const std::optional<std::int64_t> is_copy = TRY(meta_number(kMetaIsCopy));
  const bool copied = is_copy && *is_copy != 0;
  Id wanted = options.installation;
  if (!wanted.is_none() && !(written && wanted == *written)) {
    // A copy whose key file still names the original would be taken for a copy for ever.
    const auto left = TRY(meta_number(kMetaLeft + to_base32(wanted)));
    if (left) wanted = Id{};
  }
  if (written && !copied && (wanted.is_none() || wanted == *written)) return {};
  // Two devices that write under one id would corrupt both logs.
  Id installation = wanted;
  if (installation.is_none() || (written && installation == *written)) installation = random.id();
  return change([&]() -> Status {
    if (written) {
      TRY(set_meta(kMetaLeft + to_base32(*written), 1));
    } else {
      const bool known = !options.own_vault.is_none();
      TRY(set_meta(kMetaOwnVault, known ? options.own_vault : random.id()));
    }
    TRY(devices->leave_all());
    const std::int64_t latest = TRY(db().number("SELECT max(hlc) FROM op"));
    const std::optional<std::int64_t> seen = TRY(meta_number(kMetaHlc));
    TRY(set_meta(kMetaHlc, std::max(latest, seen.value_or(0))));
    TRY(set_meta(kMetaIsCopy, 0));
    return set_meta(kMetaInstallation, installation);
  });
}

Status Store::Impl::ready() {
  if (!opened.database || !opened.database->is_usable())
    return Error{ErrorCode::kIo, "the store is closed"};
  opened.vfs->clear_error();
  return {};
}

Status Store::Impl::change(const std::function<Status()>& work) {
  TRY(ready());
  Transaction transaction = TRY(Transaction::begin(db()));
  Status done = work();
  if (done.ok()) done = transaction.commit();
  if (!done.ok()) {
    door->forget();
    devices->forget();
  }
  return done;
}

Status Store::Impl::append(std::span<const Change> changes, std::vector<format::OpId>& made,
                           model::Hlc& now) {
  for (const Change& one : changes) {
    format::Operation operation;
    operation.id = TRY(devices->next_operation(one.vault));
    operation.vault = one.vault;
    operation.room = one.room;
    operation.author = author;
    now = model::hlc_next(now, clock.wall_ms());
    operation.hlc = now.packed;
    operation.entity_kind = static_cast<std::uint16_t>(one.kind);
    operation.entity = one.entity;
    operation.field = one.field;
    operation.replaces = TRY(replaced_by(one));
    const Bytes payload = TRY(format::make_payload(model::encode_value(one.value), random));
    operation.commit = format::payload_commit(payload);
    const Arrival arrival = TRY(door->add(operation, payload));
    if (arrival != Arrival::kNew)
      return Error{ErrorCode::kCorrupt, "our next operation is there already"};
    made.push_back(operation.id);
  }
  return {};
}

Result<std::vector<format::OpId>> Store::Impl::commit_with(std::span<const Change> changes,
                                                           const std::function<Status()>& first,
                                                           const std::function<Status()>& last) {
  std::set<std::tuple<model::EntityKind, Id, std::string_view>> fields;
  for (const Change& one : changes) {
    TRY(model::check_field(one.kind, one.field, one.value));
    if (!fields.emplace(one.kind, one.entity, one.field).second)
      return Error{ErrorCode::kInvalid, words::key("a field is set twice in one change")};
  }
  std::vector<format::OpId> made;
  model::Hlc now = hlc;
  const auto work = [&]() -> Status {
    TRY(first());
    TRY(append(changes, made, now));
    TRY(door->settle());
    return last();
  };
  // After a failure the same numbers are used again, and nobody has seen them.
  TRY_IN("save", change(work));
  hlc = now;
  ++changes_made;
  return made;
}

Result<std::vector<format::OpId>> Store::Impl::commit(std::span<const Change> changes,
                                                      std::string_view draft_scope) {
  return commit_with(
      changes, [] { return Status(); }, [&] { return drop_draft(draft_scope); });
}

Result<std::vector<format::OpId>> Store::Impl::commit_and_purge(std::span<const Change> changes,
                                                                model::EntityKind kind,
                                                                const Id& entity,
                                                                std::string_view name) {
  // What is emptied counts as never written, also where it said what it replaced. So all of it is
  // named here: a device that still has an earlier wording must not show it again.
  std::vector<Change> all(changes.begin(), changes.end());
  for (Change& one : all) one.saw = TRY(door->revisions(one.kind, one.entity, one.field));
  const auto empty = [&]() -> Status {
    TRY(note_emptied(kind, entity, name));
    return door->purge(kind, entity, name);
  };
  return commit_with(all, empty, [] { return Status(); });
}

Result<std::optional<Id>> Store::Impl::meta_id(std::string_view name) {
  Query read = TRY(db().query("SELECT value FROM meta WHERE name = ?"));
  const bool there = TRY(read.bind(name).next());
  if (!there) return std::optional<Id>();
  return std::optional<Id>(read.id(0));
}

Result<std::optional<std::int64_t>> Store::Impl::meta_number(std::string_view name) {
  Query read = TRY(db().query("SELECT value FROM meta WHERE name = ?"));
  const bool there = TRY(read.bind(name).next());
  if (!there) return std::optional<std::int64_t>();
  return std::optional<std::int64_t>(read.integer(0));
}

Status Store::Impl::set_meta(std::string_view name, const Id& value) {
  Query write = TRY(db().query("INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)"));
  return write.bind(name).bind(value).run();
}

Status Store::Impl::set_meta(std::string_view name, std::int64_t value) {
  Query write = TRY(db().query("INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)"));
  return write.bind(name).bind(value).run();
}

Status Store::Impl::remember_hlc(model::Hlc now) {
  return set_meta(kMetaHlc, static_cast<std::int64_t>(now.packed));
}

// --- Store: opening and closing --------------------------------------------------------------

Store::Store(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Store::~Store() = default;

Result<std::unique_ptr<Store>> Store::create(Files& files, Clock& clock, Random& random,
                                             StoreOptions options) {
  OpenDatabase made = TRY(create_database(plan_of(files, clock, random, options)));
  auto impl = std::make_unique<Impl>(files, clock, random);
  TRY_IN("create the store", impl->take(std::move(made), options));
  return std::unique_ptr<Store>(new Store(std::move(impl)));
}

Result<std::unique_ptr<Store>> Store::open(Files& files, Clock& clock, Random& random,
                                           StoreOptions options) {
  OpenDatabase found = TRY(open_database(plan_of(files, clock, random, options)));
  auto impl = std::make_unique<Impl>(files, clock, random);
  TRY_IN("open the store", impl->take(std::move(found), options));
  return std::unique_ptr<Store>(new Store(std::move(impl)));
}

Status Store::close() {
  if (!impl_->opened.database) return {};
  end_copy();
  Status done = impl_->ready();
  if (done.ok()) done = impl_->db().checkpoint();
  // What could not be written into the one file stays in the WAL, which the next open reads.
  if (!done.ok()) impl_->db().abandon();
  impl_->devices.reset();
  impl_->door.reset();
  impl_->opened.close();
  if (!done.ok()) return done.error().within("close the store");
  return {};
}

bool Store::is_open() const {
  return impl_->opened.database && impl_->opened.database->is_usable();
}

Result<Id> Store::device(const Id& vault) {
  TRY(impl_->ready());
  return impl_->devices->current(vault);
}
Id Store::author() const {
  return impl_->author;
}
Id Store::own_vault() const {
  return impl_->own_vault;
}

// --- Store: the door -------------------------------------------------------------------------

Result<std::vector<format::OpId>> Store::commit(std::span<const Change> changes) {
  return impl_->commit(changes, {});
}

Result<Applied> Store::apply(std::span<const LoggedOperation> operations) {
  Applied applied;
  const std::int64_t wall_ms = impl_->clock.wall_ms();
  model::Hlc now = impl_->hlc;
  const auto work = [&]() -> Status {
    for (const LoggedOperation& one : operations) {
      const Arrival arrival = TRY(impl_->door->add(one.operation, one.payload));
      if (arrival == Arrival::kOther)
        return Error{ErrorCode::kCorrupt, "an operation is known with other content"};
      ++(arrival == Arrival::kNew ? applied.added : applied.known);
      const model::Hlc theirs{one.operation.hlc};
      applied.clock_ahead |= model::hlc_is_ahead(theirs, wall_ms);
      now = model::hlc_merge(now, theirs, wall_ms);
    }
    TRY(impl_->door->settle());
    return impl_->remember_hlc(now);
  };
  TRY_IN("apply", impl_->change(work));
  impl_->hlc = now;
  return applied;
}

Result<std::vector<LoggedOperation>> Store::operations_after(std::int64_t sequence, int limit) {
  TRY(impl_->ready());
  std::vector<StoredOperation> stored = TRY(impl_->door->operations_after(sequence, limit));
  std::vector<LoggedOperation> operations;
  operations.reserve(stored.size());
  for (StoredOperation& one : stored)
    operations.push_back({one.sequence, std::move(one.operation), std::move(one.payload)});
  return operations;
}

// --- Store: copies ---------------------------------------------------------------------------

Result<std::optional<std::int64_t>> Store::last_copy_ms() {
  TRY(impl_->ready());
  return impl_->meta_number(kMetaLastCopy);
}

Status Store::note_copy_saved() {
  return impl_->change([&] { return impl_->set_meta(kMetaLastCopy, impl_->clock.wall_ms()); });
}

Result<std::uint64_t> Store::begin_copy() {
  end_copy();
  // The copy says that it is one, so that whoever opens it writes under new devices. Dying in
  // between costs the original its devices, which is harmless.
  TRY_IN("save a copy", impl_->change([&] { return impl_->set_meta(kMetaIsCopy, 1); }));
  impl_->db().hold_checkpoints(true);
  Status begun = impl_->db().checkpoint();
  const Status named = impl_->change([&] { return impl_->set_meta(kMetaIsCopy, 0); });
  if (begun.ok()) begun = named;
  File* file = impl_->opened.vfs->open_file(impl_->file);
  CHECK_THAT(file != nullptr, "an open store without its file");
  const auto size_bytes = begun.ok() ? file->size() : Result<std::uint64_t>(begun.error());
  if (!size_bytes.ok()) {
    impl_->db().hold_checkpoints(false);
    return size_bytes.error().within("save a copy");
  }
  impl_->copy = Impl::Copy{size_bytes.value(), impl_->opened.vfs->database_changes()};
  return size_bytes;
}

Status Store::read_copy(std::uint64_t offset, std::span<std::uint8_t> out) {
  if (!impl_->copy || !impl_->opened.vfs)
    return Error{ErrorCode::kConflict, "save a copy: none is under way"};
  // A part of the old file and a part of a new one would be neither.
  if (impl_->copy->changes != impl_->opened.vfs->database_changes())
    return Error{ErrorCode::kConflict, "save a copy: the file was written meanwhile"};
  CHECK_THAT(
      out.size() <= impl_->copy->size_bytes && offset <= impl_->copy->size_bytes - out.size(),
      "a copy is read beyond its end");
  File* file = impl_->opened.vfs->open_file(impl_->file);
  if (file == nullptr) return Error{ErrorCode::kConflict, "save a copy: the store is closed"};
  const std::size_t got = TRY_IN("save a copy", file->read(offset, out));
  if (got != out.size()) return Error{ErrorCode::kIo, "save a copy: the file is too short"};
  return {};
}

void Store::end_copy() {
  if (!impl_->copy) return;
  impl_->copy.reset();
  if (impl_->opened.database) impl_->db().hold_checkpoints(false);
}

}  // namespace quietroom::store
