#include "app/model/folding.h"

#include "platform/base/utf8.h"

namespace quietroom::model {
namespace {

char32_t folded(char32_t c) {
  if ((c >= U'A' && c <= U'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7)) return c + 32;
  if (c >= 0x100 && c <= 0x137) return c | 1U;
  if ((c >= 0x391 && c <= 0x3A9) || (c >= 0x410 && c <= 0x42F)) return c + 32;
  if (c >= 0x400 && c <= 0x40F) return c + 80;
  return c;
}

}  // namespace

std::string folded(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (const auto c = next_code_point(text)) append_utf8(out, folded(*c));
  return out;
}

}  // namespace quietroom::model
