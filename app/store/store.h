// The encrypted store: the one log of operations, the tables that are made from it, drafts and
// settings, in one SQLite file over the Files seam. The only way in for a change, local or from
// elsewhere. Also used for the private vault's own file. Not for keys (sync/crypto) and not for
// screens. Design, schema and durability: docs/design/store.md.
//
// Every function that changes something is one transaction and returns when it is durable; on an
// error nothing of it has happened. After kIo from a change, reads may go on; if is_open() turned
// false the store must be opened again (nothing acknowledged is lost).
//
// Errors that every function may return, beside those it names: kIo (the storage failed), kQuota
// (the device is full; the store stays usable), kCorrupt (a page fails its authentication).
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/model/consent.h"
#include "app/model/entities.h"
#include "app/model/revision.h"
#include "app/model/types.h"
#include "app/store/arrivals.h"
#include "platform/base/secret.h"
#include "platform/clock.h"
#include "platform/files.h"
#include "platform/random.h"
#include "sync/format/operation.h"

namespace quietroom::sync {
class Journal;
}  // namespace quietroom::sync

namespace quietroom::store {

/// What a store is opened or made with.
struct StoreOptions {
  std::string file = "store.db";                ///< Also used: file + "-wal", file + "-journal".
  std::string backup_file = "store-backup.db";  ///< The copy that is made before a migration.
  Secret<32> key;                               ///< The raw key of the database.
  Id author;                                    ///< Who writes: the person's identity. Never none.
  /// Of a new file: the vault of what belongs to no case, where this person has one already on
  /// another device. None: a fresh one.
  Id own_vault;
  /// Whose device this is, as its key file says; it is in no operation. A file that was written by
  /// another one is a copy and goes on under new devices in every vault (Store::device()). None:
  /// as the file says.
  Id installation;
};

/// One field to set. Vault and room say whose key will seal it (none room: the vault's own).
struct Change {
  model::EntityKind kind = model::EntityKind::kCase;
  Id entity;
  std::string field;
  model::Value value;
  Id vault;
  Id room;
  /// What its writer has seen, and so replaces; empty: all that is current.
  std::vector<model::Revision> saw = {};
};

/// An operation with its payload; an empty payload means that it was purged or cannot be opened.
struct LoggedOperation {
  std::int64_t sequence = 0;  ///< Where it stands in this store's log; 0 if from elsewhere.
  format::Operation operation;
  Bytes payload;  ///< As format::make_payload() makes it.
};

/// What apply() did.
struct Applied {
  int added = 0;
  int known = 0;             ///< Were there already.
  bool clock_ahead = false;  ///< Some writer's clock is more than 5 minutes ahead of ours.
};

/// Which interviews to list. Unset members do not filter.
struct InterviewFilter {
  std::optional<Id> case_id;
  std::optional<Id> person_id;
  std::optional<model::InterviewState> state;
  bool under_way_only = false;
};

/// What starts an interview. Either an id or a name or title for what does not exist yet.
struct StartInterview {
  Id case_id;              ///< None: a new case called `case_title`.
  std::string case_title;  ///< Used if `case_id` is none.
  model::CaseKind case_kind = model::CaseKind::kIncident;  ///< Of the new case.
  Id person_id;  ///< None: a new person called `person_name`.
  std::string person_name;
  std::string guide_id;
  int guide_version = 1;
  std::string guide_body;  ///< The guide as JSON, so that the interview keeps its version.
  int plan_minutes = 60;
};

/// What start_interview() made or used.
struct StartedInterview {
  Id interview_id;
  Id case_id;
  Id person_id;
};

/// Who was named in an interview, and with which guide the 1:1 would be held.
struct NewReferral {
  Id interview_id;
  Id person_id;             ///< None: a new person called `person_name`.
  std::string person_name;  ///< Used if `person_id` is none.
  std::string about;        ///< One line; may be empty.
  std::string guide_id;
  int guide_version = 1;
  std::string guide_body;
};

/// What refer() made or used.
struct MadeReferral {
  Id referral_id;
  Id person_id;
  Id candidate_id;  ///< None: the case has a 1:1 with that person already.
};

/// A line to add.
struct NewLine {
  Id interview_id;
  std::string item_id;
  model::LineKind kind = model::LineKind::kParaphrase;
  std::string text;
  bool held = false;       ///< Off the record: sealed under the held-back room from the start.
  std::int64_t at_ms = 0;  ///< When it was said, where that is not now; 0: now.
};

/// A passage to add.
struct NewPassage {
  std::string item_id;
  std::string text;
  bool verbatim = false;
  std::vector<Id> lines;  ///< Those that it is made of.
};

/// Where a word was found: bytes of Hit::line.text.
struct Match {
  std::size_t offset = 0;
  std::size_t size_bytes = 0;
};

/// A line that a search found.
struct Hit {
  model::Line line;
  std::string person_name;
  std::string case_title;
  std::vector<Match> matches;  ///< Ascending, never overlapping.
};

/// What is to be read of a 1:1 by those whom consent names.
struct SharedNotes {
  Id room;
  std::vector<Id> readers;              ///< Members of the case.
  std::vector<std::uint64_t> counters;  ///< Of this device's operations, ascending.
};

/// A vault that this person syncs, as the own vault says.
struct KnownVault {
  Id id;
  std::string founder;   ///< The founder's Ed25519 public key, as 64 hex digits.
  std::string endpoint;  ///< Where it lies: an address.
  bool left = false;     ///< This person is in it no more.
};

/// Text that is still in a field.
struct Draft {
  std::string text;  ///< At most 512 KiB.
  std::int64_t saved_ms = 0;
};

class Store {
 public:
  /// Makes a new, empty store. `files`, `clock` and `random` outlive it.
  /// Errors: kConflict if the file exists.
  static Result<std::unique_ptr<Store>> create(Files& files, Clock& clock, Random& random,
                                               StoreOptions options);

  /// Opens a store, checks it (see docs/design/store.md for how deep) and migrates it if it is
  /// older. Errors: kNotFound if the file is missing or empty; kCorrupt if the key is wrong or the
  /// file damaged (the key file authenticates the key, so: damaged); kUnsupported if a newer
  /// version wrote it (untouched); kConflict if it is open already; kQuota; kIo.
  static Result<std::unique_ptr<Store>> open(Files& files, Clock& clock, Random& random,
                                             StoreOptions options);

  /// True if the file is there and not empty. It must not be open. Errors: kConflict, kIo.
  static Result<bool> exists(Files& files, std::string_view file);

  /// Removes the store's file and its companions (-wal, -journal) and `backup_file` if not empty.
  /// The store must not be open. Errors: kConflict, kIo.
  static Status remove(Files& files, std::string_view file, std::string_view backup_file);

  /// Makes `file` hold a copy that was read with read_copy(); what was there is replaced. Not
  /// atomic: write the key file only after this succeeded. From its first opening on
  /// it writes under new devices. Errors: kCorrupt if `bytes` cannot be a store; kConflict if the
  /// file is open; kQuota; kIo.
  static Status install_copy(Files& files, std::string_view file, ByteSpan bytes);

  ~Store();
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;

  /// Writes everything into the one file and closes. Afterwards every call fails with kIo.
  Status close();
  /// False after close(), and after a failure that left the file's state unknown.
  bool is_open() const;

  /// Under which device this store writes in `vault`, and nowhere else; none if it has not yet. One
  /// is minted with the first operation there, or the first journal() of it.
  Result<Id> device(const Id& vault);
  Id author() const;
  /// The vault of what belongs to no case (people; private observations): own devices only.
  Id own_vault() const;

  // --- the door -------------------------------------------------------------------------------

  /// Makes one operation of each change and applies them in one transaction; returns their ids, in
  /// the same order. Each operation replaces the current revisions of its field. Errors: kInvalid
  /// if a field or value does not fit (nothing is checked against the rules of interviews here: use
  /// the functions below).
  Result<std::vector<format::OpId>> commit(std::span<const Change> changes);

  /// Applies operations from elsewhere in one transaction; in any order, and again, gives the same
  /// tables. Operations that this version does not understand are kept.
  /// Errors: kCorrupt if a payload does not match its commit, or an id is known with other content.
  Result<Applied> apply(std::span<const LoggedOperation> operations);

  /// The operations after `sequence` (0: from the start), at most `limit`, in the log's order.
  Result<std::vector<LoggedOperation>> operations_after(std::int64_t sequence, int limit);

  // --- sync -------------------------------------------------------------------------------------

  /// What sync needs of `vault`: a case, the own one, or one that is to be joined. One at a time
  /// for a vault; the store outlives it, and after close() its calls fail with kIo. Its commit() is
  /// one transaction; kCorrupt says that an operation is not what carries it says, of another
  /// vault, or under an id of ours, and then nothing of the batch happened.
  Result<std::unique_ptr<sync::Journal>> journal(const Id& vault);
  /// Tells this person's other devices of `vault`, with its founder (64 hex digits, small) and
  /// where it lies. A founder never changes. Errors: kInvalid; kConflict if another founder is
  /// known.
  Status note_vault(const Id& vault, std::string_view founder, std::string_view endpoint);
  /// All that are known, by id.
  Result<std::vector<KnownVault>> vaults();
  /// Says, where the members of that case can read it, whom this person's 1:1s and referrals there
  /// are about: people are known to this person's own devices alone. Nothing to do where it is
  /// said.
  Status tell_names(const Id& case_id);
  /// The notes that this person holds in that case, with who may read them by the consent that
  /// holds now: of each 1:1 whose conversation is over, what is said in lines that stand and are on
  /// the record. Without readers where there is no such consent.
  Result<std::vector<SharedNotes>> shared_notes(const Id& case_id);
  /// Goes up with every change that this device makes and sync may want to carry.
  std::uint64_t written() const;
  /// Goes up with each transaction of a journal that changed what a screen may show. Reads nothing:
  /// compare it after each tick of sync.
  std::uint64_t arrivals() const;
  /// What that was, since this was last called.
  Arrivals take_arrivals();

  // --- changes with rules ---------------------------------------------------------------------
  // Errors of all: kInvalid with the rule that refuses; kNotFound if a named thing is not there.

  Result<Id> create_case(std::string_view title, model::CaseKind kind);
  Status rename_case(const Id& case_id, std::string_view title);
  /// Closes a case for good, and of its interviews those that may step there, all at once. Errors:
  /// kInvalid while a conversation of it is under way.
  Status close_case(const Id& case_id);
  Result<Id> create_person(std::string_view name);
  Status rename_person(const Id& person_id, std::string_view name);

  /// Makes the interview, and the case and person if they are new, all at once; it is held and
  /// under way from now. A guide's item is not touched.
  Result<StartedInterview> start_interview(const StartInterview& start);
  /// Makes an interview that is not held yet: a candidate.
  Result<StartedInterview> add_candidate(const StartInterview& start);
  /// Takes one step of the interview's life. To kHeld sets the start to now, unless set.
  Status step_interview(const Id& interview_id, model::InterviewState to);
  /// The conversation is over: no further lines. Its state stays held.
  Status end_conversation(const Id& interview_id);
  /// Goes on with a conversation that was ended; while its state is held.
  Status reopen_conversation(const Id& interview_id);
  Status set_plan_minutes(const Id& interview_id, int minutes);

  /// Adds a line; if `draft_scope` is not empty, that draft goes in the same transaction.
  Result<Id> add_line(const NewLine& line, std::string_view draft_scope = {});
  /// Adds lines in this order, all or none, and drops the draft as above.
  Result<std::vector<Id>> add_lines(std::span<const NewLine> lines,
                                    std::string_view draft_scope = {});
  /// Gives a line a new wording in place of those in `saw` (empty: of all that it has); what came
  /// since then stays beside it. Clears `draft_scope` as above. Errors: kInvalid for a line that is
  /// struck, unless `saw` tells that the edit had begun before.
  Status edit_line(const Id& line_id, std::string_view text, std::string_view draft_scope = {},
                   std::span<const model::Revision> saw = {});
  /// A text that was changed elsewhere meanwhile wins over the strike: Line::struck_over.
  Status strike_line(const Id& line_id, bool struck);
  Status set_line_kind(const Id& line_id, model::LineKind kind);
  /// Puts a line under `item_id` alone; empty: under none.
  Status set_line_item(const Id& line_id, std::string_view item_id);
  /// Puts a line under `item_id` too, or takes it out there. Errors: kInvalid for an empty id.
  Status set_line_also_item(const Id& line_id, std::string_view item_id, bool belongs);
  Status star_line(const Id& line_id, bool star);
  Status set_line_surprise(const Id& line_id, bool surprise);
  /// Takes a line off the record, or back on it: it is written anew under the other room, and every
  /// wording under the old one is emptied, so the history of its wordings ends here.
  Status hold_line(const Id& line_id, bool held);
  /// Divides a line at byte `at` of its text; blanks around the cut go. Returns the second part,
  /// which has everything else of the first. Errors: kInvalid if a part is empty.
  Result<Id> split_line(const Id& line_id, std::size_t at);
  /// Adds the text of `second` to `first`, after a line break, and strikes `second`.
  /// Errors: kInvalid if one is struck, or they are not alike on or off the record.
  Status join_lines(const Id& first, const Id& second);
  /// Moves a line to right behind `after` (none: to the beginning) of the same interview.
  Status move_line(const Id& line_id, const Id& after);

  /// Adds passages of clean text in this order, behind all that there are, all or none; drops the
  /// draft as above. Errors: kInvalid if the clean text may not be changed (check_may_clean), or a
  /// line may not be taken up (check_may_take_up) or is of another interview.
  Result<std::vector<Id>> add_passages(const Id& interview_id, std::span<const NewPassage> passages,
                                       std::string_view draft_scope = {});
  /// As edit_line().
  Status edit_passage(const Id& passage_id, std::string_view text,
                      std::string_view draft_scope = {}, std::span<const model::Revision> saw = {});
  /// Adds the words of a line to a passage, which comes from it then.
  Status take_up_line(const Id& passage_id, const Id& line_id);
  /// As strike_line().
  Status strike_passage(const Id& passage_id, bool struck);
  /// Empties every wording of a passage in the log, for good.
  Status remove_passage(const Id& passage_id);
  /// Empty: under none.
  Status set_passage_item(const Id& passage_id, std::string_view item_id);
  Status set_passage_verbatim(const Id& passage_id, bool verbatim);
  /// As split_line(); both parts come from the same lines.
  Result<Id> split_passage(const Id& passage_id, std::size_t at);
  /// Adds the text of `second` to `first`, after a blank, with its lines, and strikes `second`.
  /// Errors: kInvalid if one is struck, or one is a verbatim quote and the other is not.
  Status join_passages(const Id& first, const Id& second);
  /// As move_line().
  Status move_passage(const Id& passage_id, const Id& after);

  /// What a person chose where a field has several values: `value` takes the place of the revisions
  /// `saw`, and of no others. For what model::is_for_a_person() names. Errors: kInvalid if `value`
  /// is none of the current ones; only a line's text may be another.
  Status settle(model::EntityKind kind, const Id& entity, std::string_view field,
                const model::Value& value, std::span<const model::Revision> saw);

  /// Keeps a guide of one's own. `body`: as guide_json() writes it; not read here.
  Result<Id> add_guide(std::string_view body);
  Status change_guide(const Id& guide_id, std::string_view body);
  Status archive_guide(const Id& guide_id, bool archived);

  /// `covered_by`: for kCovered, a line of the same interview, or none.
  Status set_item_state(const Id& interview_id, std::string_view item_id,
                        model::ItemProgress progress, const Id& covered_by = {});

  /// Records what the person answered, or that they withdraw. Returns the record's id.
  Result<Id> record_consent(const Id& interview_id, const model::ConsentInput& input);

  /// What others may know of a follow-up, with the person's yes; empty: nothing. Earlier wordings
  /// are emptied in the log.
  Status set_follow_up(const Id& interview_id, std::string_view text);

  /// Puts somebody who was named in an interview on its case's list: the person if new, a candidate
  /// where the case has no 1:1 with them yet, and who named them.
  Result<MadeReferral> refer(const NewReferral& referral);
  /// Takes a referral back, or not; a candidate whom nobody else named is no longer on the list.
  Status strike_referral(const Id& referral_id, bool struck);

  // Private observations, for the private store alone. These are in a library of their own
  // (app/wellbeing), which search, sharing, exports and reports do not link.

  /// `text` may be empty unless the kind is one that is words. Errors: kInvalid.
  Result<Id> add_observation(const Id& interview_id, model::ObservationKind kind,
                             std::string_view item_id, std::string_view text);
  /// Takes an observation out; its words are emptied in the log.
  Status remove_observation(const Id& observation_id);

  // --- reads ----------------------------------------------------------------------------------

  /// The current values of a field, each once, by revision. More than one: nobody has settled it.
  Result<std::vector<model::Wording>> wordings(model::EntityKind kind, const Id& entity,
                                               std::string_view field);
  /// The fields of `entity` from whose values a person has to choose, a text first.
  Result<std::vector<model::Conflict>> conflicts(model::EntityKind kind, const Id& entity);

  /// All cases, the newest first. Archived ones come last.
  Result<std::vector<model::Case>> cases();
  /// Errors: kNotFound.
  Result<model::Case> find_case(const Id& case_id);
  /// All people by name (byte order of the case-folded ASCII part), archived ones last.
  Result<std::vector<model::Person>> people();
  /// Errors: kNotFound.
  Result<model::Person> person(const Id& person_id);
  /// Matching interviews; under way first, then the one with the latest activity first.
  Result<std::vector<model::Interview>> interviews(const InterviewFilter& filter = {});
  /// Errors: kNotFound.
  Result<model::Interview> interview(const Id& interview_id);
  /// The steps that it took, oldest first.
  Result<std::vector<model::InterviewStep>> steps(const Id& interview_id);
  /// All its lines, struck ones and those off the record too, in their order.
  Result<std::vector<model::Line>> lines(const Id& interview_id);
  /// Errors: kNotFound.
  Result<model::Line> line(const Id& line_id);
  /// All passages of its clean text, struck ones too, in their order.
  Result<std::vector<model::Passage>> passages(const Id& interview_id);
  /// Errors: kNotFound.
  Result<model::Passage> passage(const Id& passage_id);
  /// Every wording of a passage that is still kept, oldest first.
  Result<std::vector<model::LineVersion>> passage_history(const Id& passage_id);
  /// The guides of one's own that are not archived, oldest first.
  Result<std::vector<model::OwnGuide>> own_guides();
  /// Every wording of a line that is still kept, oldest first.
  Result<std::vector<model::LineVersion>> line_history(const Id& line_id);
  /// The items that have a state, sorted by id; those not listed are open.
  Result<std::vector<model::ItemState>> item_states(const Id& interview_id);
  /// The record that holds now; a default record if none.
  Result<model::ConsentRecord> consent(const Id& interview_id);
  /// All records of an interview, oldest first.
  Result<std::vector<model::ConsentRecord>> consent_history(const Id& interview_id);
  /// Who was named in the interviews of a case, oldest first; struck ones too.
  Result<std::vector<model::Referral>> referrals(const Id& case_id);
  /// The private store's observations about an interview, oldest first (app/wellbeing).
  Result<std::vector<model::Observation>> observations(const Id& interview_id);
  /// Lines that hold every word of `text` (the last one as a beginning), newest first, at most
  /// `limit`. Struck lines and those off the record are not found. An empty or wordless `text`
  /// finds nothing.
  Result<std::vector<Hit>> search(std::string_view text, int limit);

  // --- this device only -----------------------------------------------------------------------

  /// Keeps `text` for `scope`, durably. Empty text clears it. `scope`: which field, chosen by the
  /// session, 1 to 200 bytes.
  Status save_draft(std::string_view scope, std::string_view text);
  Result<std::optional<Draft>> draft(std::string_view scope);
  Status clear_draft(std::string_view scope);

  /// A setting of this device (theme, lock time, the interview that was open, ...).
  Result<std::optional<std::string>> setting(std::string_view name);
  Status set_setting(std::string_view name, std::string_view value);

  /// When a copy was last saved, in wall time; nothing if never.
  Result<std::optional<std::int64_t>> last_copy_ms();
  /// Notes that a copy was handed to the person now.
  Status note_copy_saved();

  // --- care -----------------------------------------------------------------------------------

  // A copy of the whole store, encrypted, piece by piece: everything up to begin_copy(), whatever
  // is written meanwhile. Whoever opens the copy writes under new
  // devices.

  /// Begins one, and ends one that was under way. From now on the log grows and the file stays as
  /// it is, until end_copy(). Returns the copy's size in bytes.
  Result<std::uint64_t> begin_copy();
  /// Reads the next bytes of the copy at `offset` into all of `out`. Errors: kConflict if no copy
  /// is under way, or it has ended; kIo, which leaves the store as it was.
  Status read_copy(std::uint64_t offset, std::span<std::uint8_t> out);
  /// Ends it, whether it was read to its end or not. Nothing to do if there is none.
  void end_copy();
  /// Drops every table that is made from the log and makes it again.
  Status rebuild_tables();
  /// Reads and authenticates every page, and compares the search index with the lines.
  /// Errors: kCorrupt with what is wrong.
  Status check();

 private:
  struct Impl;
  explicit Store(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace quietroom::store
