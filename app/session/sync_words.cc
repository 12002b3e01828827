#include "app/session/sync_words.h"

#include "app/session/words.h"
#include "app/words/words.h"

namespace quietroom::session {

using words::say;

std::string sync_line(const SyncView& view, std::int64_t now_ms, int utc_offset_minutes) {
  if (view.phase != SyncView::Phase::kOn) return std::string(say("Off. Nothing is sent anywhere."));
  if (view.paused) return std::string(say("Paused. Nothing is sent or fetched until you go on."));
  if (view.only_here > 0) {
    // Until yesterday a clock time would be read as today's.
    const bool today = now_ms - view.only_here_since_ms < 12 * 60 * 60 * 1000;
    const std::string since =
        today ? clock_time(view.only_here_since_ms, utc_offset_minutes)
              : how_long_ago(view.only_here_since_ms, now_ms, utc_offset_minutes);
    const auto number = static_cast<std::int64_t>(view.only_here);
    return today ? words::count(number, "{n} change is on this device only, since {time}.",
                                "{n} changes are on this device only, since {time}.", since)
                 : words::count(number, "{n} change is on this device only; it was made {when}.",
                                "{n} changes are on this device only; the oldest was made {when}.",
                                since);
  }
  if (view.last_contact_ms == 0) return std::string(say("The endpoint was not heard yet."));
  if (view.devices == 0) {
    return std::string(say("Everything is at the endpoint. No other device was heard of yet."));
  }
  if (view.devices_up_to_date >= view.devices) {
    return words::count(static_cast<std::int64_t>(view.devices),
                        "Everything is at the endpoint and on {n} other device.",
                        "Everything is at the endpoint and on {n} other devices.");
  }
  return say("Everything is at the endpoint; {some} of {all} other devices have confirmed it.",
             view.devices_up_to_date, view.devices);
}

std::string contact_line(const SyncView& view, std::int64_t now_ms, int utc_offset_minutes) {
  if (view.last_contact_ms == 0) return std::string(say("Last contact: none since it was opened."));
  return say("Last contact: {when}.",
             how_long_ago(view.last_contact_ms, now_ms, utc_offset_minutes));
}

std::string_view reason_words(SyncReason reason) {
  switch (reason) {
    case SyncReason::kUnreachable:
      return say(
          "The endpoint cannot be reached. The browser does not say why: there may be no network, "
          "its certificate may not be trusted, or it may not allow this page to ask (CORS). "
          "Everything is safe on this device and goes out when it answers.");
    case SyncReason::kTimeout:
      return say(
          "The endpoint did not answer in time. Everything is safe on this device. It is tried "
          "again by itself.");
    case SyncReason::kAuth:
      return say(
          "The endpoint does not know this token. Everything is safe on this device. Ask whoever "
          "runs the endpoint for a new one, turn sync off, and on again with it.");
    case SyncReason::kForbidden:
      return say(
          "This token has no right to these notes. Everything is safe on this device. Ask whoever "
          "runs the endpoint for one that may write here.");
    case SyncReason::kQuota:
      return say(
          "There is no room left at the endpoint. New changes stay on this device until whoever "
          "runs it has made room.");
    case SyncReason::kServer:
      return say(
          "The endpoint has a problem of its own. Everything is safe on this device. It is tried "
          "again by itself.");
    case SyncReason::kNotOurs:
      return say(
          "Something answered that is no file endpoint, such as a sign-in page of the network. "
          "Nothing of it was believed. Sign in there, or check the address, and try again.");
    case SyncReason::kUnsupported:
      return say(
          "This server cannot do what sync needs: WebDAV with MKCOL and MOVE. Nothing was changed. "
          "Check the address, or use another endpoint.");
    case SyncReason::kTooLarge:
      return say(
          "The endpoint sent more than was asked for. Nothing of it was taken, and everything is "
          "safe on this device. Whoever runs it can look at what it sends.");
    case SyncReason::kStore:
      return say(
          "The storage of this device failed while something was synced. Nothing of it was kept by "
          "half. It is tried again by itself.");
    case SyncReason::kNoLocalToken:
      return say(
          "This server does not hand out a token by itself. Ask whoever runs it for an address and "
          "a token, and type them here.");
    case SyncReason::kNone:
    case SyncReason::kCount:
      break;
  }
  return {};
}

namespace {

/// Of the troubles that are about somebody, or about this device.
TroubleWords who_words(SyncTroubleKind kind) {
  switch (kind) {
    case SyncTroubleKind::kNotAMember:
      return {
          say("A stranger wrote there"),
          say("Somebody who does not belong here wrote at the endpoint. Nothing of it was taken "
              "in. Ask whoever runs the endpoint who has a token.")};
    case SyncTroubleKind::kNoKey:
      return {say("A key is missing"),
              say("There are keys at the endpoint that do not open for you: the address is not the "
                  "right one, or you were removed from a case. What is here is safe, and nothing "
                  "more of "
                  "that case is sent. Whoever made it can let you in.")};
    case SyncTroubleKind::kTwin:
      return {say("This device had a copy"),
              say("A copy of this device's whole storage wrote under its name. This device goes on "
                  "under a new one; nothing is lost on either side.")};
    case SyncTroubleKind::kAfterRemoval:
      return {say("Somebody who was removed wrote on"),
              say("Changes came that a person wrote after they were removed from a case. They are "
                  "kept out. If they are wanted, add that person again: then they are taken in.")};
    case SyncTroubleKind::kRetired:
      return {say("This device was removed"),
              say("On another device of yours this one was removed from your devices. What is "
                  "written here stays here and reaches no other device. If that is not what you "
                  "want, take it back on the other device, in the list of your devices.")};
    default:
      break;
  }
  return {};
}

}  // namespace

TroubleWords trouble_words(SyncTroubleKind kind) {
  switch (kind) {
    case SyncTroubleKind::kServerLost:
      return {
          say("The endpoint lost something"),
          say("What was at the endpoint is gone: it was emptied, or put back to an earlier day. "
              "Nothing was deleted on this device, and nothing is sent until you say so. It can be "
              "filled again from here; other devices add what they have.")};
    case SyncTroubleKind::kLogChanged:
      return {
          say("A device's history changed"),
          say("What a device wrote is not what it was: it was changed at the endpoint, or put back "
              "to an earlier day. Nothing more of it is taken in; what is here stays. Ask whoever "
              "runs the endpoint what happened.")};
    case SyncTroubleKind::kMissing:
      return {
          say("Something is missing"),
          say("One of the devices has seen changes that the endpoint does not show. What is here "
              "is safe. They come when the device that wrote them is online again; if not, ask "
              "whoever runs the endpoint.")};
    case SyncTroubleKind::kDamaged:
      return {say("Something does not open"),
              say("An object at the endpoint is damaged or was exchanged. It was not taken in, and "
                  "nothing behind it. What is here is safe. The device that wrote it can fill the "
                  "endpoint again.")};
    case SyncTroubleKind::kNewerFormat:
      return {
          say("A newer version wrote there"),
          say("Another device uses a newer version of Quietroom. What it wrote is kept untouched "
              "and appears once this device has the new version too.")};
    case SyncTroubleKind::kNotRemoved:
      return {
          say("Removed words are still at the endpoint"),
          say("The endpoint refuses to delete what holds words that were removed. They are gone "
              "from your devices; at the endpoint they are still there, encrypted. Ask whoever "
              "runs it for a token that may delete what this device wrote there.")};
    case SyncTroubleKind::kClock:
      return {
          say("The clocks do not agree"),
          say("Another device's clock is more than five minutes ahead of this one's. Nothing is "
              "lost; lines may show a wrong time and stand in a wrong place. Check the time of "
              "both devices.")};
    case SyncTroubleKind::kKeptOut:
      return {
          say("Something was kept out"),
          say("Changes came that contradict what is here, or do not belong where they came from. "
              "None of them was taken, and nothing here is different. If this comes again, the "
              "program on one of the devices is not the one that it says it is.")};
    default:
      break;
  }
  return who_words(kind);
}

}  // namespace quietroom::session
