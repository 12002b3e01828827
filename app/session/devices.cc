// This person's devices: the list of them, how this one is called, and which count no more.
#include "app/session/session.h"
#include "sync/format/control.h"

namespace quietroom::session {

void Session::open_devices() {
  if (!state_.unlocked || state_.example) return;
  state_.open_device = {};
  std::string name;
  for (const ListedDevice& one : state_.sync.own_devices) {
    if (one.here) name = one.name;
  }
  set_field(Field::kDeviceName, name);
  go(Screen::kDevices);
}

void Session::open_device(const Id& device) {
  Id& open = state_.open_device;
  open = open == device ? Id{} : device;
}

void Session::name_device() {
  if (!may_write()) return;
  const auto name = model::clean_name(state_.fields[Field::kDeviceName]);
  if (!name.ok() || name.value().size() > format::kDeviceNameSizeMax)
    return refuse(Field::kDeviceName, say("Please give a name, shorter than this line."));
  if (!done(sync_.name_device(name.value()))) return;
  state_.problem.clear();
  state_.problem_field.reset();
  state_.sync = sync_.view();
  tell(say("Your other devices call this one \u201C{name}\u201D from the next sync on.",
           name.value()));
}

void Session::set_device_removed(const Id& device, bool removed) {
  if (!may_write() || !done(sync_.set_device_removed(device, removed))) return;
  state_.sync = sync_.view();
  state_.open_device = {};
  if (!removed) return tell(say("The device counts again, with all that it has written."));
  tell_with_undo(say("What the removed device writes from now on is kept out. What it could read "
                     "stays readable on it."),
                 command::SetDeviceRemoved{device, false});
}

}  // namespace quietroom::session
