#include "app/ui/ui.h"

#include <algorithm>

#include "app/ui/core.h"
#include "app/ui/shortcut.h"

namespace quietroom::ui {

Ui::Ui(Glyphs& glyphs) : core_(std::make_unique<Core>(glyphs)) {}
Ui::~Ui() = default;

bool Ui::feed(const PageEvent& event) {
  return core_->feed(event);
}

void Ui::begin_pass(std::int64_t now_ms) {
  core_->begin_pass(now_ms);
}

PassResult Ui::end_pass() {
  return core_->end_pass();
}

void Ui::forget_sent() {
  core_->diff.forget();
  core_->drawn = false;
  core_->paper_sent = false;
}

ImDrawData* Ui::draw_data() {
  return core_->drawn ? &core_->draw_data : nullptr;
}

SizeClass Ui::size_class() const {
  return core_->size_class();
}

bool Ui::touch() const {
  return core_->preferences.touch;
}

bool Ui::cramped() const {
  return core_->viewport.width < core_->scaled(metric::kCramped);
}

bool Ui::low() const {
  return core_->viewport.height < core_->scaled(metric::kLow);
}

bool Ui::tight() const {
  const ViewportEvent& viewport = core_->viewport;
  // In the narrowest places what stands above and below takes several rows.
  const bool slim = viewport.width < core_->scaled(metric::kSlim);
  return viewport.height < core_->scaled(metric::kTight) || (slim && low());
}

float Ui::text_scale() const {
  return core_->scale();
}

bool Ui::reduced_motion() const {
  return core_->preferences.reduced_motion;
}

const Theme& Ui::theme() const {
  return *core_->theme;
}

std::int64_t Ui::now_ms() const {
  return core_->now_ms;
}

bool Ui::shortcut(std::string_view shortcut) {
  const KeyEvent* key = core_->events.key();
  if (core_->is_behind() || key == nullptr || !matches(*key, shortcut)) return false;
  core_->events.take_key();
  return true;
}

const KeyEvent* Ui::key() const {
  return core_->events.key();
}

void Ui::wake_at(std::int64_t at_ms) {
  core_->wake = core_->wake ? std::min(*core_->wake, at_ms) : at_ms;
}

void Ui::focus(Key key) {
  core_->want_focus(core_->id_of(key));
}

NodeId Ui::id(Key key) const {
  return core_->id_of(key);
}

void Ui::scroll_to_end(Key key) {
  ScrollState& state = core_->scrolls[core_->id_of(key)];
  state.to_end = state.at_end = true;
}

void Ui::scroll_to(NodeId id) {
  core_->scroll_target = id;
}

const std::vector<SemanticsNode>& Ui::tree() const {
  return core_->nodes;
}

const std::vector<std::string>& Ui::duplicate_keys() const {
  return core_->duplicates;
}

}  // namespace quietroom::ui
