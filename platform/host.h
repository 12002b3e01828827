// All seams in one struct, made once by main (web, native or a test) and passed down. No globals.
#pragma once

#include <string>

#include "platform/clock.h"
#include "platform/files.h"
#include "platform/glyphs.h"
#include "platform/http.h"
#include "platform/page.h"
#include "platform/random.h"
#include "platform/slow_hash.h"

namespace quietroom {

/// Where requests to the page go.
class PageOut {
 public:
  virtual ~PageOut() = default;
  virtual void send(PageRequest request) = 0;
};

/// References only: whoever makes a Host owns the seams and outlives the program.
struct Host {
  Clock& clock;
  Random& random;
  Files& files;  ///< Usable only between StoreEvent kOurs and a release.
  SlowHash& slow_hash;
  Glyphs& glyphs;
  PageOut& page;
  Http& http;
  std::string build;   ///< The build's hash, for the about screen.
  std::string origin;  ///< Of the page, "https://host:port"; empty if there is none.
};

}  // namespace quietroom
