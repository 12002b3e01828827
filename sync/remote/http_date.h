// The header Date of a reply, to see how far this device's clock is off.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace quietroom::remote {

/// `text` ("Sun, 06 Nov 1994 08:49:37 GMT", the one form that servers may send) as milliseconds
/// since 1970-01-01 UTC; nothing for any other form or a day that does not exist. The day of the
/// week is not looked at. Source: RFC 9110, 5.6.7.
std::optional<std::int64_t> parse_http_date(std::string_view text);

}  // namespace quietroom::remote
