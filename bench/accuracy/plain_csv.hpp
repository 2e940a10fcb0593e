// CSV without quotes: tests/data/nist and least_squares_peers.csv. The program of accuracy is built without the
// library that reads any CSV.
#pragma once

#include <string>
#include <vector>

namespace adaline::bench {

// All lines but those that begin with '#', the header included. Throws std::runtime_error.
std::vector<std::vector<std::string>> read_plain_csv(const std::string& path);

// The lines that begin with '#', without that and the blank after it.
std::vector<std::string> comments_of_csv(const std::string& path);

}  // namespace adaline::bench
