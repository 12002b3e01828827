#include "app/store/devices.h"

namespace quietroom::store {

/// Null if `vault` has no device yet.
Result<OwnDevices::Now*> OwnDevices::find(const Id& vault) {
  if (const auto known = now_.find(vault); known != now_.end()) return &known->second;
  const std::int64_t ref = TRY(door_.find(vault));
  Query read = TRY(database_.query(
      "SELECT k.id, (SELECT max(o.counter) FROM op o WHERE o.device = d.device) FROM own_device d"
      " JOIN known_id k ON k.ref = d.device WHERE d.vault = ? AND d.standing = 2"));
  const bool there = TRY(read.bind(ref).next());
  if (!there) return static_cast<Now*>(nullptr);
  const Now now{read.id(0), static_cast<std::uint64_t>(read.integer(1))};
  return &now_.emplace(vault, now).first->second;
}

Status OwnDevices::add(const Id& vault, const Id& device) {
  const std::int64_t vault_ref = TRY(door_.intern(vault));
  const std::int64_t device_ref = TRY(door_.intern(device));
  Query add =
      TRY(database_.query("INSERT INTO own_device (device, vault, standing) VALUES (?, ?, 2)"));
  return add.bind(device_ref).bind(vault_ref).run();
}

Result<format::OpId> OwnDevices::next_operation(const Id& vault) {
  TRY(ensure(vault));
  Now* now = TRY(find(vault));
  return format::OpId{now->device, ++now->counter};
}

Result<Id> OwnDevices::ensure(const Id& vault) {
  const Now* known = TRY(find(vault));
  if (known != nullptr) return known->device;
  const Id fresh = random_.id();
  TRY(add(vault, fresh));
  now_[vault] = {fresh, 0};
  return fresh;
}

Result<Id> OwnDevices::current(const Id& vault) {
  const Now* known = TRY(find(vault));
  return known == nullptr ? Id{} : known->device;
}

Result<std::vector<std::int64_t>> OwnDevices::own(const Id& vault) {
  const std::int64_t ref = TRY(door_.find(vault));
  Query read = TRY(database_.query(
      "SELECT device FROM own_device WHERE vault = ? AND standing > 0 ORDER BY place"));
  read.bind(ref);
  std::vector<std::int64_t> devices;
  while (TRY(read.next())) devices.push_back(read.integer(0));
  return devices;
}

Result<bool> OwnDevices::any_waits(const Id& vault) {
  const std::int64_t ref = TRY(door_.find(vault));
  Query read =
      TRY(database_.query("SELECT 1 FROM own_device WHERE vault = ? AND standing = 1 LIMIT 1"));
  return read.bind(ref).next();
}

Result<bool> OwnDevices::is_own(const Id& device) {
  const std::int64_t ref = TRY(door_.find(device));
  Query read = TRY(database_.query("SELECT 1 FROM own_device WHERE device = ? AND standing > 0"));
  return read.bind(ref).next();
}

Result<std::int64_t> OwnDevices::newest_hlc() {
  // Each device's own operations are in the order of their times.
  return database_.number(
      "SELECT max((SELECT o.hlc FROM op o WHERE o.device = d.device ORDER BY o.counter DESC"
      " LIMIT 1)) FROM own_device d WHERE d.standing > 0");
}

Status OwnDevices::leave_all() {
  now_.clear();
  return database_.exec("UPDATE own_device SET standing = 1 WHERE standing = 2");
}

Status OwnDevices::go_on_as(const Id& vault, const Id& device, std::int64_t after) {
  std::vector<std::int64_t> sequences;
  for (const std::int64_t own_device : TRY(own(vault))) {
    Query read =
        TRY(database_.query("SELECT seq FROM op WHERE device = ? AND seq > ? ORDER BY seq"));
    read.bind(own_device).bind(after);
    while (TRY(read.next())) sequences.push_back(read.integer(0));
  }
  now_.clear();
  const std::int64_t ref = TRY(door_.find(vault));
  Query leave = TRY(database_.query("UPDATE own_device SET standing = 0 WHERE vault = ?"));
  TRY(leave.bind(ref).run());
  TRY(add(vault, device));
  return door_.give_to(device, std::move(sequences));
}

}  // namespace quietroom::store
