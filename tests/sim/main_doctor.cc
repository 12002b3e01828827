// The doctor over real sockets, for tests/server: says what it found on the standard output, a line
// each with tabs between severity, recipe, status and header; then "end". The arguments: the root's
// url, the value of Authorization, the app's origin, the vault's id and the device's, and a file of
// certificates, if it is not for the system's. "-" for the two ids: made up, a vault that is
// removed in the end.
#include <cstdio>
#include <cstring>

#include "platform/native/clock_native.h"
#include "platform/native/http_native.h"
#include "platform/native/random_native.h"
#include "sync/remote/doctor.h"

int main(int argc, char** argv) {
  using namespace quietroom;
  if (argc < 6) return 2;
  auto http = HttpNative::open(argc > 6 ? argv[6] : "");
  if (!http.ok()) return 1;
  NativeRandom random;
  const NativeClock clock;
  remote::DoctorConfig config;
  config.root_url = argv[1];
  config.authorization = argv[2];
  config.origin = argv[3];
  if (std::strcmp(argv[4], "-") == 0) {
    config.vault = random.id();
    config.device = random.id();
    config.vault_is = remote::DoctorConfig::Vault::kMadeUp;
  } else {
    const auto vault = id_from_base32(argv[4]);
    const auto device = id_from_base32(argv[5]);
    if (!vault.ok() || !device.ok()) return 2;
    config.vault = vault.value();
    config.device = device.value();
  }
  remote::Doctor doctor(*http.value(), random, clock, config);
  while (!doctor.tick()) http.value()->wait(100);
  constexpr const char* kSeverities[] = {"unusable", "cost", "good to know"};
  for (const remote::Finding& one : doctor.diagnosis().findings)
    std::printf("%s\t%s\t%d\t%s\n", kSeverities[static_cast<int>(one.severity)],
                std::string(remote::recipe_of(one.what)).c_str(), one.status, one.header.c_str());
  std::printf("end\n");
  return 0;
}
