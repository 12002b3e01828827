#include "app/screens/word_changes.h"

#include "app/model/merge.h"
#include "platform/base/utf8.h"

namespace quietroom::screens {
namespace {

using ui::Space;

constexpr ui::TextOptions kSoft = {.style = ui::TextStyle::kSmall, .ink = ui::Ink::kSoft};

/// Of a stretch that is the same, the words next to what changed.
std::string around(std::string_view kept, bool first, bool last) {
  constexpr std::size_t kWordsShown = 11;  // And the blanks between them.
  const auto words = model::words_of(trim(kept));
  const std::size_t most = first || last ? kWordsShown : 2 * kWordsShown;
  if (words.size() <= most) return std::string(trim(kept));
  std::string text;
  if (!first)
    for (std::size_t at = 0; at < kWordsShown; ++at) text += words[at];
  text += first ? "\u2026 " : last ? " \u2026" : " \u2026 ";
  if (!last)
    for (std::size_t at = words.size() - kWordsShown; at < words.size(); ++at) text += words[at];
  return text;
}

}  // namespace

void draw_word_changes(const View& view, const std::vector<model::DiffPart>& parts) {
  ui::Ui& ui = view.ui;
  using Kind = model::DiffPart::Kind;
  ui.card({.gap = Space::k8}, [&] {
    for (std::size_t at = 0; at < parts.size(); ++at) {
      const model::DiffPart& part = parts[at];
      if (part.kind == Kind::kKept) {
        ui.text(around(part.text, at == 0, at + 1 == parts.size()), kSoft);
        continue;
      }
      const bool removed = part.kind == Kind::kRemoved;
      ui.region(at, {.role = Role::kGroup, .name = removed ? say("Removed") : say("Added")}, [&] {
        ui.row(
            {.gap = Space::k8, .across = ui::Align::kBaseline, .stack = ui::Stack::kNarrow}, [&] {
              ui.text(removed ? say("Removed") : say("Added"), kSoft);
              ui.fill([&] { ui.text(trim(part.text), {.semibold = !removed, .strike = removed}); });
            });
      });
    }
  });
}

}  // namespace quietroom::screens
