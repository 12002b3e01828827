// The page's messages as C++ values and back: JSON as web/protocol.js lists it <-> platform/page.h.
// A message that does not follow the list is an Error, never an abort. No browser in here, so that
// native tests read and write messages too; what calls the browser is platform/web.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "platform/page.h"

namespace quietroom {

/// What an event from the page can hold; a message beyond these is refused. The page keeps below
/// them by itself (web/core/limits.js), so that nothing that somebody wrote is ever refused here.
inline constexpr float kCoordinateMax = 16'000'000;  ///< Beyond it floats lose whole pixels.
inline constexpr float kRatioMin = 0.125F;           ///< Of pixel_ratio and text_scale.
inline constexpr float kRatioMax = 16;
inline constexpr std::size_t kValueBytesMax = std::size_t{4} << 20;  ///< Of a field's text.
inline constexpr std::size_t kWordBytesMax = 64;        ///< Of `key`, `code` and every choice.
inline constexpr std::size_t kFileNameBytesMax = 4096;  ///< Of a picked file.
inline constexpr std::size_t kReasonBytesMax = 1024;    ///< Of what the browser says.
/// Of the JSON: a character can take six bytes there.
inline constexpr std::size_t kMessageBytesMax = std::size_t{32} << 20;

/// The event written in `json` (UTF-8, one object with a `type`). `bytes` is what came beside it: a
/// picked file's content, else empty. Missing fields (but those that web/protocol.js marks as
/// optional), wrong types, unknown kinds and names, numbers out of range, texts over their limit
/// and malformed UTF-8 are errors; unknown fields are not.
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
