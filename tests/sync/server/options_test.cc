#include "sync/server/options.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using quietroom::ErrorCode;
using quietroom::server::Options;
using quietroom::server::parse_options;

namespace {

using Words = std::vector<std::string_view>;

}  // namespace

TEST_CASE("parse_options: refuses what it does not understand, and says what is wrong") {
  struct Row {
    Words words;
    std::string_view part_of_message;
  };
  const Row rows[] = {
      {{}, "--site is needed"},
      {{"site"}, "\"site\" is not a flag"},
      {{"--site"}, "--site needs a value"},
      {{"--site", ""}, "--site needs a value"},
      {{"--site", "s", "--porte", "1"}, "--porte is not a flag"},
      {{"--site", "s", "--port", "65536"}, "from 0 to 65535, not \"65536\""},
      {{"--site", "s", "--port", "-1"}, "not \"-1\""},
      {{"--site", "s", "--port", "80x"}, "not \"80x\""},
      {{"--site", "s", "--port", ""}, "--port needs a value"},
      {{"--site", "s", "--header-timeout-ms", "0"}, "from 1 to"},
      {{"--site", "s", "--connections-max", "1000000"}, "to 100000"},
      {{"--site", "s", "--tls-cert", "c.pem"}, "belong together"},
      {{"--site", "s", "--tls-key", "k.pem"}, "belong together"},
      {{"--site", "s", "--allow-endpoint", "https://*.example.org"}, "wildcard"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.part_of_message);
    const auto options = parse_options(row.words);
    REQUIRE_FALSE(options.ok());
    CHECK(options.error().code == ErrorCode::kInvalid);
    CHECK(options.error().context.find(row.part_of_message) != std::string::npos);
  }
}

TEST_CASE("parse_options: listens on this machine only unless told otherwise") {
  const auto options = parse_options(Words{"--site", "folder"});
  REQUIRE(options.ok());
  CHECK(options.value().site_folder == "folder");
  CHECK(options.value().host == "127.0.0.1");
  CHECK_FALSE(options.value().port.has_value());
  CHECK_FALSE(options.value().access_log);
  CHECK(options.value().endpoint_origins.empty());
}

TEST_CASE("parse_options: takes every flag") {
  const auto options = parse_options(Words{"--site",
                                           "s",
                                           "--host",
                                           "::1",
                                           "--port",
                                           "0",
                                           "--tls-cert",
                                           "c",
                                           "--tls-key",
                                           "k",
                                           "--allow-endpoint",
                                           "https://A.example",
                                           "--allow-endpoint",
                                           "http://localhost:8090",
                                           "--access-log",
                                           "--header-timeout-ms",
                                           "11",
                                           "--body-timeout-ms",
                                           "12",
                                           "--idle-timeout-ms",
                                           "13",
                                           "--write-timeout-ms",
                                           "14",
                                           "--connections-max",
                                           "15"});
  REQUIRE(options.ok());
  const Options& value = options.value();
  CHECK(value.host == "::1");
  CHECK(value.port == 0);
  CHECK(value.tls_cert_file == "c");
  CHECK(value.tls_key_file == "k");
  REQUIRE(value.endpoint_origins.size() == 2);
  CHECK(value.endpoint_origins[0] == "https://a.example");
  CHECK(value.endpoint_origins[1] == "http://localhost:8090");
  CHECK(value.access_log);
  CHECK(value.limits.header_timeout_ms == 11);
  CHECK(value.limits.body_timeout_ms == 12);
  CHECK(value.limits.idle_timeout_ms == 13);
  CHECK(value.limits.write_timeout_ms == 14);
  CHECK(value.limits.connections_max == 15);
}

TEST_CASE("parse_options: --help needs nothing else, and the help names every flag") {
  const auto options = parse_options(Words{"--help", "whatever"});
  REQUIRE(options.ok());
  CHECK(options.value().help);
  const std::string help(quietroom::server::options_help());
  for (const char* flag :
       {"--site", "--host", "--port", "--tls-cert", "--tls-key", "--allow-endpoint", "--access-log",
        "--header-timeout-ms", "--body-timeout-ms", "--idle-timeout-ms", "--write-timeout-ms",
        "--connections-max"}) {
    CAPTURE(flag);
    CHECK(help.find(flag) != std::string::npos);
  }
}

TEST_CASE("parse_options: the endpoint's flags, and which of them belong together") {
  const auto options = parse_options(
      Words{"--site", "s", "--data", "d", "--plain-area", "--local-app", "--object-size-max", "2M",
            "--vault-size-max", "3G", "--vault-objects-max", "7", "--vaults-max", "8", "--workers",
            "9", "--config", "c", "--check-config"});
  REQUIRE(options.ok());
  CHECK(options.value().data_folder == "d");
  CHECK(options.value().plain_area);
  CHECK(options.value().local_app);
  CHECK(options.value().store.object_bytes_max == 2U << 20);
  CHECK(options.value().store.vault_bytes_max == std::uint64_t{3} << 30);
  CHECK(options.value().store.vault_objects_max == 7);
  CHECK(options.value().store.vaults_max == 8);
  CHECK(options.value().workers == 9);
  CHECK(options.value().config_file == "c");
  CHECK(options.value().check_config);
  CHECK_FALSE(parse_options(Words{"--site", "s", "--plain-area"}).ok());
  CHECK_FALSE(parse_options(Words{"--site", "s", "--local-app"}).ok());
  CHECK_FALSE(
      parse_options(Words{"--site", "s", "--data", "d", "--local-app", "--host", "0.0.0.0"}).ok());
}

TEST_CASE("parse_config: settings, then flags on top of them; mistakes with their line") {
  const auto base = quietroom::server::parse_config(
      "# comment\n\nsite = s t\r\n  port=1\naccess-log = yes\nallow-endpoint = https://a.b\n"
      "allow-endpoint = https://c.d\n");
  REQUIRE(base.ok());
  const auto options = parse_options(Words{"--port", "2"}, base.value());
  REQUIRE(options.ok());
  CHECK(options.value().site_folder == "s t");
  CHECK(options.value().port == 2);
  CHECK(options.value().access_log);
  CHECK(options.value().endpoint_origins.size() == 2);
  for (const char* text : {"\nsite", "\nsit = x", "\nport = x", "#\naccess-log = 1", "\n= x",
                           "\nhelp = yes", "site = x\nsite = x"}) {
    CAPTURE(text);
    const auto refused = quietroom::server::parse_config(text);
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().context.starts_with("line 2: "));
  }
}
