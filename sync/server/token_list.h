// The tokens of an endpoint as one small text file: what it says, and how a token is found, added
// and revoked in it. It holds hashes, never a token. Not for reading or writing the file
// (token_file.h) or for what a token may do (access.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/result.h"
#include "sync/server/access.h"

namespace quietroom::server {

/// One row of the file.
struct TokenRow {
  Grant grant;
  std::string hash;            ///< Of the token, 64 hex digits.
  std::int64_t created_s = 0;  ///< Unix time.
  std::string label;           ///< For people; one line, at most 64 bytes; may be empty.
};

/// How a token looks: "qrt_" and 52 characters of a-z2-7, which are 256 random bits.
inline constexpr std::string_view kTokenPrefix = "qrt_";
inline constexpr std::size_t kTokenChars = 56;

/// The hash under which `token` is kept.
std::string hash_of_token(std::string_view token);

class TokenList {
 public:
  /// At most this many tokens in one file.
  static constexpr std::size_t kRowsMax = 10'000;

  /// Reads `text` (of a token file; empty is an empty list). Errors: kCorrupt "line 3: ..." for
  /// anything that text() would not have written.
  static Result<TokenList> parse(std::string_view text);
  /// The whole file.
  std::string text() const;

  /// The row of `token`, or null.
  const TokenRow* find(std::string_view token) const;
  /// Adds `row`. Errors: kInvalid where the grant contradicts itself, the id or hash is there
  /// already, or the list is full.
  Status add(TokenRow row);
  /// Removes the row whose grant has `id`. Errors: kNotFound.
  Status revoke(std::string_view id);
  /// The row whose grant has `id`, or null.
  const TokenRow* row_of(std::string_view id) const;

  const std::vector<TokenRow>& rows() const { return rows_; }

 private:
  std::vector<TokenRow> rows_;
};

/// One line for people: id, right, vault, devices, day, label. No hash.
std::string describe_token(const TokenRow& row);

/// "owner", "device" or "read".
std::string_view right_name(Right right);
/// Errors: kInvalid with a sentence.
Result<Right> parse_right(std::string_view text);

/// Whether `grant` makes sense: a device's token names devices, no other does; an owner alone may
/// have every vault. Errors: kInvalid with a sentence.
Status check_grant(const Grant& grant);

}  // namespace quietroom::server
