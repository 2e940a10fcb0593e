#include "goldens/cases/public_functions.hpp"

#include "bench/short_calls/short_calls.hpp"

namespace adaline::bench {

constinit const Rival public_functions{Isa::scalar, cases::public_functions<float>(),
                                       cases::public_functions<double>()};

}  // namespace adaline::bench
