// `adaline train --threads`: it changes no byte of the model.
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "goldens/cases/random_problem.hpp"
#include "tests/cli/program.hpp"
#include "tests/cli/temporary_folder.hpp"

namespace adaline::test {
namespace {

using Arguments = std::vector<std::string>;

class TrainThreads : public testing::Test {
 protected:
  // Enough for a pass to be divided.
  TrainThreads() {
    const cases::RandomProblem<double> problem(6000, 12, 1);
    std::string text = "a,b,c,d,e,f,g,h,i,j,k,l,y\n";
    for (std::size_t r = 0; r < problem.rows; ++r) {
      for (std::size_t c = 0; c < problem.cols; ++c)
        text += std::to_string(problem.x[r * problem.stride + c]) + ',';
      text += std::to_string(problem.t[r]) + '\n';
    }
    write_file(folder_ / "d.csv", text);
  }

  std::string model_of(const Arguments& more, const std::map<std::string, std::string>& environment) {
    Arguments arguments = {"train", "d.csv", "--target", "y", "--model", "m.json"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    const Outcome outcome =
        run_adaline({.arguments = arguments, .environment = environment, .folder = folder_.path()});
    EXPECT_EQ(outcome.exit_code, 0) << outcome.errors;
    return read_file(folder_ / "m.json");
  }

  TemporaryFolder folder_;
};

TEST_F(TrainThreads, ChangeNoByteOfTheModel) {
  for (const Arguments& method :
       {Arguments{"--strategy", "gradient_descent", "--epochs", "5"}, Arguments{"--epochs", "2000"},
        Arguments{"--method", "minibatch", "--batch-size", "3000", "--epochs", "5"},
        Arguments{"--method", "online", "--epochs", "2"}, Arguments{"--method", "exact"}}) {
    const auto with = [&](const Arguments& threads) {
      Arguments all = method;
      all.insert(all.end(), threads.begin(), threads.end());
      return all;
    };
    const std::string expected = model_of(with({"--threads", "1"}), {});
    EXPECT_EQ(model_of(with({"--threads", "2"}), {}), expected);
    EXPECT_EQ(model_of(with({"--threads", "7"}), {}), expected);
    EXPECT_EQ(model_of(method, {}), expected);
    EXPECT_EQ(model_of(method, {{"OMP_NUM_THREADS", "3"}}), expected);
  }
}

}  // namespace
}  // namespace adaline::test
