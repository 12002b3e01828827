// Examines an endpoint once, before it is used or when it is not well: what a WebDAV server has to
// do for the app, and how it does what servers do differently. A state machine over the network
// seam, one request at a time; nothing blocks. It says what it found in plain data, not in words.
// It never decides anything: the engine of sync is right at any server, or says that it cannot be.
//
// What it writes has names that no log ever reaches, and is removed again. Folders that a vault
// needs stay: removing them could take what another device has just put in.
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/clock.h"
#include "platform/http.h"
#include "platform/random.h"

namespace quietroom::remote {

/// How bad it is.
enum class Severity {
  kUnusable,    ///< Devices cannot meet here until this is mended.
  kCost,        ///< It works, and something is slower, larger or less sure than it could be.
  kGoodToKnow,  ///< The app does not depend on it.
};

/// What was found. recipe_of() names the line of docs/endpoints/README.md for each.
enum class What {
  kUnreachable,       ///< No connection; in a browser perhaps CORS.
  kTimeout,           ///< No whole answer in time.
  kRedirect,          ///< Its answer sends us elsewhere; we do not follow.
  kLoginPage,         ///< It has a page for a name that cannot exist.
  kWrongPassword,     ///< 401.
  kForbidden,         ///< 403.
  kOpenToAll,         ///< It does not ask for the password.
  kFolderMissing,     ///< The folder of its address is not there.
  kCannotMakeFolder,  ///< MKCOL.
  kFolderTwice,       ///< MKCOL of a folder that is there says that it was made.
  kCannotWrite,       ///< PUT.
  kNoRoom,            ///< PUT of a few bytes gets 413 or 507.
  kCannotRead,        ///< GET gives something else than what was put.
  kWrongLength,       ///< HEAD says another length than what was put.
  kLengthHidden,      ///< HEAD says no length: a cut upload is noticed late.
  kBodyTooLarge,      ///< PUT of kDoctorBodySize bytes.
  kCannotMove,        ///< MOVE.
  kMoveOverwrites,    ///< MOVE with Overwrite: F replaces what is there.
  kCannotList,        ///< PROPFIND does not show what was put, with its size.
  kCannotDelete,      ///< DELETE; something of the examination stays there.
  kAbsenceUnclear,    ///< GET of a missing name in an existing folder is not 404.
  kNoFolderUnclear,   ///< PUT into a missing folder gets none of 409, 404, 500.
  kConditionIgnored,  ///< If-None-Match does not keep PUT from a name that is taken.
  kRangeIgnored,      ///< A part of an object cannot be asked for.
  kDateMissing,       ///< No readable Date: the clock cannot be compared.
  kClockOff,          ///< This device's clock and the server's are over kClockOffMs apart.
  kPreflightRefused,  ///< OPTIONS without a password is not answered with success.
  kPreflightLacks,    ///< The reply to it lacks `header`.
  kReplyLacks,        ///< A reply with `status` lacks `header`.
  kDateHidden,        ///< Date is not exposed to pages.
};

struct Finding {
  What what = What::kUnreachable;
  Severity severity = Severity::kUnusable;
  int status = 0;      ///< Of the reply that showed it; 0: there was none, or it does not matter.
  std::string header;  ///< kPreflightLacks, kReplyLacks: which, as "Name" or "Name: value".

  friend bool operator==(const Finding&, const Finding&) = default;
};

struct Diagnosis {
  std::vector<Finding> findings;  ///< In the order in which they were found, each once.
  /// How far this device's clock is ahead of the server's; nothing if the server does not say.
  std::optional<std::int64_t> clock_ahead_ms;

  bool usable() const;
};

/// A stable name for `what`, which is also the anchor of its line in docs/endpoints/README.md.
std::string_view recipe_of(What what);
Severity severity_of(What what);

/// A larger object than sync makes: a pack is closed once it is over 1 MiB, and its last segment
/// may add as much again.
inline constexpr std::size_t kDoctorBodySize = std::size_t{5} << 19;
/// A clock that is off by less is nobody's trouble; Date has seconds, and a reply takes its time.
inline constexpr std::int64_t kClockOffMs = 5 * 60'000;

struct DoctorConfig {
  std::string root_url;       ///< As WebDavConfig.
  std::string authorization;  ///< As WebDavConfig.
  /// The vault and the device that the credentials are for; at an endpoint that knows neither, ids
  /// made up for this.
  Id vault;
  Id device;
  /// Whether the vault was made up: then its whole folder is removed in the end.
  enum class Vault { kInUse, kMadeUp } vault_is = Vault::kInUse;
  /// Whether no device writes under that id: then the folders of its log and packs are, too.
  bool device_is_made_up = false;
  /// The app's origin, if the headers of CORS are to be looked at, which only a program can: a
  /// browser sets Origin itself and hides what is missing. Empty in a browser.
  std::string origin;
  std::int64_t timeout_ms = 30'000;  ///< Of each request.
};

class Doctor {
 public:
  /// The references outlive it.
  Doctor(Http& http, Random& random, const Clock& clock, DoctorConfig config);
  ~Doctor();
  Doctor(const Doctor&) = delete;
  Doctor& operator=(const Doctor&) = delete;

  /// Takes in what has come and asks what is next. True once it is done; never waits.
  bool tick();
  /// What was found so far; all of it once tick() is true.
  const Diagnosis& diagnosis() const { return diagnosis_; }

 private:
  /// One question and what its answer means. Without a question it is left out.
  struct Step {
    std::optional<HttpRequest> (Doctor::*ask)();
    void (Doctor::*judge)(const HttpReply&);
    bool cleans = false;
  };
  static const Step kSteps[];

  HttpRequest request(std::string_view method, std::string_view name) const;
  HttpRequest put(std::string_view name, Bytes body) const;
  HttpRequest move(std::string_view from, std::string_view to) const;
  std::optional<HttpRequest> remove(std::string& name);
  void found(What what, int status = 0, std::string header = {});
  /// As found(), and nothing more is asked: only what was put is removed.
  void give_up(What what, int status = 0);
  bool broke_off(const HttpReply& reply);
  void look_at_date(const HttpReply& reply);

  std::optional<HttpRequest> ask_preflight();
  std::optional<HttpRequest> ask_without_password();
  std::optional<HttpRequest> ask_anything();
  std::optional<HttpRequest> ask_folder();
  std::optional<HttpRequest> ask_folder_twice();
  std::optional<HttpRequest> ask_absent();
  std::optional<HttpRequest> ask_put();
  std::optional<HttpRequest> ask_head();
  std::optional<HttpRequest> ask_get();
  std::optional<HttpRequest> ask_range();
  std::optional<HttpRequest> ask_put_again();
  std::optional<HttpRequest> ask_put_nowhere();
  std::optional<HttpRequest> ask_large_put();
  std::optional<HttpRequest> ask_move();
  std::optional<HttpRequest> ask_moved();
  std::optional<HttpRequest> ask_list();
  std::optional<HttpRequest> ask_move_onto();
  std::optional<HttpRequest> remove_small() { return remove(small_put_); }
  std::optional<HttpRequest> remove_large() { return remove(large_put_); }
  std::optional<HttpRequest> remove_moved() { return remove(moved_put_); }
  std::optional<HttpRequest> remove_nowhere() { return remove(nowhere_put_); }
  std::optional<HttpRequest> remove_folder() { return remove(folder_made_); }
  std::optional<HttpRequest> remove_packs() { return remove(packs_made_); }
  std::optional<HttpRequest> remove_log() { return remove(log_made_); }
  std::optional<HttpRequest> remove_vault() { return remove(vault_made_); }

  void judge_preflight(const HttpReply& reply);
  void judge_without_password(const HttpReply& reply);
  void judge_anything(const HttpReply& reply);
  void judge_folder(const HttpReply& reply);
  void judge_folder_twice(const HttpReply& reply);
  void judge_absent(const HttpReply& reply);
  void judge_put(const HttpReply& reply);
  void judge_head(const HttpReply& reply);
  void judge_get(const HttpReply& reply);
  void judge_range(const HttpReply& reply);
  void judge_put_again(const HttpReply& reply);
  void judge_put_nowhere(const HttpReply& reply);
  void judge_large_put(const HttpReply& reply);
  void judge_move(const HttpReply& reply);
  void judge_moved(const HttpReply& reply);
  void judge_list(const HttpReply& reply);
  void judge_move_onto(const HttpReply& reply);
  void judge_removal(const HttpReply& reply);

  Http& http_;
  Random& random_;
  const Clock& clock_;
  DoctorConfig config_;
  Diagnosis diagnosis_;

  std::size_t step_ = 0;
  HttpTicket ticket_ = 0;  ///< 0: the step was not asked yet.
  bool given_up_ = false;

  // Names that the examination uses, and bodies that it puts there.
  std::deque<std::string> folders_;  ///< To make, outermost first.
  std::string small_, large_, moved_, nowhere_, folder_;
  Bytes small_body_, large_body_;
  // What is there now, for all we know, and has to go; empty: nothing.
  std::string small_put_, large_put_, moved_put_, nowhere_put_, folder_made_, vault_made_;
  std::string packs_made_, log_made_;
};

}  // namespace quietroom::remote
