// "Did you mean": the name that somebody may have meant.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace adaline::io {

// " (did you mean 'age'?)", or "" where no candidate is close: a third of its letters differ at most, where
// upper and lower case count as the same. The start of a name, four letters or more, is close too.
std::string suggestion(std::string_view name, const std::vector<std::string>& candidates);

}  // namespace adaline::io
