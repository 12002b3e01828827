// A person at a terminal, for tools.
#pragma once

#include <string>

#include "platform/base/result.h"

namespace quietroom {

/// What the person types after `prompt` up to the end of the line, which the terminal does not
/// show. Asks the terminal itself, wherever the standard input comes from. The caller wipes it.
/// Errors: kNotFound if there is no terminal; kCancelled if the person typed nothing more, or too
/// much.
Result<std::string> ask_secret(const std::string& prompt);

}  // namespace quietroom
