// Which sizes are measured: from one element to beyond the last cache. They are the same on every CPU, so that
// CPUs can be compared.
#pragma once

#include <cstddef>
#include <vector>

#include "goldens/cases/case.hpp"

namespace adaline::bench {

enum class Selection { quick, full };

// The bytes of features that lie in memory: at most 256 MB (quick) or 1 GB, and so few that the arrays of
// all contenders fit into what is free.
std::size_t memory_bytes(Selection selection, std::size_t available);

// Of vector kernels, which take `bytes_per_element` of all their arrays for each element: one row of n.
std::vector<cases::Shape> vector_shapes(Selection selection, std::size_t bytes_per_element,
                                        std::size_t memory_bytes);

// Of tasks over samples: a few, short and long rows, for a few sizes of all features together.
std::vector<cases::Shape> sample_shapes(Selection selection, std::size_t element_size,
                                        std::size_t memory_bytes);

// Of one row at a time: a few rows, so that they are in the first cache.
std::vector<cases::Shape> one_row_shapes(Selection selection);

// Of a stream: its samples, of which all arrays stay in the second cache, by the taps of a filter.
std::vector<cases::Shape> stream_shapes(Selection selection);

// Of moments, whose work and results grow with the square of the features: few features in memory, many in a
// few MB.
std::vector<cases::Shape> moment_shapes(Selection selection, std::size_t element_size,
                                        std::size_t memory_bytes);

// Of 200 epochs: samples that two passes in each take a second for at the most, and of --full beyond the
// caches.
std::vector<cases::Shape> run_shapes(Selection selection, std::size_t element_size, std::size_t memory_bytes);

// Of a ridge regression: samples that stay in a cache.
std::vector<cases::Shape> ridge_shapes();

// Of a pool of vectors of 256, 1024 and 4096 elements that fill the memory.
std::vector<cases::Shape> pool_shapes(std::size_t element_size, std::size_t memory_bytes);

// Of tasks about threads: samples in the second cache, in the third and in memory.
std::vector<cases::Shape> thread_shapes(Selection selection, std::size_t element_size,
                                        std::size_t memory_bytes);

// How many threads these are done by: 1, 2, 4 and so on to as many as there are, of which the quick selection
// has 1, 2 and all.
std::vector<std::size_t> thread_counts(Selection selection, std::size_t available);

// Of tasks about growth: more and more rows of 64 features, and 4096 rows of more and more features.
// `most_features` where work grows with their square.
std::vector<cases::Shape> growth_shapes(Selection selection, std::size_t element_size, std::size_t memory_bytes,
                                        std::size_t most_features);

// Whether a call is so short that the way to it counts.
bool is_short(cases::Shape shape);

// Whether it is beyond the patience of those who are slow by design.
bool is_long(cases::Shape shape);

}  // namespace adaline::bench
