#include "tests/http/probe.h"

#include <algorithm>
#include <cstdlib>

#include "platform/base/check.h"

namespace quietroom::probe {
namespace {

Bytes bytes_of(const std::string& hex) {
  Result<Bytes> bytes = from_hex(hex);
  CHECK_THAT(bytes.ok(), "a field is not hex");
  return std::move(bytes).value();
}

std::size_t size_of(const std::string& text) {
  return static_cast<std::size_t>(std::strtoull(text.c_str(), nullptr, 10));
}

HttpRequest request_of(const std::vector<std::string>& fields) {
  CHECK_THAT(fields.size() >= 6 && fields.size() % 2 == 0, "http: fields are missing");
  HttpRequest request;
  request.method = fields[1];
  request.url = fields[2];
  request.timeout_ms = std::strtoll(fields[3].c_str(), nullptr, 10);
  request.reply_bytes_max = size_of(fields[4]);
  request.body = bytes_of(fields[5]);
  for (std::size_t i = 6; i < fields.size(); i += 2)
    request.headers.push_back({fields[i], std::string(as_text(bytes_of(fields[i + 1])))});
  return request;
}

std::string line_of(const HttpReply& reply) {
  std::string line = std::to_string(static_cast<int>(reply.failure)) + "\t" +
                     std::to_string(reply.status) + "\t" + to_hex(reply.body);
  for (const HttpHeader& header : reply.headers) line += "\t" + header.name + "\t" + header.value;
  return line;
}

std::string line_of(const remote::Answer& answer) {
  std::string line = std::to_string(static_cast<int>(answer.outcome)) + "\t" +
                     std::to_string(static_cast<int>(answer.reason)) + "\t" + to_hex(answer.body);
  for (const remote::Entry& entry : answer.entries)
    line += "\t" + entry.name + "\t" +
            (entry.size_bytes ? std::to_string(*entry.size_bytes) : "unknown");
  return line;
}

}  // namespace

std::vector<std::string> fields_of(std::string_view line) {
  std::vector<std::string> fields;
  for (std::size_t begin = 0; begin <= line.size();) {
    const std::size_t end = std::min(line.find('\t', begin), line.size());
    fields.emplace_back(line.substr(begin, end - begin));
    begin = end + 1;
  }
  return fields;
}

void Probe::start(int number, std::string_view line) {
  const std::vector<std::string> fields = fields_of(line);
  Job job;
  if (fields[0] == "http")
    job.http = http_.send(request_of(fields));
  else
    start_dav(job, fields);
  jobs_[number] = std::move(job);
}

remote::WebDav& Probe::dav_for(const std::vector<std::string>& fields) {
  auto& dav = davs_[fields[1] + "\t" + fields[2] + "\t" + fields[4]];
  if (dav) return *dav;
  remote::WebDavConfig config;
  config.root_url = fields[1];
  config.authorization = fields[2];
  const Result<Id> vault = id_from_base32(fields[3]);
  CHECK_THAT(vault.ok(), "dav: not a vault's id");
  config.vault = vault.value();
  config.timeout_ms = std::strtoll(fields[4].c_str(), nullptr, 10);
  dav = std::make_unique<remote::WebDav>(http_, random_, std::move(config));
  return *dav;
}

void Probe::start_dav(Job& job, const std::vector<std::string>& fields) {
  CHECK_THAT(fields.size() == 7, "dav: fields are missing");
  job.dav = &dav_for(fields);
  const std::string& name = fields[5];
  if (fields[0] == "get") job.remote = job.dav->get(name, size_of(fields[6]));
  if (fields[0] == "put") job.remote = job.dav->put(name, bytes_of(fields[6]));
  if (fields[0] == "list") job.remote = job.dav->list(name);
  if (fields[0] == "remove") job.remote = job.dav->remove(name);
  CHECK_THAT(job.remote != 0, "dav: there is no such word");
}

std::optional<std::string> Probe::poll(int number) {
  const auto found = jobs_.find(number);
  if (found == jobs_.end()) return std::nullopt;
  std::optional<std::string> line;
  if (found->second.dav != nullptr) {
    if (const auto answer = found->second.dav->poll(found->second.remote)) line = line_of(*answer);
  } else if (const auto reply = http_.poll(found->second.http)) {
    line = line_of(*reply);
  }
  if (line) jobs_.erase(found);
  return line;
}

void Probe::cancel(int number) {
  const auto found = jobs_.find(number);
  if (found == jobs_.end()) return;
  if (found->second.http != 0) http_.cancel(found->second.http);
  jobs_.erase(found);
}

std::vector<int> Probe::running() const {
  std::vector<int> numbers;
  for (const auto& [number, job] : jobs_) numbers.push_back(number);
  return numbers;
}

}  // namespace quietroom::probe
