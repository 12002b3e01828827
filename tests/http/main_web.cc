// The probe in a browser's worker (tests/http/probe_worker.js).
#include "platform/web/http_web.h"
#include "platform/web/random_web.h"
#include "tests/http/probe.h"

namespace {

struct Program {
  quietroom::HttpWeb http;
  quietroom::RandomWeb random;
  quietroom::probe::Probe probe{http, random};
  std::string answer;
};

Program& program() {
  static Program one;
  return one;
}

}  // namespace

extern "C" {

void probe_start(int number, const char* line, std::size_t size) {
  program().probe.start(number, {line, size});
}

/// The answer with a zero byte behind it, until the next call; null while there is none.
const char* probe_poll(int number) {
  auto answer = program().probe.poll(number);
  if (!answer) return nullptr;
  program().answer = std::move(*answer);
  return program().answer.c_str();
}

void probe_cancel(int number) {
  program().probe.cancel(number);
}

}  // extern "C"
