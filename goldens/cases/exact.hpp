// A number of 113 bits, which hold products of doubles exactly.
#pragma once

namespace adaline::cases {

#ifdef __SIZEOF_FLOAT128__
__extension__ typedef __float128 Exact;
#else
using Exact = long double;  // of 113 bits on 64-bit Arm
#endif

}  // namespace adaline::cases
