// A vault's folder on a WebDAV server. Objects are put under a staging name, measured, and moved to
// their own with Overwrite: F, because some servers show half-written files and keep aborted
// uploads under the name that was asked for (docs/design/sync.md). No conditional request, ETag or
// lock is used: too many servers ignore them.
#pragma once

#include <deque>
#include <map>
#include <set>

#include "platform/http.h"
#include "platform/random.h"
#include "sync/remote/remote.h"

namespace quietroom::remote {

/// Where it is, and how to get in.
struct WebDavConfig {
  std::string root_url;       ///< "https://host/path", percent-encoded, without a slash at its end.
  std::string authorization;  ///< The value of that header; empty for none.
  Id vault;                   ///< Whose folder has the staging files.
  std::int64_t timeout_ms = 60'000;
};

class WebDav final : public Remote {
 public:
  WebDav(Http& http, Random& random, WebDavConfig config);
  ~WebDav() override;

  Ticket get(const std::string& name, std::size_t size_bytes_max) override;
  Ticket put(const std::string& name, Bytes bytes) override;
  Ticket list(const std::string& folder) override;
  Ticket remove(const std::string& name) override;
  std::optional<Answer> poll(Ticket ticket) override;

 private:
  /// Where a request stands. A put goes through all from kFolders on.
  enum class Step { kGet, kList, kRemove, kFolders, kUpload, kMeasure, kMove };
  struct Job {
    Step step = Step::kGet;
    std::string name;
    Bytes body;
    std::size_t size_bytes_max = 0;
    std::string staging;
    std::deque<std::string> folders;  ///< To make, outermost first; the front one is under way.
    bool folders_again = false;       ///< They were made anew once, as one had gone.
    HttpTicket http = 0;
  };

  std::string url(std::string_view name) const;
  HttpRequest request(std::string_view method, std::string_view name) const;
  Ticket start(Job job, HttpRequest first);
  void want_folders(Job& job);
  void next_put_step(Job& job);
  std::optional<Answer> advance(Job& job, HttpReply reply);
  std::optional<Answer> advance_put(Job& job, const HttpReply& reply);
  std::optional<Answer> after_folder(Job& job, const HttpReply& reply);
  std::optional<Answer> after_upload(Job& job, const HttpReply& reply);
  std::optional<Answer> after_move(Job& job, const HttpReply& reply);
  void sweep(const std::string& staging);

  Http& http_;
  Random& random_;
  WebDavConfig config_;
  std::map<Ticket, Job> jobs_;
  Ticket last_ticket_ = 0;
  std::set<std::string> folders_;  ///< Known to be there, as paths below root_url.
  std::set<HttpTicket> sweeping_;  ///< Deletions of staging files that nobody waits for.
};

}  // namespace quietroom::remote
