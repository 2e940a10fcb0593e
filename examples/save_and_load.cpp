// Keeps a neuron in a file and reads it again. The library has no format of its own: a neuron is its bias and
// its weights, and 17 digits of a double (9 of a float) say it to the last bit. Ends with 1 where another
// neuron came back.
#include <adaline/adaline.hpp>

#include <cstdio>
#include <fstream>
#include <iomanip>
#include <iterator>
#include <limits>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

void save(const adaline::Neuron<double>& neuron, const std::string& path) {
  std::ofstream file(path);
  file << std::setprecision(std::numeric_limits<double>::max_digits10) << neuron.bias() << '\n';
  for (const double weight : neuron.weights()) file << weight << '\n';
  file.close();
  if (!file) throw std::runtime_error("could not write " + path);
}

adaline::Neuron<double> load(const std::string& path) {
  std::ifstream file(path);
  const std::vector<double> numbers{std::istream_iterator<double>(file), {}};
  if (numbers.size() < 2 || !file.eof()) throw std::runtime_error(path + " holds no neuron");
  return adaline::Neuron<double>(std::span(numbers).subspan(1), numbers[0]);
}

int main() {
  const std::vector<double> x = {0.1, 0.2, 0.3, 0.4, 0.5, 0.7}, t = {1.3, 2.2, 2.8};
  adaline::Neuron<double> neuron(2);
  (void)adaline::train(neuron, {{x.data(), 3, 2}, t}, adaline::Online{});
  save(neuron, "neuron.txt");
  const adaline::Neuron<double> loaded = load("neuron.txt");
  std::printf("%.17g %.17g, bias %.17g\n", loaded.weights()[0], loaded.weights()[1], loaded.bias());
  return loaded == neuron ? 0 : 1;
}
