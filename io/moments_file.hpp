// Moments of samples (adaline/moments.hpp) as an input.
#pragma once

#include <adaline/moments.hpp>

#include <iosfwd>
#include <string>
#include <vector>

#include "io/part_record.hpp"
#include "io/preview.hpp"
#include "io/source.hpp"

namespace adaline::io {

// Whether an input begins as Moments::save() does.
bool is_moments(Preview& start);

// Whether this is a regular file that begins so. What cannot be read is none.
bool is_file_of_moments(const std::string& path);

struct MomentsOfParts {
  Moments moments;
  std::vector<PartRecord> parts;  // what they were made of; empty where the file does not say so
};

// Writes moments as Moments::save() does, and behind them the list of parts, unless it is empty.
// Moments::load() reads the first and leaves the second.
void write_moments(const Moments& moments, const std::vector<PartRecord>& parts, std::ostream& to);

// The list alone. read_parts() reads to the end of the stream, where there may be none, and throws
// std::runtime_error for anything else.
void write_parts(const std::vector<PartRecord>& parts, std::ostream& to);
std::vector<PartRecord> read_parts(std::istream& from);

// Reads all that is left of the source. Throws InputError for what is no whole file of moments, for anything
// behind them but a list of parts, and for names that no model can have: not UTF-8, empty, or there twice.
MomentsOfParts read_moments(Source& source);

}  // namespace adaline::io
