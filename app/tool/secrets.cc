#include "app/tool/secrets.h"

#include "app/session/strength.h"
#include "platform/base/secret.h"
#include "platform/native/paths.h"
#include "platform/native/terminal.h"

namespace quietroom::tool {
namespace {

constexpr std::size_t kSecretSizeMax = 2048;

std::string taken(Bytes& bytes, std::size_t size) {
  std::string text(quietroom::as_text(ByteSpan(bytes).first(size)));
  wipe(std::span<std::uint8_t>(bytes));
  return text;
}

}  // namespace

Result<std::string> take_line(Bytes bytes) {
  std::size_t size = 0;
  while (size < bytes.size() && bytes[size] != '\n' && bytes[size] != '\r') ++size;
  if (size == 0) return Error{ErrorCode::kInvalid, "its first line is empty"};
  return taken(bytes, size);
}

Result<std::string> read_passphrase(const Options& options, const std::string& prompt) {
  if (!options.passphrase_file.empty()) {
    Bytes bytes =
        TRY_IN("the passphrase", read_secret_path(options.passphrase_file, kSecretSizeMax));
    return TRY_IN("the passphrase", take_line(std::move(bytes)));
  }
  auto typed = ask_secret(prompt);
  if (!typed.ok())
    return Error{typed.error().code,
                 "the passphrase: " + typed.error().context + "; --passphrase-file names a file"};
  if (typed.value().empty()) return Error{ErrorCode::kInvalid, "the passphrase: it is empty"};
  return typed;
}

Result<std::string> read_new_passphrase(const Options& options) {
  std::string passphrase =
      TRY(read_passphrase(options, "A new passphrase for this store (not shown): "));
  std::string again = passphrase;
  if (options.passphrase_file.empty()) {
    auto typed = ask_secret("The same again: ");
    wipe(again);
    if (typed.ok()) again = std::move(typed).value();
  }
  const Status good = session::check_new_passphrase(passphrase, again);
  wipe(again);
  if (good.ok()) return passphrase;
  wipe(passphrase);
  return good.error();
}

Result<std::string> read_token(const Options& options) {
  Bytes bytes = TRY_IN("the token", read_secret_path(options.token_file, kSecretSizeMax));
  return TRY_IN("the token", take_line(std::move(bytes)));
}

Result<std::string> read_recovery(const Options& options) {
  Bytes bytes = TRY_IN("the 24 words", read_secret_path(options.recovery_file, kSecretSizeMax));
  const std::size_t size = bytes.size();
  return taken(bytes, size);
}

}  // namespace quietroom::tool
