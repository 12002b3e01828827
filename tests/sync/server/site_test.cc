#include "sync/server/site.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "sync/server/static_handler.h"

using quietroom::as_text;
using quietroom::ErrorCode;
using quietroom::server::Request;
using quietroom::server::Response;
using quietroom::server::Site;
using quietroom::server::SiteFile;
using quietroom::server::StaticHandler;

namespace {

namespace fs = std::filesystem;

/// A folder that is gone after the test.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string pattern = (fs::temp_directory_path() / "quietroom-site-XXXXXX").string();
    REQUIRE(mkdtemp(pattern.data()) != nullptr);
    path_ = pattern;
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder() { fs::remove_all(path_); }

  void write(const std::string& name, std::string_view text) const {
    fs::create_directories((path_ / name).parent_path());
    std::ofstream(path_ / name, std::ios::binary) << text;
  }
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

Request get(std::string path, quietroom::server::Fields fields = {}) {
  return Request{.method = "GET", .path = std::move(path), .fields = std::move(fields), .body = {}};
}

std::string field(const Response& response, std::string_view name) {
  for (const auto& [key, value] : response.fields) {
    if (key == name) {
      return value;
    }
  }
  return "";
}

}  // namespace

TEST_CASE("Site: refuses a folder that is not a built app") {
  CHECK(Site::load("/nonexistent/folder").error().code == ErrorCode::kNotFound);
  const TemporaryFolder empty;
  CHECK(Site::load(empty.path().string()).error().code == ErrorCode::kNotFound);
}

TEST_CASE("Site: refuses links, to a file or to a folder, inside or outside") {
  for (const char* to : {"/etc", "/etc/hostname", "index.html", "nowhere"}) {
    CAPTURE(to);
    const TemporaryFolder folder;
    folder.write("index.html", "hello");
    fs::create_symlink(to, folder.path() / "link");
    const auto site = Site::load(folder.path().string());
    REQUIRE_FALSE(site.ok());
    CHECK(site.error().code == ErrorCode::kInvalid);
  }
}

TEST_CASE("Site: a link to the folder itself is how people deploy, and works") {
  const TemporaryFolder folder;
  folder.write("real/index.html", "hello");
  fs::create_directory_symlink("real", folder.path() / "current");
  CHECK(Site::load((folder.path() / "current").string()).ok());
}

TEST_CASE("Site: finds exact paths only, and of a folder its index.html") {
  const TemporaryFolder folder;
  folder.write("index.html", "hello");
  folder.write("v/1/app.js", "code");
  folder.write("empty.txt", "");
  folder.write("review/index.html", "read");
  const auto site = Site::load(folder.path().string());
  REQUIRE(site.ok());
  for (const char* path : {"/review", "/review/", "/review/index.html"})
    CHECK(as_text(site.value().find(path)->plain) == "read");
  REQUIRE(site.value().find("/") != nullptr);
  CHECK(as_text(site.value().find("/")->plain) == "hello");
  REQUIRE(site.value().find("/v/1/app.js") != nullptr);
  CHECK(site.value().find("/empty.txt") != nullptr);
  for (const char* path :
       {"", "index.html", "//index.html", "/index.html/", "/INDEX.HTML", "/v", "/v/", "/v/1",
        "/v//1/app.js", "//review", "/review//", "/v/1/app.js/", "/v/1/../1/app.js"}) {
    CAPTURE(path);
    CHECK(site.value().find(path) == nullptr);
  }
}

TEST_CASE("Site: encodings belong to their file, and stray ones are files") {
  const TemporaryFolder folder;
  folder.write("index.html", "hello");
  folder.write("index.html.br", "BR");
  folder.write("index.html.gz", "GZ");
  folder.write("stray.br", "x");
  const auto site = Site::load(folder.path().string());
  REQUIRE(site.ok());
  const SiteFile* file = site.value().find("/");
  CHECK(as_text(file->brotli) == "BR");
  CHECK(as_text(file->gzip) == "GZ");
  CHECK(site.value().find("/index.html.br") == nullptr);
  CHECK(site.value().find("/stray.br") != nullptr);
  CHECK(site.value().count() == 2);
}

TEST_CASE("mime_type_of: every kind of file that the app has") {
  struct Row {
    std::string_view path;
    std::string_view type;
  };
  const Row rows[] = {
      {"/index.html", "text/html; charset=utf-8"},
      {"/a.js", "text/javascript; charset=utf-8"},
      {"/a.css", "text/css; charset=utf-8"},
      {"/a.wasm", "application/wasm"},
      {"/manifest.webmanifest", "application/manifest+json"},
      {"/a.json", "application/json"},
      {"/a.svg", "image/svg+xml"},
      {"/a.png", "image/png"},
      {"/a.woff2", "font/woff2"},
      {"/LICENSE", "application/octet-stream"},
      {"/html", "application/octet-stream"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.path);
    CHECK(quietroom::server::mime_type_of(row.path) == row.type);
  }
}

TEST_CASE("StaticHandler: content, encoding, caching and what is not there") {
  const TemporaryFolder folder;
  folder.write("index.html", "hello");
  folder.write("service_worker.js", "sw");
  folder.write("v/1/app.wasm", "wasm");
  folder.write("v/1/app.wasm.br", "BR");
  const auto site = Site::load(folder.path().string());
  REQUIRE(site.ok());
  const StaticHandler handler(site.value());

  SUBCASE("the start page is asked for anew each time") {
    const Response response = handler.handle(get("/"));
    CHECK(response.status == 200);
    CHECK(field(response, "cache-control") == "no-cache");
    CHECK(field(response, "vary") == "accept-encoding");
    CHECK(as_text(response.body()) == "hello");
    CHECK(response.log_path == "/index.html");
  }
  SUBCASE("the service worker too; a build's own files are kept for good") {
    CHECK(field(handler.handle(get("/service_worker.js")), "cache-control") == "no-cache");
    CHECK(field(handler.handle(get("/v/1/app.wasm")), "cache-control") ==
          "public, max-age=31536000, immutable");
  }
  SUBCASE("each encoding has a tag of its own") {
    const Response plain = handler.handle(get("/v/1/app.wasm"));
    const Response brotli = handler.handle(get("/v/1/app.wasm", {{"accept-encoding", "br"}}));
    CHECK(field(plain, "content-encoding").empty());
    CHECK(field(brotli, "content-encoding") == "br");
    CHECK(as_text(brotli.body()) == "BR");
    CHECK(field(plain, "etag") != field(brotli, "etag"));
    CHECK(field(brotli, "content-type") == "application/wasm");
    const Response again = handler.handle(get(
        "/v/1/app.wasm", {{"accept-encoding", "br"}, {"if-none-match", field(brotli, "etag")}}));
    CHECK(again.status == 304);
    CHECK(again.body().empty());
    CHECK(field(again, "etag") == field(brotli, "etag"));
    CHECK(handler.handle(get("/v/1/app.wasm", {{"if-none-match", field(brotli, "etag")}})).status ==
          200);
  }
  SUBCASE("nothing there is 404, and no path of the asker's is logged or repeated") {
    const Response response = handler.handle(get("/secret"));
    CHECK(response.status == 404);
    CHECK(response.log_path.empty());
    CHECK(response.text.find("secret") == std::string::npos);
  }
  SUBCASE("only reading is allowed") {
    for (const char* method : {"POST", "PUT", "DELETE", "PROPFIND", "TRACE", "get", "BREW"}) {
      CAPTURE(method);
      Request request = get("/");
      request.method = method;
      const Response response = handler.handle(request);
      CHECK(response.status == 405);
      CHECK(field(response, "allow") == "GET, HEAD, OPTIONS");
    }
    Request request = get("*");
    request.method = "OPTIONS";
    CHECK(handler.handle(request).status == 204);
  }
}
