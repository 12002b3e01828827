// Reads the reply to a WebDAV PROPFIND of depth 1 (RFC 4918, 14.16). A small total parser for just
// that: it refuses DOCTYPE and whatever is not well nested, so that a list that was cut off is
// never taken for a shorter list. Not an XML library: attributes are skipped, namespaces ignored.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sync/remote/remote.h"

namespace quietroom::remote {

/// A deeper nesting than any server sends.
inline constexpr std::size_t kMultistatusDepthMax = 32;

/// The children of `folder` (a path without a slash at either end, as it ends the URL that was
/// asked) that `xml` names. The folder itself, and names that are not ours, are left out.
/// Errors: kCorrupt if `xml` is not a whole multistatus.
Result<std::vector<Entry>> parse_multistatus(std::string_view xml, std::string_view folder);

}  // namespace quietroom::remote
