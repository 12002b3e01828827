#include "app/model/rules.h"

#include "app/words/words.h"
#include "platform/base/utf8.h"

namespace quietroom::model {
namespace {

Error invalid(const char* why) {
  return Error{ErrorCode::kInvalid, why};
}

/// True for C0 and C1 controls and DEL.
bool is_control(char32_t c) {
  return c < 0x20 || (c >= 0x7f && c < 0xa0);
}

}  // namespace

Result<std::string> clean_name(std::string_view raw) {
  if (!is_utf8(raw)) return invalid(words::key("a name must be text"));
  const std::string flat = one_line(raw);
  const std::string name(trim(flat));
  if (name.empty()) return invalid(words::key("a name is needed"));
  if (count_code_points(name) > kNameCodePointsMax)
    return invalid(words::key("a name has at most 200 characters"));
  return name;
}

Result<std::string> clean_line_text(std::string_view raw) {
  if (!is_utf8(raw)) return invalid(words::key("a line must be text"));
  std::string clean;
  clean.reserve(raw.size());
  bool after_cr = false;
  while (const std::optional<char32_t> next = next_code_point(raw)) {
    const char32_t c = *next;
    const bool is_lf_of_crlf = c == '\n' && after_cr;
    after_cr = c == '\r';
    if (is_lf_of_crlf) continue;
    if (c == '\r') {
      clean += '\n';
    } else if (c == '\n' || c == '\t' || !is_control(c)) {
      append_utf8(clean, c);
    }
  }
  const std::string text(trim(clean));
  if (text.empty()) return invalid(words::key("a line needs at least one word"));
  if (text.size() > kLineBytesMax) return invalid(words::key("a line has at most 16 KiB"));
  return text;
}

std::vector<std::string> split_into_lines(std::string_view raw) {
  std::vector<std::string> lines;
  if (!is_utf8(raw)) return lines;
  while (!raw.empty()) {
    const std::size_t end = raw.find_first_of("\r\n");
    std::string_view row = raw.substr(0, end);
    raw.remove_prefix(end == raw.npos ? raw.size() : end + 1);
    while (row.size() > kLineBytesMax) {
      std::size_t cut = row.rfind(' ', kLineBytesMax);
      if (cut == row.npos || cut == 0) {
        // One endless word: anywhere but inside a character.
        cut = kLineBytesMax;
        while ((static_cast<unsigned char>(row[cut]) & 0xC0U) == 0x80U) --cut;
      }
      if (auto line = clean_line_text(row.substr(0, cut)); line.ok()) {
        lines.push_back(std::move(line).value());
      }
      row.remove_prefix(cut);
    }
    if (auto line = clean_line_text(row); line.ok()) lines.push_back(std::move(line).value());
  }
  return lines;
}

Status check_item_id(std::string_view item_id) {
  if (item_id.size() > kItemIdBytesMax) return invalid(words::key("an item's id is too long"));
  for (const char c : item_id) {
    const bool good = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    if (!good) return invalid(words::key("an item's id has a character that is not allowed"));
  }
  return {};
}

Status check_plan_minutes(int minutes) {
  if (minutes == 60 || minutes == 45 || minutes == 30) return {};
  return invalid(words::key("a plan is 60, 45 or 30 minutes"));
}

Status check_may_write(const Interview& interview) {
  if (interview.state != InterviewState::kHeld)
    return invalid(words::key("lines are written while the interview is held"));
  if (interview.ended_ms != 0) return invalid(words::key("the conversation is closed"));
  if (interview.raw_notes == RawNotes::kDestroyed)
    return invalid(words::key("the raw notes are destroyed"));
  return {};
}

Status check_may_edit(const Interview& interview) {
  if (interview.raw_notes == RawNotes::kDestroyed)
    return invalid(words::key("the raw notes are destroyed"));
  if (interview.state != InterviewState::kHeld)
    return invalid(words::key("raw notes cannot be reworded after the clean-up"));
  return {};
}

Status check_may_mark(const Interview& interview) {
  if (interview.raw_notes == RawNotes::kDestroyed)
    return invalid(words::key("the raw notes are destroyed"));
  if (interview.state == InterviewState::kClosed)
    return invalid(words::key("the interview is closed"));
  return {};
}

Status check_may_clean(const Interview& interview) {
  switch (interview.state) {
    case InterviewState::kHeld:
      if (interview.ended_ms != 0) return {};
      return invalid(words::key("the conversation is still under way"));
    case InterviewState::kCleaned:
    case InterviewState::kWithInterviewee:
    case InterviewState::kNoAnswer:
      return {};
    default:
      return invalid(words::key("the clean text of this 1:1 is not changed any more"));
  }
}

Status check_may_take_up(const Line& line) {
  if (line.held) return invalid(words::key("what is off the record is not taken up"));
  if (line.struck) return invalid(words::key("a struck line is not taken up"));
  if (line.kind == LineKind::kPause) return invalid(words::key("a pause has no words to take up"));
  if (line.has_two_texts()) return invalid(words::key("which wording is to be chosen first"));
  return {};
}

std::string_view not_shareable_text(NotShareable reason) {
  switch (reason) {
    case NotShareable::kNoConsent:
      return words::say("Consent is not recorded yet.");
    case NotShareable::kWithdrawn:
      return words::say("Consent was withdrawn.");
    case NotShareable::kConsentConflict:
      return words::say(
          "Two devices recorded different consent. Record it again to settle which holds.");
    case NotShareable::kNotesDeclined:
      return words::say("The person did not agree to notes.");
    case NotShareable::kMediumDeclined:
      return words::say("The person did not agree to this medium.");
    case NotShareable::kStruck:
      return words::say("This line is struck.");
    case NotShareable::kHeld:
      return words::say("This was said off the record.");
    case NotShareable::kNotesDestroyed:
      return words::say("The raw notes are destroyed.");
  }
  return words::say("This cannot be shared.");
}

std::optional<NotShareable> why_interview_not_shareable(const Interview& interview,
                                                        const ConsentRecord& consent) {
  // A record of another interview says nothing about this one.
  if (consent.state == ConsentState::kNone || !(consent.interview_id == interview.id))
    return NotShareable::kNoConsent;
  if (consent.state == ConsentState::kWithdrawn) return NotShareable::kWithdrawn;
  if (consent.conflict) return NotShareable::kConsentConflict;
  // Only a plain yes opens anything: not asked is not yes.
  if (consent.answers.notes_taken != Answer::kYes) return NotShareable::kNotesDeclined;
  if (consent.answers.medium_ok != Answer::kYes) return NotShareable::kMediumDeclined;
  if (interview.raw_notes == RawNotes::kDestroyed) return NotShareable::kNotesDestroyed;
  return std::nullopt;
}

std::optional<NotShareable> why_not_shareable(const Line& line, const Interview& interview,
                                              const ConsentRecord& consent) {
  if (const auto reason = why_interview_not_shareable(interview, consent)) return reason;
  if (!(line.interview_id == interview.id)) return NotShareable::kNoConsent;
  if (line.held) return NotShareable::kHeld;
  if (line.struck) return NotShareable::kStruck;
  return std::nullopt;
}

std::optional<NotShareable> sharing_refusal(Outlet outlet, const Interview& interview,
                                            const ConsentRecord& consent) {
  const auto reason = why_interview_not_shareable(interview, consent);
  if (!reason || outlet == Outlet::kReaders) return reason;
  const bool recorded = *reason != NotShareable::kNoConsent;
  if (outlet == Outlet::kInterviewee) {
    const bool holds = recorded && !consent.conflict;
    return holds ? std::nullopt
                 : std::optional(recorded ? NotShareable::kConsentConflict
                                          : NotShareable::kNoConsent);
  }
  if (interview.raw_notes == RawNotes::kDestroyed) return NotShareable::kNotesDestroyed;
  if (recorded && consent.state == ConsentState::kWithdrawn) return NotShareable::kWithdrawn;
  if (recorded && consent.answers.notes_taken == Answer::kNo) return NotShareable::kNotesDeclined;
  return std::nullopt;
}

}  // namespace quietroom::model
