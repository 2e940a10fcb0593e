// Of a program that is built without MPI.
#include "cli/ranks.hpp"

namespace adaline::cli {

std::unique_ptr<Ranks> ranks_of_launcher() { return nullptr; }

}  // namespace adaline::cli
