// This person's own devices: what they are called, which of them count no more; and, by the same
// rule, what somebody wrote after they were removed. Which name a member goes by.
#include <algorithm>

#include "sync/engine_impl.h"

namespace quietroom::sync {
namespace {

std::int64_t wall_ms_of(std::uint64_t hlc) {
  return static_cast<std::int64_t>(hlc >> 16);
}

/// Of two things that were said the later one counts, for everybody.
template <typename Said>
bool is_newer(const Said& said, const Said& known) {
  return known.hlc < said.hlc || (known.hlc == said.hlc && known.said_by < said.said_by);
}

}  // namespace

// --- What counts ---------------------------------------------------------------------------------

bool EngineImpl::is_retired(const Id& device, const crypto::PublicKey& signing) const {
  const auto found = retired_.find({device, signing});
  return found != retired_.end() && found->second.retired;
}

/// Whether what that device says of the others is asked for: it is a member's, and was not retired.
bool EngineImpl::counts_now(const PeerLog& log) const {
  return log.certificate && ring_.is_member_now(log.certificate->identity) &&
         !is_retired(log.device, log.certificate->identity.signing);
}

/// Of who was removed, and of a device that was retired, counts what another device that stayed has
/// taken in: so nothing that they have is lost, everybody who stayed has the same, and nothing gets
/// in that was written later.
bool EngineImpl::is_too_late(const format::Certificate& certificate, std::uint64_t seq) const {
  const bool removed = !ring_.is_member_now(certificate.identity);
  const auto said = retired_.find({certificate.device, certificate.identity.signing});
  const bool retired = said != retired_.end() && said->second.retired;
  if (!removed && !(retired && seq > said->second.seq)) return false;
  const auto has_it = [&](const std::vector<format::LogPosition>& seen) {
    return std::any_of(seen.begin(), seen.end(), [&](const format::LogPosition& claim) {
      return claim.device == certificate.device && claim.seq >= seq;
    });
  };
  if (has_it(config_.frontier)) return false;
  return std::none_of(logs_.begin(), logs_.end(), [&](const auto& one) {
    return counts_now(one.second) && has_it(one.second.seen);
  });
}

/// How far the log of `device` was read here, whether it counts or not.
std::uint64_t EngineImpl::looked_at(const Id& device) const {
  const auto late = late_.find(device);
  if (late != late_.end()) return late->second.seq;
  const auto log = logs_.find(device);
  return log == logs_.end() ? 0 : log->second.seq;
}

/// A manifest that came too late: it is counted, for the person, and stays sealed where it is.
Status EngineImpl::look_at_late(const format::OpenedManifest& opened) {
  const format::Manifest& manifest = opened.manifest;
  Late& late = late_[manifest.certificate.device];
  late.certificate = manifest.certificate;
  late.seq = manifest.seq;
  late.last = opened.hash;
  late.operations += static_cast<std::uint64_t>(
      std::count_if(manifest.entries.begin(), manifest.entries.end(),
                    [](const auto& entry) { return entry.type == format::EntryType::kOperation; }));
  if (!ring_.is_member_now(manifest.certificate.identity))
    suspect_late(manifest.certificate.device);
  return {};
}

/// At the beginning of a round: what was only looked at, and counts by now, is read once more.
void EngineImpl::take_late_again() {
  std::erase_if(late_, [&](const auto& one) {
    return !is_too_late(one.second.certificate, logs_[one.first].seq + 1);
  });
  if (!full_) return;
  for (const auto& [device, late] : late_) {
    if (!ring_.is_member_now(late.certificate.identity)) suspect_late(device);
  }
}

/// One's own devices that were retired are no trouble: they stand in their list.
void EngineImpl::suspect_late(const Id& device) {
  suspect(TroubleKind::kAfterRemoval, device, 0, config_.timing.look_again_ms / 2);
}

// --- What is said --------------------------------------------------------------------------------

AboutDevice EngineImpl::about(const Id& device, const Effects& effects) const {
  for (auto one = effects.abouts.rbegin(); one != effects.abouts.rend(); ++one) {
    if (one->device == device) return *one;
  }
  const auto known = abouts_.find(device);
  return known == abouts_.end() ? AboutDevice{device, 0, {}, {}} : known->second;
}

void EngineImpl::apply_retired(Retired said, Effects& effects) const {
  const auto known = retired_.find({said.device, said.by});
  if (known == retired_.end() || is_newer(said, known->second))
    effects.retired.push_back(std::move(said));
}

/// What `record`, which `writer` wrote, says of devices and names.
void EngineImpl::apply_said(const format::ControlRecord& record, const format::Certificate& writer,
                            std::uint64_t hlc, Effects& effects) const {
  const crypto::PublicKey& by = writer.identity.signing;
  if (const auto* named = std::get_if<format::DeviceName>(&record)) {
    effects.abouts.push_back(about(writer.device, effects));
    effects.abouts.back().name = named->name;
  } else if (const auto* elsewhere = std::get_if<format::Elsewhere>(&record)) {
    effects.abouts.push_back(about(writer.device, effects));
    effects.abouts.back().elsewhere = elsewhere->devices;
  } else if (const auto* retire = std::get_if<format::Retire>(&record)) {
    apply_retired({retire->last.device, by, true, retire->last.seq, hlc, writer.device}, effects);
  } else if (const auto* again = std::get_if<format::Reinstate>(&record)) {
    apply_retired({again->device, by, false, 0, hlc, writer.device}, effects);
  } else if (const auto* called = std::get_if<format::PersonName>(&record)) {
    const Called said{by, called->name, hlc, writer.device};
    const auto known = called_.find(by);
    if (known == called_.end() || is_newer(said, known->second)) effects.called.push_back(said);
  }
}

/// The time of what this device says next: later than all that it knows to have been said.
std::uint64_t EngineImpl::next_hlc() const {
  const auto wall = static_cast<std::uint64_t>(std::max<std::int64_t>(clock_.wall_ms(), 1)) << 16;
  std::uint64_t before = own_.hlc;
  for (const auto& [key, one] : retired_) before = std::max(before, one.hlc);
  for (const auto& [key, one] : called_) before = std::max(before, one.hlc);
  return std::max(before + 1, wall);
}

/// It holds here at once, and elsewhere from the next segment on; that one's time is its own.
Status EngineImpl::say(const format::ControlRecord& record) {
  Bytes bytes = TRY(format::encode_control(record));
  Effects effects;
  apply_said(record, signer_.certificate, next_hlc(), effects);
  const std::string key = free_control_key();
  effects.batch.put.push_back({key, bytes});
  TRY(commit(std::move(effects)));
  controls_[key] = std::move(bytes);
  flush();
  return {};
}

Status EngineImpl::name_device(std::string_view name) {
  return say(format::DeviceName{std::string(name)});
}

Status EngineImpl::tell_elsewhere(std::vector<format::VaultDevice> devices) {
  std::sort(devices.begin(), devices.end(),
            [](const auto& a, const auto& b) { return a.vault < b.vault; });
  // Who has never written here, and may have no right to, does not begin with this.
  if (own_.seq == 0 || about(own_.device, {}).elsewhere == devices) return {};
  return say(format::Elsewhere{std::move(devices)});
}

Status EngineImpl::set_retired(const Id& device, bool retired) {
  const auto log = logs_.find(device);
  if (log == logs_.end() || !log->second.certificate ||
      !(log->second.certificate->identity == identity()))
    return Error{ErrorCode::kNotFound, "retire: not another device of this person"};
  if (is_retired(device, signing_.public_key) == retired) return {};
  TRY(retired ? say(format::Retire{{device, log->second.seq, log->second.last}})
              : say(format::Reinstate{device}));
  refresh();
  return {};
}

Status EngineImpl::set_own_name(std::string_view name) {
  for (const format::Member& one : members()) {
    if (one.identity == identity() && one.name == name) return {};
  }
  return say(format::PersonName{std::string(name)});
}

// --- What is told --------------------------------------------------------------------------------

std::vector<OwnDevice> EngineImpl::own_devices() const {
  std::vector<OwnDevice> all;
  const auto add = [&](const Id& device, std::uint64_t hlc) {
    AboutDevice one = about(device, {});
    OwnDevice own{device,
                  device == own_.device,
                  std::move(one.name),
                  wall_ms_of(one.first_hlc),
                  wall_ms_of(hlc),
                  is_retired(device, signing_.public_key),
                  0,
                  std::move(one.elsewhere)};
    const auto late = late_.find(device);
    if (late != late_.end()) own.kept_out = late->second.operations;
    all.push_back(std::move(own));
  };
  add(own_.device, own_.hlc);
  for (const auto& [device, log] : logs_) {
    if (log.certificate && log.certificate->identity == identity()) add(device, log.hlc);
  }
  std::sort(all.begin(), all.end(),
            [](const OwnDevice& a, const OwnDevice& b) { return a.device < b.device; });
  return all;
}

}  // namespace quietroom::sync
