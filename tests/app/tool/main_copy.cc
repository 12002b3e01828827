// Saved copies for tests/server/sync_tool*.test.mjs, made and read as the app does, without a
// screen:
//
//   make FILE PASSPHRASE LINES SIZE_BYTES [ADDRESS TOKEN]    a new person's; says the 24 words
//   add FILE PASSPHRASE LINES SIZE_BYTES                     more lines, in the same file
//   texts FILE PASSPHRASE                                    its lines, sorted
//
// Line n of a copy reads "<word of the run> <n>" and dots.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <set>

#include "app/session/keeper.h"
#include "app/syncing/settings.h"
#include "app/tool/headless.h"
#include "platform/files_memory.h"
#include "platform/native/clock_native.h"
#include "platform/native/paths.h"
#include "platform/native/random_native.h"
#include "sync/crypto/kdf.h"
#include "sync/crypto/slow_hash_direct.h"
#include "sync/crypto/sodium_init.h"

namespace quietroom {
namespace {

constexpr std::size_t kCopySizeMax = std::size_t{1} << 30;

/// A device in memory.
struct Device {
  NativeClock clock;
  NativeRandom random;
  MemoryFiles files;
  crypto::DirectSlowHash slow_hash;
  tool::NoScreen screen;
  tool::Unplugged http;
  Host host{clock, random, files, slow_hash, screen, screen, http, "", ""};
  session::Keeper keeper{host};
};

Result<Secret<32>> derive(std::string_view passphrase, const crypto::KdfParams& params) {
  return crypto::argon2id(passphrase, params.salt, params.memory_kib, params.passes, params.lanes);
}

Status make(Device& device, std::string_view passphrase) {
  const crypto::RecoverySecret code = crypto::generate_recovery_secret(device.random);
  const auto bundle = format::KeyBundle::generate(crypto::recovery_keys(code), device.random);
  crypto::KdfParams params;
  device.random.fill(params.salt);
  const Secret<32> kek = TRY(derive(passphrase, params));
  const Bytes file = TRY(format::create_key_file(bundle, kek, params, 1, device.random));
  TRY(device.keeper.create(bundle, file));
  for (const std::string_view word : crypto::recovery_words(code))
    std::printf("%s ", std::string(word).c_str());
  std::printf("\n");
  return {};
}

/// Opens it as the same device: only a new copy of it goes anywhere.
Status open(Device& device, const char* path, std::string_view passphrase) {
  const Bytes copy = TRY(read_path(path, kCopySizeMax));
  const auto contents = TRY(format::read_copy(copy));
  const auto keys = TRY(format::KeyFile::parse(contents.keys));
  const Secret<32> kek = TRY(derive(passphrase, keys.params()));
  const auto bundle = TRY(keys.open_with_kek(kek));
  return device.keeper.restore(copy, bundle, keys.bytes());
}

Status write_lines(Device& device, int count, std::size_t size_bytes) {
  store::Store& store = device.keeper.store();
  store::StartInterview start;
  start.case_title = "An outage";
  start.person_name = "Ana";
  start.guide_id = "classic";
  start.guide_body = "{}";
  const std::vector<model::Case> cases = TRY(store.cases());
  if (!cases.empty()) start.case_id = cases.front().id;
  const store::StartedInterview started = TRY(store.start_interview(start));
  const std::string run = to_base32(device.random.id()).substr(0, 6);
  std::vector<store::NewLine> lines;
  for (int i = 0; i < count; ++i) {
    store::NewLine line;
    line.interview_id = started.interview_id;
    line.text = "quietwords " + run + " " + std::to_string(i + 1) + " ";
    line.text.resize(std::max(size_bytes, line.text.size()), '.');
    lines.push_back(std::move(line));
  }
  TRY(store.add_lines(lines));
  return {};
}

Status print_texts(Device& device) {
  std::multiset<std::string> texts;
  const std::vector<model::Interview> interviews = TRY(device.keeper.store().interviews());
  for (const model::Interview& interview : interviews) {
    const std::vector<model::Line> lines = TRY(device.keeper.store().lines(interview.id));
    for (const model::Line& line : lines) texts.insert(line.text);
  }
  for (const std::string& text : texts) std::printf("%s\n", text.c_str());
  return {};
}

Status run(int argc, char** argv) {
  crypto::init_sodium();
  if (argc < 4) return Error{ErrorCode::kInvalid, "too few words"};
  Device device;
  const bool makes = std::strcmp(argv[1], "make") == 0;
  TRY(makes ? make(device, argv[3]) : open(device, argv[2], argv[3]));
  if (std::strcmp(argv[1], "texts") == 0) return print_texts(device);
  if (argc < 6) return Error{ErrorCode::kInvalid, "too few words"};
  TRY(write_lines(device, std::atoi(argv[4]), static_cast<std::size_t>(std::atoi(argv[5]))));
  if (argc > 7) {
    TRY(device.keeper.store().set_setting(syncing::kAddressSetting, argv[6]));
    TRY(device.keeper.store().set_setting(syncing::kTokenSetting, argv[7]));
    TRY(device.keeper.store().set_setting(syncing::kOnSetting, "1"));
  }
  const Bytes copy = TRY(device.keeper.copy());
  return write_path(argv[2], copy);
}

}  // namespace
}  // namespace quietroom

int main(int argc, char** argv) {
  const quietroom::Status done = quietroom::run(argc, argv);
  if (!done.ok()) std::fprintf(stderr, "%s\n", done.error().context.c_str());
  return done.ok() ? 0 : 1;
}
