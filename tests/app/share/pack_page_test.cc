#include "app/share/pack_page.h"

#include "tests/app/share/made_packs.h"
#include "tests/support/golden.h"

namespace quietroom::share {
namespace {

const PageParts kParts{.shell =
                           "<html lang=\"@LANGUAGE@\"><style>@STYLE@</style>me@x @ADDRESS@ "
                           "@ADDRESS@<pre>\n@PACK@</pre><script>@SCRIPT@</script>",
                       .style = "a{}@PACK@",
                       .script = "run('@STYLE@')"};

}  // namespace

TEST_CASE("pack_page: each part in its place, and nothing put in is looked at again") {
  const auto page =
      pack_page(kParts, as_bytes("age"), words::Language::kGerman, "https://x/review");
  REQUIRE(page.ok());
  CHECK(page.value() ==
        "<html lang=\"de\"><style>a{}@PACK@</style>me@x https://x/review https://x/review<pre>\n" +
            crypto::to_age_armour(as_bytes("age")) + "</pre><script>run('@STYLE@')</script>");
}

TEST_CASE("pack_page: no address is no address; one that could end its attribute is refused") {
  const auto with = [](std::string_view address) {
    return golden::outcome(pack_page(kParts, {}, words::Language::kEnglish, address));
  };
  CHECK(with("") == "ok");
  CHECK(with("http://127.0.0.1:8080/review") == "ok");
  for (const std::string_view bad : {"javascript:alert(1)", "https://x/\"onclick=", "https://x/<b>",
                                     "https://x/'", "https://x/&amp;", "x", "https://x/ y"})
    CHECK(with(bad) == "invalid");
}

TEST_CASE("pack_page: parts of something else are refused") {
  PageParts parts = kParts;
  parts.shell = "<html>@PACK@</html>";
  CHECK(golden::outcome(pack_page(parts, {}, words::Language::kEnglish, "")) == "invalid");
}

}  // namespace quietroom::share
