// Moments of samples (adaline/moments.hpp) as an input.
#pragma once

#include <adaline/moments.hpp>

#include <string>

#include "io/preview.hpp"
#include "io/source.hpp"

namespace adaline::io {

// Whether an input begins as Moments::save() does.
bool is_moments(Preview& start);

// Whether this is a regular file that begins so. What cannot be read is none.
bool is_file_of_moments(const std::string& path);

// Reads all that is left of the source. Throws InputError for what is no whole file of moments, for anything
// behind them, and for names that no model can have: not UTF-8, empty, or there twice.
Moments read_moments(Source& source);

}  // namespace adaline::io
