#include "program.hpp"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <sstream>
#include <stdexcept>

#include "temporary_folder.hpp"

namespace adaline::test {
namespace {

int open_for_writing(const std::filesystem::path& path) {
  const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0) throw std::runtime_error("cannot open " + path.string());
  return file;
}

// The writing end of a pipe that nobody reads.
int closed_pipe() {
  int ends[2];
  if (pipe(ends) != 0) throw std::runtime_error("cannot make a pipe");
  close(ends[0]);
  return ends[1];
}

// The end of a terminal that shows what is written to the other.
int open_terminal(int columns, int rows) {
  const int terminal = posix_openpt(O_RDWR | O_NOCTTY);
  if (terminal < 0 || grantpt(terminal) != 0 || unlockpt(terminal) != 0) {
    throw std::runtime_error("cannot make a terminal");
  }
  winsize size{};
  size.ws_col = static_cast<unsigned short>(columns);
  size.ws_row = static_cast<unsigned short>(rows);
  ioctl(terminal, TIOCSWINSZ, &size);
  return terminal;
}

// Until the other end is closed; a terminal reports that as an error.
std::string read_all(int file) {
  std::string text;
  char buffer[4096];
  while (true) {
    const ssize_t count = read(file, buffer, sizeof buffer);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return text;
    text.append(buffer, static_cast<std::size_t>(count));
  }
}

[[noreturn]] void become_adaline(const Invocation& invocation, int output, int errors) {
  for (const auto& [name, value] : invocation.environment) setenv(name.c_str(), value.c_str(), 1);
  if (!invocation.folder.empty() && chdir(invocation.folder.c_str()) != 0) _exit(126);
  std::vector<std::string> words = {"adaline"};
  words.insert(words.end(), invocation.arguments.begin(), invocation.arguments.end());
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  dup2(open("/dev/null", O_RDONLY), STDIN_FILENO);
  if (invocation.output == Output::closed) {
    close(STDOUT_FILENO);
  } else {
    dup2(output, STDOUT_FILENO);
  }
  dup2(errors, STDERR_FILENO);
  execv(ADALINE_PROGRAM, argv.data());
  _exit(127);
}

}  // namespace

Outcome run_adaline(const Invocation& invocation) {
  const TemporaryFolder captured;
  const int errors = open_for_writing(captured / "errors");
  int terminal = -1;
  int output = -1;
  switch (invocation.output) {
    case Output::captured:
    case Output::closed:
      output = open_for_writing(captured / "output");
      break;
    case Output::full_disk:
      output = open_for_writing("/dev/full");
      break;
    case Output::closed_pipe:
      output = closed_pipe();
      break;
    case Output::terminal:
      terminal = open_terminal(invocation.columns, invocation.rows);
      output = open(ptsname(terminal), O_RDWR | O_NOCTTY);
      break;
  }

  const pid_t process = fork();
  if (process < 0) throw std::runtime_error("cannot fork");
  if (process == 0) become_adaline(invocation, output, errors);
  close(output);
  close(errors);

  Outcome outcome;
  if (terminal >= 0) {
    outcome.output = read_all(terminal);
    close(terminal);
  }
  int status = 0;
  while (waitpid(process, &status, 0) < 0 && errno == EINTR) continue;
  outcome.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  if (invocation.output == Output::captured) outcome.output = read_file(captured / "output");
  outcome.errors = read_file(captured / "errors");
  return outcome;
}

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
