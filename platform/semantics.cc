#include "platform/semantics.h"

namespace quietroom {

std::string_view role_name(Role role) {
  switch (role) {
    case Role::kGroup:
      return "group";
    case Role::kMain:
      return "main";
    case Role::kNavigation:
      return "navigation";
    case Role::kComplementary:
      return "complementary";
    case Role::kForm:
      return "form";
    case Role::kRegion:
      return "region";
    case Role::kBanner:
      return "banner";
    case Role::kHeading:
      return "heading";
    case Role::kText:
      return "text";
    case Role::kButton:
      return "button";
    case Role::kLink:
      return "link";
    case Role::kToggle:
      return "toggle";
    case Role::kCheckbox:
      return "checkbox";
    case Role::kRadioGroup:
      return "radiogroup";
    case Role::kRadio:
      return "radio";
    case Role::kTextField:
      return "textbox";
    case Role::kList:
      return "list";
    case Role::kListItem:
      return "listitem";
    case Role::kStatus:
      return "status";
    case Role::kAlert:
      return "alert";
    case Role::kDialog:
      return "dialog";
    case Role::kImage:
      return "img";
    case Role::kProgress:
      return "progressbar";
    case Role::kSeparator:
      return "separator";
  }
  return "group";
}

}  // namespace quietroom
