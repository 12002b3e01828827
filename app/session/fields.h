// The text fields outside the notes, and what each holds. Secret ones are wiped when they are done.
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "platform/base/secret.h"

namespace quietroom::session {

enum class Field : std::uint8_t {
  kPassphrase,
  kPassphraseAgain,
  kRecoveryCode,
  kRecoveryWord0,
  kRecoveryWord1,
  kRecoveryWord2,
  kStartName,
  kNewCase,
  kNewPerson,
  kRename,
  kShortcut,
  kProbeSearch,
  kReadSearch,
  kAbbreviations,
  kGuideTitle,
  kGuideAbout,
  kItemTitle,
  kItemPurpose,
  kItemCues,
  kItemSixty,
  kItemThirty,
  kConsentReaders,
  kConsentReview,
  kConsentWithdraw,
  kConsentDestroy,
  kHints,    ///< Words to look at in clean text, of one's own.
  kSupport,  ///< Whom people here can call.
  kReferralName,
  kReferralAbout,
  kPrivateNote,
  kFollowUp,
  kDebrief0,
  kDebrief1,
  kDebrief2,
  kDebrief3,
  kConsentText,
  kSyncAddress,
  kSyncToken,
  kPairing,  ///< A request or an answer, pasted.
  kOwnName,  ///< What the members of a case call this person.
  kDeviceName,
  kCount,
};

/// True if `field` is a part of the guide that is being changed.
constexpr bool is_of_guide(Field field) {
  return field >= Field::kGuideTitle && field <= Field::kItemThirty;
}

/// True if `field` is of the private screen: its text goes to the private vault alone.
constexpr bool is_private(Field field) {
  return field >= Field::kPrivateNote && field <= Field::kDebrief3;
}

/// What the fields hold, as UTF-8 straight from the person.
class Fields {
 public:
  const std::string& operator[](Field field) const { return values_[index(field)]; }
  void set(Field field, std::string value) {
    wipe(values_[index(field)]);
    values_[index(field)] = std::move(value);
  }
  /// Overwrites all that must not stay in memory.
  void wipe_secrets() {
    for (const Field field :
         {Field::kPassphrase, Field::kPassphraseAgain, Field::kRecoveryCode, Field::kRecoveryWord0,
          Field::kRecoveryWord1, Field::kRecoveryWord2, Field::kSyncToken}) {
      wipe(values_[index(field)]);
    }
  }
  void wipe_private() {
    for (auto at = index(Field::kPrivateNote); at <= index(Field::kDebrief3); ++at)
      wipe(values_[at]);
  }
  void wipe_all() {
    for (std::string& value : values_) wipe(value);
  }

 private:
  static std::size_t index(Field field) { return static_cast<std::size_t>(field); }
  std::array<std::string, static_cast<std::size_t>(Field::kCount)> values_;
};

}  // namespace quietroom::session
