// Reads a numeric CSV file into memory, as `adaline train` does, and prints one JSON object: seconds, rows,
// columns, the bytes of the matrix, and the most memory that the process ever had.
//   adaline_read_csv FILE float|double [THREADS]
#include <adaline/workers.hpp>

#include <chrono>
#include <cstdio>
#include <exception>
#include <fstream>
#include <string>
#include <string_view>

#include "io/columns.hpp"
#include "io/csv_reader.hpp"
#include "io/sample_table.hpp"

namespace {

// Of this program alone: getrusage would count what the process was before exec.
std::size_t peak_bytes() {
  std::ifstream status("/proc/self/status");
  std::string name;
  std::size_t kilobytes = 0;
  while (status >> name && name != "VmHWM:") continue;
  status >> kilobytes;
  return kilobytes * 1024;
}

template <class T>
void read(const char* file, std::size_t threads) {
  const auto start = std::chrono::steady_clock::now();
  adaline::io::Source source(file);
  adaline::io::CsvReader reader(source);
  adaline::io::choose_columns(reader, reader.columns());
  const std::size_t columns = reader.columns().size();
  adaline::Workers workers(threads);
  const auto table = adaline::io::read_samples<T>(reader, columns - 1, &workers);
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();

  const std::size_t rows = table.targets.elements().size();
  std::printf(
      "{\"seconds\": %.6f, \"rows\": %zu, \"columns\": %zu, \"matrix_bytes\": %zu, \"peak_bytes\": %zu}\n",
      seconds, rows, columns, rows * columns * sizeof(T), peak_bytes());
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3 && argc != 4) {
    std::fputs("usage: adaline_read_csv FILE float|double [THREADS]\n", stderr);
    return 2;
  }
  try {
    const std::size_t threads = argc == 4 ? std::stoul(argv[3]) : 1;
    std::string_view(argv[2]) == "float" ? read<float>(argv[1], threads) : read<double>(argv[1], threads);
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "adaline_read_csv: %s\n", error.what());
    return 1;
  }
}
