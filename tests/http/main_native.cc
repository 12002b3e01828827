// The probe as a program: a line "number <tab> what to ask" on the standard input, a line
// "number <tab> answer" on the standard output; "number <tab> cancel" forgets it. The one argument
// is a file of certificates to trust instead of the system's.
#include <poll.h>
#include <unistd.h>

#include <cstdio>

#include "platform/native/http_native.h"
#include "platform/native/random_native.h"
#include "tests/http/probe.h"

namespace quietroom::probe {
namespace {

void take_line(Probe& probe, std::string_view line) {
  const std::size_t tab = line.find('\t');
  const int number = std::atoi(std::string(line.substr(0, tab)).c_str());
  const std::string_view what = line.substr(tab + 1);
  if (what == "cancel")
    probe.cancel(number);
  else
    probe.start(number, what);
}

/// Until the standard input ends.
void run(HttpNative& http) {
  NativeRandom random;
  Probe probe(http, random);
  std::string read_so_far;
  for (;;) {
    pollfd input{STDIN_FILENO, POLLIN, 0};
    if (::poll(&input, 1, 0) > 0) {
      char block[65536];
      const ssize_t count = ::read(STDIN_FILENO, block, sizeof block);
      if (count <= 0) return;
      read_so_far.append(block, static_cast<std::size_t>(count));
    }
    for (std::size_t end; (end = read_so_far.find('\n')) != std::string::npos;) {
      take_line(probe, std::string_view(read_so_far).substr(0, end));
      read_so_far.erase(0, end + 1);
    }
    for (const int number : probe.running()) {
      if (const auto answer = probe.poll(number)) std::printf("%d\t%s\n", number, answer->c_str());
    }
    std::fflush(stdout);
    http.wait(5);
  }
}

}  // namespace
}  // namespace quietroom::probe

int main(int argc, char** argv) {
  auto http = quietroom::HttpNative::open(argc > 1 ? argv[1] : "");
  if (!http.ok()) {
    std::fprintf(stderr, "%s\n", http.error().context.c_str());
    return 1;
  }
  quietroom::probe::run(*http.value());
  return 0;
}
