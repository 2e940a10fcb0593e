#include "cli/process.hpp"

#include <fcntl.h>
#include <fmt/core.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <system_error>

#include "cli/errors.hpp"
#include "cli/interrupt.hpp"
#include "io/file_descriptor.hpp"

extern char** environ;

namespace adaline::cli {
namespace {

struct Pipe {
  io::FileDescriptor reader;
  io::FileDescriptor writer;

  Pipe() {
    int ends[2];
    if (pipe(ends) != 0) {
      throw Error(ExitCode::failure, fmt::format("cannot make a pipe: {}", std::strerror(errno)));
    }
    reader = io::FileDescriptor(ends[0]);
    writer = io::FileDescriptor(ends[1]);
    for (const int end : ends) fcntl(end, F_SETFD, FD_CLOEXEC);
  }
};

// The C structures of posix_spawn, freed at the end.
struct SpawnActions {
  posix_spawn_file_actions_t of_files;
  posix_spawnattr_t attributes;

  SpawnActions() {
    posix_spawn_file_actions_init(&of_files);
    posix_spawnattr_init(&attributes);
    // An ignored signal stays ignored in the new program, unless it is asked for.
    sigset_t signals;
    sigemptyset(&signals);
    for (const int signal : {SIGPIPE, SIGXFSZ}) sigaddset(&signals, signal);
    posix_spawnattr_setsigdefault(&attributes, &signals);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
  }
  SpawnActions(const SpawnActions&) = delete;
  SpawnActions& operator=(const SpawnActions&) = delete;
  ~SpawnActions() {
    posix_spawn_file_actions_destroy(&of_files);
    posix_spawnattr_destroy(&attributes);
  }

  void connect(const io::FileDescriptor& end, int number) {
    posix_spawn_file_actions_adddup2(&of_files, end.number(), number);
  }
};

// Writes what fits; closes the pipe when all is written or nobody reads any more.
void feed(io::FileDescriptor& pipe, std::string_view& input) {
  const ssize_t written = write(pipe.number(), input.data(), input.size());
  if (written >= 0) input.remove_prefix(static_cast<std::size_t>(written));
  const bool failed = written < 0 && errno != EAGAIN && errno != EINTR;
  if (failed || input.empty()) pipe.close();
}

// Reads what is there; closes the pipe at its end.
void drain(io::FileDescriptor& pipe, std::string& text) {
  char buffer[65536];
  const ssize_t count = read(pipe.number(), buffer, sizeof buffer);
  if (count > 0) text.append(buffer, static_cast<std::size_t>(count));
  if (count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR)) pipe.close();
}

// A program at work, which does not outlive this.
class Child {
 public:
  explicit Child(pid_t process) : process_(process) {}
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child() {
    if (process_ == 0) return;
    kill(process_, SIGKILL);
    while (waitpid(process_, nullptr, 0) < 0 && errno == EINTR) continue;
  }

  // Its exit code, or 128 + the signal that ended it.
  int wait() {
    int status = 0;
    while (true) {
      const pid_t ended = waitpid(process_, &status, WNOHANG);
      if (ended == process_) break;
      look_for_an_interrupt();
      poll(nullptr, 0, 1);
    }
    process_ = 0;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }

  static void look_for_an_interrupt() {
    if (!InterruptHandling::is_interrupted()) return;
    throw Error(ExitCode::failure, "interrupted while another program was at work");
  }

 private:
  pid_t process_;
};

// Writes and reads as the program likes, so that neither waits for the other.
void converse(io::FileDescriptor& to, std::string_view input, io::FileDescriptor& from,
              io::FileDescriptor& errors, ProcessResult& result) {
  // A signal that comes just before poll() does not end it.
  constexpr int milliseconds = 100;
  fcntl(to.number(), F_SETFL, O_NONBLOCK);
  if (input.empty()) to.close();
  while (to.is_open() || from.is_open() || errors.is_open()) {
    // poll() passes over closed ones, whose number is -1.
    pollfd ends[] = {{to.number(), POLLOUT, 0}, {from.number(), POLLIN, 0}, {errors.number(), POLLIN, 0}};
    const int count = poll(ends, std::size(ends), milliseconds);
    Child::look_for_an_interrupt();
    if (count < 0) {
      if (errno == EINTR) continue;
      throw Error(ExitCode::failure, fmt::format("cannot wait for a pipe: {}", std::strerror(errno)));
    }
    if (ends[0].revents != 0) feed(to, input);
    if (ends[1].revents != 0) drain(from, result.output);
    if (ends[2].revents != 0) drain(errors, result.errors);
  }
}

// That of this program, without some variables.
std::vector<char*> environment_without(const std::vector<std::string>& names) {
  std::vector<char*> result;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view text = *entry;
    const auto is_named = [&](const std::string& name) { return text.starts_with(name + "="); };
    if (std::ranges::none_of(names, is_named)) result.push_back(*entry);
  }
  result.push_back(nullptr);
  return result;
}

}  // namespace

std::optional<std::filesystem::path> find_program(std::string_view name) {
  const char* const variable = std::getenv("PATH");
  std::string_view folders = variable != nullptr ? variable : "/usr/local/bin:/usr/bin:/bin";
  while (true) {
    const std::size_t end = folders.find(':');
    const std::filesystem::path folder = folders.substr(0, end);
    const std::filesystem::path program = (folder.empty() ? "." : folder) / name;
    std::error_code ignored;
    if (std::filesystem::is_regular_file(program, ignored) && access(program.c_str(), X_OK) == 0)
      return program;
    if (end == std::string_view::npos) return std::nullopt;
    folders.remove_prefix(end + 1);
  }
}

ProcessResult run_program(const std::filesystem::path& program, std::vector<std::string> arguments,
                          std::string_view input, const std::vector<std::string>& unset) {
  Pipe to, from, errors;
  SpawnActions actions;
  actions.connect(to.reader, STDIN_FILENO);
  actions.connect(from.writer, STDOUT_FILENO);
  actions.connect(errors.writer, STDERR_FILENO);

  std::string name = program.string();
  std::vector<char*> argv = {name.data()};
  for (std::string& argument : arguments) argv.push_back(argument.data());
  argv.push_back(nullptr);

  std::vector<char*> environment = environment_without(unset);
  pid_t process = 0;
  const int error = posix_spawn(&process, program.c_str(), &actions.of_files, &actions.attributes, argv.data(),
                                environment.data());
  if (error != 0) {
    throw Error(ExitCode::failure, fmt::format("cannot run '{}': {}", name, std::strerror(error)));
  }
  Child child(process);
  to.reader.close();
  from.writer.close();
  errors.writer.close();

  ProcessResult result;
  converse(to.writer, input, from.reader, errors.reader, result);
  result.status = child.wait();
  return result;
}

}  // namespace adaline::cli
