#include "tests/cli/program.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <functional>
#include <sstream>
#include <stdexcept>

namespace adaline::test {
namespace {

constexpr int step_milliseconds = 5;

int open_for_writing(const std::filesystem::path& path) {
  const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0) throw std::runtime_error("cannot open " + path.string());
  return file;
}

struct Pipe {
  int reading;
  int writing;
};

Pipe make_pipe() {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("cannot make a pipe");
  return {ends[0], ends[1]};
}

// The writing end of a pipe that nobody reads.
int closed_pipe() {
  const Pipe ends = make_pipe();
  close(ends.reading);
  return ends.writing;
}

// The end of a terminal that shows what is written to the other.
int open_terminal(int columns, int rows) {
  const int terminal = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
  if (terminal < 0 || grantpt(terminal) != 0 || unlockpt(terminal) != 0) {
    throw std::runtime_error("cannot make a terminal");
  }
  winsize size{};
  size.ws_col = static_cast<unsigned short>(columns);
  size.ws_row = static_cast<unsigned short>(rows);
  ioctl(terminal, TIOCSWINSZ, &size);
  return terminal;
}

int open_other_end(int terminal) { return open(ptsname(terminal), O_RDWR | O_NOCTTY | O_CLOEXEC); }

// What can be read within that time. The closed other end of a terminal is reported as an error: false.
bool read_some(int file, std::string& text, int milliseconds) {
  pollfd waiting{.fd = file, .events = POLLIN, .revents = 0};
  if (poll(&waiting, 1, milliseconds) <= 0) return true;
  char buffer[4096];
  const ssize_t count = read(file, buffer, sizeof buffer);
  if (count < 0) return errno == EINTR;
  text.append(buffer, static_cast<std::size_t>(count));
  return count > 0;
}

void read_all(int file, std::string& text) {
  while (read_some(file, text, -1)) continue;
}

void wait_until(const char* what, const std::function<bool()>& holds) {
  const auto limit = std::chrono::steady_clock::now() + std::chrono::minutes(1);
  while (!holds()) {
    if (std::chrono::steady_clock::now() > limit) throw std::runtime_error(std::string("waited for ") + what);
    poll(nullptr, 0, step_milliseconds);
  }
}

void limit(decltype(RLIMIT_AS) resource, std::size_t bytes) {
  const rlimit to{bytes, bytes};
  if (bytes > 0 && setrlimit(resource, &to) != 0) _exit(126);
}

[[noreturn]] void become_adaline(const Invocation& invocation, int input, int output, int errors) {
  for (const auto& [name, value] : invocation.environment) setenv(name.c_str(), value.c_str(), 1);
  if (!invocation.folder.empty() && chdir(invocation.folder.c_str()) != 0) _exit(126);
  std::vector<std::string> words = {"adaline"};
  words.insert(words.end(), invocation.arguments.begin(), invocation.arguments.end());
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  // Whoever runs the tests may ignore them.
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) std::signal(signal, SIG_DFL);
  dup2(input, STDIN_FILENO);
  if (invocation.output == Output::closed) {
    close(STDOUT_FILENO);
  } else {
    dup2(output, STDOUT_FILENO);
  }
  dup2(errors, STDERR_FILENO);
  limit(RLIMIT_AS, invocation.most_memory);
  limit(RLIMIT_FSIZE, invocation.largest_file);
  execv(ADALINE_PROGRAM, argv.data());
  _exit(127);
}

}  // namespace

RunningProgram::RunningProgram(const Invocation& invocation) {
  int input = -1;
  if (invocation.input_stays_open) {
    const Pipe ends = make_pipe();
    input = ends.reading;
    input_ = ends.writing;
    const ssize_t written = write(input_, invocation.input.data(), invocation.input.size());
    if (written != static_cast<ssize_t>(invocation.input.size())) throw std::runtime_error("too much input");
  } else {
    write_file(captured_ / "input", invocation.input);
    input = open((captured_ / "input").c_str(), O_RDONLY | O_CLOEXEC);
  }

  int errors = -1;
  if (invocation.errors_on_terminal) {
    errors_terminal_ = open_terminal(invocation.columns, invocation.rows);
    errors = open_other_end(errors_terminal_);
  } else {
    errors = open_for_writing(captured_ / "errors");
  }

  int output = -1;
  switch (invocation.output) {
    case Output::captured:
    case Output::closed:
      output = open_for_writing(captured_ / "output");
      break;
    case Output::full_disk:
      output = open_for_writing("/dev/full");
      break;
    case Output::closed_pipe:
      output = closed_pipe();
      break;
    case Output::terminal:
      output_terminal_ = open_terminal(invocation.columns, invocation.rows);
      output = open_other_end(output_terminal_);
      break;
  }

  process_ = fork();
  if (process_ < 0) throw std::runtime_error("cannot fork");
  if (process_ == 0) become_adaline(invocation, input, output, errors);
  close(input);
  close(output);
  close(errors);
}

RunningProgram::~RunningProgram() {
  if (process_ < 0) return;
  kill(process_, SIGKILL);
  try {
    finish();
  } catch (const std::exception&) {  // a test has failed already
  }
}

void RunningProgram::wait_for_errors(std::string_view text) {
  wait_until("text on standard error", [&] {
    const bool ended = has_ended();  // first: what it wrote last is then seen
    read_terminals();
    if (errors_terminal_ < 0) outcome_.errors = read_file(captured_ / "errors");
    if (contains(outcome_.errors, text)) return true;
    if (ended) throw std::runtime_error("ended without: " + std::string(text) + "\n" + outcome_.errors);
    return false;
  });
}

void RunningProgram::wait_until_it_waits(int pipe) {
  if (pipe < 0) pipe = input_;
  wait_until("a program that waits for input", [&] {
    if (has_ended()) throw std::runtime_error("ended without waiting for input");
    int unread = 0;
    if (pipe >= 0) ioctl(pipe, FIONREAD, &unread);
    return unread == 0 && catches(SIGINT) && status("State")[0] == 'S';
  });
}

void RunningProgram::send(int signal) const { kill(process_, signal); }

Outcome RunningProgram::finish() {
  if (output_terminal_ >= 0) read_all(output_terminal_, outcome_.output);
  if (errors_terminal_ >= 0) read_all(errors_terminal_, outcome_.errors);
  int status = 0;
  rusage usage{};
  while (wait4(process_, &status, 0, &usage) < 0 && errno == EINTR) continue;
  process_ = -1;
  for (const int file : {input_, output_terminal_, errors_terminal_}) {
    if (file >= 0) close(file);
  }
  outcome_.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  outcome_.peak_memory = static_cast<std::size_t>(usage.ru_maxrss) * 1024;
  if (output_terminal_ < 0) outcome_.output = read_file(captured_ / "output");
  if (errors_terminal_ < 0) outcome_.errors = read_file(captured_ / "errors");
  return outcome_;
}

// So that the program never waits for a reader.
void RunningProgram::read_terminals() {
  if (output_terminal_ >= 0) read_some(output_terminal_, outcome_.output, 0);
  if (errors_terminal_ >= 0) read_some(errors_terminal_, outcome_.errors, 0);
}

bool RunningProgram::has_ended() const {
  siginfo_t info{};
  return waitid(P_PID, static_cast<id_t>(process_), &info, WEXITED | WNOHANG | WNOWAIT) == 0 &&
         info.si_pid == process_;
}

// What the kernel says of it (proc_pid_status(5)).
std::string RunningProgram::status(const std::string& name) const {
  for (const std::string& line : lines_of(read_file("/proc/" + std::to_string(process_) + "/status"))) {
    if (line.starts_with(name + ":\t")) return line.substr(name.size() + 2);
  }
  return "?";
}

bool RunningProgram::catches(int signal) const {
  return (std::strtoull(status("SigCgt").c_str(), nullptr, 16) >> (signal - 1) & 1) != 0;
}

Outcome run_adaline(const Invocation& invocation) { return RunningProgram(invocation).finish(); }

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  std::istringstream in{std::string(text)};
  for (std::string line; std::getline(in, line);) {
    if (line.ends_with('\r')) line.pop_back();  // a terminal ends lines with both
    lines.push_back(line);
  }
  return lines;
}

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

bool gnuplot_is_here() { return std::system("gnuplot --version > /dev/null 2>&1") == 0; }

}  // namespace adaline::test
