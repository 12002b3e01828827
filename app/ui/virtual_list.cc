// The virtual list: thousands of rows of which only those near the visible part are built. Heights
// are remembered from when a row was last built; the others are guessed as the average.
#include <algorithm>
#include <cmath>

#include "app/ui/core.h"

namespace quietroom::ui {
namespace {

constexpr std::size_t kRowsAround = 20;
constexpr float kGuess = 56;  ///< Before any row was measured (scaled).
constexpr float kSame = 0.5F;

float guess(const Ui::Core& core, const ListState& state) {
  if (state.measured_count == 0) return core.scaled(kGuess);
  return static_cast<float>(
      std::round(state.measured_sum / static_cast<double>(state.measured_count)));
}

/// Counts `row` among the measured ones, or no more.
void count_row(ListState& state, const RowState& row, int by) {
  if (!row.measured) return;
  state.measured_sum += static_cast<double>(row.height) * by;
  state.measured_count += static_cast<std::size_t>(by);
}

/// A row whose revision changed may have any height: it counts as a guess until it is built.
void forget_changed(ListState& state, const VirtualListOptions& options) {
  for (std::size_t i = 0; i < options.count; ++i) {
    RowState& row = state.rows[i];
    const std::uint64_t revision = options.revision(i);
    if (row.revision == revision) continue;
    row.revision = revision;
    count_row(state, row, -1);
    row.measured = false;
  }
}

/// Makes `state.rows` those of `options`, keeping what is known of rows that are still there. A
/// guess is made once: were it to follow the average, all below would move with every row that is
/// measured.
void match_rows(ListState& state, const VirtualListOptions& options, float row_guess) {
  // Appending is what happens most: the front stays as it is.
  std::size_t same = 0;
  while (same < state.rows.size() && same < options.count &&
         state.rows[same].key == options.key(same).hash()) {
    ++same;
  }
  if (same == state.rows.size() && same == options.count) return;
  std::unordered_map<std::uint64_t, RowState> known;
  for (std::size_t i = same; i < state.rows.size(); ++i) {
    known.emplace(state.rows[i].key, state.rows[i]);
    count_row(state, state.rows[i], -1);
  }
  state.rows.resize(options.count);
  for (std::size_t i = same; i < options.count; ++i) {
    const std::uint64_t key = options.key(i).hash();
    const auto at = known.find(key);
    state.rows[i] = at == known.end() ? RowState{.key = key, .height = row_guess} : at->second;
    count_row(state, state.rows[i], 1);
  }
}

/// Sums up where rows stand.
struct Places {
  std::size_t first = 0, last = 0;  ///< Rows to build.
  std::size_t anchor = 0;           ///< The first visible one
  float anchor_y = 0;               ///< and its place in the list.
  float before = 0, after = 0;      ///< Heights of what is not built.
};

Places find_places(const ListState& state, float gap, float from, float to) {
  Places out;
  const std::size_t count = state.rows.size();
  const auto step = [&](std::size_t i) { return state.rows[i].height + (i + 1 < count ? gap : 0); };
  float y = 0;
  std::size_t first_seen = count;
  std::size_t last_seen = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const float next = y + step(i);
    if (next > from && first_seen == count) {
      first_seen = i;
      out.anchor_y = y;
    }
    if (y < to) last_seen = i + 1;
    y = next;
  }
  first_seen = std::min(first_seen, count == 0 ? 0 : count - 1);
  last_seen = std::max(last_seen, std::min(count, first_seen + 1));
  out.anchor = first_seen;
  out.first = first_seen > kRowsAround ? first_seen - kRowsAround : 0;
  out.last = std::min(count, last_seen + kRowsAround);
  for (std::size_t i = 0; i < out.first; ++i) out.before += step(i);
  for (std::size_t i = out.last; i < count; ++i) out.after += step(i);
  return out;
}

}  // namespace

void Ui::virtual_list(Key key, const VirtualListOptions& options) {
  Core& core = *core_;
  const std::uint64_t path = core.path_of(key);
  const NodeId id = core.add_node(Role::kList, path, options.name).id;
  const NodeId scroller = core.scope().scroller;
  ListState& state = core.lists[id];
  state.pass = core.pass;
  match_rows(state, options, guess(core, state));
  forget_changed(state, options);
  const ScrollState& scrolled = core.scrolls[scroller];
  const float view = scrolled.view_height > 0 ? scrolled.view_height : core.viewport.height;
  const float from = scrolled.y - state.top;
  const float gap = px(options.gap);
  const Places places = find_places(state, gap, from, from + view);

  OpenList open;
  open.list = id;
  open.scroller = scroller;
  open.first = places.first;
  open.last = places.last;
  open.anchor = places.anchor;
  open.anchor_y = places.anchor_y;
  open.gap = gap;
  Box box;
  box.node = core.node_index();
  open.box = core.build(box, [&] {
    core.add_gap(0, places.before);
    core.within(path, id, scroller, [&] {
      for (std::size_t i = places.first; i < places.last; ++i) {
        Box row;
        if (i + 1 < options.count) row.bottom = gap;
        const std::size_t node_before = core.nodes.size();
        open.row_boxes.push_back(core.build(row, [&] { options.row(i); }));
        if (node_before < core.nodes.size() && core.nodes[node_before].role == Role::kListItem) {
          core.nodes[node_before].position = static_cast<int>(i) + 1;
          core.nodes[node_before].set_size = static_cast<int>(options.count);
        }
      }
    });
    core.add_gap(0, places.after);
  });
  core.open_lists.push_back(std::move(open));
}

void Ui::scroll_to_row(Key list, std::size_t index) {
  core_->row_target = index;
  core_->row_target_list = core_->id_of(list);
}

void Ui::Core::settle_list(OpenList& open) {
  ListState& state = lists[open.list];
  const Box& box = tree.at(open.box);
  state.top = box.y;
  const bool is_first = state.measured_count == 0;
  for (std::size_t i = open.first; i < open.last; ++i) {
    RowState& row = state.rows[i];
    count_row(state, row, -1);
    row.height =
        tree.at(open.row_boxes[i - open.first]).height - (i + 1 < state.rows.size() ? open.gap : 0);
    row.measured = true;
    count_row(state, row, 1);
  }
  if (is_first && state.measured_count < state.rows.size()) {
    // The first rows tell better how high the others may be.
    const float row_guess = guess(*this, state);
    for (RowState& row : state.rows) {
      if (!row.measured) row.height = row_guess;
    }
    again = again || state.measured_count > 0;
  }
  keep_anchor(open, state);
  aim_at_row(open, state);
  // Were all rows built that can now be seen?
  const ScrollState& scrolled = scrolls[open.scroller];
  const float view = scrolled.view_height > 0 ? scrolled.view_height : viewport.height;
  const float from = scrolled.y - state.top;
  const Places needed = find_places(state, open.gap, from, from + view);
  const std::size_t visible_first =
      std::min(state.rows.size(), needed.first + (needed.first > 0 ? kRowsAround : 0));
  const std::size_t visible_last = needed.last == state.rows.size()
                                       ? needed.last
                                       : needed.last - std::min(needed.last, kRowsAround);
  if (visible_first < open.first || visible_last > open.last) again = true;
}

void Ui::Core::keep_anchor(const OpenList& open, const ListState& state) {
  // What stands above the visible part turned out higher or lower than it was guessed: go with it,
  // so that what is read stays where it is.
  ScrollState& scrolled = scrolls[open.scroller];
  if (scrolled.y <= state.top || open.anchor >= open.last || scrolled.to_end) return;
  const Box& anchor = tree.at(open.row_boxes[open.anchor - open.first]);
  const float moved = anchor.y - state.top - open.anchor_y;
  if (std::abs(moved) <= kSame) return;
  scrolled.y += moved;
  ++scrolled.seq;
}

void Ui::Core::aim_at_row(const OpenList& open, const ListState& state) {
  if (row_target_list != open.list || row_target >= state.rows.size()) return;
  ScrollState& scrolled = scrolls[open.scroller];
  if (row_target >= open.first && row_target < open.last) {
    const Box& row = tree.at(open.row_boxes[row_target - open.first]);
    const float margin = px(Space::k16);
    float y = scrolled.y;
    y = std::max(y, row.y + row.height + margin - scrolled.view_height);
    y = std::min(y, row.y - margin);
    y = std::max(0.0F, y);
    row_target_list = 0;
    if (std::abs(y - scrolled.y) <= kSame) return;
    scrolled.y = y;
  } else {
    float y = state.top;
    for (std::size_t i = 0; i < row_target; ++i) y += state.rows[i].height + open.gap;
    scrolled.y = y;
    again = true;  // Its real place is known when it has been built.
  }
  ++scrolled.seq;
}

}  // namespace quietroom::ui
