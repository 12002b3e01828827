#include "app/tool/reach.h"

#include <algorithm>
#include <deque>

#include "app/tool/rounds.h"
#include "platform/base/secret.h"
#include "sync/format/object_layout.h"

namespace quietroom::tool {
namespace {

constexpr std::size_t kRunningMax = 4;
constexpr int kWaitMs = 200;
constexpr const char* kRoot = "q1";

Error refused(remote::Reason reason) {
  return {ErrorCode::kOffline, words_of(reason)};
}

}  // namespace

bool VaultTree::has(const std::string& path) const {
  return std::any_of(objects.begin(), objects.end(),
                     [&](const Listed& one) { return one.path == path; });
}

Reach::Reach(HttpNative& http, syncing::Endpoint endpoint)
    : http_(http), endpoint_(std::move(endpoint)) {}

Reach::~Reach() {
  davs_.clear();
  wipe(endpoint_.authorization);
}

remote::WebDav& Reach::dav(const Id& vault) {
  auto& found = davs_[vault];
  if (found == nullptr)
    found = std::make_unique<remote::WebDav>(
        http_, random_,
        remote::WebDavConfig{endpoint_.root_url, endpoint_.authorization, vault, 60'000});
  return *found;
}

Result<remote::Answer> Reach::wait(remote::WebDav& dav, remote::Ticket ticket) {
  for (;;) {
    std::optional<remote::Answer> answer = dav.poll(ticket);
    if (!answer) {
      http_.wait(kWaitMs);
      continue;
    }
    if (answer->outcome == remote::Outcome::kUnknown) return refused(answer->reason);
    return std::move(*answer);
  }
}

Result<std::vector<remote::Entry>> Reach::list(const std::string& folder, bool* is_there) {
  remote::WebDav& from = dav({});
  remote::Answer answer = TRY(wait(from, from.list(folder)));
  if (is_there != nullptr) *is_there = answer.outcome == remote::Outcome::kOk;
  return std::move(answer.entries);
}

Result<std::vector<Id>> Reach::vaults() {
  const std::vector<remote::Entry> entries = TRY(list(kRoot));
  std::vector<Id> found;
  for (const remote::Entry& entry : entries) {
    const auto id = format::parse_device(entry.name);  // The same sort of name.
    if (entry.folder && id.ok()) found.push_back(id.value());
  }
  std::sort(found.begin(), found.end());
  return found;
}

/// Adds what is in `folder` and is no folder.
Status Reach::list_files(VaultTree& tree, const std::string& folder) {
  const std::vector<remote::Entry> entries = TRY(list(folder));
  for (const remote::Entry& entry : entries) {
    std::string path = folder + "/" + entry.name;
    auto name = format::parse_path(path);
    if (entry.folder || !name.ok()) {
      tree.strangers.push_back(std::move(path));
    } else if (std::holds_alternative<format::StagingName>(name.value())) {
      tree.uploads.push_back(std::move(path));
    } else {
      tree.objects.push_back({std::move(name).value(), std::move(path), entry.size_bytes});
    }
  }
  return {};
}

Result<VaultTree> Reach::tree(const Id& vault) {
  VaultTree tree;
  tree.vault = vault;
  const std::string root = format::vault_folder(vault);
  const std::vector<remote::Entry> top = TRY(list(root, &tree.is_there));
  for (const remote::Entry& entry : top) {
    const std::string folder = root + "/" + entry.name;
    const bool flat =
        folder == format::key_folder(vault) || folder == format::staging_folder(vault);
    const bool of_logs = folder == format::logs_folder(vault);
    if (!entry.folder || (!flat && !of_logs && folder != format::packs_folder(vault))) {
      tree.strangers.push_back(folder);
      continue;
    }
    if (flat) {
      TRY(list_files(tree, folder));
      continue;
    }
    const std::vector<remote::Entry> devices = TRY(list(folder));
    for (const remote::Entry& device : devices) {
      const std::string below = folder + "/" + device.name;
      if (!device.folder || !format::parse_device(device.name).ok()) {
        tree.strangers.push_back(below);
      } else if (!of_logs) {
        TRY(list_files(tree, below));
      } else {
        const std::vector<remote::Entry> shards = TRY(list(below));
        for (const remote::Entry& shard : shards) TRY(list_files(tree, below + "/" + shard.name));
      }
    }
  }
  std::sort(tree.objects.begin(), tree.objects.end(),
            [](const Listed& a, const Listed& b) { return a.path < b.path; });
  return tree;
}

Status Reach::fetch(const std::vector<std::string>& paths, const Take& take) {
  remote::WebDav& from = dav({});
  std::deque<remote::Ticket> running;
  std::size_t asked = 0;
  for (std::size_t taken = 0; taken < paths.size(); ++taken) {
    while (asked < paths.size() && running.size() < kRunningMax)
      running.push_back(from.get(paths[asked++], format::kObjectSizeMax));
    auto answer = wait(from, running.front());
    running.pop_front();
    if (!answer.ok()) return answer.error();
    std::optional<Bytes> bytes;
    if (answer.value().outcome == remote::Outcome::kOk) bytes = std::move(answer.value().body);
    TRY(take(paths[taken], std::move(bytes)));
  }
  return {};
}

Result<bool> Reach::put(const Id& vault, const std::string& path, Bytes bytes) {
  remote::WebDav& to = dav(vault);
  const remote::Answer answer = TRY(wait(to, to.put(path, std::move(bytes))));
  return answer.outcome == remote::Outcome::kOk;
}

}  // namespace quietroom::tool
