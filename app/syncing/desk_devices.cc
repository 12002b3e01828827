// This person's devices. In each vault a device has another id; the own vault, which nobody else
// reads, says which of them belong together, and of which nothing more counts.
#include <algorithm>

#include "app/syncing/desk.h"

namespace quietroom::syncing {
namespace {

const sync::OwnDevice* find_device(const std::vector<sync::OwnDevice>& devices, const Id& id) {
  const auto found = std::find_if(devices.begin(), devices.end(),
                                  [&](const sync::OwnDevice& one) { return one.device == id; });
  return found == devices.end() ? nullptr : &*found;
}

}  // namespace

/// The vault of that id with its engine, if it has one by now; else null.
Desk::Vault* Desk::open_vault_of(const Id& id) const {
  const auto found = std::find_if(vaults_.begin(), vaults_.end(),
                                  [&](const auto& vault) { return vault->id == id; });
  return found == vaults_.end() || (*found)->engine == nullptr ? nullptr : found->get();
}

/// The same, opened if it was not yet: somebody asks for it.
Result<Desk::Vault*> Desk::vault_of(const Id& id) {
  if (store_ == nullptr || !endpoint_) return Error{ErrorCode::kNotFound, "sync is off"};
  paused_ = false;
  TRY(find_vaults());
  const auto found = std::find_if(vaults_.begin(), vaults_.end(),
                                  [&](const auto& vault) { return vault->id == id; });
  if (found == vaults_.end()) return Error{ErrorCode::kNotFound, "not a vault of this person"};
  if ((*found)->engine == nullptr) TRY(open_vault(**found));
  return found->get();
}

Status Desk::name_device(std::string_view name) {
  if (store_ == nullptr) return Error{ErrorCode::kNotFound, "sync is off"};
  Vault* const own = TRY(vault_of(store_->own_vault()));
  TRY(own->engine->name_device(name));
  own->due_ms = clock_.steady_ms();
  view_ = look();
  return {};
}

Status Desk::set_device_removed(const Id& device, bool removed) {
  if (store_ == nullptr) return Error{ErrorCode::kNotFound, "sync is off"};
  Vault* const own = TRY(vault_of(store_->own_vault()));
  TRY(own->engine->set_retired(device, removed));
  own->due_ms = clock_.steady_ms();
  // The own vault has it: what a kill leaves undone elsewhere is done after the next round.
  const Status followed = follow_devices();
  view_ = look();
  return followed;
}

/// Tells the own vault as what this device writes elsewhere, and does in each vault what the own
/// one says of this person's devices. Any of them does so: what is said already is not said again.
Status Desk::follow_devices() {
  const Vault* const own = open_vault_of(store_->own_vault());
  if (own == nullptr) return {};
  std::vector<format::VaultDevice> here;
  for (const auto& vault : vaults_) {
    if (vault.get() == own || vault->engine == nullptr) continue;
    here.push_back({vault->id, TRY(store_->device(vault->id))});
  }
  TRY(own->engine->tell_elsewhere(std::move(here)));
  for (const sync::OwnDevice& one : own->engine->own_devices()) {
    for (const format::VaultDevice& at : one.elsewhere) {
      Vault* const vault = one.here ? nullptr : open_vault_of(at.vault);
      // Before its first round a log may be shorter here than it is.
      if (vault == nullptr || vault->engine->status().rounds == 0) continue;
      const std::vector<sync::OwnDevice> there = vault->engine->own_devices();
      const sync::OwnDevice* const known = find_device(there, at.device);
      if (known == nullptr || known->here || known->retired == one.retired) continue;
      TRY(vault->engine->set_retired(at.device, one.retired));
      vault->due_ms = clock_.steady_ms();
    }
  }
  return {};
}

std::vector<session::ListedDevice> Desk::list_devices() const {
  const Vault* const own = open_vault_of(store_->own_vault());
  std::vector<session::ListedDevice> all;
  if (own == nullptr) return all;
  for (sync::OwnDevice& one : own->engine->own_devices()) {
    session::ListedDevice listed{one.device,   one.here,    std::move(one.name), one.added_ms,
                                 one.heard_ms, one.retired, one.kept_out};
    for (const format::VaultDevice& at : one.elsewhere) {
      const Vault* const vault = open_vault_of(at.vault);
      if (vault == nullptr) continue;
      const std::vector<sync::OwnDevice> there = vault->engine->own_devices();
      const sync::OwnDevice* const known = find_device(there, at.device);
      if (known == nullptr) continue;
      listed.heard_ms = std::max(listed.heard_ms, known->heard_ms);
      listed.kept_out += known->kept_out;
    }
    all.push_back(std::move(listed));
  }
  // This one first; then whoever was heard of last.
  std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) {
    if (a.here != b.here) return a.here;
    return a.heard_ms != b.heard_ms ? a.heard_ms > b.heard_ms : a.id < b.id;
  });
  return all;
}

}  // namespace quietroom::syncing
