// What is inside a Store; shared by the files that implement it.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "app/model/hlc.h"
#include "app/store/devices.h"
#include "app/store/door.h"
#include "app/store/opening.h"
#include "app/store/store.h"
#include "sync/journal.h"

namespace quietroom::store {

class Cells;
class Changes;
struct Reader;

/// One write to a field, as a history shows it.
struct Write {
  model::Value value;
  model::Hlc hlc;
  Id author;
  Id device;
  bool current = false;
};

struct Store::Impl {
  Impl(Files& files_in, Clock& clock_in, Random& random_in)
      : files(files_in), clock(clock_in), random(random_in) {}

  Files& files;
  Clock& clock;
  Random& random;
  std::string file;
  Id author;
  Id own_vault;
  model::Hlc hlc;
  OpenDatabase opened;
  std::unique_ptr<Door> door;
  std::unique_ptr<OwnDevices> devices;
  /// A copy under way: its size, and Vfs::database_changes() when it began.
  struct Copy {
    std::uint64_t size_bytes = 0;
    std::uint64_t changes = 0;
  };
  std::optional<Copy> copy;

  std::uint64_t changes_made = 0;  ///< Transactions with operations of this device.
  std::uint64_t arrivals = 0;      ///< How often something came in through a journal.
  Arrivals news;                   ///< What that was; until it is asked for.

  Database& db() { return *opened.database; }

  class VaultJournal;  ///< See journal.cc.
  // place.cc
  /// Whether what came from elsewhere has a place where it says.
  Result<bool> has_place(const StoredOperation& stored);
  /// What others had said of 1:1s whose making has come now is emptied.
  Status clear_strangers(const std::vector<StoredOperation>& made);
  /// Notes for sync what is about to be emptied of `entity` (of its field `name`, if not empty),
  /// where sync may have sealed it. Inside a transaction.
  Status note_emptied(model::EntityKind kind, const Id& entity, std::string_view name);
  Status put_sync_state(std::int64_t vault, const sync::StateEntry& entry);
  /// A journal's transaction is durable, and brought this.
  void arrived(const Arrivals& more);

  /// Takes over an open database and reads what it says about itself.
  Status take(OpenDatabase database, const StoreOptions& options);
  /// Errors: kIo if the store is closed.
  Status ready();
  /// One transaction around `work`; what was cached is forgotten if it fails.
  Status change(const std::function<Status()>& work);
  /// One transaction: the operations of `changes`, then the draft of `draft_scope` goes if it is
  /// not empty.
  Result<std::vector<format::OpId>> commit(std::span<const Change> changes,
                                           std::string_view draft_scope);
  /// The same, and in that transaction the payloads of everything that was said of `entity` before
  /// are emptied: for text that changes its room. With a `name`, of that field alone.
  Result<std::vector<format::OpId>> commit_and_purge(std::span<const Change> changes,
                                                     model::EntityKind kind, const Id& entity,
                                                     std::string_view name = {});

  Result<std::optional<Id>> meta_id(std::string_view name);
  Result<std::optional<std::int64_t>> meta_number(std::string_view name);
  Status set_meta(std::string_view name, const Id& value);
  Status set_meta(std::string_view name, std::int64_t value);
  /// Keeps the newest time that was seen, inside a transaction.
  Status remember_hlc(model::Hlc now);

  /// Runs inside a transaction.
  Status drop_draft(std::string_view scope);

  // Reads that rules need too. Errors: kNotFound.
  Result<model::Case> find_case(const Id& id);
  Result<model::Person> find_person(const Id& id);
  Result<model::Interview> find_interview(const Id& id);
  /// The same of one that this person holds. Errors: kInvalid for another's.
  Result<model::Interview> find_own_interview(const Id& id);
  Result<model::Line> find_line(const Id& id);
  Result<model::Passage> find_passage(const Id& id);
  Status find_guide(const Id& id);

  /// Every write to a field that is kept and understood, oldest first.
  Result<std::vector<Write>> history(model::EntityKind kind, const Id& entity,
                                     std::string_view name);
  /// The texts among them.
  Result<std::vector<model::LineVersion>> text_history(model::EntityKind kind, const Id& entity);
  /// Checks a new interview and adds it to `changes`, with its case and person where they are new.
  Result<StartedInterview> compose_interview(const StartInterview& start, bool held,
                                             Changes& changes);
  /// The same, committed.
  Result<StartedInterview> make_interview(const StartInterview& start, bool held);
  /// The first place of the time `at_ms` behind all lines of that time.
  Result<std::int64_t> place_at(const Id& interview_id, std::int64_t at_ms);
  /// Sets one field of a line that may be set until the interview is closed. `saw`: as Change has.
  Status mark_line(const Id& line_id, std::string_view name, model::Value value,
                   std::vector<model::Revision> saw = {});

  /// The same of a passage, while clean text may be changed.
  Status mark_passage(const Id& passage_id, std::string_view name, model::Value value,
                      std::vector<model::Revision> saw = {});

  // store_wordings.cc
  /// The revisions that an operation for `change` names.
  Result<std::vector<format::OpId>> replaced_by(const Change& change);
  /// What a strike replaces: the strikes before, and the text as it is now, so that a text that its
  /// writer did not see can be told (wordings.h).
  Result<std::vector<model::Revision>> seen_by_strike(model::EntityKind kind, const Id& entity);
  /// Fills in what two devices wrote apart. `ref`: its small number.
  Status add_conflicts(model::Written& written, model::EntityKind kind, std::int64_t ref);
  /// Who reads the values in `cells`.
  Result<Reader> reader_of(const Cells& cells);

 private:
  /// After a migration that left the tables to be filled from the log.
  Status fill_emptied_tables();
  /// Finds out whether the file was written here or is a copy, which goes on under new devices.
  Status settle_in(const StoreOptions& options);
  Status append(std::span<const Change> changes, std::vector<format::OpId>& made, model::Hlc& now);
  Result<std::vector<format::OpId>> commit_with(std::span<const Change> changes,
                                                const std::function<Status()>& first,
                                                const std::function<Status()>& last);
};

}  // namespace quietroom::store
