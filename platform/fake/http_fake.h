// Http's fake twin: a network in virtual time between one client and a server that is a C++ object.
// It loses requests and replies, repeats requests, delays them so that they overtake each other,
// and cuts uploads short; each by chance from a seed, or at the n-th request on demand.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "platform/fake/random_fake.h"
#include "platform/http.h"

namespace quietroom {

/// What answers. Called in the order in which things arrive.
class FakeServer {
 public:
  virtual ~FakeServer() = default;
  /// A whole request has arrived at `now_ms`.
  virtual HttpReply handle(const HttpRequest& request, std::int64_t now_ms) = 0;
  /// So far `received_bytes` of the body of `request` have arrived; the rest may never do.
  virtual void begin_upload(const HttpRequest& request, std::size_t received_bytes,
                            std::int64_t now_ms) = 0;
};

/// How bad the network is; chances out of 1000.
struct FakeWeather {
  unsigned lose_request = 0;
  unsigned lose_reply = 0;
  unsigned repeat_request = 0;
  unsigned cut_upload = 0;
  std::int64_t delay_ms_min = 5;
  std::int64_t delay_ms_max = 30;
};

/// What happens to one chosen request.
enum class FakeFate {
  kRequestLost,  ///< The server never hears of it.
  kReplyLost,    ///< The server does it; the client never learns.
  kCut,          ///< Half of the body arrives; without a body as kRequestLost.
  kServerError,  ///< Answered with 503 instead of by the server.
};

class FakeHttp final : public Http {
 public:
  FakeHttp(FakeServer& server, std::uint64_t seed) : server_(server), dice_(seed) {}

  HttpTicket send(HttpRequest request) override;
  std::optional<HttpReply> poll(HttpTicket ticket) override;
  void cancel(HttpTicket ticket) override { waiting_.erase(ticket); }

  /// Time passes: everything that is due by `now_ms` arrives, in order.
  void advance_to(std::int64_t now_ms);
  /// When the next thing arrives; nothing if nothing is under way.
  std::optional<std::int64_t> next_ms() const;
  /// The client is gone: what it sent is still on its way, nobody hears the answers.
  void abandon() { waiting_.clear(); }

  void set_weather(const FakeWeather& weather) { weather_ = weather; }
  /// While offline, whatever is sent ends as kUnreachable.
  void set_offline(bool offline) { offline_ = offline; }
  /// The `n`-th request from now (1 is the next) meets `fate`.
  void fate_at(std::uint64_t n, FakeFate fate) {
    fate_at_ = requests_ + n;
    fate_ = fate;
  }

  /// Since the start: requests sent, and bytes both ways with about what HTTP itself costs.
  std::uint64_t requests() const { return requests_; }
  std::uint64_t bytes() const { return bytes_; }

 private:
  enum class Stage { kUpload, kArrives, kReply };
  struct Event {
    Stage stage = Stage::kArrives;
    HttpTicket ticket = 0;
    HttpRequest request;
    HttpReply reply;
    bool deaf = false;  ///< Nobody hears what the server answers.
    bool error = false;
  };
  struct Waiting {
    std::int64_t deadline_ms = 0;
    std::size_t reply_bytes_max = 0;
    std::optional<HttpReply> reply;
  };

  bool chance(unsigned of_1000) { return dice_.below(1000) < of_1000; }
  std::int64_t delay();
  void run(Event event, std::int64_t at_ms);
  void arrive(Event event, std::int64_t at_ms);

  FakeServer& server_;
  FakeRandom dice_;
  FakeWeather weather_;
  bool offline_ = false;
  std::int64_t now_ms_ = 0;
  std::multimap<std::int64_t, Event> events_;
  std::map<HttpTicket, Waiting> waiting_;
  HttpTicket last_ticket_ = 0;
  std::uint64_t requests_ = 0;
  std::uint64_t bytes_ = 0;
  std::uint64_t fate_at_ = 0;
  FakeFate fate_ = FakeFate::kRequestLost;
};

}  // namespace quietroom
