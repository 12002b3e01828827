// The draft of a line's edit, with what the edit saw when it began: an edit that is taken up again
// after a restart must not replace what came from elsewhere meanwhile.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/model/revision.h"

namespace quietroom::session {

/// The wording that is being written, and the revisions of the text that it is to replace.
struct EditDraft {
  std::vector<model::Revision> saw;  ///< Empty in drafts of old versions.
  std::string text;
};

/// As it is kept in the store.
std::string edit_draft(const std::vector<model::Revision>& saw, std::string_view text);
/// Reads what edit_draft() wrote; anything else is a text that says nothing of what it saw.
EditDraft parse_edit_draft(std::string_view draft);

}  // namespace quietroom::session
