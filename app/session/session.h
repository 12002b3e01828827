// The session: owns the state that screens read and is the only code that changes it. Carries out
// commands, takes the page's events, runs the timers. One per program.
//
// Files: session.cc dispatches; entrance.cc gets in and out (passphrase, recovery, copies);
// library.cc keeps cases and people; guides.cc guides; conversation.cc the interview; capture.cc
// what is done with lines; paper.cc reading back and what is printed; agreement.cc consent;
// own_consent.cc its text; derivation.cc keys from passphrases; upkeep.cc notices, failures,
// copies, timers; promises.cc what is stored but not durable yet; referrals.cc who was named;
// private.cc the private screen; wordings.cc what other devices wrote; closing.cc the end of a 1:1
// or a case, and the quiet cues; sync.cc other devices; pairing.cc adding one; members.cc the
// people of a case.
#pragma once

#include <functional>
#include <optional>
#include <set>
#include <span>

#include "app/model/words_in_lines.h"
#include "app/session/commands.h"
#include "app/session/keeper.h"
#include "app/session/state.h"
#include "app/session/sync_desk.h"
#include "app/words/words.h"
#include "platform/host.h"

namespace quietroom::session {

using words::say;

/// Without input for so long, the store is closed and the passphrase is asked for again.
inline constexpr std::int64_t kLockAfterMs = 10 * 60 * 1000;
/// The same while an interview is open: people talk for long without a word being typed.
inline constexpr std::int64_t kLockAfterInInterviewMs = 30 * 60 * 1000;
/// The program's version, as CHANGELOG.md and package.json have it.
inline constexpr std::string_view kVersion = "0.1.0";
/// The setting that names the interview to come back to; empty: none.
inline constexpr std::string_view kOpenInterviewSetting = "open.interview";
/// Of the 8 ms that a call may take (docs/architecture.md), what goes to long work; the rest is for
/// its last step and for showing what it did.
inline constexpr std::int64_t kJobBudgetMs = 4;
/// Work that takes longer shows how far it is, and can be cancelled.
inline constexpr std::int64_t kProgressAfterMs = 500;
/// How finely a copy's progress is shown: each step is a pass of the screen.
inline constexpr int kCopyPercentStep = 5;
/// How long typed text may wait before it is written. Budget: 250 (docs/architecture.md).
inline constexpr std::int64_t kDraftDebounceMs = 150;
/// Without a word from the device for so long, what was stored counts as not saved.
inline constexpr std::int64_t kSettleMs = 2000;
/// How long the note field rests before the screen says again what became of its text.
inline constexpr std::int64_t kTypingRestMs = 800;

class Session {
 public:
  /// `host` and the desks outlive the Session. Nothing is touched before the page says that the
  /// store is ours.
  Session(Host& host, PrivateDesk& desk, SyncDesk& sync);

  const State& state() const { return state_; }

  /// Carries out one command. Everything that it changes is durable when this returns, except typed
  /// text in fields, which is after kDraftDebounceMs; and except where the device cannot be waited
  /// for (Files::promised), where it is shown as on its way.
  void run(const Command& command);
  /// Takes an event that is not a screen's: the store's, the page's life, the connection.
  void take(const PageEvent& event);
  /// Somebody is there: a key, a touch, a move. Puts the lock off.
  void note_presence();
  /// Does what is due: writes drafts, retries, locks, ends notices, takes derived keys.
  /// True if the state changed.
  bool tick();
  /// When tick() wants to be called, in steady time.
  std::optional<std::int64_t> wake_ms() const;
  /// True while nobody can see the screen, so that nothing need be done for its sake.
  bool out_of_sight() const {
    return hidden_ && state_.device.second_window != SecondWindow::kPanel;
  }
  /// Brings `now_ms` and what depends on it up to date; before each pass.
  void refresh_clock();

  /// For the page that cannot draw: everything on the device, encrypted.
  Result<Bytes> copy_without_screen();

 private:
  friend struct Dispatch;
  enum class Job { kNone, kSetup, kUnlock, kNewPassphrase, kOpenCopy, kWords };

  // session.cc
  void go(Screen screen);
  void go_back();
  void go_home();
  void edit_field(Field field, const std::string& value);
  void set_field(Field field, std::string value);
  void refuse(std::optional<Field> field, std::string_view why);
  void wipe_secret_fields();
  void cover();
  void set_theme(int choice);
  void set_type_locally(bool on);
  void tell_refusal(Refusal what);
  void file_dropped(const Bytes& bytes);
  void second_window(SecondWindow state);
  void read_settings();
  void read_shortcuts();
  void begin_shortcut(Act act);
  void change_shortcut();
  void cancel_shortcut();
  void reset_shortcuts();
  void keep_shortcuts(Shortcuts shortcuts);

  // entrance.cc
  void boot();
  void show_damage(Damage damage);
  void show_open_failure(const Error& error);
  void begin_setup();
  void choose_passphrase();
  void show_recovery();
  void ask_recovery();
  void confirm_recovery();
  void unlock();
  void use_recovery_code();
  void copy_picked(Bytes bytes);
  void open_copy();
  void back_to_start();
  void erase();
  void try_example();
  void leave_example();
  void lock();
  void take_store();
  void finish_setup();
  void finish_unlock(const Secret<32>& kek);
  void finish_new_passphrase(const Secret<32>& kek);
  void finish_open_copy(const Secret<32>& kek);
  void enter();
  void give_store_away();
  void store_taken(std::string reason);
  void forget_everything();
  crypto::KdfParams fresh_params();

  // derivation.cc
  void derive(Job job, const crypto::KdfParams& params);
  void start_hash();
  void forget_job();
  bool derive_again();
  bool confirms(const Secret<32>& key);
  void key_derived(Result<Secret<32>> key);

  // library.cc
  void reload_lists();
  void open_case(const Id& id);
  void open_person(const Id& id);
  void create_case();
  void create_person();
  void begin_rename();
  void rename();
  bool has_founded(const model::Case& one) const;
  void choose_unsorted_case(store::StartInterview& start) const;
  void start_interview();
  void start_interview_with(const Id& person, const Id& case_id);
  void began(const store::StartedInterview& started);

  // guides.cc
  void reload_guides();
  void speak(words::Language language);
  const GuideEntry* find_guide(std::string_view id) const;
  void add_guide_to(store::StartInterview& start) const;
  void open_guides();
  void open_guide(const std::string& id);
  void use_guide(const std::string& id);
  void show_guide_fields();
  void guide_typed();
  bool take_guide_fields(Guide& guide, bool leaving);
  bool flush_guide(bool leaving = false);
  std::optional<std::string> body_of(const Guide& guide);
  bool keep_guide(Guide guide);
  void copy_guide();
  void add_own_guide(const Guide& guide, std::string_view then_tell);
  void guide_picked(const Bytes& bytes);
  void export_guide();
  void archive_guide(const Id& own, bool archived);
  template <typename Work>
  bool change_items(Work work);
  void open_guide_item(int index);
  void add_guide_item();
  void remove_guide_item(int index);
  void put_guide_item_back(int index, const GuideItem& item);
  void move_guide_item(int by);
  void toggle_guide_item(bool GuideItem::*flag);

  // conversation.cc
  void open_interview(const Id& id);
  void open_others();
  void reload_interview();
  void reload_lines();
  void choose_line(const Id& id);
  void read_earlier();
  void write_draft(std::string text);
  void flush_draft();
  void commit_line(const std::string& text);
  void commit_draft();
  void keep_as_lines();
  void take_lines_back(const std::vector<Id>& lines, const std::string& text);
  bool store_line(const model::Line& line);
  void choose_kind(model::LineKind kind);
  void select_line(const Id& line);
  void write_line_edit(const std::string& text);
  void show_only_item(bool on);
  void toggle(bool InterviewView::*flag);
  void choose_item(const std::string& item_id);
  void step_item(int by);
  void mark_item(const std::string& item_id, model::ItemProgress progress);
  void begin_edit_line(const Id& line);
  void take_up_edit(const model::Written& written, std::string_view draft);
  void take_up_edits();
  void save_line_edit(const std::string& text);
  void end_line_edit();
  void strike_line(const Id& line, bool struck);
  void set_line_kind(const Id& line, model::LineKind kind);
  void set_line_item(const Id& line, const std::string& item_id);
  void choose_plan(int minutes);
  void close_interview();
  void reopen_interview();
  const model::Line* find_line(const Id& line) const;
  const model::Written* find_written(const Id& id) const;
  void queue_line(model::Line line);
  bool change_line(const Id& line, const std::function<Status(store::Store&)>& change);

  // clean_up.cc
  void open_clean_up();
  void reload_passages();
  const model::Passage* find_passage(const Id& id) const;
  void show_raw_lines(bool on);
  void draft_passages(const std::string& item_id);
  bool add_passages(const std::vector<store::NewPassage>& passages, std::string_view draft_scope);
  void commit_passage(const std::string& text);
  void take_up_line(const Id& line);
  void select_passage(const Id& passage);
  void strike_passage(const Id& passage, bool struck);
  void take_passages_back(const std::vector<Id>& passages);
  void remove_passage(const Id& passage);
  void set_verbatim(const Id& passage, bool on);
  void set_passage_item(const Id& passage, const std::string& item_id);
  void move_passage(const Id& passage, int by);
  void join_passage(const Id& passage);
  void take_passages_apart(const Id& first, const Id& second, const std::string& wording);
  void use_wording(const Id& passage, const std::string& text);
  void toggle_cleaned();
  void finish_clean_up();
  void read_hints();
  void hints_typed();

  // wordings.cc
  void settle(const command::Settle& chosen);

  // capture.cc
  void read_capture();
  void read_clock();
  void abbreviations_typed();
  void read_abbreviations();
  std::string expanded(const std::string& text) const;
  void hold_line(const Id& line, bool held);
  void toggle_off_record();
  void star_line(const Id& line, bool star);
  void mark_surprise(const Id& line, bool surprise);
  void add_pause();
  void split_edit();
  void join_line(const Id& line);
  void take_apart(const Id& first, const Id& second, const std::string& wording);
  void move_line(const Id& line, int by);
  void set_also_item(const Id& line, const std::string& item_id, bool belongs);
  void toggle_sorting();
  void sort_next();
  void sort_under(const std::string& item_id);
  void jump_to_line(const Id& line);
  void complete_word(const std::string& word);
  void refresh_completions();
  std::vector<store::NewLine> lines_from(const std::string& text) const;
  void notes_picked(const Bytes& bytes);
  void toggle_clock();
  void show_probes(bool open);

  // closing.cc
  void show_closing(bool open);
  void finish_interview();
  void close_case();
  void show_quiet_cues(bool open);
  void choose_cue(Cue cue);
  void choose_breaths(int per_minute);
  void read_breaths();
  void support_typed();

  // referrals.cc
  void reload_referrals();
  void reload_candidates();
  void show_referrals(bool open);
  void refer();
  void refer_known(const Id& person);
  void put_on_list(const Id& person);
  void strike_referral(const Id& referral, bool struck);
  void start_candidate(const Id& interview);
  const model::Interview* candidate_of(const Id& person) const;

  // private.cc
  void open_private();
  bool load_private();
  void mark_private(model::ObservationKind kind, bool on);
  void tell_follow_up(bool told);
  void private_typed(Field field);
  bool keep_private_drafts();
  bool flush_private();
  void leave_private();
  bool is_private_open();
  Status destroy_private_of(const Id& case_id);
  bool destroy_private_of_closed();

  // sync.cc
  void open_sync();
  Status reopen_store();
  void show_sync();
  void turn_on_sync();
  void turn_on_sync_here();
  void turn_off_sync();
  void sync_now();
  void pause_sync();
  void fill_endpoint();
  void refresh_sync();
  bool step_sync();
  void show_received();

  // pairing.cc
  void begin_pairing();
  void show_request();
  void read_pairing(ByteSpan given);
  Result<crypto::Hash> take_pairing(ByteSpan message);
  void derive_words(const crypto::Hash& message);
  void words_derived(const Secret<32>& derived);
  void save_pairing();
  void pairing_same();
  void pairing_differs();
  void give_answer();
  void show_answer(Bytes answer);
  void finish_joining();
  void end_pairing();

  // devices.cc
  void open_devices();
  void open_device(const Id& device);
  void name_device();
  void set_device_removed(const Id& device, bool removed);

  // members.cc
  void open_members();
  std::optional<std::string> own_name_given();
  void keep_member_name();
  void reload_members();
  void open_member(const Id& person);
  void remove_member(const Id& person);
  void set_owner(const Id& person, bool owner);
  bool members_changed(const Status& status);
  void begin_inviting();
  void begin_joining();
  void begin_message(bool takes);
  void keep_own_name();
  void go_on_with_name();
  Result<Bytes> request_as(const std::string& name);
  Result<crypto::Hash> take_person_message(ByteSpan message);
  void give_invitation();
  void accept_invitation();

  // paper.cc
  void open_read_back();
  void read_by_item(bool on);
  void read_from(int item);
  void print_notes();
  void hand_out_consent(bool as_file);

  // agreement.cc
  void open_consent();
  model::ConsentAnswers& answer();
  void refresh_consent();
  void record_consent(bool withdrawn);
  void read_consent_aloud();
  void show_consent_record(const Id& record);

  // own_consent.cc
  void choose_consent_text(const std::vector<model::OwnGuide>& kept);
  const ConsentText& text_to_read() const;
  void open_consent_text();
  void consent_text_typed();
  void keep_consent_text();
  void take_shipped_text();

  // upkeep.cc
  void tell(std::string_view text);
  void tell_with_undo(std::string_view text, Command undo);
  void tell_problem(std::string_view text);
  /// True if `status` is good. Otherwise tells the person what failed and what is safe.
  bool done(const Status& status);
  template <typename T>
  std::optional<T> done(Result<T> result) {
    if (result.ok()) return std::move(result).value();
    report(result.error());
    return std::nullopt;
  }
  void report(const Error& error);
  void storage_failed(const Error& error);
  void storage_works();
  void retry_unsaved();
  void save_copy();
  bool step_copy();
  void finish_copy();
  void cancel_copy();
  void undo_last();
  void apply_update();
  bool may_write();

  // promises.cc
  struct LinePromise {
    std::uint64_t flush = 0;
    Id line;
  };
  struct DraftPromise {
    std::uint64_t flush = 0;
    Saved then = Saved::kNothing;
  };
  bool is_settled() const;
  void forget_promises();
  Saved saved_as(Saved then);
  void note_line_promise(const Id& line);
  void show_promises();
  void watch_promises();
  bool is_unsaved() const;
  void tell_unsaved();
  bool promises_overdue(std::int64_t now_ms);
  void promises_fail(const Error& error);
  void take_kept(const KeptEvent& event);
  void enter_when_settled(std::string_view then_tell);
  void go_on_entering();

  Host& host_;
  PrivateDesk& desk_;
  SyncDesk& sync_;
  Keeper keeper_;
  State state_;

  Job job_ = Job::kNone;
  crypto::KdfParams job_params_;
  std::string job_passphrase_;  ///< While the job runs.
  std::vector<Secret<32>> derived_;
  int derivations_ = 0;
  // Between the steps of getting in; wiped when in, and on the way back.
  std::optional<format::KeyBundle> bundle_;
  std::optional<crypto::RecoverySecret> recovery_;
  std::optional<Secret<32>> kek_;
  std::optional<crypto::SealingPair> request_pair_;      ///< Of the request that this device shows.
  std::optional<format::PairingRequest> request_;        ///< That came, and is to be answered.
  std::optional<format::PairingGift> gift_;              ///< From the answer that came.
  std::optional<format::PersonRequest> person_request_;  ///< The same, to be added to a case.
  std::optional<format::Invitation> invitation_;         ///< From the answer that came.
  Bytes own_message_;                                    ///< The request or answer of this device.
  Bytes picked_copy_;
  std::optional<format::KeyFile> copy_keys_;

  Id own_consent_text_;              ///< Where State::consent_text is kept; none: it is what ships.
  std::optional<Guide> open_guide_;  ///< Of the open interview; InterviewView::guide points to it.
  model::Abbreviations abbreviations_;  ///< What kAbbreviations held when it could last be read.
  std::optional<Command> undo_;
  std::optional<std::int64_t> draft_due_ms_;
  std::optional<std::int64_t> edit_due_ms_;
  std::optional<std::int64_t> guide_due_ms_;
  std::optional<std::int64_t> private_due_ms_;
  std::set<Field> private_changed_;  ///< What was typed there since it was last kept.
  std::optional<std::int64_t> rest_due_ms_;
  std::optional<std::int64_t> retry_due_ms_;
  std::int64_t retry_wait_ms_ = 0;
  std::int64_t presence_ms_ = 0;
  bool hidden_ = false;     ///< The tab is; a panel over all windows may still be seen.
  std::uint64_t kept_ = 0;  ///< So many flushes are durable.
  std::vector<LinePromise> line_promises_;
  std::optional<DraftPromise> draft_promise_;
  std::optional<std::int64_t> settle_due_ms_;
  std::optional<std::string> entering_;  ///< Waits for keys to be durable; what is told then.
  bool first_steps_due_ = false;         ///< Somebody is new here: getting in ends at what matters.
  bool told_unsaved_ = false;            ///< What the page knows; see UnsavedRequest.
  bool received_ = false;                ///< Something came from elsewhere and is not shown yet.
  bool promise_failed_ = false;  ///< What was stored is not durable, and that is not normal.
  std::vector<Screen> trail_;    ///< Screens to go back to.
};

}  // namespace quietroom::session
