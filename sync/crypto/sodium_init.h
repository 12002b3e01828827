// Starts libsodium: it looks at the processor and chooses its fastest code. Called once by whoever
// composes a program (main, a tool, the tests); everything here also gives right results without.
#pragma once

namespace quietroom::crypto {

/// Prepares libsodium. Calling it again does nothing. A failure is a broken machine and stops the
/// program.
void init_sodium();

}  // namespace quietroom::crypto
