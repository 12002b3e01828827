#include "sync/server/cors.h"

namespace quietroom::server {

void add_cors(Fields& fields) {
  fields.emplace_back("access-control-allow-origin", "*");
  fields.emplace_back("access-control-expose-headers",
                      "ETag, Date, Content-Length, Content-Range, Accept-Ranges, Last-Modified, "
                      "Retry-After, Allow, DAV");
}

void add_preflight(Fields& fields) {
  fields.emplace_back("access-control-allow-methods", kEndpointMethods);
  fields.emplace_back("access-control-allow-headers",
                      "Authorization, Content-Type, Depth, Destination, If-Match, If-None-Match, "
                      "If-Range, Overwrite, Range, Cache-Control, Prefer");
  fields.emplace_back("access-control-max-age", "7200");
}

}  // namespace quietroom::server
