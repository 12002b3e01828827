#include "platform/native/http_native.h"

#include <curl/curl.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <utility>

namespace quietroom {
namespace {

struct EasyDeleter {
  void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
};
struct ListDeleter {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Easy = std::unique_ptr<CURL, EasyDeleter>;
using List = std::unique_ptr<curl_slist, ListDeleter>;

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool is_control(char c) {
  return (c >= 0 && c < ' ') || c == '\x7f';
}

/// Whether nothing in it would become more than one line of the request.
bool is_one_line_each(const HttpRequest& request) {
  const auto fits = [](const std::string& text) {
    return std::none_of(text.begin(), text.end(), is_control);
  };
  return !request.method.empty() && fits(request.method) && fits(request.url) &&
         std::all_of(request.headers.begin(), request.headers.end(), [&](const HttpHeader& one) {
           return fits(one.name) && fits(one.value) && one.name.find(':') == std::string::npos;
         });
}

bool append(List& list, const std::string& line) {
  curl_slist* const longer = curl_slist_append(list.get(), line.c_str());
  if (longer == nullptr) return false;
  (void)list.release();  // The same list, or its new head.
  list.reset(longer);
  return true;
}

}  // namespace

/// One request: libcurl keeps pointers into it, so it stays where it is.
struct HttpNative::Exchange {
  HttpRequest request;
  HttpReply reply;
  List headers;
  Easy easy;
  bool too_large = false;
  bool done = false;

  bool prepare(const std::string& ca_file);
  bool prepare_headers();
  void prepare_body() const;
  void finish(CURLcode code);
  static std::size_t take_body(char* data, std::size_t, std::size_t size, void* exchange);
};

/// libcurl's side of it all.
class HttpNative::Curl {
 public:
  explicit Curl(std::string ca_file) : ca_file_(std::move(ca_file)), multi_(curl_multi_init()) {}
  ~Curl() { curl_multi_cleanup(multi_); }
  Curl(const Curl&) = delete;
  Curl& operator=(const Curl&) = delete;

  CURLM* multi() const { return multi_; }
  const std::string& ca_file() const { return ca_file_; }

 private:
  std::string ca_file_;
  CURLM* multi_;
};

std::size_t HttpNative::Exchange::take_body(char* data, std::size_t, std::size_t size,
                                            void* exchange) {
  Exchange& self = *static_cast<Exchange*>(exchange);
  if (size > self.request.reply_bytes_max - self.reply.body.size()) {
    self.too_large = true;
    return 0;  // Ends the transfer.
  }
  const auto* const bytes = reinterpret_cast<const std::uint8_t*>(data);
  self.reply.body.insert(self.reply.body.end(), bytes, bytes + size);
  return size;
}

bool HttpNative::Exchange::prepare_headers() {
  bool good = true;
  bool has_type = false;
  for (const HttpHeader& header : request.headers) {
    std::string name = header.name;
    std::transform(name.begin(), name.end(), name.begin(), lower);
    has_type = has_type || name == "content-type";
    // Without a value libcurl wants a semicolon: a colon would take the header away.
    good =
        good && append(headers, header.name + (header.value.empty() ? ";" : ": " + header.value));
  }
  // What libcurl would add by itself to a body. Waiting for "100 Continue" costs a second at
  // servers that do not know it.
  if (!has_type) good = good && append(headers, "Content-Type:");
  return good && append(headers, "Expect:");
}

void HttpNative::Exchange::prepare_body() const {
  const std::string& method = request.method;
  if (method == "HEAD") {
    curl_easy_setopt(easy.get(), CURLOPT_NOBODY, 1L);
  } else if (!request.body.empty() || method == "PUT" || method == "POST") {
    curl_easy_setopt(easy.get(), CURLOPT_POSTFIELDSIZE_LARGE,
                     static_cast<curl_off_t>(request.body.size()));
    curl_easy_setopt(easy.get(), CURLOPT_POSTFIELDS,
                     request.body.empty() ? static_cast<const void*>("") : request.body.data());
  }
  curl_easy_setopt(easy.get(), CURLOPT_CUSTOMREQUEST, method.c_str());
}

bool HttpNative::Exchange::prepare(const std::string& ca_file) {
  easy.reset(curl_easy_init());
  if (easy == nullptr || !is_one_line_each(request) || !prepare_headers()) return false;
  CURL* const one = easy.get();
  curl_easy_setopt(one, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(one, CURLOPT_PRIVATE, this);
  curl_easy_setopt(one, CURLOPT_URL, request.url.c_str());
  curl_easy_setopt(one, CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
  curl_easy_setopt(one, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(one, CURLOPT_TIMEOUT_MS,
                   static_cast<long>(std::max<std::int64_t>(1, request.timeout_ms)));
  curl_easy_setopt(one, CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(one, CURLOPT_WRITEFUNCTION, &take_body);
  curl_easy_setopt(one, CURLOPT_WRITEDATA, this);
  prepare_body();
  // Without these it must not go out.
  bool safe = curl_easy_setopt(one, CURLOPT_PROTOCOLS_STR, "http,https") == CURLE_OK &&
              curl_easy_setopt(one, CURLOPT_SSL_VERIFYPEER, 1L) == CURLE_OK &&
              curl_easy_setopt(one, CURLOPT_SSL_VERIFYHOST, 2L) == CURLE_OK &&
              curl_easy_setopt(one, CURLOPT_SSLVERSION, long{CURL_SSLVERSION_TLSv1_2}) == CURLE_OK;
  if (!ca_file.empty()) {
    safe = safe && curl_easy_setopt(one, CURLOPT_CAINFO, ca_file.c_str()) == CURLE_OK &&
           curl_easy_setopt(one, CURLOPT_CAPATH, nullptr) == CURLE_OK;
  }
  return safe;
}

void HttpNative::Exchange::finish(CURLcode code) {
  done = true;
  if (code != CURLE_OK) {
    reply = {};
    reply.failure = code == CURLE_OPERATION_TIMEDOUT ? HttpFailure::kTimeout
                    : too_large                      ? HttpFailure::kTooLarge
                                                     : HttpFailure::kUnreachable;
    return;
  }
  long status = 0;
  curl_easy_getinfo(easy.get(), CURLINFO_RESPONSE_CODE, &status);
  reply.status = static_cast<int>(status);
  // Those of the last response only: not of "100 Continue", nor of a proxy.
  curl_header* header = nullptr;
  while ((header = curl_easy_nextheader(easy.get(), CURLH_HEADER, -1, header)) != nullptr) {
    std::string name = header->name;
    std::transform(name.begin(), name.end(), name.begin(), lower);
    reply.headers.push_back({std::move(name), header->value});
  }
}

Result<std::unique_ptr<HttpNative>> HttpNative::open(std::string ca_file) {
  if (!ca_file.empty()) {
    std::ifstream file(ca_file, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    if (text.find("-----BEGIN CERTIFICATE-----") == std::string::npos)
      return Error{ErrorCode::kInvalid, "certificates: not a readable PEM file with one"};
  }
  // Once for the program, whoever asks first; there is nothing to undo.
  static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
  auto curl = std::make_unique<Curl>(std::move(ca_file));
  if (started != CURLE_OK || curl->multi() == nullptr)
    return Error{ErrorCode::kIo, "libcurl does not start"};
  return std::unique_ptr<HttpNative>(new HttpNative(std::move(curl)));
}

HttpNative::HttpNative(std::unique_ptr<Curl> curl) : curl_(std::move(curl)) {}

HttpNative::~HttpNative() {
  while (!exchanges_.empty()) cancel(exchanges_.begin()->first);
}

HttpTicket HttpNative::send(HttpRequest request) {
  auto exchange = std::make_unique<Exchange>();
  exchange->request = std::move(request);
  if (!exchange->prepare(curl_->ca_file()) ||
      curl_multi_add_handle(curl_->multi(), exchange->easy.get()) != CURLM_OK)
    exchange->finish(CURLE_FAILED_INIT);
  exchanges_[++last_ticket_] = std::move(exchange);
  return last_ticket_;
}

void HttpNative::take_in() {
  int running = 0;
  curl_multi_perform(curl_->multi(), &running);
  int left = 0;
  while (const CURLMsg* const message = curl_multi_info_read(curl_->multi(), &left)) {
    if (message->msg != CURLMSG_DONE) continue;
    Exchange* exchange = nullptr;
    curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &exchange);
    exchange->finish(message->data.result);
  }
}

std::optional<HttpReply> HttpNative::poll(HttpTicket ticket) {
  take_in();
  const auto found = exchanges_.find(ticket);
  if (found == exchanges_.end() || !found->second->done) return std::nullopt;
  HttpReply reply = std::move(found->second->reply);
  cancel(ticket);
  return reply;
}

void HttpNative::cancel(HttpTicket ticket) {
  const auto found = exchanges_.find(ticket);
  if (found == exchanges_.end()) return;
  if (found->second->easy != nullptr)
    curl_multi_remove_handle(curl_->multi(), found->second->easy.get());
  exchanges_.erase(found);
}

void HttpNative::wait(int ms_max) {
  const auto is_done = [](const auto& one) { return one.second->done; };
  if (std::any_of(exchanges_.begin(), exchanges_.end(), is_done)) return;
  curl_multi_poll(curl_->multi(), nullptr, 0, ms_max, nullptr);
}

}  // namespace quietroom
