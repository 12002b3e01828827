// What other devices changed: shown as it comes, and settled by a person where two of them wrote
// without knowing of each other.
#include <charconv>

#include "app/session/session.h"
#include "app/session/wordings.h"

namespace quietroom::session {

namespace {

/// Begins the draft of an edit that says what it saw; no text that anybody types begins so.
constexpr char kSawMark = '\x01';

}  // namespace

std::string edit_draft(const std::vector<model::Revision>& saw, std::string_view text) {
  std::string draft(1, kSawMark);
  for (const model::Revision& one : saw)
    draft += to_base32(one.device) + ' ' + std::to_string(one.counter) + ' ';
  draft += '\n';
  draft += text;
  return draft;
}

EditDraft parse_edit_draft(std::string_view draft) {
  EditDraft edit;
  const std::size_t end = draft.find('\n');
  if (draft.empty() || draft.front() != kSawMark || end == draft.npos) {
    edit.text = draft;
    return edit;
  }
  edit.text = draft.substr(end + 1);
  std::string_view saw = draft.substr(1, end - 1);
  while (!saw.empty()) {
    const std::size_t between = saw.find(' ');
    const std::size_t after = saw.find(' ', between + 1);
    if (after == saw.npos) break;
    model::Revision one;
    const auto device = id_from_base32(saw.substr(0, between));
    const auto read = std::from_chars(saw.data() + between + 1, saw.data() + after, one.counter);
    if (device.ok() && read.ec == std::errc()) {
      one.device = device.value();
      edit.saw.push_back(one);
    }
    saw.remove_prefix(after + 1);
  }
  return edit;
}

void Session::settle(const command::Settle& chosen) {
  if (!may_write()) return;
  const bool is_line =
      chosen.kind == model::EntityKind::kLine || chosen.kind == model::EntityKind::kPassage;
  if (!done(keeper_.store().settle(chosen.kind, chosen.entity, chosen.field, chosen.value,
                                   chosen.saw))) {
    return;
  }
  if (is_line) note_line_promise(chosen.entity);
  if (is_line && chosen.field == model::field::kText) {
    tell(say("One wording again. The others are kept in its history."));
  }
  reload_lists();
  reload_interview();
}

}  // namespace quietroom::session
