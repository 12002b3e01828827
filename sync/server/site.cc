#include "sync/server/site.h"

#include <openssl/evp.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>

namespace quietroom::server {
namespace {

namespace fs = std::filesystem;

struct MimeRow {
  std::string_view ending;
  std::string_view type;
};

constexpr MimeRow kMimeTypes[] = {
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".mjs", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".wasm", "application/wasm"},
    {".webmanifest", "application/manifest+json"},
    {".json", "application/json"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".ico", "image/x-icon"},
    {".woff2", "font/woff2"},
    {".txt", "text/plain; charset=utf-8"},
};

Result<Bytes> read_file(const fs::path& path, std::size_t size_bytes) {
  std::ifstream in(path, std::ios::binary);
  Bytes bytes(size_bytes);
  in.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  if (!in || in.gcount() != static_cast<std::streamsize>(bytes.size())) {
    return Error{ErrorCode::kIo, path.string() + " cannot be read"};
  }
  return bytes;
}

/// 128 bits of SHA-256: enough to tell contents apart, short in every reply.
std::string content_hash(ByteSpan bytes) {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned size = 0;
  const int done = EVP_Digest(bytes.data(), bytes.size(), digest, &size, EVP_sha256(), nullptr);
  CHECK_THAT(done == 1 && size >= 16, "SHA-256 is part of every OpenSSL");
  return to_hex(ByteSpan(digest, 16));
}

/// All regular files below `root` by their path in the site.
Result<std::map<std::string, Bytes>> read_tree(const fs::path& root) {
  std::map<std::string, Bytes> found;
  std::size_t total_bytes = 0;
  std::error_code code;
  fs::recursive_directory_iterator walk(root, code);
  for (; !code && walk != fs::recursive_directory_iterator(); walk.increment(code)) {
    const fs::file_status status = walk->symlink_status(code);
    if (code) {
      break;
    }
    const fs::path& path = walk->path();
    if (fs::is_directory(status)) {
      continue;
    }
    if (!fs::is_regular_file(status)) {
      return Error{ErrorCode::kInvalid,
                   path.string() + " is a link or a special file; a site holds plain files only"};
    }
    const auto size_bytes = static_cast<std::size_t>(walk->file_size(code));
    total_bytes += size_bytes;
    if (code || found.size() == Site::kFilesMax || total_bytes > Site::kBytesMax) {
      return Error{ErrorCode::kInvalid, root.string() + " is too large to be a built Quietroom"};
    }
    found["/" + path.lexically_relative(root).generic_string()] = TRY(read_file(path, size_bytes));
  }
  if (code) {
    return Error{ErrorCode::kIo, root.string() + " cannot be read: " + code.message()};
  }
  return found;
}

/// The file that `path` is an encoding of, if `files` has it.
std::map<std::string, Bytes>::iterator plain_form(std::map<std::string, Bytes>& files,
                                                  const std::string& path,
                                                  std::string_view ending) {
  if (!path.ends_with(ending)) {
    return files.end();
  }
  return files.find(path.substr(0, path.size() - ending.size()));
}

}  // namespace

std::string_view mime_type_of(std::string_view path) {
  for (const MimeRow& row : kMimeTypes) {
    if (path.ends_with(row.ending)) {
      return row.type;
    }
  }
  return "application/octet-stream";
}

Result<Site> Site::load(const std::string& folder) {
  std::error_code code;
  if (!fs::is_directory(folder, code)) {
    return Error{ErrorCode::kNotFound, "there is no folder " + folder};
  }
  std::map<std::string, Bytes> found = TRY(read_tree(fs::path(folder)));
  Site site;
  for (const auto& [path, bytes] : found) {
    if (plain_form(found, path, ".br") != found.end() ||
        plain_form(found, path, ".gz") != found.end()) {
      continue;
    }
    SiteFile& file = site.files_[path];
    file.path = path;
    file.mime_type = mime_type_of(path);
    file.hash = content_hash(bytes);
    file.plain = bytes;
    if (const auto brotli = found.find(path + ".br"); brotli != found.end()) {
      file.brotli = brotli->second;
    }
    if (const auto gzip = found.find(path + ".gz"); gzip != found.end()) {
      file.gzip = gzip->second;
    }
  }
  if (site.find("/") == nullptr) {
    return Error{ErrorCode::kNotFound, folder + " has no index.html"};
  }
  return site;
}

const SiteFile* Site::find(std::string_view path) const {
  const auto named = [this](const std::string& name) {
    const auto row = files_.find(name);
    return row == files_.end() ? nullptr : &row->second;
  };
  if (path.ends_with('/')) return named(std::string(path) + "index.html");
  if (path.empty()) return nullptr;
  // "/review" too, as people type it; what the page names is found from the root either way.
  const SiteFile* file = named(std::string(path));
  return file != nullptr ? file : named(std::string(path) + "/index.html");
}

}  // namespace quietroom::server
