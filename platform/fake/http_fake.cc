#include "platform/fake/http_fake.h"

#include <utility>

namespace quietroom {
namespace {

/// What a request line or a status line costs, with what a client and a server add by themselves
/// (measured with curl against Apache: docs/design/sync.md).
constexpr std::size_t kOwnHeadersSize = 190;

std::size_t size_on_the_wire(const std::vector<HttpHeader>& headers, const Bytes& body) {
  std::size_t size = kOwnHeadersSize + body.size();
  for (const HttpHeader& header : headers) size += header.name.size() + header.value.size() + 4;
  return size;
}

HttpReply failed(HttpFailure failure) {
  HttpReply reply;
  reply.failure = failure;
  return reply;
}

}  // namespace

std::int64_t FakeHttp::delay() {
  const std::int64_t span = weather_.delay_ms_max - weather_.delay_ms_min + 1;
  return weather_.delay_ms_min +
         static_cast<std::int64_t>(dice_.below(static_cast<std::uint64_t>(span)));
}

HttpTicket FakeHttp::send(HttpRequest request) {
  const HttpTicket ticket = ++last_ticket_;
  ++requests_;
  bytes_ += size_on_the_wire(request.headers, request.body) + request.url.size();
  waiting_[ticket] = {now_ms_ + request.timeout_ms, request.reply_bytes_max, std::nullopt};
  if (offline_) {
    waiting_[ticket].reply = failed(HttpFailure::kUnreachable);
    return ticket;
  }
  const bool fated = requests_ == fate_at_;
  const bool upload = !request.body.empty();
  const bool lost = fated ? fate_ == FakeFate::kRequestLost || (fate_ == FakeFate::kCut && !upload)
                          : chance(weather_.lose_request);
  const bool cut = upload && (fated ? fate_ == FakeFate::kCut : chance(weather_.cut_upload));
  const bool twice = !fated && chance(weather_.repeat_request);
  if (lost) return ticket;
  Event event;
  event.ticket = ticket;
  event.deaf = fated ? fate_ == FakeFate::kReplyLost : chance(weather_.lose_reply);
  event.error = fated && fate_ == FakeFate::kServerError;
  event.request = std::move(request);
  const std::int64_t arrives_ms = now_ms_ + delay();
  if (upload) {
    Event begins = event;
    begins.stage = Stage::kUpload;
    events_.emplace(arrives_ms, std::move(begins));
    if (cut) return ticket;
  }
  if (twice) {
    Event again = event;
    again.deaf = true;
    events_.emplace(arrives_ms + 1 + 20 * delay(), std::move(again));
  }
  events_.emplace(arrives_ms + (upload ? delay() : 0), std::move(event));
  return ticket;
}

void FakeHttp::run(Event event, std::int64_t at_ms) {
  switch (event.stage) {
    case Stage::kUpload:
      server_.begin_upload(event.request, event.request.body.size() / 2, at_ms);
      return;
    case Stage::kArrives:
      arrive(std::move(event), at_ms);
      return;
    case Stage::kReply: {
      const auto waiting = waiting_.find(event.ticket);
      if (waiting == waiting_.end() || waiting->second.reply) return;
      bytes_ += size_on_the_wire(event.reply.headers, event.reply.body);
      const bool too_large = event.reply.body.size() > waiting->second.reply_bytes_max;
      waiting->second.reply = too_large ? failed(HttpFailure::kTooLarge) : std::move(event.reply);
      return;
    }
  }
}

void FakeHttp::arrive(Event event, std::int64_t at_ms) {
  Event back;
  back.stage = Stage::kReply;
  back.ticket = event.ticket;
  if (event.error) {
    back.reply.status = 503;
  } else {
    back.reply = server_.handle(event.request, at_ms);
  }
  if (!event.deaf) events_.emplace(at_ms + delay(), std::move(back));
}

void FakeHttp::advance_to(std::int64_t now_ms) {
  while (!events_.empty() && events_.begin()->first <= now_ms) {
    const std::int64_t at_ms = events_.begin()->first;
    Event event = std::move(events_.begin()->second);
    events_.erase(events_.begin());
    run(std::move(event), at_ms);
  }
  now_ms_ = now_ms;
  for (auto& [ticket, waiting] : waiting_) {
    if (!waiting.reply && waiting.deadline_ms <= now_ms)
      waiting.reply = failed(HttpFailure::kTimeout);
  }
}

std::optional<std::int64_t> FakeHttp::next_ms() const {
  std::optional<std::int64_t> next;
  if (!events_.empty()) next = events_.begin()->first;
  for (const auto& [ticket, waiting] : waiting_) {
    const std::int64_t at_ms = waiting.reply ? now_ms_ : waiting.deadline_ms;
    if (!next || at_ms < *next) next = at_ms;
  }
  return next;
}

std::optional<HttpReply> FakeHttp::poll(HttpTicket ticket) {
  const auto waiting = waiting_.find(ticket);
  if (waiting == waiting_.end() || !waiting->second.reply) return std::nullopt;
  HttpReply reply = std::move(*waiting->second.reply);
  waiting_.erase(waiting);
  return reply;
}

}  // namespace quietroom
