// One connection from its first byte to its end: deadlines, limits, and the handler's reply. The
// only file that Beast's parser and serializer are used in is session.cc.
#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>

#include "sync/server/service.h"

namespace quietroom::server {

/// Serves `socket` until it ends. `service` outlives the io_context's run. Registers with, and
/// removes itself from, `service.table`.
void start_session(boost::asio::ip::tcp::socket socket, Service& service);

/// The same behind TLS. `context` outlives the io_context's run.
void start_tls_session(boost::asio::ip::tcp::socket socket, boost::asio::ssl::context& context,
                       Service& service);

}  // namespace quietroom::server
