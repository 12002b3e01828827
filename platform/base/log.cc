#include "platform/base/log.h"

#include <cinttypes>
#include <cstdio>

namespace quietroom {

void log_line(LogText what) {
  std::fprintf(stderr, "quietroom: %.*s\n", static_cast<int>(what.view().size()),
               what.view().data());
}

void log_line(LogText what, std::int64_t number) {
  std::fprintf(stderr, "quietroom: %.*s: %" PRId64 "\n", static_cast<int>(what.view().size()),
               what.view().data(), number);
}

void log_line(LogText what, const Error& error) {
  const std::string_view code = error_code_name(error.code);
  std::fprintf(stderr, "quietroom: %.*s: %s (%.*s)\n", static_cast<int>(what.view().size()),
               what.view().data(), error.context.c_str(), static_cast<int>(code.size()),
               code.data());
}

}  // namespace quietroom
