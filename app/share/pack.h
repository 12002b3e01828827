// What a review pack says: the clean passages of one 1:1, for the one person who was asked, with
// what that person's answer needs. Pure: makes the text that is sealed, and what the answer is
// opened with. Not how it is sealed (sync/crypto/age.h) or shown (pack_page.h, web/review). Every
// byte: docs/review-pack.md.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/model/consent.h"
#include "app/words/words.h"
#include "platform/base/ids.h"
#include "platform/base/result.h"
#include "platform/random.h"
#include "sync/crypto/hash.h"
#include "sync/crypto/identity.h"

namespace quietroom::share {

/// A paragraph of clean text that the person is asked about.
struct PackPassage {
  Id id;
  std::string item;  ///< The question that it answers; may be empty.
  std::string text;
  bool is_quote = false;  ///< The person's own words, not a paraphrase.
};

/// What became of something that the person wrote in an earlier answer.
enum class Outcome { kAccepted, kAnswered, kKept };

struct PackReply {
  Id passage;         ///< None: about all of it.
  std::string yours;  ///< What the person wrote.
  std::string reply;
  Outcome outcome = Outcome::kAnswered;
};

/// What the person gets. Days are "YYYY-MM-DD"; empty: none.
struct PackInput {
  std::string person;       ///< As they are called.
  std::string interviewer;  ///< As they are called.
  std::string title;        ///< Of the case; neutral.
  words::Language language = words::Language::kEnglish;
  std::string made;
  std::string review_by;
  std::string withdraw_until;
  model::QuoteChoice quotes = model::QuoteChoice::kNone;
  std::vector<PackPassage> passages;
  std::vector<PackReply> replies;
};

inline constexpr std::size_t kPackPassagesMax = 2000;
inline constexpr std::size_t kPackRepliesMax = 2000;
inline constexpr std::size_t kPackTextSizeMax = 256 * 1024;
inline constexpr std::size_t kPackLineSizeMax = 1000;
inline constexpr std::size_t kPackSizeMax = 4 * 1024 * 1024;

/// Which words of a passage somebody answered to.
struct PassageState {
  Id id;
  crypto::Hash hash{};
  friend bool operator==(const PassageState&, const PassageState&) = default;
};

PassageState state_of(const PackPassage& passage);

/// What stays with the interviewer and opens the answer. Move-only.
struct SentPack {
  Id pack;
  crypto::SealingPair answer_pair;  ///< Made for this pack alone.
  Secret<32> answer_key;            ///< Of the answer's MAC.
  std::vector<PassageState> passages;
};

struct MadePack {
  std::string payload;  ///< What is sealed; wipe() it.
  SentPack sent;
};

/// A pack of `input`, with an id, keys and an answer's way back of its own.
/// Errors: kInvalid, naming the rule: no passage, an id that is none or comes twice, a text that is
/// no UTF-8 or over its limit, a day that is none.
Result<MadePack> make_pack(const PackInput& input, Random& random);

/// `sent` as bytes for the interview's room. Secret: wipe() them.
Bytes encode_sent_pack(const SentPack& sent);
/// Errors: kUnsupported for a newer version; kCorrupt.
Result<SentPack> decode_sent_pack(ByteSpan bytes);

}  // namespace quietroom::share
