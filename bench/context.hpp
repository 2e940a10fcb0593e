// What the output must say beside the numbers: which library, which CPU levels, which compiler.
#pragma once

namespace adaline::bench {

void add_context();

}  // namespace adaline::bench
