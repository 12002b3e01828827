// The endpoint's addresses that are no files: the list of tokens, and this machine's own token.
#include <algorithm>
#include <ctime>

#include "sync/server/endpoint_handler.h"
#include "sync/server/local_offer.h"

namespace quietroom::server {
namespace {

constexpr std::string_view kTokens = "tokens";

/// True if an owner with `owner` may deal with a token for `grant`.
bool may_deal(const Grant& owner, const Grant& grant) {
  return owner.vault == grant.vault || (owner.vault == kEveryVault && grant.vault != kPlainFolder);
}

/// "right device\nvault abc\ndevice def\nlabel My tablet\n" as a grant and a label.
Answer<Grant> parse_wish(std::string_view body, std::string& label) {
  constexpr Refusal kMalformed{400, "a token is asked for in lines: right, vault, device, label"};
  Grant grant;
  bool has_right = false;
  while (!body.empty()) {
    const std::size_t end = std::min(body.find('\n'), body.size());
    const std::string_view line = body.substr(0, end);
    body.remove_prefix(std::min(end + 1, body.size()));
    const std::size_t blank = line.find(' ');
    if (blank == std::string_view::npos) {
      return kMalformed;
    }
    const std::string_view key = line.substr(0, blank);
    const std::string_view value = line.substr(blank + 1);
    if (key == "right" && !has_right) {
      const auto right = parse_right(value);
      if (!right.ok()) {
        return kMalformed;
      }
      grant.right = right.value();
      has_right = true;
    } else if (key == "vault" && grant.vault.empty()) {
      grant.vault = value;
    } else if (key == "device") {
      grant.devices.emplace_back(value);
    } else if (key == "label" && label.empty()) {
      label = value;
    } else {
      return kMalformed;
    }
  }
  if (!has_right || !check_grant(grant).ok()) {
    return kMalformed;
  }
  return grant;
}

Response text_response(unsigned status, std::string text) {
  Response response;
  response.status = status;
  response.fields = {{"content-type", "text/plain; charset=utf-8"}, {"cache-control", "no-store"}};
  response.text = std::move(text);
  return response;
}

}  // namespace

Answer<Response> EndpointHandler::give_local_token(const Request& request) const {
  if (request.method != "GET" || settings_.local_token.empty()) {
    return Refusal{403, "this is for the app on this machine only"};
  }
  TRY(check_local_request(request));
  if (!is_peer_same_user(request.connection)) {
    return Refusal{403, "this is for the app on this machine only"};
  }
  return text_response(200, settings_.local_token + "\n");
}

Answer<Response> EndpointHandler::add_token(const Grant& owner, std::string_view body) const {
  std::string label;
  const Grant grant = TRY(parse_wish(body, label));
  if (!may_deal(owner, grant)) {
    return Refusal{403, "this token is for another place"};
  }
  const auto made = tokens_.add(grant, label, std::time(nullptr));
  if (!made.ok()) {
    return made.error().code == ErrorCode::kInvalid
               ? Refusal{400,
                         "this label is not one line of at most 64 bytes, or there are too "
                         "many tokens"}
               : Refusal{503, "the list of tokens cannot be changed"};
  }
  return text_response(201, "id " + made.value().id + "\ntoken " + made.value().token + "\n");
}

Answer<Response> EndpointHandler::revoke_token(const Grant& owner, std::string_view id) const {
  const auto list = tokens_.list();
  if (!list.ok()) {
    return Refusal{503, "the list of tokens cannot be read; whoever runs the server must look"};
  }
  const TokenRow* row = list.value().row_of(id);
  if (row == nullptr || !may_deal(owner, row->grant)) {
    return Refusal{404, "there is no such token"};
  }
  const Status revoked = tokens_.revoke(id);
  if (!revoked.ok()) {
    return revoked.error().code == ErrorCode::kNotFound
               ? Refusal{404, "there is no such token"}
               : Refusal{503, "the list of tokens cannot be changed"};
  }
  Response response;
  response.status = 204;
  return response;
}

Answer<Response> EndpointHandler::answer_tokens(const Request& request,
                                                std::string_view below) const {
  const Grant owner = TRY(authorize(request));
  if (owner.right != Right::kOwner) {
    return Refusal{403, "only an owner may do that"};
  }
  if (below == kTokens && request.method == "POST") {
    return add_token(owner, request.body);
  }
  if (below == kTokens && request.method == "GET") {
    const auto list = tokens_.list();
    if (!list.ok()) {
      return Refusal{503, "the list of tokens cannot be read; whoever runs the server must look"};
    }
    std::string text;
    for (const TokenRow& row : list.value().rows()) {
      if (may_deal(owner, row.grant)) {
        text += describe_token(row) + "\n";
      }
    }
    return text_response(200, text);
  }
  if (below.starts_with("tokens/") && request.method == "DELETE") {
    return revoke_token(owner, below.substr(kTokens.size() + 1));
  }
  return below == kTokens || below.starts_with("tokens/")
             ? Refusal{405, "this endpoint does not do that"}
             : Refusal{404, "there is nothing at this address"};
}

}  // namespace quietroom::server
