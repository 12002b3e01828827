#include "sync/remote/doctor.h"

#include <algorithm>
#include <utility>

#include "sync/format/names.h"
#include "sync/remote/cors_rules.h"
#include "sync/remote/http_date.h"
#include "sync/remote/multistatus.h"

namespace quietroom::remote {
namespace {

constexpr std::size_t kSmallBodySize = 512;
constexpr std::size_t kRangeSize = 16;
constexpr std::size_t kReplySizeMax = std::size_t{1} << 20;
constexpr std::size_t kListSizeMax = std::size_t{8} << 20;

struct Known {
  What what;
  Severity severity;
  std::string_view recipe;
};

constexpr Known kKnown[] = {
    {What::kUnreachable, Severity::kUnusable, "unreachable"},
    {What::kTimeout, Severity::kUnusable, "timeout"},
    {What::kRedirect, Severity::kUnusable, "redirect"},
    {What::kLoginPage, Severity::kUnusable, "login-page"},
    {What::kWrongPassword, Severity::kUnusable, "wrong-password"},
    {What::kForbidden, Severity::kUnusable, "forbidden"},
    {What::kOpenToAll, Severity::kCost, "open-to-all"},
    {What::kFolderMissing, Severity::kUnusable, "folder-missing"},
    {What::kCannotMakeFolder, Severity::kUnusable, "cannot-make-folder"},
    {What::kFolderTwice, Severity::kGoodToKnow, "folder-twice"},
    {What::kCannotWrite, Severity::kUnusable, "cannot-write"},
    {What::kNoRoom, Severity::kUnusable, "no-room"},
    {What::kCannotRead, Severity::kUnusable, "cannot-read"},
    {What::kWrongLength, Severity::kUnusable, "wrong-length"},
    {What::kLengthHidden, Severity::kCost, "length-hidden"},
    {What::kBodyTooLarge, Severity::kUnusable, "body-too-large"},
    {What::kCannotMove, Severity::kUnusable, "cannot-move"},
    {What::kMoveOverwrites, Severity::kCost, "move-overwrites"},
    {What::kCannotList, Severity::kUnusable, "cannot-list"},
    {What::kCannotDelete, Severity::kCost, "cannot-delete"},
    {What::kAbsenceUnclear, Severity::kUnusable, "absence-unclear"},
    {What::kNoFolderUnclear, Severity::kCost, "no-folder-unclear"},
    {What::kConditionIgnored, Severity::kGoodToKnow, "condition-ignored"},
    {What::kRangeIgnored, Severity::kGoodToKnow, "range-ignored"},
    {What::kDateMissing, Severity::kGoodToKnow, "date-missing"},
    {What::kClockOff, Severity::kCost, "clock-off"},
    {What::kPreflightRefused, Severity::kUnusable, "preflight-refused"},
    {What::kPreflightLacks, Severity::kUnusable, "preflight-lacks"},
    {What::kReplyLacks, Severity::kUnusable, "reply-lacks"},
    {What::kDateHidden, Severity::kGoodToKnow, "date-hidden"},
};

const Known& known(What what) {
  return kKnown[static_cast<std::size_t>(what)];
}

bool is_success(const HttpReply& reply) {
  return reply.failure == HttpFailure::kNone && reply.status >= 200 && reply.status < 300;
}

bool is_absence(const HttpReply& reply) {
  return reply.failure == HttpFailure::kNone && (reply.status == 404 || reply.status == 410);
}

/// In a browser a redirect has no status.
bool is_redirect(const HttpReply& reply) {
  return reply.failure == HttpFailure::kNone &&
         (reply.status == 0 || (reply.status >= 300 && reply.status < 400));
}

}  // namespace

std::string_view recipe_of(What what) {
  return known(what).recipe;
}

Severity severity_of(What what) {
  return known(what).severity;
}

bool Diagnosis::usable() const {
  return std::none_of(findings.begin(), findings.end(),
                      [](const Finding& one) { return one.severity == Severity::kUnusable; });
}

/// In this order. What cleans is done also after give_up().
const Doctor::Step Doctor::kSteps[] = {
    {&Doctor::ask_preflight, &Doctor::judge_preflight},
    {&Doctor::ask_without_password, &Doctor::judge_without_password},
    {&Doctor::ask_anything, &Doctor::judge_anything},
    {&Doctor::ask_folder, &Doctor::judge_folder},
    {&Doctor::ask_folder_twice, &Doctor::judge_folder_twice},
    {&Doctor::ask_absent, &Doctor::judge_absent},
    {&Doctor::ask_put, &Doctor::judge_put},
    {&Doctor::ask_head, &Doctor::judge_head},
    {&Doctor::ask_get, &Doctor::judge_get},
    {&Doctor::ask_range, &Doctor::judge_range},
    {&Doctor::ask_put_again, &Doctor::judge_put_again},
    {&Doctor::ask_put_nowhere, &Doctor::judge_put_nowhere},
    {&Doctor::ask_large_put, &Doctor::judge_large_put},
    {&Doctor::ask_move, &Doctor::judge_move},
    {&Doctor::ask_moved, &Doctor::judge_moved},
    {&Doctor::ask_list, &Doctor::judge_list},
    {&Doctor::ask_move_onto, &Doctor::judge_move_onto},
    {&Doctor::remove_small, &Doctor::judge_removal, true},
    {&Doctor::remove_large, &Doctor::judge_removal, true},
    {&Doctor::remove_moved, &Doctor::judge_removal, true},
    {&Doctor::remove_nowhere, &Doctor::judge_removal, true},
    {&Doctor::remove_folder, &Doctor::judge_removal, true},
    {&Doctor::remove_packs, &Doctor::judge_removal, true},
    {&Doctor::remove_log, &Doctor::judge_removal, true},
    {&Doctor::remove_vault, &Doctor::judge_removal, true},
};

Doctor::Doctor(Http& http, Random& random, const Clock& clock, DoctorConfig config)
    : http_(http), random_(random), clock_(clock), config_(std::move(config)) {
  const Id& vault = config_.vault;
  const Id& device = config_.device;
  small_ = format::path(format::StagingName{vault, random_.id()});
  large_ = format::path(format::StagingName{vault, random_.id()});
  // A pack, and shards, of segments that would come last of all: no device ever asks for them.
  format::PackName pack{vault, device, format::kSeqMax, format::kSeqMax, {}};
  random_.fill(pack.hash);
  moved_ = format::path(pack);
  const std::uint64_t shard = format::shard_of(format::kSeqMax);
  folder_ = format::shard_folder(vault, device, shard);
  nowhere_ =
      format::path(format::SegmentName{vault, device, format::kSeqMax - (std::uint64_t{1} << 20)});
  const std::string vault_folder = format::vault_folder(vault);
  folders_ = {vault_folder.substr(0, vault_folder.rfind('/')),
              vault_folder,
              format::staging_folder(vault),
              format::packs_folder(vault),
              format::pack_folder(vault, device),
              format::logs_folder(vault),
              format::log_folder(vault, device),
              folder_};
  small_body_.resize(kSmallBodySize);
  random_.fill(small_body_);
  large_body_.resize(kDoctorBodySize);
  random_.fill(large_body_);
}

Doctor::~Doctor() {
  if (ticket_ != 0) http_.cancel(ticket_);
}

bool Doctor::tick() {
  for (;;) {
    if (step_ == std::size(kSteps)) return true;
    const Step& step = kSteps[step_];
    if (ticket_ == 0) {
      std::optional<HttpRequest> ask;
      if (!given_up_ || step.cleans) ask = (this->*step.ask)();
      if (!ask) {
        ++step_;
        continue;
      }
      ticket_ = http_.send(std::move(*ask));
    }
    const auto reply = http_.poll(ticket_);
    if (!reply) return false;
    ticket_ = 0;
    ++step_;
    const bool preflight = step.ask == &Doctor::ask_preflight;  // It has rules of its own.
    if (!config_.origin.empty() && !preflight && reply->failure == HttpFailure::kNone) {
      for (const std::string& header : missing_in_reply(*reply, config_.origin))
        found(What::kReplyLacks, reply->status, header);
    }
    (this->*step.judge)(*reply);
  }
}

// ---- what is asked ------------------------------------------------------------------------------

HttpRequest Doctor::request(std::string_view method, std::string_view name) const {
  HttpRequest ask;
  ask.method = std::string(method);
  ask.url = config_.root_url + "/" + std::string(name);
  ask.timeout_ms = config_.timeout_ms;
  ask.reply_bytes_max = kReplySizeMax;
  if (!config_.authorization.empty())
    ask.headers.push_back({"Authorization", config_.authorization});
  if (!config_.origin.empty()) ask.headers.push_back({"Origin", config_.origin});
  if (method == "GET") ask.headers.push_back({"Cache-Control", "no-cache"});
  return ask;
}

HttpRequest Doctor::put(std::string_view name, Bytes body) const {
  HttpRequest ask = request("PUT", name);
  ask.headers.push_back({"Content-Type", "application/octet-stream"});
  ask.body = std::move(body);
  return ask;
}

HttpRequest Doctor::move(std::string_view from, std::string_view to) const {
  HttpRequest ask = request("MOVE", from);
  ask.headers.push_back({"Destination", config_.root_url + "/" + std::string(to)});
  ask.headers.push_back({"Overwrite", "F"});
  return ask;
}

std::optional<HttpRequest> Doctor::remove(std::string& name) {
  if (name.empty()) return std::nullopt;
  return request("DELETE", std::exchange(name, {}));
}

std::optional<HttpRequest> Doctor::ask_preflight() {
  if (config_.origin.empty()) return std::nullopt;
  HttpRequest ask = request("OPTIONS", small_);
  std::erase_if(ask.headers, [](const HttpHeader& one) { return one.name == "Authorization"; });
  ask.headers.push_back({"Access-Control-Request-Method", "PUT"});
  ask.headers.push_back({"Access-Control-Request-Headers", std::string(kCorsRequestHeaders)});
  return ask;
}

std::optional<HttpRequest> Doctor::ask_without_password() {
  if (config_.authorization.empty()) return std::nullopt;
  HttpRequest ask = request("GET", small_);
  std::erase_if(ask.headers, [](const HttpHeader& one) { return one.name == "Authorization"; });
  return ask;
}

std::optional<HttpRequest> Doctor::ask_anything() {
  return request("GET", small_);
}

std::optional<HttpRequest> Doctor::ask_folder() {
  return request("MKCOL", folders_.front() + "/");
}

std::optional<HttpRequest> Doctor::ask_folder_twice() {
  return request("MKCOL", folder_ + "/");
}

std::optional<HttpRequest> Doctor::ask_absent() {
  return request("GET", small_);
}

std::optional<HttpRequest> Doctor::ask_put() {
  small_put_ = small_;
  return put(small_, small_body_);
}

std::optional<HttpRequest> Doctor::ask_head() {
  return request("HEAD", small_);
}

std::optional<HttpRequest> Doctor::ask_get() {
  return request("GET", small_);
}

std::optional<HttpRequest> Doctor::ask_range() {
  HttpRequest ask = request("GET", small_);
  ask.headers.push_back({"Range", "bytes=0-" + std::to_string(kRangeSize - 1)});
  return ask;
}

std::optional<HttpRequest> Doctor::ask_put_again() {
  HttpRequest ask = put(small_, small_body_);
  ask.headers.push_back({"If-None-Match", "*"});
  return ask;
}

std::optional<HttpRequest> Doctor::ask_put_nowhere() {
  return put(nowhere_, small_body_);
}

std::optional<HttpRequest> Doctor::ask_large_put() {
  large_put_ = large_;
  return put(large_, large_body_);
}

std::optional<HttpRequest> Doctor::ask_move() {
  moved_put_ = moved_;
  return move(large_, moved_);
}

std::optional<HttpRequest> Doctor::ask_moved() {
  HttpRequest ask = request("GET", moved_);
  ask.reply_bytes_max = kDoctorBodySize + kReplySizeMax;
  return ask;
}

std::optional<HttpRequest> Doctor::ask_list() {
  HttpRequest ask = request("PROPFIND", format::pack_folder(config_.vault, config_.device) + "/");
  ask.headers.push_back({"Depth", "1"});
  ask.reply_bytes_max = kListSizeMax;
  return ask;
}

std::optional<HttpRequest> Doctor::ask_move_onto() {
  return move(small_, moved_);
}

// ---- what the answers mean ----------------------------------------------------------------------

void Doctor::found(What what, int status, std::string header) {
  Finding finding{what, severity_of(what), status, std::move(header)};
  auto& all = diagnosis_.findings;
  if (std::find(all.begin(), all.end(), finding) == all.end()) all.push_back(std::move(finding));
}

void Doctor::give_up(What what, int status) {
  found(what, status);
  given_up_ = true;
}

/// Whether there is no answer; then nothing more is asked.
bool Doctor::broke_off(const HttpReply& reply) {
  if (reply.failure == HttpFailure::kNone) return false;
  // Too long is not what was asked for: a page.
  give_up(reply.failure == HttpFailure::kTimeout    ? What::kTimeout
          : reply.failure == HttpFailure::kTooLarge ? What::kLoginPage
                                                    : What::kUnreachable);
  return true;
}

void Doctor::look_at_date(const HttpReply& reply) {
  const auto text = reply.header("date");
  const auto server_ms = text ? parse_http_date(*text) : std::nullopt;
  if (!server_ms) return found(What::kDateMissing);
  if (!config_.origin.empty() && !is_exposed(reply, "date")) found(What::kDateHidden);
  const std::int64_t ahead_ms = clock_.wall_ms() - *server_ms;
  diagnosis_.clock_ahead_ms = ahead_ms;
  if (ahead_ms > kClockOffMs || ahead_ms < -kClockOffMs) found(What::kClockOff);
}

void Doctor::judge_preflight(const HttpReply& reply) {
  if (broke_off(reply)) return;
  if (!is_success(reply)) return found(What::kPreflightRefused, reply.status);
  for (std::string& header : missing_in_preflight(reply, config_.origin))
    found(What::kPreflightLacks, 0, std::move(header));
}

void Doctor::judge_without_password(const HttpReply& reply) {
  if (broke_off(reply)) return;
  // A 404 tells that it was looked for.
  if (is_absence(reply)) found(What::kOpenToAll, reply.status);
}

void Doctor::judge_anything(const HttpReply& reply) {
  if (broke_off(reply)) return;
  if (is_redirect(reply)) return give_up(What::kRedirect, reply.status);
  if (is_success(reply)) return give_up(What::kLoginPage, reply.status);
  if (reply.status == 401) return give_up(What::kWrongPassword, reply.status);
  if (reply.status == 403) return give_up(What::kForbidden, reply.status);
  look_at_date(reply);
}

void Doctor::judge_folder(const HttpReply& reply) {
  if (broke_off(reply)) return;
  const bool outermost = folders_.front().find('/') == std::string::npos;
  // 405: it was there before.
  if (reply.status != 201 && reply.status != 405) {
    if (reply.status == 403) return give_up(What::kForbidden, reply.status);
    const bool missing = outermost && (reply.status == 409 || is_absence(reply));
    return give_up(missing ? What::kFolderMissing : What::kCannotMakeFolder, reply.status);
  }
  if (folders_.front() == format::vault_folder(config_.vault) &&
      config_.vault_is == DoctorConfig::Vault::kMadeUp)
    vault_made_ = folders_.front() + "/";
  if (config_.device_is_made_up) {
    const std::string& made = folders_.front();
    if (made == format::pack_folder(config_.vault, config_.device)) packs_made_ = made + "/";
    if (made == format::log_folder(config_.vault, config_.device)) log_made_ = made + "/";
  }
  folders_.pop_front();
  if (!folders_.empty())
    --step_;
  else
    folder_made_ = folder_ + "/";
}

void Doctor::judge_folder_twice(const HttpReply& reply) {
  if (broke_off(reply)) return;
  if (is_success(reply)) return found(What::kFolderTwice, reply.status);
  if (reply.status != 405) give_up(What::kCannotMakeFolder, reply.status);
}

void Doctor::judge_absent(const HttpReply& reply) {
  if (!broke_off(reply) && !is_absence(reply)) give_up(What::kAbsenceUnclear, reply.status);
}

void Doctor::judge_put(const HttpReply& reply) {
  if (broke_off(reply) || is_success(reply)) return;
  const bool full = reply.status == 413 || reply.status == 507;
  give_up(full                  ? What::kNoRoom
          : reply.status == 403 ? What::kForbidden
                                : What::kCannotWrite,
          reply.status);
}

void Doctor::judge_head(const HttpReply& reply) {
  if (broke_off(reply)) return;
  if (!is_success(reply)) return found(What::kCannotRead, reply.status);
  const auto length = reply.header("content-length");
  if (!length) return found(What::kLengthHidden);
  if (*length != std::to_string(small_body_.size())) found(What::kWrongLength);
}

void Doctor::judge_get(const HttpReply& reply) {
  if (broke_off(reply)) return;
  if (reply.status != 200 || reply.body != small_body_) give_up(What::kCannotRead, reply.status);
}

// The two questions with headers that a browser may have been told to refuse: that is no reason to
// stop.
void Doctor::judge_range(const HttpReply& reply) {
  const bool part = is_success(reply) && reply.status == 206 && reply.body.size() == kRangeSize &&
                    std::equal(reply.body.begin(), reply.body.end(), small_body_.begin());
  if (!part) found(What::kRangeIgnored, reply.status);
}

void Doctor::judge_put_again(const HttpReply& reply) {
  // A loud no (501) is as good as a kept condition.
  if (reply.failure != HttpFailure::kNone || is_success(reply))
    found(What::kConditionIgnored, reply.status);
}

void Doctor::judge_put_nowhere(const HttpReply& reply) {
  if (broke_off(reply)) return;
  if (is_success(reply)) {
    nowhere_put_ = nowhere_.substr(0, nowhere_.rfind('/') + 1);  // It has made the folder, too.
  } else if (reply.status != 409 && reply.status != 404 && reply.status != 500) {
    found(What::kNoFolderUnclear, reply.status);
  }
}

void Doctor::judge_large_put(const HttpReply& reply) {
  // A server that has seen enough may end the connection instead of answering.
  if (!is_success(reply)) give_up(What::kBodyTooLarge, reply.status);
}

void Doctor::judge_move(const HttpReply& reply) {
  if (broke_off(reply)) return;
  if (reply.status != 201 && reply.status != 204) return give_up(What::kCannotMove, reply.status);
  large_put_.clear();
}

void Doctor::judge_moved(const HttpReply& reply) {
  if (broke_off(reply)) return;
  if (reply.status != 200 || reply.body != large_body_) give_up(What::kCannotRead, reply.status);
}

void Doctor::judge_list(const HttpReply& reply) {
  if (broke_off(reply)) return;
  const std::string folder = format::pack_folder(config_.vault, config_.device);
  const auto entries = parse_multistatus(as_text(reply.body), folder);
  const auto is_ours = [&](const Entry& one) {
    return folder + "/" + one.name == moved_ && one.size_bytes == large_body_.size();
  };
  const bool listed = reply.status == 207 && entries.ok() &&
                      std::any_of(entries.value().begin(), entries.value().end(), is_ours);
  if (!listed) found(What::kCannotList, reply.status);
}

void Doctor::judge_move_onto(const HttpReply& reply) {
  if (broke_off(reply) || reply.status == 412) return;
  if (is_success(reply)) {
    small_put_.clear();
    return found(What::kMoveOverwrites, reply.status);
  }
  found(What::kCannotMove, reply.status);
}

void Doctor::judge_removal(const HttpReply& reply) {
  // After give_up() it is not known what is there, and the person has heard of worse.
  if (!given_up_ && !is_success(reply) && !is_absence(reply))
    found(What::kCannotDelete, reply.status);
}

}  // namespace quietroom::remote
