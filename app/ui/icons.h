// The icons the program can draw: Lucide names, in the order of icons.txt, from which the web
// helper takes their strokes. A test keeps both files the same. Not for glyphs of text.
#pragma once

#include <cstdint>

#include "platform/glyphs.h"

namespace quietroom::ui {

/// An icon by its Lucide name; the value is its line in icons.txt, counted from 0. kNone draws
/// nothing.
enum class Icon : std::uint16_t {
  kCheck = 0,
  kX,
  kPlus,
  kMinus,
  kPencil,
  kLock,
  kLockOpen,
  kEye,
  kEyeOff,
  kChevronLeft,
  kChevronRight,
  kChevronDown,
  kChevronUp,
  kArrowLeft,
  kClock,
  kUser,
  kUsers,
  kUserPlus,
  kFolder,
  kFolderPlus,
  kFileText,
  kDownload,
  kUpload,
  kShield,
  kShieldCheck,
  kInfo,
  kCircleAlert,
  kTriangleAlert,
  kUndo2,
  kQuote,
  kMessageSquare,
  kLightbulb,
  kMicOff,
  kMoon,
  kSun,
  kEllipsis,
  kSettings,
  kSearch,
  kTrash2,
  kKeyRound,
  kCopy,
  kWifiOff,
  kRefreshCw,
  kListChecks,
  kList,
  kSkipForward,
  kCircle,
  kCircleCheck,
  kCircleDot,
  kBookOpen,
  kHardDrive,
  kSave,
  kLogOut,
  kPlay,
  kSquare,
  kCornerDownLeft,
  kStrikethrough,
  kCalendar,
  kExternalLink,
  kHouse,
  kScale,
  kCircleQuestionMark,
  kArchive,
  kHash,
  kPictureInPicture2,
  kStar,
  kZap,
  kPause,
  kPrinter,
  kCount,
  kNone = 0xFFFF,
};

/// The code point that the glyph seam draws for `icon` (not for kNone and kCount).
constexpr char32_t icon_code_point(Icon icon) {
  return kIconFirst + static_cast<char32_t>(icon);
}

}  // namespace quietroom::ui
