// Decides whether the bytes up to the blank line are the head of one well-formed HTTP/1.x request,
// more strictly than a parser has to: what two programs could read differently is refused, so that
// nothing can be smuggled past a proxy. Not for reading the fields: Beast does that afterwards.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "sync/server/options.h"

namespace quietroom::server {

/// What the bytes so far are.
struct HeadScan {
  enum class State : std::uint8_t {
    kNeedMore,  ///< Well-formed so far; the blank line has not come.
    kComplete,  ///< A whole head of `size_bytes`, blank line included.
    kRefuse,    ///< Answer `status` with `why` and close.
  };
  State state = State::kNeedMore;
  std::size_t skip_bytes = 0;  ///< Blank line before the request (RFC 9112 2.2), to be dropped.
  std::size_t size_bytes = 0;  ///< After `skip_bytes`.
  unsigned status = 0;         ///< 400, 414, 431, 501 or 505.
  std::string_view why;        ///< A literal, for the reply.
};

/// Looks at everything received and not consumed so far.
/// Source of the rules: RFC 9112 sections 2.2, 3, 5 and 6; RFC 9110 section 7.2.
HeadScan scan_head(std::string_view received, const Limits& limits);

}  // namespace quietroom::server
