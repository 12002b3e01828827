#include "platform/native/terminal.h"

#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

#include <cerrno>

#include "platform/base/secret.h"

namespace quietroom {
namespace {

constexpr std::size_t kLineSizeMax = 4096;

/// The terminal without echo, as long as this lives. A signal that ends the program meanwhile
/// leaves that to the shell, which restores its terminal.
class Quiet {
 public:
  explicit Quiet(int terminal) : terminal_(terminal) {
    ok_ = ::tcgetattr(terminal_, &before_) == 0;
    termios quiet = before_;
    quiet.c_lflag &= static_cast<tcflag_t>(~static_cast<tcflag_t>(ECHO));
    quiet.c_lflag |= ECHONL;
    ok_ = ok_ && ::tcsetattr(terminal_, TCSAFLUSH, &quiet) == 0;
  }
  ~Quiet() {
    if (ok_) ::tcsetattr(terminal_, TCSAFLUSH, &before_);
  }
  Quiet(const Quiet&) = delete;
  Quiet& operator=(const Quiet&) = delete;
  bool ok() const { return ok_; }

 private:
  int terminal_;
  termios before_{};
  bool ok_ = false;
};

/// One line, byte by byte, so that nothing of what follows is taken away from anybody.
Result<std::string> read_line(int terminal) {
  std::string line;
  line.reserve(kLineSizeMax);  // Never moved: a copy that is left behind could not be wiped.
  for (;;) {
    char next = 0;
    const ssize_t count = ::read(terminal, &next, 1);
    if (count < 0 && errno == EINTR) continue;
    if (count == 1 && next == '\n') return line;
    if (count != 1 || line.size() == kLineSizeMax) {
      wipe(line);
      return Error{ErrorCode::kCancelled, "nothing was typed"};
    }
    line += next;
  }
}

}  // namespace

Result<std::string> ask_secret(const std::string& prompt) {
  const int terminal = ::open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC);
  if (terminal < 0) return Error{ErrorCode::kNotFound, "there is no terminal to ask at"};
  Result<std::string> line = Error{ErrorCode::kNotFound, "the terminal cannot be made quiet"};
  {
    const Quiet quiet(terminal);
    if (quiet.ok() && ::write(terminal, prompt.data(), prompt.size()) >= 0)
      line = read_line(terminal);
  }
  ::close(terminal);
  return line;
}

}  // namespace quietroom
