// GET, HEAD and PROPFIND of the endpoint.
#include <algorithm>

#include "sync/server/endpoint_handler.h"
#include "sync/server/propfind.h"

namespace quietroom::server {
namespace {

/// Up to this size an object is read at once; larger ones go out piece by piece.
constexpr std::uint64_t kReadAtOnceBytes = 64 * 1024;

/// Whether a Range field counts: only for the very bytes that the client has part of.
bool range_counts(const Request& request, const std::string& etag) {
  const auto if_range = request.field("if-range");
  return request.method == "GET" && (!if_range || *if_range == etag);
}

Answer<void> fill_body(Response& response, OpenObject object, const ByteRange& range) {
  if (range.size_bytes > kReadAtOnceBytes) {
    response.slice = std::make_shared<FileSlice>();
    response.slice->file = std::move(object.file);
    response.slice->offset = range.offset;
    response.slice->size_bytes = range.size_bytes;
    return {};
  }
  response.text.resize(static_cast<std::size_t>(range.size_bytes));
  std::size_t done = 0;
  while (done < response.text.size()) {
    const ssize_t count =
        ::pread(object.file.number(), response.text.data() + done, response.text.size() - done,
                static_cast<off_t>(range.offset + done));
    if (count <= 0) {
      return Refusal{500, "the storage of the server failed; what was acknowledged is safe"};
    }
    done += static_cast<std::size_t>(count);
  }
  return {};
}

PropertyRow row_of(std::string path, const ObjectInfo& info) {
  PropertyRow row;
  row.path = std::move(path);
  row.folder = info.folder;
  row.size_bytes = info.size_bytes;
  row.changed_s = info.changed_s;
  row.etag = info.etag;
  if (row.folder && !row.path.ends_with('/')) {
    row.path += '/';
  }
  return row;
}

Response refuse_infinity() {
  Response response;
  response.status = 403;
  response.fields = {{"content-type", "application/xml; charset=utf-8"},
                     {"cache-control", "no-store"}};
  response.text =
      "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
      "<D:error xmlns:D=\"DAV:\"><D:propfind-finite-depth/></D:error>\n";
  return response;
}

}  // namespace

Answer<Response> EndpointHandler::get(const Request& request) const {
  const Asked asked = TRY(ask(request, Action::kRead));
  OpenObject object = TRY(store_.open_object(asked.path.segments));
  if (object.info.folder) {
    return Refusal{405, "this is a folder; PROPFIND lists it"};
  }
  const std::string etag = object.info.etag;
  const Conditions conditions = TRY(parse_conditions(request.fields));
  const Conditions only_match{conditions.if_match, {}};
  if (!hold(only_match, etag)) {
    return Refusal{412, "what is there is not what the request expects"};
  }
  Response response;
  response.fields = {{"etag", etag},
                     {"cache-control", "private, no-cache"},
                     {"accept-ranges", "bytes"},
                     {"last-modified", http_date(object.info.changed_s)}};
  if (!hold(conditions, etag)) {
    response.status = 304;
    return response;
  }
  response.fields.emplace_back("content-type", "application/octet-stream");
  const std::uint64_t size = object.info.size_bytes;
  ByteRange range{0, size};
  const auto wanted = range_counts(request, etag) ? request.field("range") : std::nullopt;
  const auto part = parse_range(wanted.value_or(""), size);
  if (!part.ok()) {
    response.status = 416;
    response.fields.emplace_back("content-range", "bytes */" + std::to_string(size));
    return response;
  }
  if (part.value()) {
    range = *part.value();
    response.status = 206;
    response.fields.emplace_back("content-range",
                                 "bytes " + std::to_string(range.offset) + "-" +
                                     std::to_string(range.offset + range.size_bytes - 1) + "/" +
                                     std::to_string(size));
  }
  TRY(fill_body(response, std::move(object), range));
  return response;
}

Answer<Response> EndpointHandler::list(const Request& request) const {
  const Asked asked = TRY(ask(request, Action::kRead));
  const std::string_view depth = request.field("depth").value_or("infinity");
  if (depth == "infinity") {
    return refuse_infinity();
  }
  if (depth != "0" && depth != "1") {
    return Refusal{400, "Depth is 0 or 1"};
  }
  const PropertyQuery query = TRY(parse_propfind(request.body));
  const Etags etags = query.shows("getetag") ? Etags::kGive : Etags::kSkip;
  const Names& names = asked.path.segments;
  const ObjectInfo info = TRY(store_.look(names, etags));
  PropertyRow own = row_of(request.path, info);
  const bool has_quota = names.size() > 1 || asked.path.area == EndpointPath::Area::kPlain;
  if (info.folder && has_quota) {
    const std::uint64_t used = store_.usage(names).bytes;
    own.quota_used_bytes = used;
    own.quota_free_bytes =
        store_.limits().vault_bytes_max - std::min(used, store_.limits().vault_bytes_max);
  }
  Multistatus multistatus(query);
  multistatus.add(own);
  if (depth == "1" && info.folder && !hides_members(asked.grant, asked.path)) {
    for (const Member& member : TRY(store_.members(names, etags))) {
      const bool vaults = asked.path.area == EndpointPath::Area::kVaults;
      const bool root = asked.path.area == EndpointPath::Area::kRoot;
      if ((vaults && !covers_vault(asked.grant, member.name)) ||
          (root && member.name == kPlainFolder && !settings_.plain_area)) {
        continue;
      }
      multistatus.add(row_of(own.path + member.name, member.info));
    }
  }
  Response response;
  response.status = 207;
  response.fields = {{"content-type", "application/xml; charset=utf-8"},
                     {"cache-control", "private, no-cache"}};
  response.text = multistatus.finish();
  return response;
}

}  // namespace quietroom::server
