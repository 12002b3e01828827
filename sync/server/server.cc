#include "sync/server/server.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <csignal>
#include <cstdio>
#include <exception>
#include <memory>
#include <optional>

#include "sync/server/cors.h"
#include "sync/server/endpoint.h"
#include "sync/server/security_headers.h"
#include "sync/server/session.h"
#include "sync/server/static_handler.h"
#include "sync/server/tls.h"

namespace quietroom::server {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using ErrorValue = boost::system::error_code;

constexpr std::uint16_t kFirstPort = 8080;
constexpr std::uint16_t kPortsTried = 100;
/// How long replies under way may take after a signal.
constexpr std::chrono::seconds kStopPatience{8};
/// How often forgotten uploads are looked for.
constexpr std::chrono::hours kCleanUpEvery{1};
/// Pause when the system has no file handle left for a new connection.
constexpr std::chrono::milliseconds kAcceptPause{50};

/// Everything that lives as long as the server runs. The io_context is last, for its destructor
/// ends the sessions, which use the rest.
struct Running {
  Running(const Options& options, const Site& site, Endpoint* endpoint_or_null)
      : endpoint(endpoint_or_null),
        workers(endpoint_or_null == nullptr ? 1 : options.workers),
        handler(site),
        security(security_headers(options.endpoint_origins, !options.tls_cert_file.empty())),
        table(options.limits.connections_max),
        service{.router = router,
                .limits = options.limits,
                .security_headers = security,
                .table = table,
                .workers = workers,
                .cors = endpoint_or_null != nullptr,
                .access_log = options.access_log},
        tls_context(asio::ssl::context::tls_server),
        tls(!options.tls_cert_file.empty()) {
    router.add("/", handler);
    if (endpoint != nullptr) {
      router.add(std::string(kEndpointPrefix), endpoint->handler());
    }
  }

  Endpoint* endpoint;
  asio::thread_pool workers;
  StaticHandler handler;
  Router router;
  Fields security;
  SessionTable table;
  Service service;
  asio::ssl::context tls_context;
  bool tls;
  asio::io_context io{1};
  tcp::acceptor acceptor{io};
  asio::signal_set signals{io};
  asio::steady_timer accept_pause{io};
  asio::steady_timer stop_timer{io};
  asio::steady_timer clean_up_timer{io};
};

Result<asio::ip::address> resolve(Running& running, const std::string& host) {
  ErrorValue code;
  const asio::ip::address literal = asio::ip::make_address(host, code);
  if (!code) {
    return literal;
  }
  tcp::resolver resolver(running.io);
  const auto found = resolver.resolve(host, "", code);
  if (code || found.empty()) {
    return Error{ErrorCode::kInvalid, "--host " + host + " is not an address of this machine."};
  }
  return found.begin()->endpoint().address();
}

/// Listens on `endpoint`. Errors: kConflict if the port is taken, kInvalid for anything else.
Status listen_on(tcp::acceptor& acceptor, const tcp::endpoint& endpoint) {
  ErrorValue code;
  if (acceptor.is_open()) {
    acceptor.close(code);
  }
  acceptor.open(endpoint.protocol(), code);
  if (!code) {
    acceptor.set_option(tcp::acceptor::reuse_address(true), code);
  }
  if (!code) {
    acceptor.bind(endpoint, code);
  }
  if (!code) {
    acceptor.listen(asio::socket_base::max_listen_connections, code);
  }
  if (code == asio::error::address_in_use) {
    return Error{ErrorCode::kConflict, "port " + std::to_string(endpoint.port()) +
                                           " is taken; choose another one with --port."};
  }
  if (code) {
    return Error{ErrorCode::kInvalid, "cannot listen on " + endpoint.address().to_string() +
                                          " port " + std::to_string(endpoint.port()) + ": " +
                                          code.message() + "."};
  }
  return {};
}

Status listen(Running& running, const Options& options) {
  const asio::ip::address address = TRY(resolve(running, options.host));
  if (options.port) {
    return listen_on(running.acceptor, tcp::endpoint(address, *options.port));
  }
  for (std::uint16_t offset = 0; offset < kPortsTried; ++offset) {
    const auto port = static_cast<std::uint16_t>(kFirstPort + offset);
    const Status status = listen_on(running.acceptor, tcp::endpoint(address, port));
    if (status.ok() || status.error().code != ErrorCode::kConflict) {
      return status;
    }
  }
  return Error{ErrorCode::kConflict, "the ports from 8080 on are taken; choose one with --port."};
}

/// When the house is full and nobody can be asked to leave.
void turn_away(tcp::socket& socket, const Service& service) {
  std::string reply = "HTTP/1.1 503 Service Unavailable\r\n";
  Fields fields = service.security_headers;
  if (service.cors) {
    add_cors(fields);
  }
  for (const auto& [name, value] : fields) {
    reply += name + ": " + value + "\r\n";
  }
  reply += "retry-after: 2\r\nconnection: close\r\ncontent-length: 0\r\n\r\n";
  ErrorValue ignored;  // A courtesy: a client that is not reading gets nothing.
  socket.non_blocking(true, ignored);
  socket.send(asio::buffer(reply), 0, ignored);
}

asio::awaitable<void> accept_all(Running& running) {
  while (running.acceptor.is_open()) {
    ErrorValue code;
    tcp::socket socket =
        co_await running.acceptor.async_accept(asio::redirect_error(asio::use_awaitable, code));
    if (!running.acceptor.is_open()) {
      co_return;
    }
    const bool room = running.table.make_room(std::chrono::steady_clock::now());
    if (code) {
      // Usually no file handle is left: make_room() has just ended somebody if the table is full.
      running.accept_pause.expires_after(kAcceptPause);
      co_await running.accept_pause.async_wait(asio::redirect_error(asio::use_awaitable, code));
      continue;
    }
    socket.set_option(tcp::no_delay(true), code);
    if (!room) {
      if (!running.tls) {
        turn_away(socket, running.service);
      }
    } else if (running.tls) {
      start_tls_session(std::move(socket), running.tls_context, running.service);
    } else {
      start_session(std::move(socket), running.service);
    }
  }
}

asio::awaitable<void> clean_up_hourly(Running& running) {
  ErrorValue code;
  while (!code) {
    asio::post(running.workers, [&running] { running.endpoint->clean_up(); });
    running.clean_up_timer.expires_after(kCleanUpEvery);
    co_await running.clean_up_timer.async_wait(asio::redirect_error(asio::use_awaitable, code));
  }
}

asio::awaitable<void> stop_on_signal(Running& running) {
  ErrorValue code;
  co_await running.signals.async_wait(asio::redirect_error(asio::use_awaitable, code));
  running.service.stopping = true;
  running.acceptor.close(code);
  running.stop_timer.expires_after(kStopPatience);
  running.stop_timer.async_wait([&running](const ErrorValue&) { running.io.stop(); });
  // A second signal means now.
  running.signals.async_wait([&running](const ErrorValue&, int) { running.io.stop(); });
  running.table.when_empty([&running] { running.io.stop(); });
  running.table.close_unanswered();
}

void print_ready(const Running& running, const Options& options) {
  const tcp::endpoint endpoint = running.acceptor.local_endpoint();
  const asio::ip::address address = endpoint.address();
  std::string host = options.host;
  if (address.is_unspecified()) {
    host = address.is_v6() ? "[::1]" : "127.0.0.1";
  } else if (host.find(':') != std::string::npos) {
    host = "[" + host + "]";
  }
  if (running.endpoint != nullptr) {
    std::printf("Files of sync are kept in %s\n", options.data_folder.c_str());
  }
  std::printf("Quietroom is ready at %s://%s:%u/\n", running.tls ? "https" : "http", host.c_str(),
              unsigned{endpoint.port()});
  if (address.is_unspecified()) {
    std::printf("Other devices reach it by this machine's name or address, same port.\n");
  }
  if (!running.tls && !address.is_loopback()) {
    std::printf(
        "Without https other devices cannot keep notes: their browsers refuse. Give --tls-cert "
        "and --tls-key.\n");
  }
  std::fflush(stdout);
}

Status run_or_throw(const Options& options, const Site& site) {
  std::unique_ptr<Endpoint> endpoint;
  if (!options.data_folder.empty()) {
    endpoint = TRY(Endpoint::open(options));
  }
  Running running(options, site, endpoint.get());
  if (running.tls) {
    TRY(prepare_tls(running.tls_context, options.tls_cert_file, options.tls_key_file));
  }
  TRY(listen(running, options));
  running.signals.add(SIGINT);
  running.signals.add(SIGTERM);
  asio::co_spawn(running.io, accept_all(running), asio::detached);
  asio::co_spawn(running.io, stop_on_signal(running), asio::detached);
  if (running.endpoint != nullptr) {
    asio::co_spawn(running.io, clean_up_hourly(running), asio::detached);
  }
  print_ready(running, options);
  running.io.run();
  // What a worker has begun is finished: a change on disk is never cut off half-way.
  running.workers.join();
  // Sessions that are still there end with the io_context, which must not be stopped by then.
  running.table.when_empty([] {});
  std::printf("Quietroom has stopped.\n");
  return {};
}

}  // namespace

Status run_server(const Options& options, const Site& site) {
  try {
    return run_or_throw(options, site);
  } catch (const std::exception& failure) {
    return Error{ErrorCode::kIo, std::string("the server failed: ") + failure.what() + "."};
  }
}

}  // namespace quietroom::server
