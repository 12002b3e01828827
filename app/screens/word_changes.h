// What became of a text, word by word, as people read it.
#pragma once

#include <vector>

#include "app/model/text_diff.h"
#include "app/screens/view.h"

namespace quietroom::screens {

/// What was taken out and what came in, each said and struck or set heavier, between the words next
/// to it.
void draw_word_changes(const View& view, const std::vector<model::DiffPart>& parts);

}  // namespace quietroom::screens
