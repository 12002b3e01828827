#include "app/ui/event_queue.h"

#include <utility>

#include "app/ui/text_merge.h"

namespace quietroom::ui {

void EventQueue::begin_pass() {
  current_.reset();
  had_one_ = !waiting_.empty();
  if (waiting_.empty()) return;
  current_ = std::move(waiting_.front());
  waiting_.pop_front();
}

std::optional<PageEvent> EventQueue::end_pass() {
  std::optional<PageEvent> left = std::exchange(current_, std::nullopt);
  if (!left) return std::nullopt;
  const auto* action = std::get_if<ActionEvent>(&*left);
  const bool submits = action != nullptr && action->action == NodeAction::kSubmit;
  const bool made = submits || std::holds_alternative<TextEvent>(*left) ||
                    std::holds_alternative<FileEvent>(*left);
  return made ? std::move(left) : std::nullopt;
}

bool EventQueue::take_click(NodeId node) {
  const auto* action = current_ ? std::get_if<ActionEvent>(&*current_) : nullptr;
  if (action == nullptr || action->node != node || action->action != NodeAction::kClick) {
    return false;
  }
  current_.reset();
  return true;
}

namespace {

/// What was typed, on top of what the program has made of the text since the page last knew it.
std::string on_top_of(std::string_view held, std::string value,
                      const std::optional<std::string>& base) {
  return base && *base != held ? merge_texts(*base, value, held) : std::move(value);
}

}  // namespace

std::optional<std::string> EventQueue::take_text(NodeId node, std::string_view held) {
  auto* text = current_ ? std::get_if<TextEvent>(&*current_) : nullptr;
  if (text == nullptr || text->node != node) return std::nullopt;
  std::string value = on_top_of(held, std::move(text->value), text->base);
  current_.reset();
  return value;
}

std::optional<std::string> EventQueue::take_submit(NodeId node, std::string_view held) {
  auto* action = current_ ? std::get_if<ActionEvent>(&*current_) : nullptr;
  if (action == nullptr || action->node != node || action->action != NodeAction::kSubmit) {
    return std::nullopt;
  }
  std::string value = on_top_of(held, std::move(action->value), action->base);
  current_.reset();
  return value;
}

std::optional<FileEvent> EventQueue::take_file(NodeId node) {
  auto* file = current_ ? std::get_if<FileEvent>(&*current_) : nullptr;
  if (file == nullptr || file->node != node) return std::nullopt;
  FileEvent taken = std::move(*file);
  current_.reset();
  return taken;
}

std::optional<std::string> EventQueue::take_drop(NodeId node) {
  auto* action = current_ ? std::get_if<ActionEvent>(&*current_) : nullptr;
  if (action == nullptr || action->node != node || action->action != NodeAction::kDrop) {
    return std::nullopt;
  }
  std::string dragged = std::move(action->value);
  current_.reset();
  return dragged;
}

const KeyEvent* EventQueue::key() const {
  return current_ ? std::get_if<KeyEvent>(&*current_) : nullptr;
}

}  // namespace quietroom::ui
