// The seams of a screen where there is none: a tool draws nothing and asks no page.
#pragma once

#include "platform/glyphs.h"
#include "platform/host.h"

namespace quietroom::tool {

class NoScreen final : public Glyphs, public PageOut {
 public:
  FontMetrics metrics(GlyphWeight, float) override { return {}; }
  float advance(char32_t, GlyphWeight, float) override { return 0; }
  bool draw(char32_t, GlyphWeight, float, GlyphImage&) override { return false; }
  void send(PageRequest) override {}
};

/// A network that is not asked: every request fails at once.
class Unplugged final : public Http {
 public:
  HttpTicket send(HttpRequest) override { return ++last_ticket_; }
  std::optional<HttpReply> poll(HttpTicket) override {
    HttpReply reply;
    reply.failure = HttpFailure::kUnreachable;
    return reply;
  }
  void cancel(HttpTicket) override {}

 private:
  HttpTicket last_ticket_ = 0;
};

}  // namespace quietroom::tool
