#include "sync/crypto/bech32.h"

#include <algorithm>

#include "platform/base/utf8.h"

namespace quietroom::crypto {
namespace {

constexpr std::string_view kDigits = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
constexpr std::string_view kRecipient = "age";
constexpr std::string_view kIdentity = "age-secret-key-";
constexpr std::size_t kChecksumDigits = 6;
/// 256 bits in digits of five.
constexpr std::size_t kKeyDigits = 52;

/// The sum of BIP 173 over five-bit `values`, one step.
std::uint32_t stepped(std::uint32_t sum, std::uint32_t value) {
  constexpr std::uint32_t kGenerators[] = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd,
                                           0x2a1462b3};
  const std::uint32_t top = sum >> 25;
  sum = (sum & 0x1ffffff) << 5 ^ value;
  for (int i = 0; i < 5; ++i)
    if ((top >> i & 1) != 0) sum ^= kGenerators[i];
  return sum;
}

std::uint32_t sum_of_prefix(std::string_view prefix) {
  std::uint32_t sum = 1;
  for (const char c : prefix) sum = stepped(sum, static_cast<std::uint8_t>(c) >> 5);
  sum = stepped(sum, 0);
  for (const char c : prefix) sum = stepped(sum, static_cast<std::uint8_t>(c) & 31);
  return sum;
}

std::string encoded(std::string_view prefix, std::span<const std::uint8_t, 32> key) {
  std::string text(prefix);
  text += '1';
  std::uint32_t sum = sum_of_prefix(prefix);
  const auto put = [&](std::uint32_t digit) {
    sum = stepped(sum, digit);
    text += kDigits[digit];
  };
  std::uint32_t bits = 0;
  int count = 0;
  for (const std::uint8_t byte : key) {
    bits = (bits << 8 | byte) & 0xfff;
    for (count += 8; count >= 5; count -= 5) put(bits >> (count - 5) & 31);
  }
  put(bits << (5 - count) & 31);
  for (std::size_t i = 0; i < kChecksumDigits; ++i) sum = stepped(sum, 0);
  sum ^= 1;
  for (std::size_t i = 0; i < kChecksumDigits; ++i)
    text += kDigits[sum >> (5 * (kChecksumDigits - 1 - i)) & 31];
  return text;
}

Result<Secret<32>> decoded(std::string_view prefix, std::string_view text) {
  const Error no_key{ErrorCode::kInvalid, "key of an age file: not as it is written"};
  std::string lower = lower_ascii(text);
  const bool has_small =
      std::any_of(text.begin(), text.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  const bool is_mixed = has_small && lower != text;
  const std::size_t front = prefix.size() + 1;
  const bool is_shaped = lower.size() == front + kKeyDigits + kChecksumDigits &&
                         lower.starts_with(prefix) && lower[prefix.size()] == '1' && !is_mixed;
  Secret<32> key;
  std::uint32_t sum = sum_of_prefix(prefix), bits = 0;
  int count = 0;
  std::size_t written = 0;
  bool good = is_shaped;
  for (std::size_t i = front; good && i < lower.size(); ++i) {
    const std::size_t digit = kDigits.find(lower[i]);
    good = digit != kDigits.npos;
    sum = stepped(sum, static_cast<std::uint32_t>(digit & 31));
    if (i >= front + kKeyDigits) continue;
    bits = (bits << 5 | static_cast<std::uint32_t>(digit & 31)) & 0xfff;
    count += 5;
    if (count < 8) continue;
    count -= 8;
    key.writable()[written++] = static_cast<std::uint8_t>(bits >> count);
  }
  wipe(lower);
  // 52 digits hold four bits more than 32 bytes: zeros.
  if (!good || sum != 1 || (bits & ((1u << count) - 1)) != 0) return no_key;
  return key;
}

}  // namespace

std::string age_recipient_text(const PublicKey& key) {
  return encoded(kRecipient, key);
}

std::string age_identity_text(const Secret<32>& secret) {
  std::string text = encoded(kIdentity, secret.view());
  for (char& c : text)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return text;
}

Result<PublicKey> age_recipient_from_text(std::string_view text) {
  const Secret<32> bytes = TRY(decoded(kRecipient, text));
  PublicKey key{};
  std::copy(bytes.view().begin(), bytes.view().end(), key.begin());
  return key;
}

Result<Secret<32>> age_identity_from_text(std::string_view text) {
  return decoded(kIdentity, text);
}

}  // namespace quietroom::crypto
