// Requests with libcurl, for the command line. https is checked against the certificates that the
// system trusts, or against those of one file and no others. A proxy that the environment names
// (https_proxy) is used, as any other program would.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "platform/base/result.h"
#include "platform/http.h"

namespace quietroom {

class HttpNative final : public Http {
 public:
  /// `ca_file`: PEM certificates to trust instead of the system's; empty for the system's.
  /// Errors: kInvalid if `ca_file` cannot be read or has no certificate; kIo if libcurl does not
  /// start.
  static Result<std::unique_ptr<HttpNative>> open(std::string ca_file);
  ~HttpNative() override;

  HttpTicket send(HttpRequest request) override;
  /// Takes in what the sockets have; without calls nothing moves.
  std::optional<HttpReply> poll(HttpTicket ticket) override;
  void cancel(HttpTicket ticket) override;

  /// Waits until poll() may have something, or a socket something to do; at most `ms_max`.
  void wait(int ms_max);

 private:
  struct Exchange;
  class Curl;

  explicit HttpNative(std::unique_ptr<Curl> curl);
  void take_in();

  std::unique_ptr<Curl> curl_;
  std::map<HttpTicket, std::unique_ptr<Exchange>> exchanges_;
  HttpTicket last_ticket_ = 0;
};

}  // namespace quietroom
