// The rules about text and sharing. Pure: every caller gets the same answer. Not for steps of an
// interview's life (interview_life.h) or for what a consent record may hold (consent.h).
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/model/consent.h"
#include "app/model/types.h"

namespace quietroom::model {

inline constexpr std::size_t kLineBytesMax = 16 * 1024;
inline constexpr std::size_t kNameCodePointsMax = 200;
inline constexpr std::size_t kItemIdBytesMax = 40;

/// `raw` as a name or title: one line, no blanks at its ends, 1 to 200 code points.
/// Errors: kInvalid if it is empty, too long or not UTF-8.
Result<std::string> clean_name(std::string_view raw);

/// `raw` as the text of a line: no blanks at its ends, line breaks and tabs kept (CR LF and CR
/// become LF), other control characters dropped. Errors: kInvalid if it is empty, over 16 KiB after
/// cleaning, or not UTF-8.
Result<std::string> clean_line_text(std::string_view raw);

/// `raw` as several lines: one for each that is not blank, and more where one alone is over 16 KiB
/// (cut at a blank where there is one). Nothing but blanks and control characters is lost. Empty if
/// nothing is left or `raw` is not UTF-8.
std::vector<std::string> split_into_lines(std::string_view raw);

/// Errors: kInvalid if `item_id` is neither empty nor 1 to 40 of a-z 0-9 -.
Status check_item_id(std::string_view item_id);

/// Errors: kInvalid if `minutes` is none of 60, 45 and 30.
Status check_plan_minutes(int minutes);

/// Whether lines may be added: the conversation is under way. Errors: kInvalid with the reason.
Status check_may_write(const Interview& interview);

/// Whether a line's text may still be changed: the interview is held and its raw notes are kept.
/// Errors: kInvalid with the reason.
Status check_may_edit(const Interview& interview);

/// Whether a line may be struck, or given another item or kind: any time before the interview is
/// closed. Errors: kInvalid with the reason.
Status check_may_mark(const Interview& interview);

/// Whether clean text may be written or changed: the conversation is over, and the person has not
/// had the last word yet. Errors: kInvalid with the reason.
Status check_may_clean(const Interview& interview);

/// Whether clean text may be made of `line`. Errors: kInvalid with the reason: it is struck, off
/// the record or a pause, or has wordings that nobody has chosen from.
Status check_may_take_up(const Line& line);

/// Why something may not leave the interviewer.
enum class NotShareable {
  kNoConsent,        ///< Nothing is recorded yet.
  kWithdrawn,        ///< Consent was taken back.
  kConsentConflict,  ///< Two records contradict each other.
  kNotesDeclined,    ///< The person does not want notes taken.
  kMediumDeclined,   ///< The person does not want this medium.
  kStruck,           ///< The line is struck.
  kHeld,             ///< It was said off the record.
  kNotesDestroyed,   ///< The raw notes are gone.
};

/// A sentence for the person, e.g. "Consent is not recorded yet."
std::string_view not_shareable_text(NotShareable reason);

/// Why nothing of the interview may be shared under `consent`; nothing if its lines may be shared
/// with the readers that were named.
std::optional<NotShareable> why_interview_not_shareable(const Interview& interview,
                                                        const ConsentRecord& consent);

/// Why `line` may not be shared; nothing if it may be, with the readers that were named.
/// `consent`: of the same interview; a default record means that none is recorded.
std::optional<NotShareable> why_not_shareable(const Line& line, const Interview& interview,
                                              const ConsentRecord& consent);

/// A way by which something of an interview leaves the store.
enum class Outlet {
  kOwnPaper,     ///< The notes, printed for the interviewer's own use.
  kReaders,      ///< The notes, for the readers that were named.
  kInterviewee,  ///< The consent record, as a copy for the person who gave it.
};

/// Why nothing may leave by `outlet`; nothing if it may. The one question that everything asks
/// before it hands something out. Paper cannot be taken back: it is refused to whoever said no or
/// withdrew, and allowed before anything was answered. A copy of the record is refused only where
/// there is none, or none that holds.
std::optional<NotShareable> sharing_refusal(Outlet outlet, const Interview& interview,
                                            const ConsentRecord& consent);

}  // namespace quietroom::model
