// Each rank has one sample, on the line t = 2 x + 1.
#include <adaline/mpi.hpp>

#include <cmath>
#include <cstddef>

int main(int argc, char** argv) {
  MPI_Init(&argc, &argv);
  int rank = 0;
  MPI_Comm_rank(MPI_COMM_WORLD, &rank);
  const double x[] = {static_cast<double>(rank)}, t[] = {2.0 * rank + 1};
  adaline::Moments part(1);
  part.add(adaline::Samples<double>{{x, 1, 1}, t});
  const std::size_t number[] = {static_cast<std::size_t>(rank)};
  const adaline::Moments all = adaline::mpi::fold({&part, 1}, number, MPI_COMM_WORLD);
  const double weight = all.solve().weights()[0];
  MPI_Finalize();
  return std::abs(weight - 2) < 1e-12 ? 0 : 1;
}
