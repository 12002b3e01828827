// Guides: those that ship, those of one's own, and the choice for the next 1:1. A guide of one's
// own is written a moment after a change, and whenever it is left: there is no unsaved state.
#include <algorithm>
#include <charconv>

#include "app/guides/guide_json.h"
#include "app/session/session.h"
#include "platform/base/utf8.h"

namespace quietroom::session {

namespace {

constexpr std::string_view kGuideSetting = "guide";
/// How long typing rests before a guide is written: as a whole, so not with every letter.
constexpr std::int64_t kGuideDebounceMs = 800;
constexpr int kMinutesMax = 120;

std::optional<int> minutes_in(const std::string& text) {
  const std::string_view digits = trim(text);
  int minutes = 0;
  const auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), minutes);
  if (parsed.ec != std::errc() || parsed.ptr != digits.data() + digits.size()) return std::nullopt;
  if (minutes < 0 || minutes > kMinutesMax) return std::nullopt;
  return minutes;
}

std::string joined(const std::vector<std::string>& cues) {
  std::string text;
  for (const std::string& cue : cues) text += (text.empty() ? "" : "\n") + cue;
  return text;
}

std::vector<std::string> cues_in(std::string_view text) {
  std::vector<std::string> cues;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of("\r\n"), text.size());
    if (!trim(text.substr(0, end)).empty()) cues.emplace_back(trim(text.substr(0, end)));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return cues;
}

/// `wanted`, or with a number behind it where that is taken.
template <typename IsTaken>
std::string free_id(std::string wanted, IsTaken is_taken) {
  constexpr std::size_t kRoomForNumber = 36;
  if (wanted.size() > kRoomForNumber) wanted.resize(kRoomForNumber);
  std::string id = wanted;
  for (int number = 2; is_taken(id); ++number) id = wanted + "-" + std::to_string(number);
  return id;
}

}  // namespace

void Session::reload_guides() {
  state_.guides.clear();
  for (const Guide& guide : shipped_guides()) state_.guides.push_back({Id{}, guide});
  choose_consent_text({});
  if (!keeper_.is_open()) return;
  const auto own = done(keeper_.store().own_guides());
  if (!own) return;
  choose_consent_text(*own);
  for (const model::OwnGuide& one : *own) {
    auto guide = parse_guide(one.body);
    // One of a newer version of the program stays where it is, unseen, until that is there.
    if (guide.ok()) state_.guides.push_back({one.id, std::move(guide).value()});
  }
  const auto chosen = done(keeper_.store().setting(kGuideSetting));
  state_.chosen_guide = chosen && *chosen ? **chosen : std::string();
  if (find_guide(state_.chosen_guide) == nullptr) state_.chosen_guide = classic_guide().id;
}

void Session::speak(words::Language language) {
  if (language == words::in_use()) return;
  words::use(language);
  // What ships and was not chosen by anybody is in the new language.
  if (!state_.open_guide) reload_guides();
}

const GuideEntry* Session::find_guide(std::string_view id) const {
  for (const GuideEntry& one : state_.guides) {
    if (one.guide.id == id) return &one;
  }
  return nullptr;
}

/// The guide for a new interview, with its text.
void Session::add_guide_to(store::StartInterview& start) const {
  const GuideEntry* chosen = find_guide(state_.chosen_guide);
  const Guide& guide = chosen == nullptr ? classic_guide() : chosen->guide;
  start.guide_id = guide.id;
  start.guide_version = guide.version;
  start.guide_body = guide_json(guide);
  if (guide.use == GuideUse::kOutreach) start.case_kind = model::CaseKind::kOutreach;
}

void Session::open_guides() {
  if (!may_write()) return;
  flush_guide();
  reload_guides();
  go(Screen::kGuides);
}

void Session::open_guide(const std::string& id) {
  if (!may_write()) return;
  flush_guide();
  const GuideEntry* found = find_guide(id);
  if (found == nullptr) return;
  state_.open_guide = GuideView{*found};
  show_guide_fields();
  go(Screen::kGuide);
}

void Session::use_guide(const std::string& id) {
  if (!may_write() || find_guide(id) == nullptr) return;
  if (!done(keeper_.store().set_setting(kGuideSetting, id))) return;
  state_.chosen_guide = id;
  tell(say("The next 1:1s begin with this guide."));
}

void Session::show_guide_fields() {
  if (!state_.open_guide) return;
  const GuideView& view = *state_.open_guide;
  state_.fields.set(Field::kGuideTitle, view.entry.guide.title);
  state_.fields.set(Field::kGuideAbout, view.entry.guide.about);
  if (const GuideItem* item = view.item()) {
    state_.fields.set(Field::kItemTitle, item->title);
    state_.fields.set(Field::kItemPurpose, item->purpose);
    state_.fields.set(Field::kItemCues, joined(item->cues));
    state_.fields.set(Field::kItemSixty, std::to_string(item->minutes[0]));
    state_.fields.set(Field::kItemThirty, std::to_string(item->minutes[1]));
  }
  state_.fields_revision += 1;
}

void Session::guide_typed() {
  if (!state_.open_guide || !state_.open_guide->is_own()) return;
  state_.open_guide->saved = Saved::kWriting;
  if (!guide_due_ms_) guide_due_ms_ = host_.clock.steady_ms() + kGuideDebounceMs;
}

/// Takes what the fields hold into the guide. False, with the reason on the screen, if one of them
/// cannot be; on `leaving` such a one stays as it was and the others are taken.
bool Session::take_guide_fields(Guide& guide, bool leaving) {
  const Fields& fields = state_.fields;
  bool good = true;
  const auto take = [&](Field field, std::string& into, bool needed, std::string_view why) {
    std::string text(trim(fields[field]));
    if (!text.empty() || !needed) {
      into = std::move(text);
    } else if (good && !leaving) {
      refuse(field, why);
      good = false;
    }
  };
  const auto take_minutes = [&](Field field, int& into) {
    const auto minutes = minutes_in(fields[field]);
    if (minutes) {
      into = *minutes;
    } else if (good && !leaving) {
      refuse(field, say("Please give whole minutes from 0 to 120."));
      good = false;
    }
  };
  take(Field::kGuideTitle, guide.title, true, say("A guide needs a title."));
  take(Field::kGuideAbout, guide.about, false, "");
  if (state_.open_guide->item() == nullptr) return good;
  GuideItem& item = guide.items[static_cast<std::size_t>(state_.open_guide->item_index)];
  take(Field::kItemTitle, item.title, true, say("An item needs its question."));
  take(Field::kItemPurpose, item.purpose, true, say("Please say in a few words what it is for."));
  item.cues = cues_in(fields[Field::kItemCues]);
  take_minutes(Field::kItemSixty, item.minutes[0]);
  take_minutes(Field::kItemThirty, item.minutes[1]);
  return good;
}

/// Writes the open guide if something of it was typed. False if it stays unsaved.
bool Session::flush_guide(bool leaving) {
  if (!guide_due_ms_ && !(state_.open_guide && state_.open_guide->saved == Saved::kFailed))
    return true;
  guide_due_ms_.reset();
  if (!state_.open_guide || !keeper_.is_open()) return true;
  Guide guide = state_.open_guide->entry.guide;
  if (!take_guide_fields(guide, leaving)) {
    state_.open_guide->saved = Saved::kFailed;
    return false;
  }
  return keep_guide(std::move(guide));
}

/// `guide` as it is kept. Nothing, with the reason on the screen, if it could not be read again.
std::optional<std::string> Session::body_of(const Guide& guide) {
  std::string body = guide_json(guide);
  const auto again = parse_guide(body);
  if (again.ok()) return body;
  tell_problem(say("This guide cannot be kept: {why}.", again.error().context));
  return std::nullopt;
}

/// Makes `guide` the open one, durably.
bool Session::keep_guide(Guide guide) {
  GuideView& view = *state_.open_guide;
  view.saved = Saved::kSaved;
  if (guide == view.entry.guide) return true;
  // What 1:1s were held with keeps its number; what is changed afterwards gets the next one.
  if (!view.renumbered) {
    if (const auto all = done(keeper_.store().interviews())) {
      const bool used = std::any_of(all->begin(), all->end(), [&](const model::Interview& one) {
        return one.guide_id == guide.id && one.guide_version == guide.version;
      });
      if (used) ++guide.version;
      view.renumbered = used;
    }
  }
  const auto body = body_of(guide);
  if (!body) {
    view.saved = Saved::kFailed;
    return false;
  }
  if (!done(keeper_.store().change_guide(view.entry.own, *body))) {
    view.saved = Saved::kFailed;
    guide_due_ms_ = host_.clock.steady_ms() + kGuideDebounceMs;
    return false;
  }
  storage_works();
  view.entry.guide = std::move(guide);
  reload_guides();
  return true;
}

// --- whole guides ------------------------------------------------------------------------------

void Session::copy_guide() {
  if (!state_.open_guide || !may_write() || !flush_guide()) return;
  Guide guide = state_.open_guide->entry.guide;
  guide.id = free_id(guide.id, [&](std::string_view id) { return find_guide(id) != nullptr; });
  guide.version = 1;
  guide.title = say("{title} (copy)", guide.title);
  add_own_guide(guide, say("This copy is yours to change."));
}

void Session::add_own_guide(const Guide& guide, std::string_view then_tell) {
  const auto body = body_of(guide);
  if (!body || !done(keeper_.store().add_guide(*body))) return;
  reload_guides();
  open_guide(guide.id);
  tell(then_tell);
}

void Session::guide_picked(const Bytes& bytes) {
  if (!may_write()) return;
  const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  auto parsed = parse_guide(text);
  if (!parsed.ok()) {
    const bool newer = parsed.error().code == ErrorCode::kUnsupported;
    return refuse(std::nullopt,
                  newer ? say("This guide was not taken: {why}.", parsed.error().context)
                        : say("This guide was not taken: {why}. Nothing was changed.",
                              parsed.error().context));
  }
  Guide guide = std::move(parsed).value();
  const GuideEntry* known = find_guide(guide.id);
  if (known != nullptr && known->guide == guide) {
    open_guide(guide.id);
    return tell(say("This guide is here already."));
  }
  if (known != nullptr && !known->own.is_none() && guide.version > known->guide.version) {
    const auto body = body_of(guide);
    if (!body || !done(keeper_.store().change_guide(known->own, *body))) return;
    reload_guides();
    open_guide(guide.id);
    return tell(say("This is a newer version of a guide that was here. It has taken its place."));
  }
  guide.id = free_id(guide.id, [&](std::string_view id) { return find_guide(id) != nullptr; });
  add_own_guide(guide, say("The guide is here, and yours to change."));
}

void Session::export_guide() {
  if (!state_.open_guide || !flush_guide()) return;
  const Guide& guide = state_.open_guide->entry.guide;
  const std::string text = guide_json(guide);
  host_.page.send(SaveFileRequest{guide.id + "-v" + std::to_string(guide.version) + ".json",
                                  "application/json", Bytes(text.begin(), text.end())});
  tell(say("The guide was handed to the browser's downloads."));
}

void Session::archive_guide(const Id& own, bool archived) {
  if (!may_write()) return;
  guide_due_ms_.reset();  // What was typed last goes with it.
  if (!done(keeper_.store().archive_guide(own, archived))) return;
  reload_guides();
  if (!archived) return;
  state_.open_guide.reset();
  go(Screen::kGuides);
  tell_with_undo(say("The guide is removed. 1:1s that were held with it keep it."),
                 command::RemoveGuide{own, false});
}

// --- items ---------------------------------------------------------------------------------------

/// Lets `change` work on the items of the open guide, then keeps it.
template <typename Work>
bool Session::change_items(Work work) {
  if (!state_.open_guide || !state_.open_guide->is_own() || !may_write() || !flush_guide())
    return false;
  Guide guide = state_.open_guide->entry.guide;
  if (!work(guide.items)) return false;
  return keep_guide(std::move(guide));
}

void Session::open_guide_item(int index) {
  if (!state_.open_guide || !state_.open_guide->is_own() || !flush_guide()) return;
  GuideView& view = *state_.open_guide;
  const bool open = view.item_index != index && index >= 0 &&
                    index < static_cast<int>(view.entry.guide.items.size());
  view.item_index = open ? index : -1;
  show_guide_fields();
}

void Session::add_guide_item() {
  const bool added = change_items([&](std::vector<GuideItem>& items) {
    const Guide& guide = state_.open_guide->entry.guide;
    GuideItem item;
    item.id = free_id("item", [&](std::string_view id) { return guide.find(id) != nullptr; });
    item.title = say("A new question");
    item.purpose = say("What it is for.");
    item.minutes = {3, 2};
    items.push_back(std::move(item));
    return true;
  });
  if (!added) return;
  state_.open_guide->item_index = static_cast<int>(state_.open_guide->entry.guide.items.size()) - 1;
  show_guide_fields();
}

void Session::remove_guide_item(int index) {
  GuideItem removed;
  const bool gone = change_items([&](std::vector<GuideItem>& items) {
    if (index < 0 || index >= static_cast<int>(items.size()) || items.size() == 1) return false;
    removed = items[static_cast<std::size_t>(index)];
    items.erase(items.begin() + index);
    return true;
  });
  if (!gone) return tell(say("A guide has at least one item."));
  state_.open_guide->item_index = -1;
  show_guide_fields();
  tell_with_undo(say("The item is removed."), command::PutGuideItemBack{index, std::move(removed)});
}

void Session::put_guide_item_back(int index, const GuideItem& item) {
  change_items([&](std::vector<GuideItem>& items) {
    const int at = std::clamp(index, 0, static_cast<int>(items.size()));
    items.insert(items.begin() + at, item);
    return true;
  });
  show_guide_fields();
}

void Session::move_guide_item(int by) {
  const int from = state_.open_guide ? state_.open_guide->item_index : -1;
  const bool moved = change_items([&](std::vector<GuideItem>& items) {
    const int to = from + by;
    if (from < 0 || to < 0 || to >= static_cast<int>(items.size())) return false;
    std::swap(items[static_cast<std::size_t>(from)], items[static_cast<std::size_t>(to)]);
    return true;
  });
  if (moved) state_.open_guide->item_index = from + by;
}

void Session::toggle_guide_item(bool GuideItem::*flag) {
  change_items([&](std::vector<GuideItem>& items) {
    const int index = state_.open_guide->item_index;
    if (index < 0) return false;
    GuideItem& item = items[static_cast<std::size_t>(index)];
    item.*flag = !(item.*flag);
    return true;
  });
}

}  // namespace quietroom::session
