// The parts of the stage that look into commands, once for all tests.
#include "tests/app/screens/stage.h"

namespace quietroom::screens_test {

using session::Command;
using session::Commands;

std::size_t Asked::size() const {
  return commands->size();
}

std::size_t Asked::kind(std::size_t index) const {
  return commands->at(index).index();
}

template <typename What>
const What* Asked::as(std::size_t index) const {
  return index < commands->size() ? std::get_if<What>(&(*commands)[index]) : nullptr;
}

template <typename What>
std::size_t kind_of() {
  return Command(What{}).index();
}

Asked Stage::take() {
  Asked asked{make_commands()};
  asked.commands->swap(*commands_);
  return asked;
}

std::shared_ptr<Commands> Stage::make_commands() {
  return std::make_shared<Commands>();
}

#define QUIETROOM_COMMAND(What)                                              \
  template const command::What* Asked::as<command::What>(std::size_t) const; \
  template std::size_t kind_of<command::What>();
QUIETROOM_COMMAND(BeginSetup)
QUIETROOM_COMMAND(ChoosePassphrase)
QUIETROOM_COMMAND(RecoveryWritten)
QUIETROOM_COMMAND(ConfirmRecovery)
QUIETROOM_COMMAND(ShowRecoveryAgain)
QUIETROOM_COMMAND(Unlock)
QUIETROOM_COMMAND(BeginForgotten)
QUIETROOM_COMMAND(UseRecoveryCode)
QUIETROOM_COMMAND(BeginOpenCopy)
QUIETROOM_COMMAND(CopyPicked)
QUIETROOM_COMMAND(OpenCopy)
QUIETROOM_COMMAND(BackToStart)
QUIETROOM_COMMAND(BeginErase)
QUIETROOM_COMMAND(CancelErase)
QUIETROOM_COMMAND(EraseAndStartAnew)
QUIETROOM_COMMAND(TryExample)
QUIETROOM_COMMAND(LeaveExample)
QUIETROOM_COMMAND(TakeStore)
QUIETROOM_COMMAND(Lock)
QUIETROOM_COMMAND(GoHome)
QUIETROOM_COMMAND(GoBack)
QUIETROOM_COMMAND(OpenCases)
QUIETROOM_COMMAND(OpenPeople)
QUIETROOM_COMMAND(OpenCase)
QUIETROOM_COMMAND(OpenPerson)
QUIETROOM_COMMAND(OpenInterview)
QUIETROOM_COMMAND(OpenConsent)
QUIETROOM_COMMAND(OpenAbout)
QUIETROOM_COMMAND(OpenLicences)
QUIETROOM_COMMAND(OpenSettings)
QUIETROOM_COMMAND(OpenShortcuts)
QUIETROOM_COMMAND(OpenFirstSteps)
QUIETROOM_COMMAND(EditField)
QUIETROOM_COMMAND(ToggleReveal)
QUIETROOM_COMMAND(CreateCase)
QUIETROOM_COMMAND(CreatePerson)
QUIETROOM_COMMAND(BeginRename)
QUIETROOM_COMMAND(Rename)
QUIETROOM_COMMAND(CancelRename)
QUIETROOM_COMMAND(BeginShortcut)
QUIETROOM_COMMAND(ChangeShortcut)
QUIETROOM_COMMAND(CancelShortcut)
QUIETROOM_COMMAND(ResetShortcuts)
QUIETROOM_COMMAND(OpenGuides)
QUIETROOM_COMMAND(OpenGuide)
QUIETROOM_COMMAND(UseGuide)
QUIETROOM_COMMAND(CopyGuide)
QUIETROOM_COMMAND(ExportGuide)
QUIETROOM_COMMAND(GuidePicked)
QUIETROOM_COMMAND(RemoveGuide)
QUIETROOM_COMMAND(OpenGuideItem)
QUIETROOM_COMMAND(AddGuideItem)
QUIETROOM_COMMAND(RemoveGuideItem)
QUIETROOM_COMMAND(PutGuideItemBack)
QUIETROOM_COMMAND(MoveGuideItem)
QUIETROOM_COMMAND(ToggleItemSkip)
QUIETROOM_COMMAND(ToggleItemEmotion)
QUIETROOM_COMMAND(StartInterview)
QUIETROOM_COMMAND(StartInterviewWith)
QUIETROOM_COMMAND(WriteDraft)
QUIETROOM_COMMAND(CommitLine)
QUIETROOM_COMMAND(CommitDraft)
QUIETROOM_COMMAND(ChooseKind)
QUIETROOM_COMMAND(ChooseItem)
QUIETROOM_COMMAND(NextItem)
QUIETROOM_COMMAND(PreviousItem)
QUIETROOM_COMMAND(MarkItem)
QUIETROOM_COMMAND(SelectLine)
QUIETROOM_COMMAND(BeginEditLine)
QUIETROOM_COMMAND(WriteLineEdit)
QUIETROOM_COMMAND(SaveLineEdit)
QUIETROOM_COMMAND(EndLineEdit)
QUIETROOM_COMMAND(StrikeLine)
QUIETROOM_COMMAND(SetLineKind)
QUIETROOM_COMMAND(SetLineItem)
QUIETROOM_COMMAND(HoldLine)
QUIETROOM_COMMAND(ToggleOffRecord)
QUIETROOM_COMMAND(StarLine)
QUIETROOM_COMMAND(MarkSurprise)
QUIETROOM_COMMAND(AddPause)
QUIETROOM_COMMAND(SplitEdit)
QUIETROOM_COMMAND(JoinLine)
QUIETROOM_COMMAND(TakeApart)
QUIETROOM_COMMAND(MoveLine)
QUIETROOM_COMMAND(SetAlsoItem)
QUIETROOM_COMMAND(ToggleSorting)
QUIETROOM_COMMAND(JumpToLine)
QUIETROOM_COMMAND(CompleteWord)
QUIETROOM_COMMAND(NotesPicked)
QUIETROOM_COMMAND(ToggleClock)
QUIETROOM_COMMAND(OpenProbes)
QUIETROOM_COMMAND(CloseProbes)
QUIETROOM_COMMAND(ChoosePlan)
QUIETROOM_COMMAND(ShowOnlyItem)
QUIETROOM_COMMAND(ToggleItems)
QUIETROOM_COMMAND(ToggleMore)
QUIETROOM_COMMAND(ToggleCues)
QUIETROOM_COMMAND(CloseInterview)
QUIETROOM_COMMAND(ReopenInterview)
QUIETROOM_COMMAND(UndoLast)
QUIETROOM_COMMAND(OpenClosing)
QUIETROOM_COMMAND(CloseClosing)
QUIETROOM_COMMAND(FinishInterview)
QUIETROOM_COMMAND(OpenQuietCues)
QUIETROOM_COMMAND(CloseQuietCues)
QUIETROOM_COMMAND(ChooseCue)
QUIETROOM_COMMAND(ChooseBreaths)
QUIETROOM_COMMAND(OpenReferrals)
QUIETROOM_COMMAND(CloseReferrals)
QUIETROOM_COMMAND(Refer)
QUIETROOM_COMMAND(ReferKnown)
QUIETROOM_COMMAND(StrikeReferral)
QUIETROOM_COMMAND(StartCandidate)
QUIETROOM_COMMAND(OpenPrivate)
QUIETROOM_COMMAND(MarkPrivate)
QUIETROOM_COMMAND(TellFollowUp)
QUIETROOM_COMMAND(OpenReadBack)
QUIETROOM_COMMAND(ReadByItem)
QUIETROOM_COMMAND(ReadFrom)
QUIETROOM_COMMAND(PrintNotes)
QUIETROOM_COMMAND(SetConsentNotes)
QUIETROOM_COMMAND(SetConsentReturn)
QUIETROOM_COMMAND(SetConsentMedium)
QUIETROOM_COMMAND(SetConsentQuote)
QUIETROOM_COMMAND(SetConsentForm)
QUIETROOM_COMMAND(RecordConsent)
QUIETROOM_COMMAND(WithdrawConsent)
QUIETROOM_COMMAND(ReadConsentAloud)
QUIETROOM_COMMAND(PrintConsent)
QUIETROOM_COMMAND(SaveConsent)
QUIETROOM_COMMAND(ShowConsentRecord)
QUIETROOM_COMMAND(OpenConsentText)
QUIETROOM_COMMAND(KeepConsentText)
QUIETROOM_COMMAND(TakeShippedText)
QUIETROOM_COMMAND(Cover)
QUIETROOM_COMMAND(Uncover)
QUIETROOM_COMMAND(SaveCopy)
QUIETROOM_COMMAND(CancelCopy)
QUIETROOM_COMMAND(KeepStorage)
QUIETROOM_COMMAND(ApplyUpdate)
QUIETROOM_COMMAND(LaterUpdate)
QUIETROOM_COMMAND(Install)
QUIETROOM_COMMAND(DismissNotice)
QUIETROOM_COMMAND(ChooseTheme)
QUIETROOM_COMMAND(ChooseLanguage)
#undef QUIETROOM_COMMAND

}  // namespace quietroom::screens_test
