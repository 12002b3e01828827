// The page's messages as C++ values and back: JSON as web/protocol.js lists it <-> platform/page.h.
// A message that does not follow the list is an Error, never an abort. No browser in here, so that
// native tests can read and write messages too; what calls the browser is page_web.h.
#pragma once

#include <string>
#include <string_view>

#include "platform/page.h"

namespace quietroom {

/// The event written in `json` (UTF-8, one object with a `type`). `bytes` is what came beside it: a
/// picked file's content, else empty. Numbers outside their range, wrong types and unknown types or
/// names are errors; unknown fields are not.
/// Errors: kInvalid; the context names the field, never its content.
Result<PageEvent> page_event_from_json(std::string_view json, Bytes bytes);

/// One message to the page.
struct PageMessage {
  std::string json;
  Bytes bytes;  ///< What goes beside it: a file to save, else empty.
};

/// The message for `request`. Fields that have their default value are left out.
PageMessage page_message_from_request(PageRequest request);

}  // namespace quietroom
