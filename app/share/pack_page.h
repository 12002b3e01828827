// A review pack as one HTML file that opens from disk: the reviewer page of the site (web/review)
// with the sealed pack in it, in the clear nothing of whom or what it is about.
#pragma once

#include <string>
#include <string_view>

#include "app/words/words.h"
#include "platform/base/bytes.h"

namespace quietroom::share {

/// The parts of the reviewer page, as the site of this build has them under v/<build>/.
struct PageParts {
  std::string_view shell;   ///< review_pack.html
  std::string_view style;   ///< review.css
  std::string_view script;  ///< review.js
};

/// The page with `sealed` (an age file) in it. `reviewer_page` is the address of the site's own
/// reviewer page, for devices that do not run scripts of local files; https://, or http:// for
/// tests on one machine; empty if there is none that the reader could reach.
/// Errors: kInvalid for another address, or parts that are not those of one page.
Result<std::string> pack_page(const PageParts& parts, ByteSpan sealed, words::Language language,
                              std::string_view reviewer_page);

}  // namespace quietroom::share
