// Messages between devices, taken apart and put together from docs/format.md section 15.
#pragma once

#include <string>
#include <string_view>

#include "sync/crypto/compared_words.h"
#include "sync/crypto/hash.h"
#include "sync/crypto/identity.h"
#include "sync/crypto/kdf.h"

namespace quietroom::format {

inline std::string words_of(const crypto::Hash& hash) {
  const SlowHashRequest job = crypto::compared_words_job(hash);
  const auto derived =
      crypto::argon2id(job.passphrase, job.salt, job.memory_kib, job.passes, job.lanes);
  std::string text;
  for (const std::string_view word : crypto::compared_words(derived.value()))
    text += (text.empty() ? "" : " ") + std::string(word);
  return text;
}

/// An answer to the message `request`, whose secret is in `mine`, with `body` as it is.
inline Bytes answer_of(std::string_view magic, ByteSpan body, ByteSpan request,
                       const crypto::SealingPair& mine, Random& random) {
  Bytes out = to_bytes(as_bytes(magic));
  out.push_back(1);
  put_bytes(out, request.last(32));
  put_bytes(out, crypto::seal_to(mine.public_key, {}, body, out, random).value());
  put_bytes(out, crypto::blake2b_256(out));
  return out;
}

/// The body of an answer for `mine`, as it was sealed.
inline Bytes body_of(ByteSpan answer, const crypto::SealingPair& mine) {
  return crypto::open_from(mine, {}, answer.subspan(37, answer.size() - 37 - 32), answer.first(37))
      .value();
}

}  // namespace quietroom::format
