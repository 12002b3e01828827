// Passphrases, recovery codes and tokens: from a file, the standard input or the terminal. Never
// from an argument, and never shown. Whoever gets one wipes it.
#pragma once

#include <string>

#include "app/tool/options.h"

namespace quietroom::tool {

/// The first line of `bytes`, which are wiped. Errors: kInvalid if there is nothing in it.
Result<std::string> take_line(Bytes bytes);

/// Of the store: from --passphrase-file, or by asking `prompt`.
/// Errors: kInvalid if it is empty, or the file does not do; kNotFound, kCancelled, kIo.
Result<std::string> read_passphrase(const Options& options, const std::string& prompt);

/// One that is chosen now: asked for twice where it is asked for. Errors: the same; kInvalid with
/// why if it is too short, or not the same twice.
Result<std::string> read_new_passphrase(const Options& options);

/// The token of --token-file. Errors: as read_passphrase().
Result<std::string> read_token(const Options& options);

/// The words of --recovery-file, on however many lines. Errors: the same.
Result<std::string> read_recovery(const Options& options);

}  // namespace quietroom::tool
