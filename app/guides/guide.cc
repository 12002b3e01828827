#include "app/guides/guide.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "app/guides/guide_json.h"
#include "app/guides/shipped.h"
#include "app/words/words.h"
#include "platform/base/check.h"
#include "platform/base/utf8.h"

namespace quietroom {
namespace {

std::vector<ProbeCard> read_probes(std::string_view text) {
  const auto root = nlohmann::json::parse(text, nullptr, false);
  CHECK_THAT(root.is_object() && root.contains("cards"), "the shipped probe cards are broken");
  std::vector<ProbeCard> cards;
  for (const auto& card : root["cards"]) {
    cards.push_back({card["kind"].get<std::string>(), card["heard"].get<std::string>(),
                     card["ask"].get<std::vector<std::string>>()});
  }
  return cards;
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  const std::string plain = lower_ascii(text);
  for (std::size_t at = 0; at < plain.size();) {
    const std::size_t begin = plain.find_first_not_of(" \t\n", at);
    if (begin == std::string::npos) break;
    at = std::min(plain.find_first_of(" \t\n", begin), plain.size());
    words.push_back(plain.substr(begin, at - begin));
  }
  return words;
}

/// The shipped guide of the language in use, by its id in each.
const Guide& spoken(std::string_view english, std::string_view german) {
  const bool is_german = words::in_use() == words::Language::kGerman;
  const Guide* guide = shipped_guide(is_german ? german : english);
  CHECK_THAT(guide != nullptr, "a shipped guide has another id");
  return *guide;
}

}  // namespace

const GuideItem* Guide::find(std::string_view wanted) const {
  for (const GuideItem& item : items) {
    if (item.id == wanted) return &item;
  }
  return nullptr;
}

int planned_minutes(const GuideItem& item, int plan_minutes) {
  if (plan_minutes >= 60) return item.minutes[0];
  if (plan_minutes <= 30) return item.minutes[1];
  return (item.minutes[0] + item.minutes[1] + 1) / 2;
}

const std::vector<Guide>& shipped_guides() {
  static const std::vector<Guide> guides = [] {
    std::vector<Guide> all;
    for (const std::string_view json :
         {shipped_classic(), shipped_strict_learning(), shipped_decision_points(),
          shipped_recall_aid(), shipped_not_a_responder(), shipped_outreach(), shipped_by_message(),
          shipped_own_debrief(), shipped_classic_de(), shipped_strict_learning_de(),
          shipped_decision_points_de(), shipped_recall_aid_de(), shipped_not_a_responder_de(),
          shipped_outreach_de(), shipped_by_message_de(), shipped_own_debrief_de()}) {
      auto parsed = parse_guide(json);
      CHECK_THAT(parsed.ok(), "a shipped guide is broken");
      all.push_back(std::move(parsed).value());
    }
    return all;
  }();
  return guides;
}

const Guide* shipped_guide(std::string_view id) {
  for (const Guide& guide : shipped_guides()) {
    if (guide.id == id) return &guide;
  }
  return nullptr;
}

bool is_in_use(const Guide& guide) {
  return guide.language == words::code_of(words::in_use());
}

const Guide& classic_guide() {
  return spoken("debrief-classic", "debrief-classic-de");
}

const Guide& own_debrief_guide() {
  return spoken("own-debrief", "own-debrief-de");
}

const std::vector<ProbeCard>& probe_cards() {
  static const std::vector<ProbeCard> english = read_probes(shipped_probes());
  static const std::vector<ProbeCard> german = read_probes(shipped_probes_de());
  return words::in_use() == words::Language::kGerman ? german : english;
}

std::vector<const ProbeCard*> matching_probes(std::string_view text) {
  const std::vector<std::string> words = words_of(text);
  std::vector<const ProbeCard*> found;
  for (const ProbeCard& card : probe_cards()) {
    std::string all = lower_ascii(card.kind + " " + card.heard);
    for (const std::string& question : card.ask) all += " " + lower_ascii(question);
    const bool every = std::all_of(words.begin(), words.end(), [&](const std::string& word) {
      return all.find(word) != std::string::npos;
    });
    if (every) found.push_back(&card);
  }
  return found;
}

}  // namespace quietroom
