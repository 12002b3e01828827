#include "sync/server/http.h"

namespace quietroom::server {

Response plain_response(unsigned status, std::string_view why) {
  Response response;
  response.status = status;
  response.fields = {{"content-type", "text/plain; charset=utf-8"}, {"cache-control", "no-store"}};
  response.text = std::to_string(status) + ": " + std::string(why) + "\n";
  return response;
}

}  // namespace quietroom::server
