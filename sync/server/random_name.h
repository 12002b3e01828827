// Names that nobody can guess: for hidden files, tokens and their ids.
#pragma once

#include <string>

#include "platform/base/ids.h"

namespace quietroom::server {

/// 128 bits from the system's generator. Its failure is a broken machine and stops the program.
Id random_id();

/// A name for a file that no request can reach.
std::string random_hidden_name();

}  // namespace quietroom::server
