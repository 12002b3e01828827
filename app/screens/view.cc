#include "app/screens/view.h"

#include <utility>

namespace quietroom::screens {

template <typename What>
void View::emit(What what) const {
  out.emplace_back(std::in_place_type<What>, std::move(what));
}

// Every command, once; one that is missing here does not link.
template void View::emit(command::BeginSetup) const;
template void View::emit(command::ChoosePassphrase) const;
template void View::emit(command::RecoveryWritten) const;
template void View::emit(command::ConfirmRecovery) const;
template void View::emit(command::ShowRecoveryAgain) const;
template void View::emit(command::Unlock) const;
template void View::emit(command::BeginForgotten) const;
template void View::emit(command::UseRecoveryCode) const;
template void View::emit(command::BeginOpenCopy) const;
template void View::emit(command::CopyPicked) const;
template void View::emit(command::OpenCopy) const;
template void View::emit(command::BackToStart) const;
template void View::emit(command::BeginErase) const;
template void View::emit(command::CancelErase) const;
template void View::emit(command::EraseAndStartAnew) const;
template void View::emit(command::TryExample) const;
template void View::emit(command::LeaveExample) const;
template void View::emit(command::TakeStore) const;
template void View::emit(command::Lock) const;
template void View::emit(command::GoHome) const;
template void View::emit(command::GoBack) const;
template void View::emit(command::OpenCases) const;
template void View::emit(command::OpenPeople) const;
template void View::emit(command::OpenCase) const;
template void View::emit(command::OpenPerson) const;
template void View::emit(command::OpenInterview) const;
template void View::emit(command::OpenConsent) const;
template void View::emit(command::OpenAbout) const;
template void View::emit(command::OpenLicences) const;
template void View::emit(command::OpenSettings) const;
template void View::emit(command::OpenShortcuts) const;
template void View::emit(command::OpenFirstSteps) const;
template void View::emit(command::EditField) const;
template void View::emit(command::ToggleReveal) const;
template void View::emit(command::CreateCase) const;
template void View::emit(command::CreatePerson) const;
template void View::emit(command::BeginRename) const;
template void View::emit(command::Rename) const;
template void View::emit(command::CancelRename) const;
template void View::emit(command::BeginShortcut) const;
template void View::emit(command::ChangeShortcut) const;
template void View::emit(command::CancelShortcut) const;
template void View::emit(command::ResetShortcuts) const;
template void View::emit(command::OpenGuides) const;
template void View::emit(command::OpenGuide) const;
template void View::emit(command::UseGuide) const;
template void View::emit(command::CopyGuide) const;
template void View::emit(command::ExportGuide) const;
template void View::emit(command::GuidePicked) const;
template void View::emit(command::RemoveGuide) const;
template void View::emit(command::OpenGuideItem) const;
template void View::emit(command::AddGuideItem) const;
template void View::emit(command::RemoveGuideItem) const;
template void View::emit(command::PutGuideItemBack) const;
template void View::emit(command::MoveGuideItem) const;
template void View::emit(command::ToggleItemSkip) const;
template void View::emit(command::ToggleItemEmotion) const;
template void View::emit(command::StartInterview) const;
template void View::emit(command::StartInterviewWith) const;
template void View::emit(command::WriteDraft) const;
template void View::emit(command::CommitLine) const;
template void View::emit(command::CommitDraft) const;
template void View::emit(command::KeepAsLines) const;
template void View::emit(command::TakeLinesBack) const;
template void View::emit(command::ChooseKind) const;
template void View::emit(command::ChooseItem) const;
template void View::emit(command::NextItem) const;
template void View::emit(command::PreviousItem) const;
template void View::emit(command::MarkItem) const;
template void View::emit(command::SelectLine) const;
template void View::emit(command::BeginEditLine) const;
template void View::emit(command::WriteLineEdit) const;
template void View::emit(command::SaveLineEdit) const;
template void View::emit(command::EndLineEdit) const;
template void View::emit(command::StrikeLine) const;
template void View::emit(command::SetLineKind) const;
template void View::emit(command::SetLineItem) const;
template void View::emit(command::HoldLine) const;
template void View::emit(command::ToggleOffRecord) const;
template void View::emit(command::StarLine) const;
template void View::emit(command::MarkSurprise) const;
template void View::emit(command::AddPause) const;
template void View::emit(command::SplitEdit) const;
template void View::emit(command::JoinLine) const;
template void View::emit(command::TakeApart) const;
template void View::emit(command::MoveLine) const;
template void View::emit(command::SetAlsoItem) const;
template void View::emit(command::ToggleSorting) const;
template void View::emit(command::JumpToLine) const;
template void View::emit(command::CompleteWord) const;
template void View::emit(command::NotesPicked) const;
template void View::emit(command::ToggleClock) const;
template void View::emit(command::OpenProbes) const;
template void View::emit(command::CloseProbes) const;
template void View::emit(command::ChoosePlan) const;
template void View::emit(command::ShowOnlyItem) const;
template void View::emit(command::ToggleItems) const;
template void View::emit(command::ToggleMore) const;
template void View::emit(command::ToggleCues) const;
template void View::emit(command::CloseInterview) const;
template void View::emit(command::ReopenInterview) const;
template void View::emit(command::UndoLast) const;
template void View::emit(command::SetConsentNotes) const;
template void View::emit(command::SetConsentReturn) const;
template void View::emit(command::SetConsentMedium) const;
template void View::emit(command::SetConsentQuote) const;
template void View::emit(command::SetConsentForm) const;
template void View::emit(command::RecordConsent) const;
template void View::emit(command::WithdrawConsent) const;
template void View::emit(command::Cover) const;
template void View::emit(command::Uncover) const;
template void View::emit(command::SaveCopy) const;
template void View::emit(command::CancelCopy) const;
template void View::emit(command::KeepStorage) const;
template void View::emit(command::ApplyUpdate) const;
template void View::emit(command::LaterUpdate) const;
template void View::emit(command::Install) const;
template void View::emit(command::DismissNotice) const;
template void View::emit(command::LineCopied) const;
template void View::emit(command::ChooseTheme) const;
template void View::emit(command::TypeLocally) const;

}  // namespace quietroom::screens
