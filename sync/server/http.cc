#include "sync/server/http.h"

#include <array>
#include <ctime>

namespace quietroom::server {

Response plain_response(unsigned status, std::string_view why) {
  Response response;
  response.status = status;
  response.fields = {{"content-type", "text/plain; charset=utf-8"}, {"cache-control", "no-store"}};
  response.text = std::to_string(status) + ": " + std::string(why) + "\n";
  return response;
}

std::string http_date(std::int64_t seconds) {
  const auto time = static_cast<std::time_t>(seconds);
  std::tm parts{};
  gmtime_r(&time, &parts);
  std::array<char, 64> text{};
  const std::size_t size =
      std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts);
  return std::string(text.data(), size);
}

}  // namespace quietroom::server
