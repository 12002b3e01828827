#include "app/tool/audit.h"

#include <algorithm>

#include "sync/state_reader.h"

namespace quietroom::tool {
namespace {

std::string at(const std::string& path, std::uint64_t seq) {
  return path + " segment " + std::to_string(seq);
}

bool is_owner(const format::VaultEpoch& epoch, const crypto::PublicKey& signing) {
  return std::any_of(epoch.members.begin(), epoch.members.end(), [&](const format::Member& one) {
    return one.role == format::Role::kOwner && one.identity.signing == signing;
  });
}

}  // namespace

void Audit::key_file(const Listed& listed, const Bytes& bytes) {
  const auto* name = std::get_if<format::KeyFileName>(&listed.name);
  if (name == nullptr) return;
  if (!known_.ring.knows(name->key)) {
    const Status added = known_.ring.add(name->key, bytes, known_.mine);
    if (!added.ok()) return report_.found("damaged", listed.path, added.error().context);
  }
  if (known_.ring.find(name->key) == nullptr)
    report_.note("locked", listed.path, "none of the keys here opens this key file");
}

Status Audit::object(const Listed& listed, format::ObjectReader reader) {
  const format::VaultEpoch* layout = known_.ring.find(reader.head().key);
  if (layout == nullptr) {
    report_.found("no-key", listed.path, "the key that seals it is not here");
    return {};
  }
  if (const Status opened = reader.open_layout(known_.id, layout->key); !opened.ok()) {
    report_.found("damaged", listed.path, opened.error().context);
    return {};
  }
  for (std::size_t i = 0; i < reader.head().count; ++i) {
    const std::uint64_t seq = reader.head().seq_first + i;
    const format::VaultEpoch* epoch = known_.ring.find(reader.key_of(i));
    if (epoch == nullptr) {
      report_.found("no-key", at(listed.path, seq), "the key that seals it is not here");
      continue;
    }
    const auto opened = reader.open_manifest(i, epoch->key, nullptr);
    if (opened.ok()) {
      TRY(manifest(listed.path, reader, opened.value()));
    } else {
      report_.found("damaged", at(listed.path, seq), opened.error().context);
    }
  }
  return {};
}

Status Audit::manifest(const std::string& path, const format::ObjectReader& reader,
                       const format::OpenedManifest& opened) {
  const format::Manifest& manifest = opened.manifest;
  const Id& device = manifest.certificate.device;
  if (!known_.ring.is_member(manifest.key, manifest.certificate.identity)) {
    report_.found("not-a-member", at(path, manifest.seq),
                  "whoever signed it is no member of this vault");
    return {};
  }
  const auto [certificate, is_first] = certificates_.emplace(device, manifest.certificate);
  const bool other_person = !is_first && !(certificate->second == manifest.certificate);
  const auto pinned = TRY(sync::read_hash(*known_.journal, device, manifest.seq));
  const auto [seen, is_new] =
      logs_[device].emplace(manifest.seq, Seen{opened.hash, manifest.previous, path});
  if (other_person || (pinned && *pinned != opened.hash) || seen->second.hash != opened.hash)
    report_.found("other-history", at(path, manifest.seq),
                  "it is not the one that was there before, or that lies elsewhere under this "
                  "number");
  for (std::size_t i = 0; i < manifest.entries.size(); ++i) {
    // What lies in a segment and in a pack is looked at in both, and counted once.
    if (is_new && manifest.entries[i].type == format::EntryType::kOperation) ++operations_;
    entry(path, reader, opened, i);
  }
  return {};
}

void Audit::entry(const std::string& path, const format::ObjectReader& reader,
                  const format::OpenedManifest& opened, std::size_t index) {
  const format::Manifest& manifest = opened.manifest;
  const format::Entry& entry = manifest.entries[index];
  const bool is_control = entry.type == format::EntryType::kControl;
  const ByteSpan box = reader.payload_box(opened, index);
  if (box.empty()) {
    if (is_control)
      return report_.found(
          "emptied", at(path, manifest.seq),
          "a record of sync itself is missing in it, and nobody may take that out");
    const format::OpId id{manifest.certificate.device, entry.counter};
    emptied_.push_back({id, manifest.certificate.identity.signing, path, manifest.seq});
    return;
  }
  if (const Status whole = format::check_payload(entry.commit, box); !whole.ok())
    return report_.found("damaged", at(path, manifest.seq), whole.error().context);
  const format::PayloadPlace place = format::place_of(manifest, index);
  if (!entry.room.is_none()) {
    if (!opens_in_room(place, box)) ++sealed_;
    return;
  }
  const format::VaultEpoch* epoch = known_.ring.find(manifest.key);
  const auto content = format::open_payload(epoch->key, place, box, buffer_);
  if (!content.ok()) {
    report_.found("damaged", at(path, manifest.seq), content.error().context);
  } else if (is_control) {
    control(opened, content.value());
  }
  wipe(std::span<std::uint8_t>(buffer_));
}

bool Audit::opens_in_room(const format::PayloadPlace& place, ByteSpan box) {
  const auto found = known_.rooms.find(place.room);
  if (found == known_.rooms.end()) return false;
  const bool opens = std::any_of(
      found->second.begin(), found->second.end(),
      [&](const Secret<32>& key) { return format::open_payload(key, place, box, buffer_).ok(); });
  wipe(std::span<std::uint8_t>(buffer_));
  return opens;
}

void Audit::control(const format::OpenedManifest& opened, ByteSpan content) {
  const auto record = format::decode_control(content);
  if (!record.ok()) return;  // A newer one: signed and counted, and it says nothing to this one.
  if (const auto* grant = std::get_if<format::Grant>(&record.value())) {
    auto key = format::open_grant(known_.id, *grant, known_.mine);  // Fails for those to others.
    if (key.ok()) known_.rooms[grant->room].push_back(std::move(key).value());
    return;
  }
  const auto* purge = std::get_if<format::PurgeOperations>(&record.value());
  if (purge == nullptr) return;
  const crypto::PublicKey& signer = opened.manifest.certificate.identity.signing;
  const format::VaultEpoch* epoch = known_.ring.find(opened.manifest.key);
  for (const format::OpId& id : purge->ids)
    purges_.push_back({id, signer, is_owner(*epoch, signer)});
}

void Audit::finish(Facts& facts) {
  facts.add("operations", operations_);
  facts.add("emptied", std::uint64_t{emptied_.size()});
  facts.add("sealed_for_others", sealed_);
  finish_chains(facts);
  finish_purges();
}

void Audit::finish_chains(Facts& facts) {
  std::vector<format::LogPosition> positions;
  std::uint64_t ahead = 0;
  for (const auto& [device, log] : logs_) {
    format::LogPosition position{device, 0, {}};
    for (const auto& [seq, seen] : log) {
      const auto before = log.find(seq - 1);
      if (before != log.end() && seen.previous != before->second.hash)
        report_.found("other-history", at(seen.path, seq), "it does not follow the one before it");
      if (seq == position.seq + 1) position = {device, seq, seen.hash};
    }
    const auto known = known_.seen.find(device);
    const std::uint64_t here = known == known_.seen.end() ? 0 : known->second;
    if (position.seq > here) ahead += position.seq - here;
    if (position.seq > 0) positions.push_back(position);
  }
  facts.add("not_taken_in_here", ahead);
  facts.add("log_digest", to_hex(format::log_digest(known_.id, positions)));
}

/// Nobody signs what a pack leaves out: without a signed purge it is lost, not purged.
void Audit::finish_purges() {
  for (const Emptied& one : emptied_) {
    const bool purged = std::any_of(purges_.begin(), purges_.end(), [&](const sync::PurgedBy& by) {
      return by.id == one.id && (by.owner || by.identity == one.writer);
    });
    if (!purged)
      report_.found("emptied", at(one.path, one.seq),
                    "an operation was taken out, and nobody has signed that");
  }
}

}  // namespace quietroom::tool
