#include "tests/sim/dav_server.h"

namespace quietroom::sim {
namespace {

constexpr std::string_view kRoot = "https://files.example/";

HttpReply status(int code) {
  HttpReply reply;
  reply.status = code;
  return reply;
}

HttpReply login_page() {
  HttpReply reply = status(200);
  reply.headers.push_back({"content-type", "text/html"});
  reply.body =
      to_bytes(as_bytes("<html><body>Please sign in to the hotel's network</body></html>"));
  return reply;
}

std::string path_of(std::string_view url) {
  std::string_view path = url.substr(kRoot.size());
  while (path.ends_with('/')) path.remove_suffix(1);
  return std::string(path);
}

std::string header_of(const HttpRequest& request, std::string_view name) {
  for (const HttpHeader& header : request.headers) {
    if (header.name == name) return header.value;
  }
  return {};
}

}  // namespace

bool DavServer::has_parent(const std::string& path) const {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos || folders_.contains(path.substr(0, slash));
}

bool DavServer::is_shown(const std::string& path, std::int64_t now_ms) const {
  if (!files_.contains(path)) return false;
  const auto made = made_ms_.find(path);
  return made == made_ms_.end() || path.find("/t/") != std::string::npos ||
         now_ms >= made->second + habits_.shows_late_ms;
}

HttpReply DavServer::handle(const HttpRequest& request, std::int64_t now_ms) {
  ++requests_;
  ++counts_[request.method];
  if (refusal_ != 0) return status(refusal_);
  if (dice_.below(1000) < habits_.page_with_200) return login_page();
  if (dice_.below(1000) < habits_.error_503) return status(503);
  const std::string path = path_of(request.url);
  if (request.method == "GET") return get(path, true, now_ms);
  if (request.method == "HEAD") return get(path, false, now_ms);
  if (request.method == "PUT") return put(request, path, now_ms);
  if (request.method == "MOVE") return move(request, path, now_ms);
  if (request.method == "MKCOL") return make_folder(path);
  if (request.method == "PROPFIND") return list(path, now_ms);
  if (request.method == "DELETE") return habits_.refuses_delete ? status(403) : remove(path);
  return status(405);
}

HttpReply DavServer::get(const std::string& path, bool body, std::int64_t now_ms) {
  if (!is_shown(path, now_ms)) return status(404);
  HttpReply reply = status(200);
  const Bytes& bytes = files_[path];
  reply.headers.push_back({"content-length", std::to_string(bytes.size())});
  if (body) reply.body = bytes;
  return reply;
}

void DavServer::begin_upload(const HttpRequest& request, std::size_t received_bytes,
                             std::int64_t now_ms) {
  if (request.method != "PUT" || refusal_ != 0) return;
  const std::string path = path_of(request.url);
  if (!has_parent(path) || !(habits_.shows_torn || habits_.keeps_cut)) return;
  if (!files_.contains(path)) made_ms_[path] = now_ms;
  files_[path] = to_bytes(ByteSpan(request.body).first(received_bytes));
}

HttpReply DavServer::put(const HttpRequest& request, const std::string& path, std::int64_t now_ms) {
  if (!has_parent(path)) return status(habits_.missing_parent);
  if (habits_.quota_bytes != 0) {
    std::size_t used = request.body.size();
    for (const auto& [name, bytes] : files_) used += bytes.size();
    if (used > habits_.quota_bytes) return status(507);
  }
  if (!files_.contains(path)) made_ms_[path] = now_ms;
  const bool fresh = !files_.contains(path);
  files_[path] = request.body;
  return status(fresh ? 201 : 204);
}

HttpReply DavServer::move(const HttpRequest& request, const std::string& path,
                          std::int64_t now_ms) {
  if (!files_.contains(path)) return status(404);
  const std::string to = path_of(header_of(request, "Destination"));
  if (!has_parent(to)) return status(409);
  if (files_.contains(to) && header_of(request, "Overwrite") == "F" && !habits_.overwrites_on_move)
    return status(412);
  files_[to] = std::move(files_[path]);
  files_.erase(path);
  made_ms_[to] = now_ms;
  return status(201);
}

HttpReply DavServer::make_folder(const std::string& path) {
  if (!has_parent(path)) return status(409);
  if (!folders_.insert(path).second) return status(habits_.mkcol_twice ? 201 : 405);
  return status(201);
}

HttpReply DavServer::remove(const std::string& path) {
  if (files_.erase(path) > 0) return status(204);
  if (folders_.erase(path) == 0) return status(404);
  const std::string below = path + "/";
  std::erase_if(files_, [&](const auto& one) { return one.first.starts_with(below); });
  std::erase_if(folders_, [&](const std::string& one) { return one.starts_with(below); });
  return status(204);
}

HttpReply DavServer::list(const std::string& path, std::int64_t now_ms) {
  if (!folders_.contains(path)) return status(404);
  std::string xml = "<?xml version=\"1.0\"?>\n<D:multistatus xmlns:D=\"DAV:\">";
  const auto add = [&xml](const std::string& name, bool folder, std::size_t size) {
    xml += "<D:response><D:href>/" + name + (folder ? "/" : "") +
           "</D:href><D:propstat><D:prop><D:resourcetype>" + (folder ? "<D:collection/>" : "") +
           "</D:resourcetype>";
    if (!folder) xml += "<D:getcontentlength>" + std::to_string(size) + "</D:getcontentlength>";
    xml += "</D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response>\n";
  };
  const auto is_child = [&path](const std::string& name) {
    return name.size() > path.size() + 1 && name.starts_with(path + "/") &&
           name.find('/', path.size() + 1) == std::string::npos;
  };
  add(path, true, 0);
  for (auto one = folders_.lower_bound(path + "/"); one != folders_.end(); ++one) {
    if (!one->starts_with(path + "/")) break;
    if (is_child(*one)) add(*one, true, 0);
  }
  for (auto one = files_.lower_bound(path + "/"); one != files_.end(); ++one) {
    if (!one->first.starts_with(path + "/")) break;
    if (is_child(one->first) && is_shown(one->first, now_ms))
      add(one->first, false, one->second.size());
  }
  xml += "</D:multistatus>\n";
  HttpReply reply = status(207);
  reply.headers.push_back({"content-type", "application/xml"});
  reply.body = to_bytes(as_bytes(xml));
  return reply;
}

void DavServer::wipe() {
  files_.clear();
  folders_ = {""};
  made_ms_.clear();
}

void DavServer::put_back(const Backup& backup) {
  files_ = backup.files;
  folders_ = backup.folders;
}

}  // namespace quietroom::sim
