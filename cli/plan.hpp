// `adaline cpu --plan`: which strategy each kernel takes at which shape.
#pragma once

namespace adaline::cli {

// Of the level in use, for float and double: every range of feature counts with one plan, for samples in the
// first cache, in another one, and in memory.
void print_plans(bool as_json);

}  // namespace adaline::cli
