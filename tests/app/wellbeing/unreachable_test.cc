// Private observations are in a library of their own. Whatever else is built must do without it:
// search, counts, sharing, exports, reports. So no other library may even ask the linker for them.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdio>
#include <map>
#include <set>
#include <string>

namespace {

/// What a command prints.
std::string output_of(const std::string& command) {
  std::FILE* pipe = popen(command.c_str(), "r");
  REQUIRE(pipe != nullptr);
  std::string all;
  char piece[4096];
  for (std::size_t got = 0; (got = std::fread(piece, 1, sizeof piece, pipe)) > 0;)
    all.append(piece, got);
  CHECK(pclose(pipe) == 0);
  return all;
}

}  // namespace

TEST_CASE("private observations: no library but their own knows of them") {
  // "libqr_app_store.a:lines.cc.o: U _ZN9quietroom...", once for all that is asked.
  const std::string all = output_of(
      std::string("cd '") + QUIETROOM_BUILD_DIR +
      "' && { nm -g -A libqr_app*.a libqr_sync_format.a || echo 'nm failed'; } |"
      " grep -E 'nm failed|Store4Impl6commitE|Store12observationsE|Store15add_observationE|"
      "Store18remove_observationE|9wellbeing'");
  CHECK(all.find("nm failed") == all.npos);
  std::map<std::string, std::set<std::string>> libraries;  // By what they define or want.
  for (std::size_t at = 0; at < all.size();) {
    const std::size_t end = std::min(all.find('\n', at), all.size());
    const std::string line = all.substr(at, end - at);
    for (const char* name :
         {"Store4Impl6commitE", "Store12observationsE", "Store15add_observationE",
          "Store18remove_observationE", "9wellbeing"}) {
      if (line.find(name) != std::string::npos)
        libraries[name].insert(line.substr(0, line.find(':')));
    }
    at = end + 1;
  }
  const std::set<std::string> own = {"libqr_app_wellbeing.a"};
  // The question is asked of a name that others have too, or it could not fail.
  CHECK(libraries["Store4Impl6commitE"].contains("libqr_app_store.a"));
  CHECK(libraries["Store12observationsE"] == own);
  CHECK(libraries["Store15add_observationE"] == own);
  CHECK(libraries["Store18remove_observationE"] == own);
  // Only what puts the program together links the library at all.
  CHECK(libraries["9wellbeing"] == std::set<std::string>{"libqr_app.a", "libqr_app_wellbeing.a"});
}
