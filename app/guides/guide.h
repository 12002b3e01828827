// An interview guide: an ordered list of items with prompts and cues. Data (JSON), never code.
// Format: docs/guide-format.md and docs/guide.schema.json. Reading and writing it as text is
// guide_json.h's.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace quietroom {

/// What kind of conversation a guide is for.
enum class GuideUse : std::uint8_t {
  kIncident,  ///< A 1:1 after an incident.
  kOutreach,  ///< A 1:1 without one.
  kMessage,   ///< A few questions in writing, after a 1:1.
  kSelf,      ///< The interviewer's own debrief.
};

/// One question of a guide.
struct GuideItem {
  std::string id;                 ///< 1 to 40 of a-z 0-9 -, unique in its guide; lines refer to it.
  std::string title;              ///< What is asked, as it is read aloud.
  std::string purpose;            ///< What it is for, one sentence.
  std::vector<std::string> cues;  ///< For the interviewer only.
  bool may_skip = false;
  bool opens_consent = false;    ///< The item at which the consent text is read.
  bool brings_emotion = false;   ///< Known to: the interviewer is told before it is asked.
  std::array<int, 2> minutes{};  ///< Planned for a 60 and a 30 minute slot; 0 to 120 each.

  friend bool operator==(const GuideItem&, const GuideItem&) = default;
};

struct Guide {
  std::string id;  ///< 1 to 40 of a-z 0-9 -.
  int version = 0;
  std::string title;
  std::string about;  ///< When to take this one, one or two sentences; may be empty.
  GuideUse use = GuideUse::kIncident;
  std::string language;  ///< A language tag: of what is asked, whatever the interface speaks.
  std::vector<GuideItem> items;  ///< 1 to 100.

  /// The item with `id`, or null.
  const GuideItem* find(std::string_view id) const;

  friend bool operator==(const Guide&, const Guide&) = default;
};

/// What `item` may take of a slot of `plan_minutes` (60, 45 or 30); 45 lies halfway, rounded up.
int planned_minutes(const GuideItem& item, int plan_minutes);

/// The guides that ship, in every language, each language in the order in which it is offered.
const std::vector<Guide>& shipped_guides();
/// The shipped guide with `id`, or null.
const Guide* shipped_guide(std::string_view id);

/// True if `guide` is in the language that the interface speaks.
bool is_in_use(const Guide& guide);

/// The one that ships as "Debrief, classic", in the language of the interface.
const Guide& classic_guide();
/// The one for the interviewer's own five minutes, in the language of the interface. Its items have
/// the same ids in every language: what was written goes on under them.
const Guide& own_debrief_guide();

/// Questions for one kind of thing that people say.
struct ProbeCard {
  std::string kind;              ///< "A decision"
  std::string heard;             ///< What it sounds like: "We decided, I went for".
  std::vector<std::string> ask;  ///< 1 to 5.
};

/// The probe cards that ship, in the language of the interface.
const std::vector<ProbeCard>& probe_cards();

/// Those of which kind, sound or a question holds every word of `text`, in any case; all for an
/// empty one.
std::vector<const ProbeCard*> matching_probes(std::string_view text);

}  // namespace quietroom
