// This person's devices: what each is called, when it was heard of, and the way to remove one.
#include "app/screens/parts.h"
#include "app/screens/screens.h"
#include "app/session/words.h"

namespace quietroom::screens {
namespace {

using session::ListedDevice;
using ui::Space;

constexpr ui::TextOptions kSoft = {.style = ui::TextStyle::kSmall, .ink = ui::Ink::kSoft};

std::string title_of(const ListedDevice& device) {
  if (!device.name.empty()) return device.name;
  return std::string(device.here ? say("This device") : say("A device without a name"));
}

std::string detail_of(const View& view, const ListedDevice& device) {
  const session::State& state = view.state;
  if (device.removed && device.kept_out == 0)
    return std::string(say("Removed. Nothing arrived from it since."));
  if (device.removed) {
    return words::count(static_cast<std::int64_t>(device.kept_out),
                        "Removed. {n} change arrived after the removal.",
                        "Removed. {n} changes arrived after the removal.");
  }
  std::string detail;
  if (!device.here) {
    detail = say("Last heard of: {when}.",
                 session::how_long_ago(device.heard_ms, state.now_ms, state.utc_offset_minutes));
  } else if (!device.name.empty()) {
    detail = say("This device.");
  }
  if (device.added_ms == 0) return detail;
  if (!detail.empty()) detail += " ";
  return detail +
         say("Added on {date}.", session::long_date(device.added_ms, state.utc_offset_minutes));
}

/// What can be done about one, below its row, with what that means.
void draw_choices(const View& view, const ListedDevice& device) {
  ui::Ui& ui = view.ui;
  ui.card({.gap = Space::k8}, [&] {
    if (device.removed) {
      ui.text(say("What it wrote after the removal lies at the endpoint, sealed, and on none of "
                  "your other devices. Take it back, and all of that is taken in."),
              kSoft);
      ui.wrap({}, [&] {
        if (ui.button("back", {.label = say("Take it back")}))
          view.emit(command::SetDeviceRemoved{device.id, false});
      });
      return;
    }
    ui.text(say("What it writes from now on is kept out of your other devices, and none of them "
                "waits for it. What it could read stays readable on it: whoever has the device and "
                "its passphrase can read all of it."),
            kSoft);
    ui.text(say("It can still reach the endpoint, for devices that were added from one another "
                "share one token. If it is lost: ask whoever runs the endpoint for a new token, "
                "turn sync off and on with it on each device that you keep, and have the old one "
                "revoked."),
            kSoft);
    ui.wrap({}, [&] {
      if (ui.button("remove",
                    {.label = say("Remove this device"), .look = ui::ButtonLook::kDanger}))
        view.emit(command::SetDeviceRemoved{device.id, true});
    });
  });
}

void draw_list(const View& view) {
  ui::Ui& ui = view.ui;
  const session::State& state = view.state;
  ui.list("devices", say("Your devices"), [&] {
    for (const ListedDevice& one : state.sync.own_devices) {
      const bool open = !one.here && state.open_device == one.id;
      if (ui.list_row(one.id, {.title = title_of(one),
                               .detail = detail_of(view, one),
                               .icon = one.here ? ui::Icon::kNone
                                       : open   ? ui::Icon::kChevronDown
                                                : ui::Icon::kChevronRight,
                               .action = one.here ? ui::RowAction::kNone : ui::RowAction::kButton,
                               .done = one.removed,
                               .title_lines_max = 2})) {
        view.emit(command::OpenDevice{one.id});
      }
      if (open) ui.item("choices", [&] { draw_choices(view, one); });
    }
  });
}

}  // namespace

void draw_devices(const View& view) {
  ui::Ui& ui = view.ui;
  page(view, {.title = say("Your devices"), .back = say("Back")}, [&] {
    if (!view.state.sync.is_on() || view.state.sync.own_devices.empty()) {
      ui.paragraph(say("Your devices stand here once sync is on and has heard of the endpoint."));
      return;
    }
    draw_list(view);
    if (name_form(view, {.field = session::Field::kDeviceName,
                         .label = say("Name of this device"),
                         .placeholder = say("Laptop at work"),
                         .button = say("Keep the name")})) {
      view.emit(command::NameDevice{});
    }
    ui.text(say("Only your own devices see these names. A device is named on itself; a new one "
                "stands here once it has written something."),
            kSoft);
  });
}

}  // namespace quietroom::screens
