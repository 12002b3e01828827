#include "sync/server/static_handler.h"

#include "sync/server/negotiate.h"

namespace quietroom::server {
namespace {

constexpr std::string_view kAllow = "GET, HEAD, OPTIONS";

/// Files below /v/ have the hash of the build in their path, so a browser may keep them for good;
/// everything else decides which build runs and is asked for anew each time.
std::string_view cache_control(std::string_view path) {
  return path.starts_with("/v/") ? "public, max-age=31536000, immutable" : "no-cache";
}

struct Variant {
  ByteSpan bytes;
  std::string_view encoding;
  std::string etag;
};

/// Each encoding has a tag of its own: a strong tag stands for the very bytes that were sent.
Variant choose_variant(const SiteFile& file, std::string_view accept_encoding) {
  const Available available{.brotli = !file.brotli.empty(), .gzip = !file.gzip.empty()};
  switch (choose_encoding(accept_encoding, available)) {
    case Encoding::kBrotli:
      return {file.brotli, "br", "\"" + file.hash + "-br\""};
    case Encoding::kGzip:
      return {file.gzip, "gzip", "\"" + file.hash + "-gz\""};
    case Encoding::kIdentity:
      break;
  }
  return {file.plain, "", "\"" + file.hash + "\""};
}

}  // namespace

Response StaticHandler::handle(const Request& request) const {
  if (request.method == "OPTIONS") {
    Response response;
    response.status = 204;
    response.fields = {{"allow", std::string(kAllow)}, {"cache-control", "no-store"}};
    return response;
  }
  if (request.method != "GET" && request.method != "HEAD") {
    Response response = plain_response(405, "this address can only be read");
    response.fields.emplace_back("allow", kAllow);
    return response;
  }
  const SiteFile* file = site_.find(request.path);
  if (file == nullptr) {
    return plain_response(404, "there is nothing at this address");
  }
  const Variant variant = choose_variant(*file, request.field("accept-encoding").value_or(""));
  Response response;
  response.log_path = file->path;
  response.fields = {{"cache-control", std::string(cache_control(file->path))},
                     {"etag", variant.etag},
                     {"vary", "accept-encoding"}};
  if (matches_etag(request.field("if-none-match").value_or(""), variant.etag)) {
    response.status = 304;
    return response;
  }
  response.fields.emplace_back("content-type", file->mime_type);
  if (!variant.encoding.empty()) {
    response.fields.emplace_back("content-encoding", variant.encoding);
  }
  response.file = variant.bytes;
  return response;
}

}  // namespace quietroom::server
