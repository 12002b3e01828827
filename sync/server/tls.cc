#include "sync/server/tls.h"

#include <openssl/ssl.h>

namespace quietroom::server {
namespace {

using boost::system::error_code;

Error refuse(const std::string& what, const std::string& file, const error_code& code) {
  return Error{ErrorCode::kInvalid, what + " " + file + " cannot be used: " + code.message() + "."};
}

}  // namespace

Status prepare_tls(boost::asio::ssl::context& context, const std::string& cert_file,
                   const std::string& key_file) {
  SSL_CTX* native = context.native_handle();
  if (SSL_CTX_set_min_proto_version(native, TLS1_2_VERSION) != 1) {
    return Error{ErrorCode::kUnsupported, "this OpenSSL cannot be limited to TLS 1.2 and newer."};
  }
  // A client that asks for a new handshake again and again would cost us, not itself.
  SSL_CTX_set_options(native, SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE);
  error_code code;
  context.use_certificate_chain_file(cert_file, code);
  if (code) {
    return refuse("the certificate", cert_file, code);
  }
  context.use_private_key_file(key_file, boost::asio::ssl::context::pem, code);
  if (code) {
    return refuse("the key", key_file, code);
  }
  if (SSL_CTX_check_private_key(native) != 1) {
    return Error{ErrorCode::kInvalid, "the certificate and the key do not belong together."};
  }
  return {};
}

}  // namespace quietroom::server
