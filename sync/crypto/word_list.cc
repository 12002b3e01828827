#include "sync/crypto/word_list.h"

#include "platform/base/check.h"
#include "recovery_word_list.h"

namespace quietroom::crypto {
namespace {

/// Takes the next word off `rest`, each of which ends with a line break.
std::string_view take_word(std::string_view& rest) {
  const std::size_t end = rest.find('\n');
  const std::string_view word = rest.substr(0, end);
  rest.remove_prefix(end + 1);
  return word;
}

}  // namespace

std::string_view listed_word(std::size_t place) {
  CHECK_THAT(place < kListedWordCount, "a word that is not in the list");
  std::string_view rest = kRecoveryWords;
  for (; place > 0; --place) take_word(rest);
  return take_word(rest);
}

std::optional<ListedWord> first_listed_from(std::string_view text) {
  std::string_view rest = kRecoveryWords;
  for (std::size_t place = 0; !rest.empty(); ++place) {
    const std::string_view word = take_word(rest);
    if (word >= text) return ListedWord{place, word};
  }
  return std::nullopt;
}

}  // namespace quietroom::crypto
