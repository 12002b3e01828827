// What waits to be used by widgets: at most one event a pass, each exactly once, in order. Internal
// to app/ui.
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/page.h"

namespace quietroom::ui {

class EventQueue {
 public:
  void push(PageEvent event) { waiting_.push_back(std::move(event)); }
  /// Makes the oldest waiting event the current one.
  void begin_pass();
  /// Ends the pass. The current event, if nobody took it and it holds what a person made (text,
  /// a submitted text, a file), is returned.
  std::optional<PageEvent> end_pass();
  bool is_waiting() const { return !waiting_.empty(); }
  /// True if an event was taken in this pass: what was built before it may be out of date.
  bool was_taken() const { return had_one_ && !current_; }

  /// Each takes the current event if it is this one; nothing is taken twice.
  bool take_click(NodeId node);
  std::optional<std::string> take_text(NodeId node, std::string_view held);
  std::optional<std::string> take_submit(NodeId node, std::string_view held);
  std::optional<FileEvent> take_file(NodeId node);
  std::optional<std::string> take_drop(NodeId node);
  /// The current key, not taken yet; null if there is none.
  const KeyEvent* key() const;
  void take_key() { current_.reset(); }

 private:
  std::deque<PageEvent> waiting_;
  std::optional<PageEvent> current_;
  bool had_one_ = false;
};

}  // namespace quietroom::ui
