// The commands of the program. Each has a file of its own, which adds it to the command line.
#pragma once

#include <functional>

namespace CLI {
class App;
}

namespace adaline::cli {

struct Command {
  CLI::App* options;          // asks whether the command was given
  std::function<void()> run;  // after the command line was read; throws Error
};

Command add_cpu(CLI::App& program);
Command add_demo(CLI::App& program);
Command add_evaluate(CLI::App& program);
Command add_inspect(CLI::App& program);
Command add_man(CLI::App& program);
Command add_moments(CLI::App& program);
Command add_predict(CLI::App& program);
Command add_train(CLI::App& program);

}  // namespace adaline::cli
