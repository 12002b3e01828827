// Every screen, one function each; the file of that name holds it. Called by root.cc alone.
#pragma once

#include "app/screens/view.h"

namespace quietroom::screens {

// --- Getting in --------------------------------------------------------------------------------
void draw_starting(const View& view);
void draw_welcome(const View& view);
void draw_choose_passphrase(const View& view);
void draw_show_recovery(const View& view);
void draw_confirm_recovery(const View& view);
void draw_unlock(const View& view);
void draw_forgotten(const View& view);
void draw_open_copy(const View& view);
void draw_pairing(const View& view);  ///< Inside too, on the device that has the notes.
void draw_damaged(const View& view);
void draw_elsewhere(const View& view);
void draw_unavailable(const View& view);

// --- Inside ------------------------------------------------------------------------------------
void draw_first_steps(const View& view);
void draw_home(const View& view);
void draw_cases(const View& view);
void draw_case_page(const View& view);
void draw_devices(const View& view);
void draw_members(const View& view);
void draw_others_interview(const View& view);
void draw_people(const View& view);
void draw_person_page(const View& view);
void draw_interview(const View& view);
void draw_consent(const View& view);
void draw_private(const View& view);
void draw_consent_reading(const View& view);
void draw_consent_text(const View& view);
void draw_about(const View& view);
void draw_licences(const View& view);
void draw_shortcuts(const View& view);
void draw_settings(const View& view);
void draw_sync(const View& view);
void draw_guides(const View& view);
void draw_guide_page(const View& view);
void draw_read_back(const View& view);
void draw_clean_up(const View& view);

/// The sheet that the open screen shows, if any; called after everything else.
void draw_interview_sheet(const View& view);
void draw_read_back_sheet(const View& view);
void draw_cleaned_sheet(const View& view);
/// The second step before everything on this device is erased.
void draw_erase_sheet(const View& view);
void draw_close_case_sheet(const View& view);

/// Hides everything; draws and names nothing of the state.
void draw_cover(const View& view);

}  // namespace quietroom::screens
