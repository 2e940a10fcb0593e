#include "io/moments_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <istream>
#include <optional>
#include <ostream>
#include <stdexcept>
#include <streambuf>
#include <string_view>
#include <unordered_set>
#include <utility>

#include "io/file_descriptor.hpp"
#include "io/input_error.hpp"
#include "io/utf8.hpp"
#include "least_squares/moments_format.hpp"
#include "least_squares/words.hpp"

namespace adaline::io {
namespace {

constexpr std::string_view magic = least_squares::moments_magic;
constexpr std::string_view parts_magic = "adaline parts 1\n";
constexpr std::uint64_t most_parts_in_a_file = std::uint64_t{1} << 20U;
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

std::vector<PartRecord> read_list(std::istream& from) {
  least_squares::WordReader reader(from);
  const std::size_t count = reader.count("parts", most_parts_in_a_file);
  std::vector<PartRecord> parts;
  for (std::size_t i = 0; i < count; ++i) {
    PartRecord part;
    part.data = reader.text();
    part.hash = reader.text();
    part.samples = reader.word();
    ShareRecord share;
    for (std::uint64_t* const word : {&share.number, &share.count, &share.begin, &share.end})
      *word = reader.word();
    if (share != ShareRecord{.number = 0, .count = 0}) part.share = share;
    if (const auto wrong = what_is_wrong_with(part)) throw std::runtime_error("damaged: " + *wrong);
    parts.push_back(std::move(part));
  }
  reader.finish();
  if (from.peek() != std::istream::traits_type::eof()) {
    throw std::runtime_error("there is something behind it");
  }
  return parts;
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

void write_moments(const Moments& moments, const std::vector<PartRecord>& parts, std::ostream& to) {
  moments.save(to);
  if (!parts.empty()) write_parts(parts, to);
}

void write_parts(const std::vector<PartRecord>& parts, std::ostream& to) {
  to.write(parts_magic.data(), parts_magic.size());
  least_squares::WordWriter writer(to);
  writer.word(parts.size());
  for (const PartRecord& part : parts) {
    writer.text(part.data);
    writer.text(part.hash);
    writer.word(part.samples);
    const ShareRecord share = part.share.value_or(ShareRecord{.number = 0, .count = 0});
    for (const std::uint64_t word : {share.number, share.count, share.begin, share.end}) writer.word(word);
  }
  writer.finish();
}

std::vector<PartRecord> read_parts(std::istream& from) {
  if (from.peek() == std::istream::traits_type::eof()) return {};
  char first[parts_magic.size()];
  from.read(first, sizeof first);
  if (from.gcount() != sizeof first || std::string_view(first, sizeof first) != parts_magic) {
    throw std::runtime_error("there is something behind its moments");
  }
  try {
    return read_list(from);
  } catch (const std::runtime_error& error) {
    throw std::runtime_error("the list of its parts: " + std::string(without_subject(error.what())));
  }
}

MomentsOfParts read_moments(Source& source) {
  SourceBuffer buffer(source);
  std::istream stream(&buffer);
  std::optional<MomentsOfParts> read;
  try {
    Moments moments = Moments::load(stream);
    read = {std::move(moments), read_parts(stream)};
  } catch (const std::runtime_error& error) {
    buffer.rethrow();
    throw InputError({source.name()}, without_subject(error.what()));
  }
  buffer.rethrow();
  if (read->moments.samples() > most_samples)
    throw InputError({source.name()}, "damaged: more than 2^53 samples");
  check_names(read->moments, source.name());
  return *std::move(read);
}

}  // namespace adaline::io
