// A WebDAV server in memory with the bad habits of real ones (docs/design/sync.md): what it shows
// of an upload that is under way, what it keeps of one that was cut off, what it says to a second
// MKCOL, how late it shows what is there, what it answers when it is not well. It can be wiped and
// put back to an earlier day.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>

#include "platform/fake/http_fake.h"

namespace quietroom::sim {

/// What kind of server.
struct Habits {
  bool mkcol_twice = false;         ///< 201 for a folder that exists (rclone).
  bool shows_torn = false;          ///< A PUT under way is visible, cut (rclone, sabre).
  bool keeps_cut = false;           ///< An aborted PUT stays as if it were whole (rclone).
  bool refuses_delete = false;      ///< 403.
  int missing_parent = 409;         ///< PUT into a missing folder: 409, 404 or 500.
  bool overwrites_on_move = false;  ///< Ignores Overwrite: F. No server we met does; a race can.
  std::int64_t shows_late_ms = 0;   ///< A new object answers 404 at first.
  unsigned page_with_200 = 0;       ///< Of 1000 answers so many are a login page.
  unsigned error_503 = 0;           ///< Of 1000.
  std::size_t quota_bytes = 0;      ///< 0: none.
};

class DavServer final : public FakeServer {
 public:
  using Files = std::map<std::string, Bytes>;

  DavServer(Habits habits, std::uint64_t seed) : habits_(habits), dice_(seed) {
    folders_.insert("");
  }

  HttpReply handle(const HttpRequest& request, std::int64_t now_ms) override;
  void begin_upload(const HttpRequest& request, std::size_t received_bytes,
                    std::int64_t now_ms) override;

  Habits& habits() { return habits_; }
  /// While set, everything is answered with this status.
  void set_refusal(int status) { refusal_ = status; }
  /// Everything is gone.
  void wipe();
  /// A backup, and putting it back.
  struct Backup {
    Files files;
    std::set<std::string> folders;
  };
  Backup backup() const { return {files_, folders_}; }
  void put_back(const Backup& backup);
  /// Changes or reads what is there, by path below the root.
  Files& files() { return files_; }
  const std::set<std::string>& folders() const { return folders_; }
  /// Of answers, by method.
  const std::map<std::string, std::uint64_t>& counts() const { return counts_; }
  std::uint64_t requests() const { return requests_; }

 private:
  HttpReply get(const std::string& path, bool body, std::int64_t now_ms);
  HttpReply put(const HttpRequest& request, const std::string& path, std::int64_t now_ms);
  HttpReply move(const HttpRequest& request, const std::string& path, std::int64_t now_ms);
  HttpReply make_folder(const std::string& path);
  HttpReply remove(const std::string& path);
  HttpReply list(const std::string& path, std::int64_t now_ms);
  bool has_parent(const std::string& path) const;
  bool is_shown(const std::string& path, std::int64_t now_ms) const;

  Habits habits_;
  FakeRandom dice_;
  Files files_;
  std::set<std::string> folders_;
  std::map<std::string, std::int64_t> made_ms_;
  int refusal_ = 0;
  std::map<std::string, std::uint64_t> counts_;
  std::uint64_t requests_ = 0;
};

}  // namespace quietroom::sim
