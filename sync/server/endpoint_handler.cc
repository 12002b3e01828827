#include "sync/server/endpoint_handler.h"

#include <algorithm>

#include "sync/server/cors.h"
#include "sync/server/request_target.h"

namespace quietroom::server {
namespace {

constexpr std::string_view kOwnWords = "-/";  ///< Addresses that are no files begin with this.

/// Six bits of base64, or nothing.
std::optional<unsigned> base64_digit(char c) {
  static constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const std::size_t at = kDigits.find(c);
  return at == std::string_view::npos ? std::nullopt : std::optional(static_cast<unsigned>(at));
}

std::string decode_base64(std::string_view text) {
  while (text.ends_with('=')) {
    text.remove_suffix(1);
  }
  std::string out;
  unsigned bits = 0;
  unsigned count = 0;
  for (const char c : text) {
    const auto digit = base64_digit(c);
    if (!digit) {
      return {};
    }
    bits = (bits << 6 | *digit) & 0xffff;
    count += 6;
    if (count >= 8) {
      count -= 8;
      out.push_back(static_cast<char>(bits >> count & 0xff));
    }
  }
  return out;
}

bool is_asset_method(std::string_view method) {
  return method == "GET" || method == "HEAD" || method == "PUT" || method == "DELETE" ||
         method == "MKCOL" || method == "MOVE" || method == "PROPFIND" || method == "OPTIONS";
}

std::string_view below_prefix(std::string_view path) {
  path.remove_prefix(std::min(kEndpointPrefix.size(), path.size()));
  return path;
}

Response answer_options() {
  Response response;
  response.status = 204;
  response.fields = {
      {"allow", std::string(kEndpointMethods)}, {"dav", "1"}, {"cache-control", "no-store"}};
  add_preflight(response.fields);
  return response;
}

/// The weak spot of 1996: changes made within one second look alike. Who wants a condition on a
/// write gives a tag.
Answer<void> refuse_dates(const Request& request) {
  if (request.field("if-unmodified-since") || request.field("if")) {
    return Refusal{412, "there are no locks here, and times are no condition; use If-Match"};
  }
  return {};
}

}  // namespace

std::string log_path_of(std::string_view path) {
  constexpr std::size_t kShown = 6;
  const std::string_view below = below_prefix(path);
  const std::string prefix(kEndpointPrefix);
  if (below.starts_with("q1/") && is_base32(below.substr(3, 26), 26)) {
    return prefix + "q1/" + std::string(below.substr(3, kShown));
  }
  return below.starts_with("plain/") ? prefix + "plain" : prefix;
}

std::string token_in(std::string_view authorization) {
  const std::size_t end = std::min(authorization.find(' '), authorization.size());
  std::string scheme(authorization.substr(0, end));
  std::transform(scheme.begin(), scheme.end(), scheme.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  std::string_view rest = authorization.substr(end);
  rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
  if (scheme == "bearer") {
    return std::string(rest);
  }
  if (scheme != "basic") {
    return {};
  }
  const std::string pair = decode_base64(rest);
  const std::size_t colon = pair.find(':');
  return colon == std::string::npos ? std::string() : pair.substr(colon + 1);
}

Response refuse_request(const Request& request, const Refusal& refusal) {
  Response response = plain_response(refusal.status, refusal.why);
  if (refusal.status == 401) {
    // A browser that sees Basic asks its person for a password, over the app's own page.
    const bool browser = request.field("sec-fetch-mode") || request.field("origin");
    if (!browser) {
      response.fields.emplace_back("www-authenticate", "Basic realm=\"quietroom\"");
    }
    response.fields.emplace_back("www-authenticate", "Bearer realm=\"quietroom\"");
  }
  if (refusal.status == 405) {
    response.fields.emplace_back("allow", kEndpointMethods);
  }
  if (refusal.status == 503) {
    response.fields.emplace_back("retry-after", "2");
  }
  add_cors(response.fields);
  response.log_path = log_path_of(request.path);
  return response;
}

Answer<Grant> EndpointHandler::authorize(const Request& request) const {
  const std::string token = token_in(request.field("authorization").value_or(""));
  if (token.empty()) {
    return Refusal{401, "this address needs a token"};
  }
  const auto grant = tokens_.grant_of(token);
  if (!grant.ok()) {
    return Refusal{503, "the list of tokens cannot be read; whoever runs the server must look"};
  }
  if (!grant.value()) {
    return Refusal{401, "this token is not known here, or was revoked"};
  }
  return *grant.value();
}

Answer<EndpointPath> EndpointHandler::path_of(std::string_view path) const {
  EndpointPath parsed = TRY(parse_endpoint_path(below_prefix(path)));
  if (parsed.area == EndpointPath::Area::kPlain && !settings_.plain_area) {
    return Refusal{403, "the area for ordinary names is switched off"};
  }
  return parsed;
}

Answer<EndpointHandler::Asked> EndpointHandler::ask(const Request& request, Action action,
                                                    std::optional<Action> checked) const {
  Asked asked;
  asked.grant = TRY(authorize(request));
  auto path = path_of(request.path);
  if (!path.ok()) {
    // There cannot be anything at such a name; writing to it is what is refused.
    return action == Action::kRead ? Refusal{404, "there is nothing at this address"}
                                   : path.error();
  }
  asked.path = std::move(path).value();
  TRY(check_access(asked.grant, checked.value_or(action), asked.path));
  if (action != Action::kRead) {
    TRY(refuse_dates(request));
  }
  const bool names_folder = request.path.ends_with('/') && !asked.path.segments.empty();
  if (names_folder && (action != Action::kWrite && action != Action::kMakeFolder)) {
    const ObjectInfo info = TRY(store_.look(asked.path.segments, Etags::kSkip));
    if (!info.folder) {
      return Refusal{404, "there is nothing at this address"};
    }
  }
  return asked;
}

Response EndpointHandler::handle(const Request& request) const {
  Answer<Response> answered = answer(request);
  if (!answered.ok()) {
    return refuse_request(request, answered.error());
  }
  Response response = std::move(answered).value();
  // The machine's own token alone must stay unreadable for other origins.
  if (below_prefix(request.path) != "-/local") {
    add_cors(response.fields);
  }
  response.log_path = log_path_of(request.path);
  return response;
}

Answer<Response> EndpointHandler::answer(const Request& request) const {
  const std::string_view below = below_prefix(request.path);
  if (below == "-/local") {
    return give_local_token(request);
  }
  if (request.method == "OPTIONS") {
    return answer_options();
  }
  if (below.starts_with(kOwnWords)) {
    return answer_tokens(request, below.substr(kOwnWords.size()));
  }
  if (!is_asset_method(request.method)) {
    return Refusal{405, "this endpoint does not do that"};
  }
  if (request.method == "GET" || request.method == "HEAD") {
    return get(request);
  }
  if (request.method == "PROPFIND") {
    return list(request);
  }
  if (request.method == "MKCOL") {
    return make_folder(request);
  }
  return request.method == "DELETE" ? remove(request) : move(request);
}

Answer<Response> EndpointHandler::make_folder(const Request& request) const {
  // Clients make every folder on the way and expect 405 for those that are there, whoever may have
  // made them; that tells them no more than a list would.
  const Asked asked = TRY(ask(request, Action::kMakeFolder, Action::kRead));
  if (!request.body.empty()) {
    return Refusal{415, "MKCOL takes no body here"};
  }
  if (store_.look(asked.path.segments, Etags::kSkip).ok()) {
    return Refusal{405, "this name is taken"};
  }
  TRY(check_access(asked.grant, Action::kMakeFolder, asked.path));
  TRY(store_.make_folder(asked.path.segments));
  Response response;
  response.status = 201;
  return response;
}

/// A folder goes with all that is in it. Whoever asks for less must not get more.
Answer<void> EndpointHandler::require_whole(const Request& request, const Names& names) const {
  const std::string_view depth = request.field("depth").value_or("infinity");
  if (depth == "infinity" || (depth == "0" && !TRY(store_.look(names, Etags::kSkip)).folder)) {
    return {};
  }
  return Refusal{400, "a folder is moved or removed with all that is in it; leave Depth out"};
}

Answer<Response> EndpointHandler::remove(const Request& request) const {
  const Asked asked = TRY(ask(request, Action::kRemove));
  TRY(require_whole(request, asked.path.segments));
  const Conditions conditions = TRY(parse_conditions(request.fields));
  TRY(store_.remove(asked.path.segments, conditions));
  Response response;
  response.status = 204;
  return response;
}

Answer<Response> EndpointHandler::move(const Request& request) const {
  const Asked asked = TRY(ask(request, Action::kTake));
  TRY(require_whole(request, asked.path.segments));
  const std::string_view overwrite = request.field("overwrite").value_or("T");
  if (overwrite != "T" && overwrite != "F") {
    return Refusal{400, "Overwrite is T or F"};
  }
  const auto destination = parse_target(request.field("destination").value_or(""));
  if (!destination.ok()) {
    return Refusal{400, "MOVE needs a Destination that is an address"};
  }
  if (!destination.value().starts_with(kEndpointPrefix)) {
    return Refusal{502, "the Destination is outside of this endpoint"};
  }
  const EndpointPath to = TRY(path_of(destination.value()));
  TRY(check_access(asked.grant, Action::kPlace, to));
  // In a vault nothing that has its final name ever changes.
  const bool replace = overwrite == "T" && to.area == EndpointPath::Area::kPlain;
  const Conditions conditions = TRY(parse_conditions(request.fields));
  const Written written = TRY(store_.move(asked.path.segments, to.segments, conditions,
                                          replace ? Existing::kReplace : Existing::kRefuse));
  Response response;
  response.status = written.replaced ? 204 : 201;
  if (!written.etag.empty()) {
    response.fields.emplace_back("etag", written.etag);
  }
  return response;
}

}  // namespace quietroom::server
