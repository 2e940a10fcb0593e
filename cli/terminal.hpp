// The terminal that a standard stream may be.
#pragma once

#include <unistd.h>

namespace adaline::cli {

struct TerminalSize {
  int columns;
  int rows;
};

bool is_terminal(int descriptor);

// What the terminal says, or else COLUMNS and LINES, or else 80 by 24.
TerminalSize terminal_size(int descriptor);

}  // namespace adaline::cli
