#include "sync/remote/webdav.h"

#include <charconv>
#include <utility>

#include "platform/base/secret.h"
#include "sync/format/names.h"
#include "sync/remote/multistatus.h"

namespace quietroom::remote {
namespace {

/// Enough for a folder of 1,024 segments with every property that a server might volunteer.
constexpr std::size_t kListSizeMax = std::size_t{8} << 20;
/// A reply whose body nobody reads; some servers send a page with an error.
constexpr std::size_t kReplySizeMax = std::size_t{64} << 10;

constexpr std::string_view kPropfind =
    "<?xml version=\"1.0\" encoding=\"utf-8\"?>"
    "<propfind xmlns=\"DAV:\"><prop><resourcetype/><getcontentlength/></prop></propfind>";

bool is_success(int status) {
  return status >= 200 && status < 300;
}

Answer unknown(Reason reason) {
  Answer answer;
  answer.reason = reason;
  return answer;
}

Answer plain(Outcome outcome) {
  Answer answer;
  answer.outcome = outcome;
  return answer;
}

/// What an answer that is neither success nor a plain "no such name" means.
Answer unknown_of(const HttpReply& reply) {
  switch (reply.failure) {
    case HttpFailure::kUnreachable:
      return unknown(Reason::kOffline);
    case HttpFailure::kTimeout:
      return unknown(Reason::kTimeout);
    case HttpFailure::kTooLarge:
      return unknown(Reason::kTooLarge);
    case HttpFailure::kNone:
      break;
  }
  switch (reply.status) {
    case 401:
      return unknown(Reason::kAuth);
    case 403:
      return unknown(Reason::kForbidden);
    case 413:
    case 507:
      return unknown(Reason::kQuota);
    case 405:
    case 501:
      return unknown(Reason::kUnsupported);
    case 423:  // rclone, of a folder that somebody else makes in the same moment.
    case 429:
      return unknown(Reason::kServer);
    default:
      return unknown(reply.status >= 500 ? Reason::kServer : Reason::kNotOurs);
  }
}

bool came(const HttpReply& reply, int status) {
  return reply.failure == HttpFailure::kNone && reply.status == status;
}

bool succeeded(const HttpReply& reply) {
  return reply.failure == HttpFailure::kNone && is_success(reply.status);
}

std::string parent_of(std::string_view name) {
  return std::string(name.substr(0, name.rfind('/')));
}

/// Whether `reply` to a HEAD says that there are `size` bytes, or does not say at all (a browser
/// hides the length of what was compressed on the way).
bool measures(const HttpReply& reply, std::size_t size) {
  const auto text = reply.header("content-length");
  if (!text) return true;
  std::uint64_t length = 0;
  const auto read = std::from_chars(text->data(), text->data() + text->size(), length);
  return read.ec == std::errc() && read.ptr == text->data() + text->size() && length == size;
}

}  // namespace

WebDav::WebDav(Http& http, Random& random, WebDavConfig config)
    : http_(http), random_(random), config_(std::move(config)) {}

WebDav::~WebDav() {
  for (const auto& [ticket, job] : jobs_) http_.cancel(job.http);
  for (const HttpTicket ticket : sweeping_) http_.cancel(ticket);
  wipe(config_.authorization);
}

std::string WebDav::url(std::string_view name) const {
  return config_.root_url + "/" + std::string(name);  // Our names need no percent-encoding.
}

HttpRequest WebDav::request(std::string_view method, std::string_view name) const {
  HttpRequest request;
  request.method = std::string(method);
  request.url = url(name);
  request.timeout_ms = config_.timeout_ms;
  request.reply_bytes_max = kReplySizeMax;
  if (!config_.authorization.empty())
    request.headers.push_back({"Authorization", config_.authorization});
  return request;
}

Ticket WebDav::start(Job job, HttpRequest first) {
  job.http = http_.send(std::move(first));
  jobs_.emplace(++last_ticket_, std::move(job));
  return last_ticket_;
}

Ticket WebDav::get(const std::string& name, std::size_t size_bytes_max) {
  HttpRequest ask = request("GET", name);
  ask.headers.push_back({"Cache-Control", "no-cache"});
  ask.reply_bytes_max = size_bytes_max;
  Job job;
  job.name = name;
  return start(std::move(job), std::move(ask));
}

Ticket WebDav::list(const std::string& folder) {
  HttpRequest ask = request("PROPFIND", folder + "/");
  ask.headers.push_back({"Depth", "1"});
  ask.headers.push_back({"Content-Type", "application/xml; charset=utf-8"});
  ask.body = to_bytes(as_bytes(kPropfind));
  ask.reply_bytes_max = kListSizeMax;
  Job job;
  job.step = Step::kList;
  job.name = folder;
  return start(std::move(job), std::move(ask));
}

Ticket WebDav::remove(const std::string& name) {
  Job job;
  job.step = Step::kRemove;
  job.name = name;
  return start(std::move(job), request("DELETE", name));
}

Ticket WebDav::put(const std::string& name, Bytes bytes) {
  Job job;
  job.step = Step::kFolders;
  job.name = name;
  job.body = std::move(bytes);
  want_folders(job);
  next_put_step(job);
  jobs_.emplace(++last_ticket_, std::move(job));
  return last_ticket_;
}

/// The folders of `job` that are not known to be there, each before those in it.
void WebDav::want_folders(Job& job) {
  std::set<std::string> wanted;
  for (const std::string& leaf : {format::staging_folder(config_.vault), parent_of(job.name)}) {
    for (std::size_t slash = leaf.find('/');; slash = leaf.find('/', slash + 1)) {
      std::string folder = leaf.substr(0, slash);
      if (!folders_.contains(folder)) wanted.insert(std::move(folder));
      if (slash == std::string::npos) break;
    }
  }
  job.folders.assign(wanted.begin(), wanted.end());
}

void WebDav::next_put_step(Job& job) {
  if (!job.folders.empty()) {
    job.step = Step::kFolders;
    job.http = http_.send(request("MKCOL", job.folders.front() + "/"));
    return;
  }
  job.step = Step::kUpload;
  job.staging = format::path(format::StagingName{config_.vault, random_.id()});
  HttpRequest ask = request("PUT", job.staging);
  ask.headers.push_back({"Content-Type", "application/octet-stream"});
  ask.body = job.body;
  job.http = http_.send(std::move(ask));
}

std::optional<Answer> WebDav::poll(Ticket ticket) {
  for (auto sweep = sweeping_.begin(); sweep != sweeping_.end();)
    sweep = http_.poll(*sweep) ? sweeping_.erase(sweep) : std::next(sweep);
  const auto found = jobs_.find(ticket);
  if (found == jobs_.end()) return std::nullopt;
  auto reply = http_.poll(found->second.http);
  if (!reply) return std::nullopt;
  std::optional<Answer> answer = advance(found->second, std::move(*reply));
  if (answer) jobs_.erase(found);
  return answer;
}

std::optional<Answer> WebDav::advance(Job& job, HttpReply reply) {
  const bool absent = came(reply, 404) || came(reply, 410);
  switch (job.step) {
    case Step::kGet: {
      if (absent) return plain(Outcome::kAbsent);
      if (!came(reply, 200)) return unknown_of(reply);
      Answer answer = plain(Outcome::kOk);
      answer.body = std::move(reply.body);
      return answer;
    }
    case Step::kList: {
      if (absent) return plain(Outcome::kAbsent);
      if (!came(reply, 207)) return unknown_of(reply);
      auto entries = parse_multistatus(as_text(reply.body), job.name);
      if (!entries.ok()) return unknown(Reason::kNotOurs);
      Answer answer = plain(Outcome::kOk);
      answer.entries = std::move(entries).value();
      return answer;
    }
    case Step::kRemove:
      if (absent) return plain(Outcome::kAbsent);
      return succeeded(reply) ? plain(Outcome::kOk) : unknown_of(reply);
    default:
      return advance_put(job, reply);
  }
}

std::optional<Answer> WebDav::advance_put(Job& job, const HttpReply& reply) {
  switch (job.step) {
    case Step::kFolders:
      return after_folder(job, reply);
    case Step::kUpload:
      return after_upload(job, reply);
    case Step::kMeasure: {
      if (!succeeded(reply) || !measures(reply, job.body.size())) {
        sweep(job.staging);
        // 404 and a wrong length are what a torn or late upload looks like: try again later.
        return succeeded(reply) || came(reply, 404) ? unknown(Reason::kServer) : unknown_of(reply);
      }
      HttpRequest ask = request("MOVE", job.staging);
      ask.headers.push_back({"Destination", url(job.name)});
      ask.headers.push_back({"Overwrite", "F"});
      job.step = Step::kMove;
      job.http = http_.send(std::move(ask));
      return std::nullopt;
    }
    default:
      return after_move(job, reply);
  }
}

std::optional<Answer> WebDav::after_folder(Job& job, const HttpReply& reply) {
  // 405: there is one already (RFC 4918, 9.3.1). rclone says 201 each time. Nothing else will do: a
  // login page with 200 has made no folder.
  if (!came(reply, 201) && !came(reply, 405)) {
    folders_.clear();
    return unknown_of(reply);
  }
  folders_.insert(job.folders.front());
  job.folders.pop_front();
  next_put_step(job);
  return std::nullopt;
}

std::optional<Answer> WebDav::after_upload(Job& job, const HttpReply& reply) {
  if (succeeded(reply)) {
    job.step = Step::kMeasure;
    job.http = http_.send(request("HEAD", job.staging));
    return std::nullopt;
  }
  // A missing folder is 409 on most servers, 404 on rclone and sabre, 500 on nginx: it may have
  // gone since we made it.
  const bool folder = came(reply, 409) || came(reply, 404) || came(reply, 500);
  if (!folder || job.folders_again) {
    sweep(job.staging);  // Some servers keep what was cut off.
    return unknown_of(reply);
  }
  job.folders_again = true;
  folders_.clear();
  want_folders(job);
  next_put_step(job);
  return std::nullopt;
}

std::optional<Answer> WebDav::after_move(Job& job, const HttpReply& reply) {
  if (came(reply, 201) || came(reply, 204)) return plain(Outcome::kOk);
  sweep(job.staging);
  if (came(reply, 412)) return plain(Outcome::kExists);
  // The folder may have gone since we made it, and rclone says 403 to that, as to a wrong password.
  folders_.clear();
  return unknown_of(reply);
}

void WebDav::sweep(const std::string& staging) {
  sweeping_.insert(http_.send(request("DELETE", staging)));
}

}  // namespace quietroom::remote
