// The TLS side of the server: which certificate, which versions.
#pragma once

#include <boost/asio/ssl/context.hpp>
#include <string>

#include "platform/base/result.h"

namespace quietroom::server {

/// Gives `context` the chain and the key (PEM) and allows TLS 1.2 and newer.
/// Errors: kInvalid with a sentence for whoever typed the command.
Status prepare_tls(boost::asio::ssl::context& context, const std::string& cert_file,
                   const std::string& key_file);

}  // namespace quietroom::server
