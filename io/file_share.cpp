#include "io/file_share.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "io/csv_record.hpp"
#include "io/input_error.hpp"

namespace adaline::io {
namespace {

constexpr std::size_t block = std::size_t{1} << 16U;
constexpr const char* empty_line = "an empty line between the rows";

std::size_t count_of(char c, std::string_view text) { return count(text.data(), text.data() + text.size(), c); }

}  // namespace

FileShare::FileShare(const std::string& path, Header header, const ShareRecord& share)
    : name_(input_name(path)), share_(share) {
  open(path);
  read_header(path, header);
  rows_end_ = end_of_rows();
  if (rows_end_ <= rows_begin_) throw InputError({name_}, no_samples);
  section_.begin = first_row_from(cut(share.number - 1));
  section_.end = first_row_from(cut(share.number));
  const bool has_first_row = section_.begin == rows_begin_ && !is_empty();
  repeats_first_row_ = header == Header::none && !has_first_row;
  section_.before = bytes(0, repeats_first_row_ ? first_row_end_ : rows_begin_);
  lines_before_ = count_of(line_end_, section_.before);
  if (is_empty()) return;
  const std::string first = bytes(section_.begin, std::min(section_.begin + 2, section_.end));
  if (first.front() == line_end_ || first == "\r\n") {
    throw InputError({name_, count_lines(0, section_.begin) + 1}, empty_line);
  }
}

void FileShare::open(const std::string& path) {
  struct stat status {};
  // A pipe that is only opened would wait for its writer.
  const bool is_there = path == "-" || stat(path.c_str(), &status) == 0;
  if (is_there && !S_ISREG(status.st_mode)) {
    throw InputError({name_}, "is no regular file, and only the size of one says where its shares begin");
  }
  file_ = FileDescriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file_.is_open()) throw InputError({name_}, std::string("cannot be read: ") + std::strerror(errno));
  section_.state = state_of(file_);
}

void FileShare::read_header(const std::string& path, Header header) {
  Source source(path, {}, block);
  const CsvReader reader(source, header);
  line_end_ = reader.line_end();
  is_by_blanks_ = reader.delimiter() == ' ';
  const std::string_view line = reader.first_record();
  const std::size_t begin = source.offset() + static_cast<std::size_t>(line.data() - source.begin());
  first_row_end_ = behind_line_end(begin + line.size());
  rows_begin_ = header == Header::none ? begin : first_row_end_;
}

// What is multiplied stays small: bytes * number might be too large.
std::size_t FileShare::cut(std::uint64_t number) const {
  const std::size_t size = section_.state.bytes;
  return size / share_.count * number + size % share_.count * number / share_.count;
}

std::size_t FileShare::first_row_from(std::size_t position) const {
  if (position <= rows_begin_) return rows_begin_;
  // A row begins there if a line ends just before.
  return std::min(behind_line_end(position - 1), rows_end_);
}

// Behind the first line end from `position` on, or the end of the file.
std::size_t FileShare::behind_line_end(std::size_t position) const {
  const std::size_t size = section_.state.bytes;
  while (position < size) {
    const std::string text = bytes(position, std::min(position + block, size));
    const std::size_t found = text.find(line_end_);
    if (found != std::string::npos) return position + found + 1;
    position += text.size();
  }
  return size;
}

std::size_t FileShare::end_of_rows() const {
  const std::string_view blanks = is_by_blanks_ ? "\r\n \t" : "\r\n";
  for (std::size_t end = section_.state.bytes; end > rows_begin_;) {
    const std::size_t begin = end - std::min(end - rows_begin_, block);
    const std::size_t found = bytes(begin, end).find_last_not_of(blanks);
    if (found != std::string::npos) return behind_line_end(begin + found);
    end = begin;
  }
  return rows_begin_;
}

std::string FileShare::bytes(std::size_t begin, std::size_t end) const {
  std::string text(end - begin, '\0');
  for (std::size_t filled = 0; filled < text.size();) {
    const ssize_t count =
        pread(file_.number(), text.data() + filled, text.size() - filled, static_cast<off_t>(begin + filled));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) throw InputError({name_}, std::string("cannot be read: ") + std::strerror(errno));
    if (count == 0) throw InputError({name_}, "became shorter while it was read");
    filled += static_cast<std::size_t>(count);
  }
  return text;
}

std::size_t FileShare::count_lines(std::size_t begin, std::size_t end) const {
  std::size_t lines = 0;
  for (; begin < end; begin += std::min(block, end - begin)) {
    lines += count_of(line_end_, bytes(begin, begin + std::min(block, end - begin)));
  }
  return lines;
}

ShareRecord FileShare::record() const {
  ShareRecord record = share_;
  record.begin = section_.begin;
  record.end = section_.end;
  return record;
}

void FileShare::take(std::string_view bytes) {
  if (const std::size_t quote = bytes.find('"'); quote != std::string_view::npos) {
    const std::size_t lines = lines_taken_ + count_of(line_end_, bytes.substr(0, quote));
    throw InputError(
        {name_, lines_before_ + lines + 1},
        "a share may hold no quote, as a line end in quotes would look like the end of a row: read "
        "the file as a whole");
  }
  lines_taken_ += count_of(line_end_, bytes);
  if (!bytes.empty()) ends_within_a_line_ = bytes.back() != line_end_;
}

// A line that is empty ends what CsvReader reads.
void FileShare::check_rows(std::size_t rows) const {
  const std::size_t lines = lines_taken_ + (ends_within_a_line_ ? 1 : 0);
  if (rows < lines) throw InputError({name_, lines_before_ + rows + 1}, empty_line);
}

InputError FileShare::placed(const InputError& error) const {
  Place place = error.place();
  if (place.line <= lines_before_) return error;
  place.line += count_lines(section_.before.size(), section_.begin);
  return {place, error.message()};
}

}  // namespace adaline::io
