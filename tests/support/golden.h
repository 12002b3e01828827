// Golden vectors: files under tests/golden/<area> that say byte for byte what a format is, for
// success and for each refusal. Text: header lines "name: value", an empty line, hex.
//
// A test makes its vectors with the encoder and seeded randomness and hands them to
// check_golden(), which compares them with the committed files. Run the tests with
// QUIETROOM_WRITE_GOLDEN=1 to write the files instead; then look at the difference.
#pragma once

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "platform/base/bytes.h"

namespace quietroom::golden {

/// One vector. `headers` always has "expect": "ok", or the name of the error's code.
struct Vector {
  std::string name;
  std::map<std::string, std::string> headers;
  Bytes bytes;

  const std::string& header(const std::string& key) const {
    const auto found = headers.find(key);
    REQUIRE_MESSAGE(found != headers.end(), name << " has no header " << key);
    return found->second;
  }
};

inline std::filesystem::path folder(const std::string& area) {
  return std::filesystem::path(QUIETROOM_SOURCE_DIR) / "tests" / "golden" / area;
}

inline std::string to_text(const Vector& vector) {
  std::string text = "expect: " + vector.header("expect") + "\n";
  for (const auto& [key, value] : vector.headers)
    if (key != "expect") text += key + ": " + value + "\n";
  text += "\n";
  const std::string hex = to_hex(vector.bytes);
  for (std::size_t at = 0; at < hex.size(); at += 96) text += hex.substr(at, 96) + "\n";
  return text;
}

inline std::string read_text(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

inline Vector from_text(std::string name, const std::string& text) {
  Vector vector{std::move(name), {}, {}};
  std::istringstream in(text);
  std::string line;
  while (std::getline(in, line) && !line.empty()) {
    const std::size_t colon = line.find(": ");
    REQUIRE_MESSAGE(colon != std::string::npos, vector.name << ": a header without colon");
    vector.headers[line.substr(0, colon)] = line.substr(colon + 2);
  }
  std::string hex;
  while (std::getline(in, line)) hex += line;
  auto bytes = from_hex(hex);
  REQUIRE_MESSAGE(bytes.ok(), vector.name << ": not hex");
  vector.bytes = std::move(bytes).value();
  return vector;
}

/// All committed vectors of `area`, by name.
inline std::vector<Vector> read_all(const std::string& area) {
  std::map<std::string, Vector> sorted;
  for (const auto& item : std::filesystem::directory_iterator(folder(area))) {
    const std::string name = item.path().stem().string();
    sorted.emplace(name, from_text(name, read_text(item.path())));
  }
  std::vector<Vector> all;
  for (auto& [name, vector] : sorted) all.push_back(std::move(vector));
  return all;
}

/// Appends to `made` what it is called with: name, what is expected, why, bytes. Each vector has
/// `common` among its headers.
inline auto adder(std::vector<Vector>& made, std::map<std::string, std::string> common = {}) {
  return [&made, common = std::move(common)](std::string name, std::string expect, std::string why,
                                             Bytes bytes) {
    made.push_back({std::move(name), common, std::move(bytes)});
    made.back().headers["expect"] = std::move(expect);
    made.back().headers["why"] = std::move(why);
  };
}

/// Checks that the committed files are what `made` is; or writes them.
inline void check_golden(const std::string& area, const std::vector<Vector>& made) {
  const bool write = std::getenv("QUIETROOM_WRITE_GOLDEN") != nullptr;
  for (const Vector& vector : made) {
    CAPTURE(vector.name);
    const auto path = folder(area) / (vector.name + ".txt");
    if (write) std::ofstream(path, std::ios::binary) << to_text(vector);
    CHECK(read_text(path) == to_text(vector));
  }
}

/// "ok" or the name of the code, as "expect" writes it.
template <typename T>
std::string outcome(const Result<T>& result) {
  return result.ok() ? "ok" : std::string(error_code_name(result.error().code));
}

}  // namespace quietroom::golden
