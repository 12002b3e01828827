#include "sync/server/token_list.h"

#include <algorithm>
#include <charconv>
#include <ctime>

#include "platform/base/bytes.h"
#include "platform/base/utf8.h"
#include "sync/crypto/hash.h"

namespace quietroom::server {
namespace {

constexpr std::string_view kFirstLine = "quietroom tokens 1";
constexpr std::size_t kIdChars = 8;
constexpr std::size_t kVaultChars = 26;
constexpr std::size_t kLabelBytesMax = 64;
constexpr std::size_t kDevicesMax = 64;

Error invalid(std::string_view why) {
  return Error{ErrorCode::kInvalid, std::string(why)};
}

/// Takes the text up to the next `separator` off the front of `line`.
std::string_view take_word(std::string_view& line, char separator) {
  const std::size_t end = std::min(line.find(separator), line.size());
  const std::string_view word = line.substr(0, end);
  line.remove_prefix(std::min(end + 1, line.size()));
  return word;
}

bool is_label(std::string_view label) {
  return label.size() <= kLabelBytesMax && is_utf8(label) && one_line(label) == label;
}

Result<TokenRow> parse_row(std::string_view line) {
  TokenRow row;
  row.grant.id = take_word(line, ' ');
  row.hash = take_word(line, ' ');
  row.grant.right = TRY(parse_right(take_word(line, ' ')));
  row.grant.vault = take_word(line, ' ');
  std::string_view devices = take_word(line, ' ');
  while (!devices.empty() && devices != "-") {
    row.grant.devices.emplace_back(take_word(devices, ','));
  }
  const std::string_view created = take_word(line, ' ');
  const auto [end, code] =
      std::from_chars(created.data(), created.data() + created.size(), row.created_s);
  if (code != std::errc{} || end != created.data() + created.size() || row.created_s < 0) {
    return invalid("the time is not a number");
  }
  row.label = line;
  return row;
}

/// "device <vault> <device>,<device>"
std::string words_of(const Grant& grant) {
  std::string devices;
  for (const std::string& device : grant.devices) {
    devices += (devices.empty() ? "" : ",") + device;
  }
  return std::string(right_name(grant.right)) + " " + grant.vault + " " +
         (devices.empty() ? "-" : devices);
}

bool is_hash(std::string_view text) {
  return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

}  // namespace

std::string hash_of_token(std::string_view token) {
  return to_hex(crypto::blake2b_256(as_bytes(token)));
}

std::string_view right_name(Right right) {
  switch (right) {
    case Right::kOwner:
      return "owner";
    case Right::kDevice:
      return "device";
    case Right::kRead:
      break;
  }
  return "read";
}

Result<Right> parse_right(std::string_view text) {
  for (const Right right : {Right::kOwner, Right::kDevice, Right::kRead}) {
    if (right_name(right) == text) {
      return right;
    }
  }
  return invalid("a right is owner, device or read");
}

Status check_grant(const Grant& grant) {
  const bool vault = is_base32(grant.vault, kVaultChars);
  if (!vault && grant.vault != kEveryVault && grant.vault != kPlainFolder) {
    return invalid("a vault is 26 characters of a-z2-7, or * for every one, or plain");
  }
  if (!vault && grant.right == Right::kDevice) {
    return invalid("a device's token is for one vault");
  }
  if (grant.vault == kEveryVault && grant.right != Right::kOwner) {
    return invalid("only an owner's token may be for every vault");
  }
  if ((grant.right == Right::kDevice) == grant.devices.empty()) {
    return invalid("a device's token names its devices, and no other token does");
  }
  if (grant.devices.size() > kDevicesMax ||
      !std::all_of(grant.devices.begin(), grant.devices.end(),
                   [](const std::string& device) { return is_base32(device, kVaultChars); })) {
    return invalid("a device is 26 characters of a-z2-7, and a token names 64 at most");
  }
  return {};
}

Result<TokenList> TokenList::parse(std::string_view text) {
  TokenList list;
  if (text.empty()) {
    return list;
  }
  std::size_t number = 0;
  while (!text.empty()) {
    ++number;
    const std::string where = "line " + std::to_string(number);
    const bool ended = text.find('\n') != std::string_view::npos;
    const std::string_view line = take_word(text, '\n');
    if (!ended || (number == 1 && line != kFirstLine)) {
      return Error{ErrorCode::kCorrupt, where + ": this is not a list of tokens"};
    }
    if (number == 1) {
      continue;
    }
    Result<TokenRow> row = parse_row(line);
    const Status added = row.ok() ? list.add(std::move(row).value()) : Status(row.error());
    if (!added.ok()) {
      return Error{ErrorCode::kCorrupt, where + ": " + added.error().context};
    }
  }
  return list;
}

std::string TokenList::text() const {
  std::string text(kFirstLine);
  text += "\n";
  for (const TokenRow& row : rows_) {
    text += row.grant.id + " " + row.hash + " " + words_of(row.grant) + " " +
            std::to_string(row.created_s) + " " + row.label + "\n";
  }
  return text;
}

std::string describe_token(const TokenRow& row) {
  const auto time = static_cast<std::time_t>(row.created_s);
  std::tm parts{};
  gmtime_r(&time, &parts);
  char day[16];
  const std::size_t size = std::strftime(day, sizeof day, "%Y-%m-%d", &parts);
  return row.grant.id + " " + words_of(row.grant) + " " + std::string(day, size) + " " + row.label;
}

const TokenRow* TokenList::find(std::string_view token) const {
  if (token.size() != kTokenChars || !token.starts_with(kTokenPrefix)) {
    return nullptr;
  }
  // Comparing hashes of 256 random bits: how long it takes says nothing about any token.
  const std::string hash = hash_of_token(token);
  const auto row = std::find_if(rows_.begin(), rows_.end(),
                                [&](const TokenRow& other) { return other.hash == hash; });
  return row == rows_.end() ? nullptr : &*row;
}

Status TokenList::add(TokenRow row) {
  TRY(check_grant(row.grant));
  if (!is_base32(row.grant.id, kIdChars) || !is_hash(row.hash)) {
    return invalid("the id or the hash is not one");
  }
  if (!is_label(row.label)) {
    return invalid("a label is one line of at most 64 bytes");
  }
  if (rows_.size() == kRowsMax) {
    return invalid("there are 10000 tokens already; revoke some");
  }
  for (const TokenRow& other : rows_) {
    if (other.grant.id == row.grant.id || other.hash == row.hash) {
      return invalid("this token is there already");
    }
  }
  rows_.push_back(std::move(row));
  return {};
}

Status TokenList::revoke(std::string_view id) {
  const auto row = std::find_if(rows_.begin(), rows_.end(),
                                [&](const TokenRow& other) { return other.grant.id == id; });
  if (row == rows_.end()) {
    return Error{ErrorCode::kNotFound, "there is no token " + std::string(id)};
  }
  rows_.erase(row);
  return {};
}

const TokenRow* TokenList::row_of(std::string_view id) const {
  const auto row = std::find_if(rows_.begin(), rows_.end(),
                                [&](const TokenRow& other) { return other.grant.id == id; });
  return row == rows_.end() ? nullptr : &*row;
}

}  // namespace quietroom::server
