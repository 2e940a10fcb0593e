#include "io/moments_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstddef>
#include <exception>
#include <istream>
#include <optional>
#include <stdexcept>
#include <streambuf>
#include <string_view>
#include <unordered_set>
#include <utility>

#include "io/file_descriptor.hpp"
#include "io/input_error.hpp"
#include "io/utf8.hpp"
#include "least_squares/moments_format.hpp"

namespace adaline::io {
namespace {

constexpr std::string_view magic = least_squares::moments_magic;
// Sums of some such numbers are no more than what counts them.
constexpr double most_samples = 0x1p53;

// A source as the standard library reads it, a window at a time. What the source throws is kept, as a stream
// would take it for its end.
class SourceBuffer : public std::streambuf {
 public:
  explicit SourceBuffer(Source& source) : source_(source) { show(); }

  void rethrow() const {
    if (failure_) std::rethrow_exception(failure_);
  }

 protected:
  int_type underflow() override {
    if (failure_ || !advance()) return traits_type::eof();
    show();
    return traits_type::to_int_type(*gptr());
  }

 private:
  bool advance() {
    try {
      return source_.advance(source_.end());
    } catch (...) {
      failure_ = std::current_exception();
      return false;
    }
  }
  // Nothing is written there: std::streambuf has no pointers to const.
  void show() {
    char* const begin = const_cast<char*>(source_.begin());
    setg(begin, begin, const_cast<char*>(source_.end()));
  }

  Source& source_;
  std::exception_ptr failure_;
};

// What the library says, without the words that the place of an error says.
std::string_view without_subject(std::string_view message) {
  constexpr std::string_view subject = "moments: ";
  return message.starts_with(subject) ? message.substr(subject.size()) : message;
}

void check_names(const Moments& moments, const std::string& file) {
  if (!moments.has_names()) return;
  std::unordered_set<std::string_view> seen;
  for (std::size_t j = 0; j <= moments.features(); ++j) {
    const std::string_view name = moments.name(j);
    const auto refuse = [&](const char* what) { throw InputError({file}, "column " + in_quotes(name) + what); };
    if (name.empty()) refuse(" has no name");
    if (!is_utf8(name)) refuse(": its name is not UTF-8");
    if (!seen.insert(name).second) refuse(" is there twice");
  }
}

}  // namespace

bool is_moments(Preview& start) { return start.has(0, magic); }

bool is_file_of_moments(const std::string& path) {
  // A named pipe would wait for its writer, and what was read of it would be gone.
  struct stat status {};
  if (stat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) return false;
  const FileDescriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC));
  char start[magic.size()];
  return file.is_open() && pread(file.number(), start, sizeof start, 0) == ssize_t{sizeof start} &&
         std::string_view(start, sizeof start) == magic;
}

Moments read_moments(Source& source) {
  SourceBuffer buffer(source);
  std::istream stream(&buffer);
  std::optional<Moments> moments;
  try {
    moments = Moments::load(stream);
  } catch (const std::runtime_error& error) {
    buffer.rethrow();
    throw InputError({source.name()}, without_subject(error.what()));
  }
  const bool has_more = stream.peek() != std::istream::traits_type::eof();
  buffer.rethrow();
  if (has_more) throw InputError({source.name()}, "there is something behind its moments");
  if (moments->samples() > most_samples) throw InputError({source.name()}, "damaged: more than 2^53 samples");
  check_names(*moments, source.name());
  return *std::move(moments);
}

}  // namespace adaline::io
