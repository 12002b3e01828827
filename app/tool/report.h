// What a command says in the end: facts, what was found, and why it could not go on; as lines for
// people or as one JSON object for scripts. Decides the exit status.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "platform/base/error.h"

namespace quietroom::tool {

/// The exit statuses of the program.
enum class Exit { kFine = 0, kFound = 1, kUsage = 2, kEndpoint = 3, kHere = 4 };

/// Names and values, in order. A name is lower case with _, and a key in JSON.
class Facts {
 public:
  void add(std::string_view name, std::string value) { put(name, std::move(value)); }
  void add(std::string_view name, const char* value) { put(name, std::string(value)); }
  void add(std::string_view name, bool value) { put(name, value); }
  void add(std::string_view name, std::uint64_t value) { put(name, value); }

  using Value = std::variant<std::string, bool, std::uint64_t>;
  const std::vector<std::pair<std::string, Value>>& all() const { return all_; }

 private:
  void put(std::string_view name, Value value) {
    all_.emplace_back(std::string(name), std::move(value));
  }
  std::vector<std::pair<std::string, Value>> all_;
};

/// One thing that somebody has to know.
struct Finding {
  std::string what;      ///< A stable name: "damaged", "missing", ...
  std::string where;     ///< The path of an object, or of a folder; may be empty.
  std::string why;       ///< A sentence.
  bool is_note = false;  ///< Good to know, and nothing is wrong.
};

struct Report {
  Facts facts;
  std::vector<Facts> vaults;
  std::vector<Finding> findings;
  /// Why it did not come to its end; Exit::kFine: it did.
  Exit stopped = Exit::kFine;
  std::string stopped_why;

  /// Once for each `what` and `where`: what a list shows already, the object itself shows again.
  void found(std::string what, std::string where, std::string why);
  void note(std::string what, std::string where, std::string why) {
    findings.push_back({std::move(what), std::move(where), std::move(why), true});
  }
  void stop(Exit why, std::string sentence) {
    stopped = why;
    stopped_why = std::move(sentence);
  }
  Exit exit() const;
};

/// "fine", "found", "usage", "endpoint", "here".
std::string_view name_of(Exit exit);

/// Lines for people, of all but why it stopped.
std::string as_text(const Report& report);
/// One JSON object, with its end of line.
std::string as_json(std::string_view command, const Report& report);

}  // namespace quietroom::tool
