#include "sync/server/session.h"

#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <cstdio>
#include <ctime>
#include <exception>
#include <memory>
#include <type_traits>
#include <utility>

#include "sync/server/cors.h"
#include "sync/server/request_head.h"
#include "sync/server/request_target.h"

namespace quietroom::server {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using asio::ip::tcp;
using TlsStream = asio::ssl::stream<tcp::socket>;
using ErrorValue = boost::system::error_code;
using HeadParser = http::request_parser<http::empty_body>;
using Parser = http::request_parser<http::buffer_body>;
using Reply = http::response<http::span_body<const std::uint8_t>>;

constexpr std::size_t kReadBytes = 4096;
/// How much of a body, or of a file, is in memory for one connection.
constexpr std::size_t kPieceBytes = 256 * 1024;
/// Slower than this, and an upload has no right to its connection.
constexpr std::uint64_t kBytesPerSecondMin = 4 * 1024;
/// What a refused client may still send while the reply travels; then the connection is cut. A
/// browser that is cut off while it sends tells its page nothing of the reply.
constexpr std::size_t kLingerBytesMax = 64 * 1024 * 1024;
constexpr std::uint32_t kLingerMs = 2000;

/// The head of a request as the handlers want it. The body is still to come.
template <typename Message>
Request to_request(const Message& message, std::string path) {
  Request request;
  request.method = std::string(message.method_string());
  request.path = std::move(path);
  for (const auto& field : message) {
    std::string name(field.name_string());
    for (char& c : name) {
      c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    request.fields.emplace_back(std::move(name), std::string(field.value()));
  }
  return request;
}

/// Reads what the system has in memory anyway; -1 where that would mean waiting for the disk, which
/// is what the workers are for.
ssize_t read_cached(int file, char* bytes, std::size_t size_bytes, off_t offset) {
  iovec part{bytes, size_bytes};
  return ::preadv2(file, &part, 1, offset, RWF_NOWAIT);
}

/// Ends a wait when its time is up; the waiting call then fails and expired() tells why.
class Deadline {
 public:
  Deadline(const asio::any_io_executor& executor, std::function<void()> on_expiry)
      : timer_(executor), on_expiry_(std::move(on_expiry)) {}

  void arm(const std::shared_ptr<void>& owner, std::uint32_t milliseconds) {
    expired_ = false;
    const std::uint64_t number = ++number_;
    timer_.expires_after(std::chrono::milliseconds(milliseconds));
    // An expiry that was queued before the timer was armed anew must not end the new wait.
    timer_.async_wait([this, number, weak = std::weak_ptr<void>(owner)](const ErrorValue& code) {
      const auto alive = weak.lock();
      if (alive && !code && number == number_) {
        expired_ = true;
        on_expiry_();
      }
    });
  }
  bool expired() const { return expired_; }

 private:
  asio::steady_timer timer_;
  std::function<void()> on_expiry_;
  std::uint64_t number_ = 0;
  bool expired_ = false;
};

template <typename Stream>
class Session final : public TableEntry, public std::enable_shared_from_this<Session<Stream>> {
 public:
  template <typename... StreamArguments>
  explicit Session(Service& service, StreamArguments&&... arguments)
      : service_(service),
        stream_(std::forward<StreamArguments>(arguments)...),
        buffer_(std::max(service.limits.header_bytes_max + 2 * kReadBytes, kPieceBytes)),
        deadline_(stream_.get_executor(), [this] { cancel_waits(); }) {
    enter(State::kIdle, now());
    note_ends();
    service_.table.add(*this);
  }
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
  ~Session() override { service_.table.remove(*this); }

  void close_now() override {
    ErrorValue ignored;  // Closing is the last thing that is done with the socket.
    socket().close(ignored);
  }

  asio::awaitable<void> run() {
    const auto self = this->shared_from_this();
    try {
      bool open = co_await handshake();
      while (open) {
        open = co_await serve_one();
      }
      co_await part();
    } catch (const std::exception&) {
      // Out of memory for this client, or a handler's fault after its reply began: nobody else is
      // concerned, and there is nothing left to tell this one.
      close_now();
    }
  }

 private:
  static constexpr bool kTls = std::is_same_v<Stream, TlsStream>;

  void note_ends() {
    ErrorValue code;
    const tcp::endpoint peer = socket().remote_endpoint(code);
    const tcp::endpoint local = code ? tcp::endpoint() : socket().local_endpoint(code);
    if (!code) {  // A client that is gone already gets as far as the first read.
      connection_ = {peer.address().to_string(), peer.port(), local.address().to_string(),
                     local.port(), kTls};
    }
  }

  static TimePoint now() { return std::chrono::steady_clock::now(); }

  tcp::socket& socket() {
    if constexpr (kTls) {
      return stream_.next_layer();
    } else {
      return stream_;
    }
  }

  /// Closes without sending what is still queued: the client takes nothing, and the system would
  /// keep those bytes for minutes.
  void abandon() {
    ErrorValue ignored;
    socket().set_option(asio::socket_base::linger(true, 0), ignored);
    close_now();
  }

  void cancel_waits() {
    ErrorValue ignored;  // Fails only where nothing waits.
    socket().cancel(ignored);
  }

  void arm(std::uint32_t milliseconds) { deadline_.arm(this->shared_from_this(), milliseconds); }

  std::string_view received() const {
    const auto data = buffer_.data();
    return {static_cast<const char*>(data.data()), data.size()};
  }

  asio::awaitable<bool> handshake() {
    if constexpr (kTls) {
      ErrorValue code;
      enter(State::kReceiving, now());
      arm(service_.limits.header_timeout_ms);
      co_await stream_.async_handshake(asio::ssl::stream_base::server,
                                       asio::redirect_error(asio::use_awaitable, code));
      co_return !code;
    }
    co_return true;
  }

  /// One request and its reply; true if another may follow.
  asio::awaitable<bool> serve_one() {
    const HeadScan scan = co_await read_head();
    if (scan.state != HeadScan::State::kComplete) {
      if (scan.state == HeadScan::State::kRefuse) {
        co_await refuse(scan.status, scan.why);
      }
      co_return false;
    }
    HeadParser parser;
    parser.eager(false);
    parser.header_limit(static_cast<std::uint32_t>(service_.limits.header_bytes_max));
    parser.body_limit(boost::none);  // Decided below, once it is known who answers.
    ErrorValue code;
    const std::size_t used = parser.put(buffer_.data(), code);
    if (code || used != scan.size_bytes || !parser.is_header_done()) {
      co_await refuse(400, "this is not a request that this server understands");
      co_return false;
    }
    buffer_.consume(used);
    Result<std::string> path = parse_target(std::string_view(parser.get().target()));
    if (!path.ok()) {
      co_await refuse(400, path.error().context);
      co_return false;
    }
    Parser whole(std::move(parser));
    co_return co_await answer(whole, std::move(path).value());
  }

  /// Waits for a whole head. kNeedMore means that the client left or stayed idle too long.
  asio::awaitable<HeadScan> read_head() {
    enter(State::kIdle, now());
    arm(service_.limits.idle_timeout_ms);
    for (;;) {
      const HeadScan scan = scan_head(received(), service_.limits);
      if (scan.state != HeadScan::State::kNeedMore) {
        buffer_.consume(scan.state == HeadScan::State::kComplete ? scan.skip_bytes : 0);
        co_return scan;
      }
      if (buffer_.size() > 0 && state() == State::kIdle) {
        enter(State::kReceiving, now());
        arm(service_.limits.header_timeout_ms);
      }
      ErrorValue code;
      const std::size_t count =
          co_await stream_.async_read_some(asio::buffer(buffer_.prepare(kReadBytes)),
                                           asio::redirect_error(asio::use_awaitable, code));
      buffer_.commit(count);
      if (code) {
        co_return out_of_time_or_gone();
      }
    }
  }

  /// After a failed read: 408 if the time was up in the middle of a request.
  HeadScan out_of_time_or_gone() const {
    HeadScan scan;
    if (deadline_.expired() && state() == State::kReceiving) {
      scan.state = HeadScan::State::kRefuse;
      scan.status = 408;
      scan.why = "the request took too long to arrive";
    }
    return scan;
  }

  /// What is left of the time for a body of which `received` bytes have come.
  std::uint32_t body_time_left_ms(TimePoint since, std::uint64_t received) const {
    const std::uint64_t earned = received * 1000 / kBytesPerSecondMin;
    const auto passed = std::chrono::duration_cast<std::chrono::milliseconds>(now() - since);
    const std::uint64_t allowed = service_.limits.body_timeout_ms + earned;
    const auto used = static_cast<std::uint64_t>(passed.count());
    return static_cast<std::uint32_t>(allowed > used ? allowed - used : 1);
  }

  /// Refuses a body that could not be read to its end, where there is anybody to tell.
  asio::awaitable<void> refuse_body(const ErrorValue& code) {
    if (code == http::error::body_limit) {
      co_await refuse(413, "the body is too large for this address");
    } else if (deadline_.expired()) {
      co_await refuse(408, "the body took too long to arrive");
    } else if (code.category() == http::make_error_code(http::error::bad_chunk).category() &&
               code != http::error::partial_message && code != http::error::end_of_stream) {
      co_await refuse(400, "the body is not well-formed");
    }
  }

  /// Reads the next piece of the body, as much as comes and fits. `piece` keeps what was in it.
  asio::awaitable<ErrorValue> read_piece(Parser& parser, std::string& piece) {
    const std::size_t before = piece.size();
    const std::uint64_t wanted = parser.content_length_remaining().value_or(kPieceBytes);
    piece.resize(before +
                 std::min(static_cast<std::size_t>(std::max<std::uint64_t>(wanted, 1)),
                          std::max(kPieceBytes - std::min(before, kPieceBytes), kReadBytes)));
    auto& body = parser.get().body();
    body.data = piece.data() + before;
    body.size = piece.size() - before;
    ErrorValue code;
    co_await http::async_read_some(stream_, buffer_, parser,
                                   asio::redirect_error(asio::use_awaitable, code));
    piece.resize(piece.size() - body.size);
    if (code == http::error::need_buffer) {
      code = {};
    }
    co_return code;
  }

  /// Reads the body into `request`, or piece by piece into `sink`, whose begin() has not been
  /// called yet; `reply` is what the sink says in the end. True if a reply may be sent.
  asio::awaitable<bool> read_body(Parser& parser, Request& request, BodySink* sink,
                                  std::optional<Response>& reply) {
    bool begun = false;
    std::uint64_t received = 0;
    std::string piece;
    const TimePoint since = now();
    while (!parser.is_done()) {
      const std::size_t before = piece.size();
      arm(body_time_left_ms(since, received));
      const ErrorValue code = co_await read_piece(parser, piece);
      if (code) {
        co_await refuse_body(code);
        co_return false;
      }
      received += piece.size() - before;
      if (sink == nullptr || piece.size() < kPieceBytes || parser.is_done()) {
        continue;
      }
      reply = co_await work([&] { return pass_on(*sink, begun, piece); });
      begun = true;
      piece.clear();
      if (reply) {
        co_return true;
      }
    }
    if (sink == nullptr) {
      request.body = std::move(piece);
      co_return true;
    }
    reply = co_await work([&] {
      std::optional<Response> early = pass_on(*sink, begun, piece);
      return early ? std::move(early) : std::optional(sink->finish());
    });
    co_return true;
  }

  /// What a worker does with one piece. A sink is begun with its first piece, so that a small body
  /// costs one turn in the workers' queue.
  static std::optional<Response> pass_on(BodySink& sink, bool begun, const std::string& piece) {
    std::optional<Response> early = begun ? std::nullopt : sink.begin();
    return early || piece.empty() ? std::move(early) : sink.take(as_bytes(piece));
  }

  /// Runs `task` where it may wait for the disk. What it throws comes out here.
  template <typename Task>
  asio::awaitable<std::invoke_result_t<Task>> work(Task task) {
    enter(State::kResponding, now());
    co_return co_await asio::co_spawn(
        service_.workers,
        [&task]() -> asio::awaitable<std::invoke_result_t<Task>> { co_return task(); },
        asio::use_awaitable);
  }

  /// RFC 9110 10.1.1: a client may wait for a yes before it sends the body.
  asio::awaitable<bool> answer_expectation(Parser& parser) {
    const auto expect = parser.get()[http::field::expect];
    if (expect.empty() || parser.get().version() < 11) {
      co_return true;
    }
    if (!beast::iequals(expect, "100-continue")) {
      co_await refuse(417, "the only expectation here is 100-continue");
      co_return false;
    }
    ErrorValue code;
    static constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
    co_await asio::async_write(stream_, asio::buffer(kContinue.data(), kContinue.size()),
                               asio::redirect_error(asio::use_awaitable, code));
    co_return !code;
  }

  asio::awaitable<bool> answer(Parser& parser, std::string path) {
    Request request = to_request(parser.get(), std::move(path));
    if (const auto length = parser.content_length()) {
      request.content_length = *length;
    }
    request.connection = connection_;
    const Handler& handler = service_.router.find(request.path);
    const bool keep_alive = parser.get().keep_alive();
    const unsigned version = parser.get().version();
    std::optional<Response> reply;
    bool closes = false;
    try {
      Admission admission = handler.admit(request);
      const bool may_go_on = co_await admit_body(parser, request, admission, reply, closes);
      if (!may_go_on) {
        co_return false;
      }
      if (!reply) {
        reply = handler.waits() ? co_await work([&] { return handler.handle(request); })
                                : handler.handle(request);
      }
    } catch (const std::exception&) {
      reply = plain_response(500, "the server failed; what was stored before is safe");
      closes = true;
    }
    log_access(reply->status == 405 ? "-" : request.method.c_str(), *reply);
    const bool goes_on = keep_alive && !closes && parser.is_done() && !service_.stopping;
    const bool sent = co_await send(*reply, version, goes_on, request.method == "HEAD");
    co_return sent&& goes_on && !service_.stopping;
  }

  /// Takes the body in as `admission` says; `reply` is set if that decides the matter. `closes` is
  /// set where a reply goes out with bytes of the body unread. False if there is nobody to answer.
  asio::awaitable<bool> admit_body(Parser& parser, Request& request, Admission& admission,
                                   std::optional<Response>& reply, bool& closes) {
    if (parser.content_length().value_or(0) > admission.body_bytes_max && !admission.refusal) {
      co_await refuse(413, "the body is too large for this address");
      co_return false;
    }
    const bool waiting = !parser.get()[http::field::expect].empty();
    const bool small = parser.content_length() && *parser.content_length() <= kPieceBytes;
    if (admission.refusal && !parser.is_done() && (waiting || !small)) {
      reply = std::move(admission.refusal);
      closes = true;
      co_return true;
    }
    enter(admission.sink ? State::kResponding : State::kReceiving, now());
    if (!parser.is_done()) {
      // A refusal waits until a small body has been read: the connection can then go on.
      parser.body_limit(admission.refusal ? std::uint64_t{kPieceBytes} : admission.body_bytes_max);
      const bool expected = co_await answer_expectation(parser);
      if (!expected) {
        co_return false;
      }
    }
    if (!parser.is_done() || admission.sink) {
      std::optional<Response> decided;
      const bool read = co_await read_body(parser, request, admission.sink.get(), decided);
      if (!read) {
        co_return false;
      }
      reply = std::move(decided);
    }
    if (admission.refusal) {
      reply = std::move(admission.refusal);
    }
    co_return true;
  }

  /// `method` is one that the handler knows, or "-".
  void log_access(const char* method, const Response& response) const {
    if (!service_.access_log) {
      return;
    }
    // Never the path as it was asked for: it could hold anything, a query's secrets included.
    const char* path = response.log_path.empty() ? "-" : response.log_path.c_str();
    std::printf("%s %s %u %zu\n", method, path, response.status,
                static_cast<std::size_t>(response.body_bytes()));
    std::fflush(stdout);
  }

  /// A reply after which the connection ends; the rest of what the client sends is not a request.
  asio::awaitable<void> refuse(unsigned status, std::string_view why) {
    Response response = plain_response(status, why);
    if (service_.cors) {
      add_cors(response.fields);
    }
    log_access("-", response);
    co_await send(response, 11, false, false);
  }

  asio::awaitable<bool> send(const Response& response, unsigned version, bool keep_alive,
                             bool head_only) {
    Reply reply;
    reply.version(version);
    reply.result(response.status);
    reply.set(http::field::date, http_date(std::time(nullptr)));
    for (const auto& [name, value] : service_.security_headers) {
      reply.insert(name, value);
    }
    for (const auto& [name, value] : response.fields) {
      reply.insert(name, value);
    }
    const ByteSpan body = response.slice ? ByteSpan() : response.body();
    const bool has_body = response.status != 204 && response.status != 304;
    if (has_body) {
      reply.content_length(response.body_bytes());
      if (!head_only) {
        reply.body() = beast::span<const std::uint8_t>(body.data(), body.size());
      }
    }
    reply.keep_alive(keep_alive);
    enter(State::kResponding, now());
    http::response_serializer<http::span_body<const std::uint8_t>> serializer(reply);
    ErrorValue code;
    while (!code && !serializer.is_done()) {
      // Anew for each part: a slow client is served as long as it takes anything at all.
      arm(service_.limits.write_timeout_ms);
      co_await http::async_write_some(stream_, serializer,
                                      asio::redirect_error(asio::use_awaitable, code));
    }
    if (!code && has_body && !head_only && response.slice) {
      code = co_await send_slice(*response.slice);
    }
    if (code) {
      abandon();
    }
    co_return !code;
  }

  /// Sends the part of a file piece by piece. If the file fails, so does the connection: the client
  /// sees that bytes are missing.
  asio::awaitable<ErrorValue> send_slice(const FileSlice& slice) {
    std::string piece(
        static_cast<std::size_t>(std::min<std::uint64_t>(kPieceBytes, slice.size_bytes)), '\0');
    std::uint64_t done = 0;
    ErrorValue code;
    while (done < slice.size_bytes && !code) {
      const auto wanted =
          static_cast<std::size_t>(std::min<std::uint64_t>(piece.size(), slice.size_bytes - done));
      const auto offset = static_cast<off_t>(slice.offset + done);
      ssize_t count = read_cached(slice.file.number(), piece.data(), wanted, offset);
      if (count < 0) {
        count = co_await work(
            [&] { return ::pread(slice.file.number(), piece.data(), wanted, offset); });
      }
      if (count <= 0) {
        co_return asio::error::make_error_code(asio::error::connection_aborted);
      }
      std::size_t sent = 0;
      while (sent < static_cast<std::size_t>(count) && !code) {
        arm(service_.limits.write_timeout_ms);
        sent += co_await stream_.async_write_some(
            asio::buffer(piece.data() + sent, static_cast<std::size_t>(count) - sent),
            asio::redirect_error(asio::use_awaitable, code));
      }
      done += static_cast<std::uint64_t>(count);
    }
    co_return code;
  }

  /// Says good-bye, and reads on for a moment: closing with unread bytes would make the system send
  /// a reset, which can overtake and destroy the reply.
  asio::awaitable<void> part() {
    if (!socket().is_open()) {
      co_return;
    }
    ErrorValue code;
    arm(kLingerMs);
    if constexpr (kTls) {
      co_await stream_.async_shutdown(asio::redirect_error(asio::use_awaitable, code));
    } else {
      socket().shutdown(tcp::socket::shutdown_send, code);
      std::size_t rest = kLingerBytesMax;
      buffer_.clear();
      while (!code && rest > 0) {
        const std::size_t count =
            co_await stream_.async_read_some(asio::buffer(buffer_.prepare(kReadBytes)),
                                             asio::redirect_error(asio::use_awaitable, code));
        rest -= std::min(rest, count);
      }
    }
    close_now();
  }

  Service& service_;
  Stream stream_;
  beast::flat_buffer buffer_;
  Deadline deadline_;
  Connection connection_;
};

template <typename Stream, typename... StreamArguments>
void spawn(Service& service, const asio::any_io_executor& executor,
           StreamArguments&&... arguments) {
  auto session =
      std::make_shared<Session<Stream>>(service, std::forward<StreamArguments>(arguments)...);
  asio::co_spawn(
      executor, [session] { return session->run(); }, asio::detached);
}

}  // namespace

void start_session(tcp::socket socket, Service& service) {
  const asio::any_io_executor executor = socket.get_executor();
  spawn<tcp::socket>(service, executor, std::move(socket));
}

void start_tls_session(tcp::socket socket, asio::ssl::context& context, Service& service) {
  const asio::any_io_executor executor = socket.get_executor();
  spawn<TlsStream>(service, executor, std::move(socket), context);
}

}  // namespace quietroom::server
