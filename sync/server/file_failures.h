// What a failed file call means for whoever asked: errno as a status and a sentence.
#pragma once

#include <string>

#include "sync/server/answer.h"

namespace quietroom::server {

/// The refusal for errno as the last file call left it. `absent_status` (404 or 409) is for names
/// that are not there: 404 where the thing itself was asked for, 409 where it is the folder above.
Refusal refusal_for_errno(unsigned absent_status);

/// errno in the system's words, for whoever runs the server.
std::string describe_errno();

}  // namespace quietroom::server
