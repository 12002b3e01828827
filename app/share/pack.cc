#include "app/share/pack.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "app/share/choices.h"
#include "platform/base/utf8.h"
#include "sync/crypto/bech32.h"

namespace quietroom::share {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::uint8_t kSentVersion = 1;

Error invalid(std::string_view why) {
  return {ErrorCode::kInvalid, "review pack: " + std::string(why)};
}

bool is_text(std::string_view text, std::size_t size_bytes_max) {
  return text.size() <= size_bytes_max && is_utf8(text);
}

bool is_day_or_none(std::string_view text) {
  return text.empty() || model::is_civil_date(text);
}

Status check_passages(const PackInput& input) {
  if (input.passages.empty()) return invalid("no passage");
  if (input.passages.size() > kPackPassagesMax) return invalid("too many passages");
  std::set<Id> seen;
  for (const PackPassage& passage : input.passages) {
    if (passage.id.is_none() || !seen.insert(passage.id).second) return invalid("a passage's id");
    if (passage.text.empty() || !is_text(passage.text, kPackTextSizeMax) ||
        !is_text(passage.item, kPackTextSizeMax))
      return invalid("a passage's text");
  }
  return {};
}

Status check_input(const PackInput& input) {
  for (const std::string* line : {&input.person, &input.interviewer, &input.title})
    if (line->empty() || !is_text(*line, kPackLineSizeMax)) return invalid("a name or the title");
  if (!model::is_civil_date(input.made)) return invalid("the day it was made");
  for (const std::string* day : {&input.review_by, &input.withdraw_until})
    if (!is_day_or_none(*day)) return invalid("a day");
  if (input.replies.size() > kPackRepliesMax) return invalid("too many replies");
  for (const PackReply& reply : input.replies)
    if (!is_text(reply.yours, kPackTextSizeMax) || !is_text(reply.reply, kPackTextSizeMax))
      return invalid("a reply's text");
  return check_passages(input);
}

Json passages_of(const PackInput& input) {
  Json all = Json::array();
  for (const PackPassage& passage : input.passages) {
    all.push_back({{"id", to_base32(passage.id)},
                   {"hash", to_hex(state_of(passage).hash)},
                   {"item", passage.item},
                   {"text", passage.text},
                   {"quote", passage.is_quote}});
  }
  return all;
}

Json replies_of(const PackInput& input) {
  Json all = Json::array();
  for (const PackReply& reply : input.replies) {
    all.push_back({{"passage", reply.passage.is_none() ? "" : to_base32(reply.passage)},
                   {"yours", reply.yours},
                   {"reply", reply.reply},
                   {"outcome", outcome_word(reply.outcome)}});
  }
  return all;
}

}  // namespace

PassageState state_of(const PackPassage& passage) {
  // The sort as one byte and the text behind it: neither can pass for the other.
  Bytes said{static_cast<std::uint8_t>(passage.is_quote ? 1 : 0)};
  put_bytes(said, passage.id.span());
  put_bytes(said, as_bytes(passage.text));
  return {passage.id, crypto::blake2b_256(said)};
}

Result<MadePack> make_pack(const PackInput& input, Random& random) {
  TRY(check_input(input));
  MadePack made;
  made.sent.pack = random.id();
  made.sent.answer_pair = crypto::SealingPair::generate(random);
  random.fill(made.sent.answer_key.writable());
  for (const PackPassage& passage : input.passages) made.sent.passages.push_back(state_of(passage));
  // Seals what the person has answered so far, where they are.
  Secret<32> progress;
  random.fill(progress.writable());
  const Json pack = {{"format", "quietroom-review-pack"},
                     {"version", 1},
                     {"pack", to_base32(made.sent.pack)},
                     {"language", std::string(words::code_of(input.language))},
                     {"person", input.person},
                     {"interviewer", input.interviewer},
                     {"title", input.title},
                     {"made", input.made},
                     {"review_by", input.review_by},
                     {"withdraw_until", input.withdraw_until},
                     {"quotes", quote_word(input.quotes)},
                     {"answer_to", crypto::age_recipient_text(made.sent.answer_pair.public_key)},
                     {"answer_key", to_hex(ByteSpan(made.sent.answer_key.view()))},
                     {"progress", crypto::age_identity_text(progress)},
                     {"passages", passages_of(input)},
                     {"replies", replies_of(input)}};
  made.payload = pack.dump(1);
  if (made.payload.size() > kPackSizeMax) return invalid("over its size limit");
  return made;
}

Bytes encode_sent_pack(const SentPack& sent) {
  Bytes out{kSentVersion};
  out.reserve(1 + 16 + 64 + 4 + sent.passages.size() * 48);
  put_bytes(out, sent.pack.span());
  put_bytes(out, sent.answer_pair.secret.view());
  put_bytes(out, sent.answer_key.view());
  put_u32(out, static_cast<std::uint32_t>(sent.passages.size()));
  for (const PassageState& passage : sent.passages) {
    put_bytes(out, passage.id.span());
    put_bytes(out, passage.hash);
  }
  return out;
}

Result<SentPack> decode_sent_pack(ByteSpan bytes) {
  ByteReader in(bytes);
  if (TRY(in.u8()) != kSentVersion) return Error{ErrorCode::kUnsupported, "sent pack: version"};
  SentPack sent;
  const auto fill = [&in](std::span<std::uint8_t> to) -> Status {
    const ByteSpan from = TRY(in.take(to.size()));
    std::copy(from.begin(), from.end(), to.begin());
    return {};
  };
  TRY(fill(sent.pack.bytes));
  Secret<32> secret;
  TRY(fill(secret.writable()));
  sent.answer_pair = crypto::SealingPair::from_secret(std::move(secret));
  TRY(fill(sent.answer_key.writable()));
  const std::uint32_t count = TRY(in.u32());
  if (count == 0 || count > kPackPassagesMax || in.rest().size() != count * std::size_t{48})
    return Error{ErrorCode::kCorrupt, "sent pack: size"};
  for (std::uint32_t i = 0; i < count; ++i) {
    PassageState passage;
    TRY(fill(passage.id.bytes));
    TRY(fill(passage.hash));
    sent.passages.push_back(passage);
  }
  return sent;
}

}  // namespace quietroom::share
