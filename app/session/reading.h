// The notes of an interview as they are read back: in which order, what is left out, and as a page
// on paper. Pure. Not for drawing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "app/session/state.h"
#include "platform/page.h"

namespace quietroom::session {

/// A row of what is read: an item's heading, or a line.
struct ReadingRow {
  const model::Line* line = nullptr;  ///< Null: a heading.
  const GuideItem* item = nullptr;    ///< Of a heading; null: of the lines without an item.
  int index = 0;                      ///< The item's place in the guide; see no_item_index().
  bool names_item = false;            ///< By time: a line that begins a stretch of another item.
  std::uint64_t key = 0;  ///< The same for the same row; a line has one under each of its items.
};

/// Stands for "no item" where items are counted from 0: one behind the last.
int no_item_index(const InterviewView& it);

/// The rows, by time or by item. Struck lines are left out. With `words` only lines that hold all
/// of them, in any case, none off the record, and headings only above such lines. Pointers into
/// `it`.
std::vector<ReadingRow> reading_rows(const InterviewView& it, bool by_item, std::string_view words);

/// The row where item `index` begins: its heading, or by time its first line. `rows.size()` if
/// none.
std::size_t reading_place(const InterviewView& it, const std::vector<ReadingRow>& rows, int index);

/// "Covered at 10:42: “Restores are ...”", "Skipped.", "Nothing noted."; empty for an item with
/// lines and no such mark. The words of a line off the record or struck are not in it.
std::string item_note(const InterviewView& it, const GuideItem& item, bool has_lines,
                      int utc_offset_minutes);

/// "22 November 2026, 10:18"
std::string held_at(const model::Interview& interview, int utc_offset_minutes);

/// Whether consent covers sharing, in a sentence: "Not for sharing: ..." or for whom it is.
std::string sharing_words(const InterviewView& it);

/// The whole interview as a page on paper: neither struck lines nor those off the record.
std::vector<PrintBlock> printed_notes(const InterviewView& it, bool by_item,
                                      int utc_offset_minutes);

}  // namespace quietroom::session
