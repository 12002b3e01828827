#include "app/tool/report.h"

#include <algorithm>

#include "platform/base/bytes.h"
#include "platform/base/utf8.h"

namespace quietroom::tool {
namespace {

/// `text` as a JSON string. A path may be no UTF-8; then what is not ASCII is shown as "?".
std::string quoted(std::string_view text) {
  const bool whole = is_utf8(text);
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<std::uint8_t>(c);
    if (byte >= 0x80 && !whole) {
      out += '?';
    } else if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (byte < 0x20 || byte == 0x7f) {
      out += "\\u00" + to_hex({&byte, 1});
    } else {
      out += c;
    }
  }
  return out + "\"";
}

std::string text_of(const Facts::Value& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  if (const auto* yes = std::get_if<bool>(&value)) return *yes ? "yes" : "no";
  return std::to_string(std::get<std::uint64_t>(value));
}

std::string json_of(const Facts::Value& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return quoted(*text);
  if (const auto* yes = std::get_if<bool>(&value)) return *yes ? "true" : "false";
  return std::to_string(std::get<std::uint64_t>(value));
}

std::string members_of(const Facts& facts) {
  std::string out;
  for (const auto& [name, value] : facts.all())
    out += (out.empty() ? "" : ",") + quoted(name) + ":" + json_of(value);
  return out;
}

std::string lines_of(const Facts& facts, std::string_view indent) {
  std::string out;
  for (const auto& [name, value] : facts.all()) {
    std::string words = name;
    std::replace(words.begin(), words.end(), '_', ' ');
    out += std::string(indent) + words + ": " + text_of(value) + "\n";
  }
  return out;
}

}  // namespace

void Report::found(std::string what, std::string where, std::string why) {
  const bool known = std::any_of(findings.begin(), findings.end(), [&](const Finding& one) {
    return one.what == what && one.where == where;
  });
  if (!known) findings.push_back({std::move(what), std::move(where), std::move(why)});
}

Exit Report::exit() const {
  if (stopped != Exit::kFine) return stopped;
  const bool found = std::any_of(findings.begin(), findings.end(),
                                 [](const Finding& one) { return !one.is_note; });
  return found ? Exit::kFound : Exit::kFine;
}

std::string_view name_of(Exit exit) {
  switch (exit) {
    case Exit::kFine:
      return "fine";
    case Exit::kFound:
      return "found";
    case Exit::kUsage:
      return "usage";
    case Exit::kEndpoint:
      return "endpoint";
    case Exit::kHere:
      return "here";
  }
  return "here";
}

std::string as_text(const Report& report) {
  std::string out = lines_of(report.facts, "");
  for (const Facts& vault : report.vaults) {
    // The first fact of a vault is its id.
    std::string lines = lines_of(vault, "  ");
    if (lines.size() > 2) lines.erase(0, 2);
    out += lines;
  }
  for (const Finding& one : report.findings) {
    out += (one.is_note ? "note: " : "found: ") + one.what;
    if (!one.where.empty()) out += ": " + one.where;
    out += ": " + one.why + "\n";
  }
  return out;
}

std::string as_json(std::string_view command, const Report& report) {
  std::string out = "{\"command\":" + quoted(command) +
                    ",\"result\":" + quoted(name_of(report.exit())) +
                    ",\"exit\":" + std::to_string(static_cast<int>(report.exit()));
  if (report.stopped != Exit::kFine) out += ",\"error\":" + quoted(report.stopped_why);
  const std::string facts = members_of(report.facts);
  if (!facts.empty()) out += "," + facts;
  out += ",\"vaults\":[";
  for (std::size_t i = 0; i < report.vaults.size(); ++i)
    out += (i == 0 ? "{" : ",{") + members_of(report.vaults[i]) + "}";
  out += "],\"findings\":[";
  for (std::size_t i = 0; i < report.findings.size(); ++i) {
    const Finding& one = report.findings[i];
    out += std::string(i == 0 ? "{" : ",{") + "\"what\":" + quoted(one.what) +
           ",\"where\":" + quoted(one.where) + ",\"why\":" + quoted(one.why) +
           ",\"note\":" + (one.is_note ? "true" : "false") + "}";
  }
  return out + "]}\n";
}

}  // namespace quietroom::tool
