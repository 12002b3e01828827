// Which command leads to which step of the session. One line a command where it can be.
#pragma once

#include "app/session/session.h"

namespace quietroom::session {

/// The visitor of Command; made anew for each.
struct Dispatch {
  Session& on;

  // Getting in.
  void operator()(const command::BeginSetup&) { on.begin_setup(); }
  void operator()(const command::ChoosePassphrase&) { on.choose_passphrase(); }
  void operator()(const command::RecoveryWritten&) { on.ask_recovery(); }
  void operator()(const command::ConfirmRecovery&) { on.confirm_recovery(); }
  void operator()(const command::ShowRecoveryAgain&) { on.show_recovery(); }
  void operator()(const command::Unlock&) { on.unlock(); }
  void operator()(const command::BeginForgotten&) { on.go(Screen::kForgotten); }
  void operator()(const command::UseRecoveryCode&) { on.use_recovery_code(); }
  void operator()(const command::BeginOpenCopy&) { on.go(Screen::kOpenCopy); }
  void operator()(const command::CopyPicked& picked) { on.copy_picked(picked.bytes); }
  void operator()(const command::OpenCopy&) { on.open_copy(); }
  void operator()(const command::BackToStart&) { on.back_to_start(); }
  void operator()(const command::BeginErase&) { on.state_.asking_erase = true; }
  void operator()(const command::CancelErase&) { on.state_.asking_erase = false; }
  void operator()(const command::EraseAndStartAnew&) { on.erase(); }
  void operator()(const command::TryExample&) { on.try_example(); }
  void operator()(const command::LeaveExample&) { on.leave_example(); }
  void operator()(const command::TakeStore&) { on.take_store(); }
  void operator()(const command::Lock&) { on.lock(); }

  // Moving about.
  void operator()(const command::GoHome&) { on.go_home(); }
  void operator()(const command::GoBack&) { on.go_back(); }
  void operator()(const command::OpenCases&) { on.go(Screen::kCases); }
  void operator()(const command::OpenPeople&) { on.go(Screen::kPeople); }
  void operator()(const command::OpenCase& open) { on.open_case(open.id); }
  void operator()(const command::OpenPerson& open) { on.open_person(open.id); }
  void operator()(const command::OpenInterview& open) { on.open_interview(open.id); }
  void operator()(const command::OpenConsent&) { on.open_consent(); }
  void operator()(const command::OpenAbout&) { on.go(Screen::kAbout); }
  void operator()(const command::OpenLicences&) { on.go(Screen::kLicences); }
  void operator()(const command::OpenFirstSteps&) { on.go(Screen::kFirstSteps); }
  void operator()(const command::OpenSettings&) { on.go(Screen::kSettings); }
  void operator()(const command::OpenShortcuts&) { on.go(Screen::kShortcuts); }

  // Sync.
  void operator()(const command::OpenSync&) { on.show_sync(); }
  void operator()(const command::TurnOnSync&) { on.turn_on_sync(); }
  void operator()(const command::TurnOnSyncHere&) { on.turn_on_sync_here(); }
  void operator()(const command::TurnOffSync&) { on.turn_off_sync(); }
  void operator()(const command::SyncNow&) { on.sync_now(); }
  void operator()(const command::PauseSync&) { on.pause_sync(); }
  void operator()(const command::OpenDevices&) { on.open_devices(); }
  void operator()(const command::OpenDevice& open) { on.open_device(open.device); }
  void operator()(const command::NameDevice&) { on.name_device(); }
  void operator()(const command::SetDeviceRemoved& set) {
    on.set_device_removed(set.device, set.removed);
  }
  void operator()(const command::FillEndpoint&) { on.fill_endpoint(); }
  void operator()(const command::DismissSyncTrouble& dismiss) {
    on.sync_.dismiss(dismiss.kind);
    on.state_.sync = on.sync_.view();
  }

  // Adding a device.
  void operator()(const command::BeginPairing&) { on.begin_pairing(); }
  void operator()(const command::ReadPairing&) {
    on.read_pairing(as_bytes(on.state_.fields[Field::kPairing]));
  }
  void operator()(const command::PairingPicked& picked) { on.read_pairing(picked.bytes); }
  void operator()(const command::SavePairing&) { on.save_pairing(); }
  void operator()(const command::PairingCopied&) {
    on.tell(say("It is copied. Paste it on the other device."));
  }
  void operator()(const command::KeepOwnName&) { on.keep_own_name(); }
  void operator()(const command::BeginJoining&) { on.begin_joining(); }
  void operator()(const command::PairingSame&) { on.pairing_same(); }
  void operator()(const command::PairingDiffer&) { on.pairing_differs(); }

  // Fields, cases, people.
  void operator()(const command::EditField& edit) { on.edit_field(edit.field, edit.value); }
  void operator()(const command::ToggleReveal&) { on.state_.reveal = !on.state_.reveal; }
  void operator()(const command::CreateCase&) { on.create_case(); }
  void operator()(const command::CreatePerson&) { on.create_person(); }
  void operator()(const command::BeginRename&) { on.begin_rename(); }
  void operator()(const command::Rename&) { on.rename(); }
  void operator()(const command::CancelRename&) { on.state_.renaming = false; }
  void operator()(const command::OpenMembers&) { on.open_members(); }
  void operator()(const command::BeginInviting&) { on.begin_inviting(); }
  void operator()(const command::OpenMember& open) { on.open_member(open.person); }
  void operator()(const command::KeepMemberName&) { on.keep_member_name(); }
  void operator()(const command::RemoveMember& remove) { on.remove_member(remove.person); }
  void operator()(const command::SetOwner& set) { on.set_owner(set.person, set.owner); }
  void operator()(const command::Settle& settle) { on.settle(settle); }
  void operator()(const command::BeginShortcut& begin) { on.begin_shortcut(begin.act); }
  void operator()(const command::ChangeShortcut&) { on.change_shortcut(); }
  void operator()(const command::CancelShortcut&) { on.cancel_shortcut(); }
  void operator()(const command::ResetShortcuts&) { on.reset_shortcuts(); }
  void operator()(const command::OpenGuides&) { on.open_guides(); }
  void operator()(const command::OpenGuide& open) { on.open_guide(open.id); }
  void operator()(const command::UseGuide& use) { on.use_guide(use.id); }
  void operator()(const command::CopyGuide&) { on.copy_guide(); }
  void operator()(const command::ExportGuide&) { on.export_guide(); }
  void operator()(const command::GuidePicked& picked) { on.guide_picked(picked.bytes); }
  void operator()(const command::RemoveGuide& remove) {
    on.archive_guide(remove.own, remove.removed);
  }
  void operator()(const command::OpenGuideItem& open) { on.open_guide_item(open.index); }
  void operator()(const command::AddGuideItem&) { on.add_guide_item(); }
  void operator()(const command::RemoveGuideItem& remove) { on.remove_guide_item(remove.index); }
  void operator()(const command::PutGuideItemBack& back) {
    on.put_guide_item_back(back.index, back.item);
  }
  void operator()(const command::MoveGuideItem& move) { on.move_guide_item(move.by); }
  void operator()(const command::ToggleItemSkip&) { on.toggle_guide_item(&GuideItem::may_skip); }
  void operator()(const command::ToggleItemEmotion&) {
    on.toggle_guide_item(&GuideItem::brings_emotion);
  }
  void operator()(const command::StartInterview&) { on.start_interview(); }
  void operator()(const command::StartInterviewWith& with) {
    on.start_interview_with(with.person, with.case_id);
  }

  // The interview.
  void operator()(const command::WriteDraft& draft) { on.write_draft(draft.text); }
  void operator()(const command::CommitLine& line) { on.commit_line(line.text); }
  void operator()(const command::CommitDraft&) { on.commit_draft(); }
  void operator()(const command::KeepAsLines&) { on.keep_as_lines(); }
  void operator()(const command::TakeLinesBack& back) { on.take_lines_back(back.lines, back.text); }
  void operator()(const command::ChooseKind& choose) { on.choose_kind(choose.kind); }
  void operator()(const command::ChooseItem& choose) { on.choose_item(choose.item_id); }
  void operator()(const command::NextItem&) { on.step_item(1); }
  void operator()(const command::PreviousItem&) { on.step_item(-1); }
  void operator()(const command::MarkItem& mark) { on.mark_item(mark.item_id, mark.progress); }
  void operator()(const command::SelectLine& select) { on.select_line(select.line); }
  void operator()(const command::BeginEditLine& edit) { on.begin_edit_line(edit.line); }
  void operator()(const command::WriteLineEdit& edit) { on.write_line_edit(edit.text); }
  void operator()(const command::SaveLineEdit& edit) { on.save_line_edit(edit.text); }
  void operator()(const command::EndLineEdit&) { on.end_line_edit(); }
  void operator()(const command::StrikeLine& strike) { on.strike_line(strike.line, strike.struck); }
  void operator()(const command::SetLineKind& set) { on.set_line_kind(set.line, set.kind); }
  void operator()(const command::SetLineItem& set) { on.set_line_item(set.line, set.item_id); }
  void operator()(const command::HoldLine& hold) { on.hold_line(hold.line, hold.held); }
  void operator()(const command::ToggleOffRecord&) { on.toggle_off_record(); }
  void operator()(const command::StarLine& star) { on.star_line(star.line, star.star); }
  void operator()(const command::MarkSurprise& mark) { on.mark_surprise(mark.line, mark.surprise); }
  void operator()(const command::AddPause&) { on.add_pause(); }
  void operator()(const command::SplitEdit&) { on.split_edit(); }
  void operator()(const command::JoinLine& join) { on.join_line(join.line); }
  void operator()(const command::TakeApart& apart) {
    on.take_apart(apart.first, apart.second, apart.wording);
  }
  void operator()(const command::MoveLine& move) { on.move_line(move.line, move.by); }
  void operator()(const command::SetAlsoItem& also) {
    on.set_also_item(also.line, also.item_id, also.belongs);
  }
  void operator()(const command::ToggleSorting&) { on.toggle_sorting(); }
  void operator()(const command::JumpToLine& jump) { on.jump_to_line(jump.line); }
  void operator()(const command::CompleteWord& complete) { on.complete_word(complete.word); }
  void operator()(const command::NotesPicked& picked) { on.notes_picked(picked.bytes); }
  void operator()(const command::ToggleClock&) { on.toggle_clock(); }
  void operator()(const command::OpenProbes&) { on.show_probes(true); }
  void operator()(const command::CloseProbes&) { on.show_probes(false); }
  void operator()(const command::ChoosePlan& plan) { on.choose_plan(plan.minutes); }
  void operator()(const command::ShowOnlyItem& only) { on.show_only_item(only.on); }
  void operator()(const command::ToggleItems&) { on.toggle(&InterviewView::items_open); }
  void operator()(const command::ToggleMore&) { on.toggle(&InterviewView::more_open); }
  void operator()(const command::ToggleCues&) { on.toggle(&InterviewView::cues_open); }
  void operator()(const command::CloseInterview&) { on.close_interview(); }
  void operator()(const command::ReopenInterview&) { on.reopen_interview(); }
  void operator()(const command::UndoLast&) { on.undo_last(); }

  // Clean text.
  void operator()(const command::OpenCleanUp&) { on.open_clean_up(); }
  void operator()(const command::ShowRawLines& show) { on.show_raw_lines(show.on); }
  void operator()(const command::DraftPassages& draft) { on.draft_passages(draft.item_id); }
  void operator()(const command::CommitPassage& one) { on.commit_passage(one.text); }
  void operator()(const command::TakeUpLine& take) { on.take_up_line(take.line); }
  void operator()(const command::SelectPassage& select) { on.select_passage(select.passage); }
  void operator()(const command::StrikePassage& strike) {
    on.strike_passage(strike.passage, strike.struck);
  }
  void operator()(const command::TakePassagesBack& back) { on.take_passages_back(back.passages); }
  void operator()(const command::RemovePassage& remove) { on.remove_passage(remove.passage); }
  void operator()(const command::SetVerbatim& set) { on.set_verbatim(set.passage, set.on); }
  void operator()(const command::SetPassageItem& set) {
    on.set_passage_item(set.passage, set.item_id);
  }
  void operator()(const command::MovePassage& move) { on.move_passage(move.passage, move.by); }
  void operator()(const command::JoinPassage& join) { on.join_passage(join.passage); }
  void operator()(const command::TakePassagesApart& apart) {
    on.take_passages_apart(apart.first, apart.second, apart.wording);
  }
  void operator()(const command::UseWording& use) { on.use_wording(use.passage, use.text); }
  void operator()(const command::ToggleCleaned&) { on.toggle_cleaned(); }
  void operator()(const command::FinishCleanUp&) { on.finish_clean_up(); }

  // Closing, and what helps meanwhile.
  void operator()(const command::OpenClosing&) { on.show_closing(true); }
  void operator()(const command::CloseClosing&) { on.show_closing(false); }
  void operator()(const command::FinishInterview&) { on.finish_interview(); }
  void operator()(const command::OpenQuietCues&) { on.show_quiet_cues(true); }
  void operator()(const command::CloseQuietCues&) { on.show_quiet_cues(false); }
  void operator()(const command::ChooseCue& choose) { on.choose_cue(choose.cue); }
  void operator()(const command::ChooseBreaths& choose) { on.choose_breaths(choose.per_minute); }

  void operator()(const command::BeginCloseCase&) { on.state_.asking_close = true; }
  void operator()(const command::CancelCloseCase&) { on.state_.asking_close = false; }
  void operator()(const command::CloseCase&) { on.close_case(); }

  // Who else.
  void operator()(const command::OpenReferrals&) { on.show_referrals(true); }
  void operator()(const command::CloseReferrals&) { on.show_referrals(false); }
  void operator()(const command::Refer&) { on.refer(); }
  void operator()(const command::ReferKnown& known) { on.refer_known(known.person); }
  void operator()(const command::StrikeReferral& strike) {
    on.strike_referral(strike.referral, strike.struck);
  }
  void operator()(const command::StartCandidate& start) { on.start_candidate(start.interview); }

  // The private screen.
  void operator()(const command::OpenPrivate&) { on.open_private(); }
  void operator()(const command::MarkPrivate& mark) { on.mark_private(mark.kind, mark.on); }
  void operator()(const command::TellFollowUp& tell) { on.tell_follow_up(tell.told); }

  // Reading back.
  void operator()(const command::OpenReadBack&) { on.open_read_back(); }
  void operator()(const command::ReadByItem& by) { on.read_by_item(by.on); }
  void operator()(const command::ReadFrom& from) { on.read_from(from.item); }
  void operator()(const command::PrintNotes&) { on.print_notes(); }

  // Consent.
  void operator()(const command::SetConsentNotes& set) { on.answer().notes_taken = set.answer; }
  void operator()(const command::SetConsentReturn& set) {
    on.answer().cleaned_and_returned = set.answer;
  }
  void operator()(const command::SetConsentMedium& set) { on.answer().medium_ok = set.answer; }
  void operator()(const command::SetConsentQuote& set) { on.answer().quote_choice = set.choice; }
  void operator()(const command::SetConsentForm& set) { on.state_.consent_form.form = set.form; }
  void operator()(const command::RecordConsent&) { on.record_consent(/*withdrawn=*/false); }
  void operator()(const command::WithdrawConsent&) { on.record_consent(/*withdrawn=*/true); }

  void operator()(const command::ReadConsentAloud&) { on.read_consent_aloud(); }
  void operator()(const command::PrintConsent&) { on.hand_out_consent(/*as_file=*/false); }
  void operator()(const command::SaveConsent&) { on.hand_out_consent(/*as_file=*/true); }
  void operator()(const command::ShowConsentRecord& show) { on.show_consent_record(show.record); }
  void operator()(const command::OpenConsentText&) { on.open_consent_text(); }
  void operator()(const command::KeepConsentText&) { on.keep_consent_text(); }
  void operator()(const command::TakeShippedText&) { on.take_shipped_text(); }

  // Always.
  void operator()(const command::Cover&) { on.cover(); }
  void operator()(const command::Uncover&) { on.state_.covered = false; }
  void operator()(const command::SaveCopy&) { on.save_copy(); }
  void operator()(const command::CancelCopy&) { on.cancel_copy(); }
  void operator()(const command::KeepStorage&) { on.host_.page.send(PersistRequest{}); }
  void operator()(const command::ApplyUpdate&) { on.apply_update(); }
  void operator()(const command::LaterUpdate&) { on.state_.device.update_put_off = true; }
  void operator()(const command::Install&) { on.host_.page.send(InstallRequest{}); }
  void operator()(const command::DismissNotice&) { on.state_.notice.reset(); }
  void operator()(const command::LineCopied&) { on.tell(say("The line is copied.")); }
  void operator()(const command::ChooseTheme& choose) { on.set_theme(choose.choice); }
  void operator()(const command::ChooseLanguage& choose) {
    on.host_.page.send(LanguageRequest{choose.choice});
  }
  void operator()(const command::TypeLocally& set) { on.set_type_locally(set.on); }
};

}  // namespace quietroom::session
