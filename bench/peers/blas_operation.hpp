#pragma once

namespace adaline::bench {

// What a product of BLAS takes a matrix for.
enum class Op { plain, transpose };

}  // namespace adaline::bench
