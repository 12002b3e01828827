// What a browser asks of a server of another origin before it lets the app read its replies, as far
// as this app's requests need it (the Fetch standard, "CORS protocol"). For the doctor, which can
// look at all headers where no browser is in between.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "platform/http.h"

namespace quietroom::remote {

/// The headers that the app's requests need allowed, as a browser's preflight lists them: lower
/// case, sorted, with commas.
inline constexpr std::string_view kCorsRequestHeaders =
    "authorization,cache-control,content-type,depth,destination,overwrite";

/// What `reply` to a preflight from `origin` does not allow, each as "Header" or "Header: value" as
/// it would have to be there. Its status is not looked at. Credentials are never sent, so "*" does
/// for everything but Authorization.
std::vector<std::string> missing_in_preflight(const HttpReply& reply, std::string_view origin);

/// "Access-Control-Allow-Origin" if a page of `origin` may not read `reply`; there twice is as bad
/// as not at all.
std::vector<std::string> missing_in_reply(const HttpReply& reply, std::string_view origin);

/// Whether a page that may read `reply` sees its header `name` (lower case) as well.
bool is_exposed(const HttpReply& reply, std::string_view name);

}  // namespace quietroom::remote
