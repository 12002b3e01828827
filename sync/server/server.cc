#include "sync/server/server.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <csignal>
#include <cstdio>
#include <exception>
#include <optional>

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
constexpr std::chrono::seconds kStopPatience{3};
/// Pause when the system has no file handle left for a new connection.
constexpr std::chrono::milliseconds kAcceptPause{50};

/// Everything that lives as long as the server runs. The io_context is last, for its destructor
/// ends the sessions, which use the rest.
struct Running {
  Running(const Options& options, const Site& site)
      : handler(site),
        security(security_headers(options.endpoint_origins, !options.tls_cert_file.empty())),
        table(options.limits.connections_max),
        service{router, options.limits, security, table, options.access_log},
        tls_context(asio::ssl::context::tls_server),
        tls(!options.tls_cert_file.empty()) {
    router.add("/", handler);
  }

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
void turn_away(tcp::socket& socket, const Fields& security) {
  std::string reply = "HTTP/1.1 503 Service Unavailable\r\n";
  for (const auto& [name, value] : security) {
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
        turn_away(socket, running.security);
      }
    } else if (running.tls) {
      start_tls_session(std::move(socket), running.tls_context, running.service);
    } else {
      start_session(std::move(socket), running.service);
    }
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
  Running running(options, site);
  if (running.tls) {
    TRY(prepare_tls(running.tls_context, options.tls_cert_file, options.tls_key_file));
  }
  TRY(listen(running, options));
  running.signals.add(SIGINT);
  running.signals.add(SIGTERM);
  asio::co_spawn(running.io, accept_all(running), asio::detached);
  asio::co_spawn(running.io, stop_on_signal(running), asio::detached);
  print_ready(running, options);
  running.io.run();
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
