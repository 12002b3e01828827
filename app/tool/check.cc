#include "app/tool/check.h"

#include <algorithm>

#include "app/tool/audit.h"
#include "app/tool/stretches.h"

namespace quietroom::tool {
namespace {

bool is_key_file(const Listed& one) {
  return std::holds_alternative<format::KeyFileName>(one.name);
}

bool is_possible_size(const Listed& one) {
  if (!one.size_bytes) return true;
  const std::uint64_t size = *one.size_bytes;
  if (is_key_file(one)) return size > 0 && size <= format::kSyncKeyFileSizeMax;
  if (size < format::kObjectSizeMin || size > format::kObjectSizeMax) return false;
  const bool is_pack = std::holds_alternative<format::PackName>(one.name);
  const auto kind = is_pack ? format::ObjectKind::kPack : format::ObjectKind::kSegment;
  return format::padded_object_size(static_cast<std::size_t>(size), kind) == size;
}

/// A segment or a pack, found to be the one that its name says. Errors: as check_object().
Result<format::ObjectReader> open_object(const format::ObjectName& name, Bytes bytes) {
  format::ObjectReader reader = TRY(format::read_object(std::move(bytes)));
  TRY(reader.matches(name));
  return Result<format::ObjectReader>(std::move(reader));
}

/// What the store has seen there, and the list lacks.
void check_seen(const VaultTree& tree, const KnownVault& known, Report& report) {
  for (const format::KeyId& key : known.keys_there) {
    const std::string path = format::path(format::KeyFileName{tree.vault, key});
    if (!tree.has(path)) report.found("lost", path, "this key file was there, and is not any more");
  }
  const auto there = stretches_of(tree.objects, Which::kAll);
  for (const auto& [device, seq] : known.seen) {
    const auto log = there.find(device);
    const auto gaps = gaps_in(log == there.end() ? std::vector<Stretch>{} : log->second, seq);
    // A gap before the end is one for everybody: check_tree() says so.
    if (!gaps.empty() && gaps.back().last == seq)
      report.found("lost", format::log_folder(tree.vault, device),
                   text_of(gaps.back()) + ": was there, and is not any more");
  }
}

/// Reads objects and judges each; with keys, opens it.
class Reading {
 public:
  Reading(Reach& reach, const VaultTree& tree, KnownVault* known, Report& report)
      : reach_(reach), tree_(tree), report_(report) {
    if (known != nullptr) audit_.emplace(*known, report);
  }

  Status run(Facts& facts) {
    TRY(read(/*keys=*/true));
    TRY(read(/*keys=*/false));
    TRY(look_for_gone());
    facts.add("read_bytes", read_bytes_);
    if (audit_) audit_->finish(facts);
    return {};
  }

 private:
  Status read(bool keys) {
    std::vector<std::string> paths;
    std::map<std::string, const Listed*> listed;
    for (const Listed& one : tree_.objects) {
      if (is_key_file(one) != keys) continue;
      paths.push_back(one.path);
      listed[one.path] = &one;
    }
    return reach_.fetch(paths, [&](const std::string& path, std::optional<Bytes> bytes) -> Status {
      if (bytes) {
        TRY(take(*listed[path], std::move(*bytes)));
      } else {
        gone_.push_back(path);
      }
      return {};
    });
  }

  Status take(const Listed& one, Bytes bytes) {
    read_bytes_ += bytes.size();
    if (is_key_file(one)) {
      const Status whole = check_object(one.name, bytes);
      if (!whole.ok()) {
        tell_damaged(one, whole.error());
      } else if (audit_) {
        audit_->key_file(one, bytes);
      }
      return {};
    }
    auto reader = open_object(one.name, std::move(bytes));
    if (!reader.ok()) {
      tell_damaged(one, reader.error());
      return {};
    }
    return audit_ ? audit_->object(one, std::move(reader).value()) : Status();
  }

  void tell_damaged(const Listed& one, const Error& error) {
    report_.found(finding_of(error), one.path, error.context);
  }

  Status look_for_gone() {
    if (gone_.empty()) return {};
    const VaultTree now = TRY(reach_.tree(tree_.vault));
    check_gone(gone_, now, report_);
    return {};
  }

  Reach& reach_;
  const VaultTree& tree_;
  Report& report_;
  std::optional<Audit> audit_;
  std::vector<std::string> gone_;
  std::uint64_t read_bytes_ = 0;
};

}  // namespace

void note_not_sent(const Id& vault, Report& report) {
  report.note("not-there", format::vault_folder(vault), "nothing of it was sent yet");
}

const char* finding_of(const Error& error) {
  return error.code == ErrorCode::kUnsupported ? "newer" : "damaged";
}

Status check_object(const format::ObjectName& name, ByteSpan bytes) {
  if (const auto* key = std::get_if<format::KeyFileName>(&name)) {
    const format::SyncKeyFile file = TRY(format::SyncKeyFile::parse(bytes));
    if (file.name() == *key) return {};
    return Error{ErrorCode::kCorrupt, "key file: it is another one than its name says"};
  }
  TRY(open_object(name, to_bytes(bytes)));
  return {};
}

void check_gone(const std::vector<std::string>& gone, const VaultTree& now, Report& report) {
  const auto packs = stretches_of(now.objects, Which::kPacks);
  for (const std::string& path : gone) {
    if (now.has(path)) {
      report.found("missing", path, "it is listed, and cannot be fetched");
      continue;
    }
    const auto name = format::parse_path(path);
    const auto log = name.ok() ? stretch_of(name.value()) : std::nullopt;
    const auto packed = log ? packs.find(log->device) : packs.end();
    if (packed != packs.end() && is_covered(log->stretch, packed->second)) continue;
    report.found("lost", path, "it was listed, and was gone when it was fetched; no pack has it");
  }
}

void check_tree(const VaultTree& tree, Facts& facts, Report& report) {
  std::uint64_t size_bytes = 0;
  std::uint64_t keys = 0;
  std::uint64_t packs = 0;
  for (const Listed& one : tree.objects) {
    const std::uint64_t own_bytes = one.size_bytes.value_or(0);
    size_bytes += own_bytes;
    if (is_key_file(one)) ++keys;
    if (std::holds_alternative<format::PackName>(one.name)) ++packs;
    if (!is_possible_size(one))
      report.found("damaged", one.path,
                   "it has " + std::to_string(own_bytes) + " bytes, which no object has");
  }
  const auto logs = stretches_of(tree.objects, Which::kAll);
  for (const auto& [device, there] : logs) {
    for (const Stretch& gap : gaps_in(there, 0))
      report.found("missing", format::log_folder(tree.vault, device),
                   text_of(gap) + ": neither there nor in a pack");
  }
  if (tree.is_there && keys == 0)
    report.found("missing", format::key_folder(tree.vault), "there is no key file");
  for (const std::string& path : tree.strangers)
    report.note("unknown", path, "this has no name of ours; left alone");
  if (!tree.uploads.empty())
    report.note(
        "unfinished", format::staging_folder(tree.vault),
        std::to_string(tree.uploads.size()) + " uploads are on their way, or were given up");
  facts.add("objects", std::uint64_t{tree.objects.size()});
  facts.add("size_bytes", size_bytes);
  facts.add("key_files", keys);
  facts.add("packs", packs);
  facts.add("devices", std::uint64_t{logs.size()});
}

Status check_vault(Reach& reach, const Id& vault, KnownVault* known, bool read_data,
                   Report& report) {
  const VaultTree tree = TRY(reach.tree(vault));
  Facts facts;
  facts.add("vault", to_base32(vault));
  if (!tree.is_there && known != nullptr && !known->was_there()) {
    note_not_sent(vault, report);
  } else if (!tree.is_there) {
    report.found("lost", format::vault_folder(vault), "the endpoint has nothing of this vault");
  } else {
    check_tree(tree, facts, report);
    if (known != nullptr) check_seen(tree, *known, report);
    if (read_data) TRY(Reading(reach, tree, known, report).run(facts));
  }
  report.vaults.push_back(std::move(facts));
  return {};
}

}  // namespace quietroom::tool
