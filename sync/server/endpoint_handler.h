// The file endpoint: WebDAV requests below one prefix, each decided by its token's rights and
// answered from the store. Not for where bytes lie (folder_store.h) or what names and rights mean
// (endpoint_path.h, access.h). See docs/endpoint.md.
#pragma once

#include <optional>
#include <string>

#include "sync/server/answer.h"
#include "sync/server/conditions.h"
#include "sync/server/endpoint_path.h"
#include "sync/server/folder_store.h"
#include "sync/server/http.h"
#include "sync/server/token_file.h"

namespace quietroom::server {

/// Where the endpoint's addresses begin.
inline constexpr std::string_view kEndpointPrefix = "/sync/";

struct EndpointSettings {
  bool plain_area = false;  ///< Whether plain/ is there.
  /// What GET -/local gives the app of this machine; empty: nothing.
  std::string local_token;
};

class EndpointHandler final : public Handler {
 public:
  /// `store` and `tokens` outlive this handler and every reply that it gave.
  EndpointHandler(FolderStore& store, TokenFile& tokens, EndpointSettings settings)
      : store_(store), tokens_(tokens), settings_(std::move(settings)) {}

  std::uint64_t body_bytes_max() const override { return 64 * 1024; }
  Admission admit(const Request& head) const override;
  Response handle(const Request& request) const override;
  bool waits() const override { return true; }

 private:
  /// A request that is allowed: who asks, and for what.
  struct Asked {
    Grant grant;
    EndpointPath path;
  };

  Answer<Response> answer(const Request& request) const;
  Answer<Grant> authorize(const Request& request) const;
  Answer<EndpointPath> path_of(std::string_view path) const;
  /// `checked`: the right that is required here already, if that is not the one for `action`.
  Answer<Asked> ask(const Request& request, Action action,
                    std::optional<Action> checked = std::nullopt) const;
  Answer<void> require_whole(const Request& request, const Names& names) const;
  Answer<std::unique_ptr<BodySink>> admit_put(const Request& head) const;
  Answer<Response> get(const Request& request) const;
  Answer<Response> list(const Request& request) const;
  Answer<Response> make_folder(const Request& request) const;
  Answer<Response> remove(const Request& request) const;
  Answer<Response> move(const Request& request) const;
  Answer<Response> give_local_token(const Request& request) const;
  Answer<Response> answer_tokens(const Request& request, std::string_view below) const;
  Answer<Response> add_token(const Grant& owner, std::string_view body) const;
  Answer<Response> revoke_token(const Grant& owner, std::string_view id) const;

  FolderStore& store_;
  TokenFile& tokens_;
  EndpointSettings settings_;
};

/// The reply for `refusal`, with CORS and what its status calls for. `request` decides which
/// challenge goes with a 401.
Response refuse_request(const Request& request, const Refusal& refusal);

/// What the access log may show of `path`, which is below the prefix: the area, and of a vault the
/// first six characters.
std::string log_path_of(std::string_view path);

/// The token in the value of an Authorization field: Bearer, or the password of Basic. Empty if
/// there is none.
std::string token_in(std::string_view authorization);

}  // namespace quietroom::server
