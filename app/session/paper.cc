// Reading back, and what is printed: the last check before something leaves the store stands here.
#include "app/session/consent_words.h"
#include "app/session/reading.h"
#include "app/session/session.h"

namespace quietroom::session {

void Session::open_read_back() {
  if (!state_.interview) return;
  flush_draft();
  end_line_edit();
  state_.interview->read_from = -1;
  set_field(Field::kReadSearch, {});
  go(Screen::kReadBack);
}

void Session::read_by_item(bool on) {
  if (state_.interview) state_.interview->read_by_item = on;
}

void Session::read_from(int item) {
  if (!state_.interview) return;
  state_.interview->read_from = item;
  state_.interview->items_open = false;
}

void Session::print_notes() {
  if (!state_.interview || !may_write()) return;
  reload_interview();  // Consent may have been withdrawn elsewhere a moment ago.
  const InterviewView& view = *state_.interview;
  const auto refusal =
      model::sharing_refusal(model::Outlet::kOwnPaper, view.interview, view.consent);
  if (refusal) return tell_problem(model::not_shareable_text(*refusal));
  host_.page.send(PrintRequest{printed_notes(view, view.read_by_item, state_.utc_offset_minutes)});
}

void Session::hand_out_consent(bool as_file) {
  if (!state_.interview || !may_write()) return;
  reload_interview();
  const InterviewView& view = *state_.interview;
  const auto refusal =
      model::sharing_refusal(model::Outlet::kInterviewee, view.interview, view.consent);
  if (refusal) return tell_problem(model::not_shareable_text(*refusal));
  std::vector<PrintBlock> page =
      consent_copy(view.consent, view.interview.person_name, state_.utc_offset_minutes);
  if (!as_file) return host_.page.send(PrintRequest{std::move(page)});
  const std::string text = as_text(page);
  // No name and no incident: a folder of downloads is seen by others.
  const std::string day = model::civil_date_at(view.consent.recorded_ms, state_.utc_offset_minutes);
  host_.page.send(SaveFileRequest{"consent-" + day + ".txt", "text/plain;charset=utf-8",
                                  Bytes(text.begin(), text.end())});
  tell(say("The copy was handed to the browser's downloads. It is not encrypted."));
}

}  // namespace quietroom::session
