// The icons the program can draw: Lucide names, in the order of icons.txt, from which the web
// helper takes their strokes. A test keeps both files the same. Not for glyphs of text.
#pragma once

#include <cstdint>

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
  kEye,
  kEyeOff,
  kChevronLeft,
  kChevronRight,
  kChevronDown,
  kChevronUp,
  kArrowLeft,
  kUser,
  kUsers,
  kUserPlus,
  kFolder,
  kFolderPlus,
  kFileText,
  kDownload,
  kUpload,
  kShield,
  kInfo,
  kCircleAlert,
  kTriangleAlert,
  kUndo2,
  kQuote,
  kLightbulb,
  kMicOff,
  kEllipsis,
  kSettings,
  kCopy,
  kRefreshCw,
  kListChecks,
  kList,
  kSkipForward,
  kCircle,
  kCircleCheck,
  kCircleDot,
  kBookOpen,
  kHardDrive,
  kCornerDownLeft,
  kStrikethrough,
  kExternalLink,
  kCircleQuestionMark,
  kPictureInPicture2,
  kStar,
  kZap,
  kPause,
  kPrinter,
  kCount,
  kNone = 0xFFFF,
};

}  // namespace quietroom::ui
