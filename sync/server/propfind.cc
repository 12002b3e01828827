#include "sync/server/propfind.h"

#include <algorithm>

#include "sync/server/http.h"
#include "sync/server/xml_reader.h"

namespace quietroom::server {
namespace {

constexpr std::string_view kDav = "DAV:";
constexpr std::size_t kListedMax = 64;
constexpr Refusal kNoQuery{400, "the body asks for nothing that PROPFIND knows"};

enum class Property : std::uint8_t {
  kResourceType,
  kContentLength,
  kLastModified,
  kEtag,
  kContentType,
  kQuotaFree,
  kQuotaUsed,
};

struct KnownProperty {
  std::string_view local;
  Property property;
  bool in_all;  ///< RFC 4331: the quota is shown only to those who ask for it.
};

constexpr KnownProperty kKnown[] = {
    {"resourcetype", Property::kResourceType, true},
    {"getcontentlength", Property::kContentLength, true},
    {"getlastmodified", Property::kLastModified, true},
    {"getetag", Property::kEtag, true},
    {"getcontenttype", Property::kContentType, true},
    {"quota-available-bytes", Property::kQuotaFree, false},
    {"quota-used-bytes", Property::kQuotaUsed, false},
};

void append_escaped(std::string& out, std::string_view text) {
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out.push_back(c);
    }
  }
}

std::optional<std::string> number_text(const std::optional<std::uint64_t>& number) {
  return number ? std::optional(std::to_string(*number)) : std::nullopt;
}

/// What `row` has for `property`, as XML; nothing if it has no such property.
std::optional<std::string> value_of(Property property, const PropertyRow& row) {
  switch (property) {
    case Property::kResourceType:
      return row.folder ? "<D:collection/>" : "";
    case Property::kLastModified:
      return http_date(row.changed_s);
    case Property::kQuotaFree:
      return number_text(row.quota_free_bytes);
    case Property::kQuotaUsed:
      return number_text(row.quota_used_bytes);
    case Property::kContentLength:
      return row.folder ? std::nullopt : std::optional(std::to_string(row.size_bytes));
    case Property::kContentType:
      return row.folder ? std::nullopt : std::optional<std::string>("application/octet-stream");
    case Property::kEtag:
      break;
  }
  if (row.etag.empty()) {
    return std::nullopt;
  }
  std::string escaped;
  append_escaped(escaped, row.etag);
  return escaped;
}

const KnownProperty* find_known(const PropertyName& name) {
  const auto* found = std::find_if(std::begin(kKnown), std::end(kKnown), [&](const auto& known) {
    return name.space == kDav && name.local == known.local;
  });
  return found == std::end(kKnown) ? nullptr : found;
}

/// The children of DAV:prop, whose beginning has just been read.
Answer<void> take_listed(XmlReader& reader, PropertyQuery& query) {
  std::size_t depth = 1;
  while (depth > 0) {
    auto event = TRY(reader.next());
    if (!event) {
      return kNoQuery;
    }
    if (event->opens && depth == 1) {
      if (query.listed.size() == kListedMax) {
        return Refusal{403, "these are too many properties for one request"};
      }
      query.listed.push_back({std::move(event->space), std::move(event->local)});
    }
    depth = event->opens ? depth + 1 : depth - 1;
  }
  return {};
}

void append_open_close(std::string& out, std::string_view local,
                       const std::optional<std::string>& value) {
  out += "<D:";
  out += local;
  if (!value || value->empty()) {
    out += "/>";
    return;
  }
  out += ">";
  out += *value;
  out += "</D:";
  out += local;
  out += ">";
}

}  // namespace

bool PropertyQuery::shows(std::string_view local) const {
  return what != What::kListed || std::any_of(listed.begin(), listed.end(), [&](const auto& name) {
           return name.space == kDav && name.local == local;
         });
}

Answer<PropertyQuery> parse_propfind(std::string_view body) {
  PropertyQuery query;
  if (body.empty()) {
    return query;
  }
  XmlReader reader(body);
  bool known = false;
  std::size_t depth = 0;
  for (auto event = TRY(reader.next()); event; event = TRY(reader.next())) {
    if (!event->opens) {
      --depth;
      continue;
    }
    const bool ours = event->space == kDav;
    if (depth == 0 && !(ours && event->local == "propfind")) {
      return kNoQuery;
    }
    ++depth;
    if (depth != 2 || !ours) {
      continue;  // DAV:include goes with allprop, which shows all there is.
    }
    const bool all = event->local == "allprop";
    const bool names = event->local == "propname";
    const bool listed = event->local == "prop";
    if (!all && !names && !listed) {
      continue;
    }
    if (known) {
      return kNoQuery;
    }
    known = true;
    query.what = all     ? PropertyQuery::What::kAll
                 : names ? PropertyQuery::What::kNames
                         : PropertyQuery::What::kListed;
    if (listed) {
      TRY(take_listed(reader, query));
      --depth;
    }
  }
  if (!known) {
    return kNoQuery;
  }
  return query;
}

void Multistatus::begin() {
  out_ = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<D:multistatus xmlns:D=\"DAV:\">";
}

void Multistatus::add_known(const PropertyRow& row, std::vector<const PropertyName*>& missing) {
  if (query_.what == PropertyQuery::What::kListed) {
    for (const PropertyName& name : query_.listed) {
      const KnownProperty* known = find_known(name);
      const auto value = known != nullptr ? value_of(known->property, row) : std::nullopt;
      if (value) {
        append_open_close(out_, known->local, value);
      } else {
        missing.push_back(&name);
      }
    }
    return;
  }
  for (const KnownProperty& known : kKnown) {
    const auto value = known.in_all ? value_of(known.property, row) : std::nullopt;
    if (value) {
      const bool names_only = query_.what == PropertyQuery::What::kNames;
      append_open_close(out_, known.local, names_only ? std::nullopt : value);
    }
  }
}

void Multistatus::add_missing(const std::vector<const PropertyName*>& missing) {
  if (missing.empty()) {
    return;
  }
  out_ += "<D:propstat><D:prop>";
  for (const PropertyName* name : missing) {
    if (name->space == kDav) {
      append_open_close(out_, name->local, std::nullopt);
      continue;
    }
    out_ += "<" + name->local + " xmlns=\"";
    append_escaped(out_, name->space);
    out_ += "\"/>";
  }
  out_ += "</D:prop><D:status>HTTP/1.1 404 Not Found</D:status></D:propstat>";
}

void Multistatus::add(const PropertyRow& row) {
  std::vector<const PropertyName*> missing;
  out_ += "<D:response><D:href>";
  out_ += encode_path(row.path);
  out_ += "</D:href><D:propstat><D:prop>";
  add_known(row, missing);
  out_ += "</D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat>";
  add_missing(missing);
  out_ += "</D:response>\n";
}

std::string Multistatus::finish() {
  out_ += "</D:multistatus>\n";
  return std::move(out_);
}

std::string encode_path(std::string_view path) {
  static constexpr char kDigits[] = "0123456789ABCDEF";
  std::string out;
  out.reserve(path.size());
  for (const char c : path) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '-' || c == '.' || c == '_' || c == '~' || c == '/';
    if (plain) {
      out.push_back(c);
    } else {
      const auto byte = static_cast<unsigned char>(c);
      out.push_back('%');
      out.push_back(kDigits[byte >> 4]);
      out.push_back(kDigits[byte & 15]);
    }
  }
  return out;
}

}  // namespace quietroom::server
