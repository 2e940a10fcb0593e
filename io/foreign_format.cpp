#include "io/foreign_format.hpp"

#include <string>
#include <string_view>

#include "io/input_error.hpp"
#include "least_squares/moments_format.hpp"

namespace adaline::io {
namespace {

using namespace std::string_view_literals;

struct Format {
  std::string_view start;
  const char* message;
};

constexpr const char* is_utf16 = "is UTF-16, not UTF-8; convert it first, with: iconv -f UTF-16 -t UTF-8";

// No text begins with these.
constexpr Format formats[] = {
    {"\xff\xfe"sv, is_utf16},
    {"\xfe\xff"sv, is_utf16},
    {"\x1f\x8b"sv, "is compressed; unpack it first, with: gzip -dc"},
    {"BZh1\x31\x41\x59\x26\x53\x59"sv, "is compressed; unpack it first, with: bzip2 -dc"},
    {"\xfd\x37zXZ\0"sv, "is compressed; unpack it first, with: xz -dc"},
    {"\x28\xb5\x2f\xfd"sv, "is compressed; unpack it first, with: zstd -dc"},
    {"PK\x03\x04"sv,
     "is a workbook (.xlsx, .ods) or a zip archive; save its sheet as CSV, or unpack it first, with: unzip -p"},
    {"\xd0\xcf\x11\xe0"sv, "is a workbook of an old Excel (.xls); save its sheet as CSV"},
    {least_squares::moments_magic, "holds moments, not samples; they are for: adaline train --method exact"},
    {"PAR1\x15"sv, "is Parquet, not CSV; convert it first, as pandas does by read_parquet(..).to_csv(..)"}};

constexpr const char* is_page = "is a web page (HTML), not CSV; was it downloaded from the right address?";
constexpr const char* is_xml = "is XML, not CSV; save or convert it as CSV";
constexpr const char* is_json =
    "is JSON, not CSV; convert it first, as pandas does by read_json(..).to_csv(..)";

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// `start` is in lower case.
bool has_in_any_case(Preview& text, std::size_t at, std::string_view start) {
  for (std::size_t i = 0; i < start.size(); ++i) {
    if (!text.has(at + i) || lower(text[at + i]) != start[i]) return false;
  }
  return true;
}

// Blanks and line ends.
std::size_t behind_space(Preview& text, std::size_t at) {
  while (text.has(at) && " \t\r\n"sv.find(text[at]) != std::string_view::npos) ++at;
  return at;
}

// A brace or a bracket alone may begin a name, as in "[m],[s]".
bool is_json_at(Preview& text, std::size_t at) {
  if (!text.has(at) || (text[at] != '{' && text[at] != '[')) return false;
  const std::string_view may_follow = text[at] == '{' ? "\"}"sv : "\"{["sv;
  at = behind_space(text, at + 1);
  return text.has(at) && may_follow.find(text[at]) != std::string_view::npos;
}

// The digit of bzip2 is the size of its blocks.
bool has_start(Preview& text, std::string_view start) {
  if (!start.starts_with("BZh")) return text.has(0, start);
  return text.has(0, "BZh") && text.has(3) && text[3] >= '1' && text[3] <= '9' && text.has(4, start.substr(4));
}

}  // namespace

void refuse_foreign_format(Preview& text) {
  for (const Format& format : formats) {
    if (has_start(text, format.start)) throw InputError({text.name()}, format.message);
  }
  const std::size_t begin = behind_space(text, text.has(0, "\xef\xbb\xbf") ? 3 : 0);
  for (const char* const start : {"<!doctype html", "<html"}) {
    if (has_in_any_case(text, begin, start)) throw InputError({text.name()}, is_page);
  }
  if (text.has(begin, "<?xml")) throw InputError({text.name()}, is_xml);
  if (is_json_at(text, begin)) throw InputError({text.name()}, is_json);
}

// In UTF-16 the zero byte of a letter comes second, or first where the larger byte does.
void refuse_zero_byte(const Preview& text, std::size_t at) {
  const std::string order = at % 2 == 1 ? "LE" : "BE";
  throw InputError({text.name()},
                   "holds zero bytes, as UTF-16 does; if it is, convert it first, with: iconv -f UTF-16" +
                       order + " -t UTF-8");
}

}  // namespace adaline::io
