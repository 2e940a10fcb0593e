// The manual page, adaline.1, made from the definitions of the command line.
#pragma once

#include <string>
#include <string_view>

namespace CLI {
class App;
}

namespace adaline::cli {

// In roff, for man(7): all that --help tells of the program and its commands. The same for the same version.
std::string man_page(const CLI::App& program, std::string_view version);

}  // namespace adaline::cli
