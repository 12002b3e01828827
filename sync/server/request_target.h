// From the target of a request line to the one path that it means, or a refusal. Decoded once, by
// one function, so that no later layer can read the same bytes as another path.
#pragma once

#include <string>
#include <string_view>

#include "platform/base/result.h"

namespace quietroom::server {

/// The decoded path of `target` without its query: "/a/b", or "*" for the asterisk form.
/// `target` is in origin form ("/a?b"), absolute form ("http://host/a") or "*".
/// Errors: kInvalid with a literal for the reply, for whatever could be read as another path: a
/// broken or overlong encoding, an encoded slash, backslash or dot, a "." or ".." segment, control
/// characters, bytes that are not UTF-8.
Result<std::string> parse_target(std::string_view target);

}  // namespace quietroom::server
