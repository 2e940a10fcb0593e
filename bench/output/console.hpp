// Rows for people, a small table for each task.
#pragma once

#include <iosfwd>
#include <span>

#include "bench/output/row.hpp"

namespace adaline::bench {

void print_table(std::ostream& out, std::span<const Row> rows);

}  // namespace adaline::bench
