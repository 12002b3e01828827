#include "app/tool/backup.h"

#include <algorithm>
#include <set>

#include "app/tool/check.h"
#include "app/tool/stretches.h"
#include "platform/native/paths.h"
#include "sync/format/object_layout.h"

namespace quietroom::tool {
namespace {

Id vault_of(const format::ObjectName& name) {
  return std::visit([](const auto& one) { return one.vault; }, name);
}

/// The objects among the files below `folder`/`below`, the newest first; their paths are names of
/// the endpoint.
Result<std::vector<Listed>> kept_in(const std::string& folder, const std::string& below) {
  std::vector<TreeFile> files = TRY(list_tree(folder + "/" + below));
  std::stable_sort(files.begin(), files.end(), [](const TreeFile& a, const TreeFile& b) {
    return a.modified_ns > b.modified_ns;
  });
  std::vector<Listed> kept;
  for (const TreeFile& file : files) {
    std::string path = below + "/" + file.path;
    auto name =
        format::parse_path(path);  // What was being written when somebody killed us has none.
    if (name.ok() && !std::holds_alternative<format::StagingName>(name.value()))
      kept.push_back({std::move(name).value(), std::move(path), file.size_bytes});
  }
  return kept;
}

/// The file of `one`, if it is what its name says.
Result<std::optional<Bytes>> read_kept(const std::string& folder, const Listed& one) {
  auto bytes = read_path(folder + "/" + one.path, format::kObjectSizeMax);
  const bool too_long = !bytes.ok() && bytes.error().code == ErrorCode::kInvalid;
  if (!bytes.ok() && !too_long) return bytes.error();
  if (too_long || !check_object(one.name, bytes.value()).ok()) return std::optional<Bytes>();
  return std::optional<Bytes>(std::move(bytes).value());
}

/// One vault's part of a backup.
class Export {
 public:
  Export(Reach& reach, const VaultTree& tree, const std::string& folder, Report& report)
      : reach_(reach), tree_(tree), folder_(folder), report_(report) {}

  Status run(bool prune, Facts& facts) {
    const std::vector<Listed> kept = TRY(kept_in(folder_, format::vault_folder(tree_.vault)));
    TRY(verify(kept));
    TRY(fetch());
    TRY(look_at_the_rest(kept, prune));
    facts.add("objects", std::uint64_t{tree_.objects.size()});
    facts.add("fetched", fetched_);
    facts.add("fetched_bytes", fetched_bytes_);
    facts.add("replaced", replaced_);
    facts.add("removed", removed_);
    return {};
  }

 private:
  /// A backup that went bad is found out now, while the endpoint still has what it needs.
  Status verify(const std::vector<Listed>& kept) {
    for (const Listed& one : kept) {
      if (!tree_.has(one.path)) continue;
      const auto bytes = TRY(read_kept(folder_, one));
      if (bytes) {
        good_.insert(one.path);
      } else {
        report_.note("backup-damaged", one.path, "the file in the folder was; it is fetched again");
      }
    }
    return {};
  }

  Status fetch() {
    std::vector<std::string> paths;
    for (const Listed& one : tree_.objects) {
      if (!good_.contains(one.path)) paths.push_back(one.path);
    }
    return reach_.fetch(paths, [&](const std::string& path, std::optional<Bytes> bytes) -> Status {
      if (!bytes) {
        report_.note("gone", path, "it was listed and is not there any more; run it again");
        return {};
      }
      const auto name = TRY(format::parse_path(path));
      if (const Status whole = check_object(name, *bytes); !whole.ok()) {
        report_.found(finding_of(whole.error()), path, whole.error().context + "; not kept");
        return {};
      }
      TRY(write_path(folder_ + "/" + path, *bytes));
      ++fetched_;
      fetched_bytes_ += bytes->size();
      good_.insert(path);
      return {};
    });
  }

  /// What the folder has and the endpoint does not: replaced by a pack, or lost there.
  Status look_at_the_rest(const std::vector<Listed>& kept, bool prune) {
    std::vector<Listed> here;
    std::copy_if(tree_.objects.begin(), tree_.objects.end(), std::back_inserter(here),
                 [&](const Listed& one) { return good_.contains(one.path); });
    const auto packs = stretches_of(here, Which::kPacks);
    for (const Listed& one : kept) {
      if (tree_.has(one.path)) continue;
      const auto log = stretch_of(one.name);
      const auto of_device = log ? packs.find(log->device) : packs.end();
      if (of_device == packs.end() || !is_covered(log->stretch, of_device->second)) {
        const bool whole = TRY(read_kept(folder_, one)).has_value();
        report_.found(whole ? "lost" : "backup-damaged", one.path,
                      whole
                          ? "it is in this backup, and at the endpoint no more"
                          : "it is at the endpoint no more, and the file in the folder is damaged");
        continue;
      }
      ++replaced_;
      if (!prune) continue;
      TRY(remove_path(folder_ + "/" + one.path));
      ++removed_;
    }
    return {};
  }

  Reach& reach_;
  const VaultTree& tree_;
  const std::string& folder_;
  Report& report_;
  std::set<std::string> good_;
  std::uint64_t fetched_ = 0;
  std::uint64_t fetched_bytes_ = 0;
  std::uint64_t replaced_ = 0;
  std::uint64_t removed_ = 0;
};

/// Keys before what they open; packs before segments. Of two packs of one stretch the newer one
/// stays first: something was purged from it, and padding may hide that.
void sort_for_sending(std::vector<Listed>& objects) {
  const auto rank = [](const Listed& one) {
    const auto log = stretch_of(one.name);
    return !log ? 0 : log->is_pack ? 1 : 2;
  };
  std::stable_sort(objects.begin(), objects.end(),
                   [&](const Listed& a, const Listed& b) { return rank(a) < rank(b); });
}

Status heal_vault(Reach& reach, const Id& vault, std::vector<Listed> kept,
                  const std::string& folder, Report& report) {
  const VaultTree tree = TRY(reach.tree(vault));
  auto packs = stretches_of(tree.objects, Which::kPacks);
  std::uint64_t put = 0;
  std::uint64_t there = 0;
  std::uint64_t replaced = 0;
  sort_for_sending(kept);
  for (const Listed& one : kept) {
    const auto log = stretch_of(one.name);
    if (tree.has(one.path)) {
      ++there;
      continue;
    }
    if (log && is_covered(log->stretch, packs[log->device])) {
      ++replaced;
      continue;
    }
    auto bytes = TRY(read_kept(folder, one));
    if (!bytes) {
      report.found("backup-damaged", one.path, "the file in the folder is; it was not put there");
      continue;
    }
    const bool was_put = TRY(reach.put(vault, one.path, std::move(*bytes)));
    if (was_put) ++put;
    if (log && log->is_pack) packs[log->device].push_back(log->stretch);
  }
  Facts facts;
  facts.add("vault", to_base32(vault));
  facts.add("put_back", put);
  facts.add("were_there", there);
  facts.add("left_out_as_replaced", replaced);
  report.vaults.push_back(std::move(facts));
  return {};
}

}  // namespace

Result<std::vector<Id>> kept_vaults(const std::string& folder) {
  std::set<Id> vaults;
  const std::vector<Listed> all = TRY(kept_in(folder, "q1"));
  for (const Listed& one : all) vaults.insert(vault_of(one.name));
  return std::vector<Id>(vaults.begin(), vaults.end());
}

Status export_vault(Reach& reach, const Id& vault, const KnownVault* known,
                    const std::string& folder, bool prune, Report& report) {
  const VaultTree tree = TRY(reach.tree(vault));
  Facts facts;
  facts.add("vault", to_base32(vault));
  if (tree.is_there) {
    TRY(Export(reach, tree, folder, report).run(prune, facts));
  } else if (known != nullptr && !known->was_there()) {
    note_not_sent(vault, report);
  } else {
    report.found("lost", format::vault_folder(vault),
                 "the endpoint has nothing of this vault; the folder keeps what it has");
  }
  report.vaults.push_back(std::move(facts));
  return {};
}

Status heal_from(Reach& reach, const std::string& folder, const std::vector<Id>& only,
                 Report& report) {
  std::map<Id, std::vector<Listed>> vaults;
  std::vector<Listed> all = TRY(kept_in(folder, "q1"));
  for (Listed& one : all) {
    const Id vault = vault_of(one.name);
    if (only.empty() || std::find(only.begin(), only.end(), vault) != only.end())
      vaults[vault].push_back(std::move(one));
  }
  if (vaults.empty())
    return Error{ErrorCode::kNotFound,
                 folder + " has no object that belongs there. Is it what \"export --to\" wrote?"};
  for (auto& [vault, kept] : vaults) TRY(heal_vault(reach, vault, std::move(kept), folder, report));
  return {};
}

}  // namespace quietroom::tool
