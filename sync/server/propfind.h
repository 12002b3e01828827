// PROPFIND on the wire: what the body asks for, and the multistatus that answers. Not for finding
// the members (folder_store.h) or who may see them (access.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sync/server/answer.h"

namespace quietroom::server {

/// The name of a property: its namespace and its local part.
struct PropertyName {
  std::string space;
  std::string local;
};

/// What a PROPFIND asks for. Source: RFC 4918 14.20.
struct PropertyQuery {
  enum class What : std::uint8_t { kAll, kNames, kListed };
  What what = What::kAll;
  std::vector<PropertyName> listed;  ///< For kListed; at most 64.

  /// True if the reply shows DAV:`local`.
  bool shows(std::string_view local) const;
};

/// Reads the body of a PROPFIND; an empty one asks for everything. Namespaces are followed, unknown
/// elements passed over. Refused: 400 for what is not well-formed XML with a propfind in it; 403
/// for a document type, which is where XML's attacks live.
Answer<PropertyQuery> parse_propfind(std::string_view body);

/// One resource of a reply.
struct PropertyRow {
  std::string path;  ///< Decoded, from the root of the server; a folder's ends in a slash.
  bool folder = false;
  std::uint64_t size_bytes = 0;
  std::int64_t changed_s = 0;                     ///< Unix time.
  std::string etag;                               ///< With its quotes; empty for folders.
  std::optional<std::uint64_t> quota_free_bytes;  ///< For folders below a quota.
  std::optional<std::uint64_t> quota_used_bytes;
};

/// Writes a 207 body piece by piece.
class Multistatus {
 public:
  explicit Multistatus(const PropertyQuery& query) : query_(query) { begin(); }
  void add(const PropertyRow& row);
  /// The whole document. Once only.
  std::string finish();

 private:
  void begin();
  void add_known(const PropertyRow& row, std::vector<const PropertyName*>& missing);
  void add_missing(const std::vector<const PropertyName*>& missing);

  const PropertyQuery& query_;
  std::string out_;
};

/// `path` as a URL writes it: everything but unreserved characters and '/' as %XX.
std::string encode_path(std::string_view path);

}  // namespace quietroom::server
