// The terminal that standard output may be.
#pragma once

namespace adaline::cli {

struct TerminalSize {
  int columns;
  int rows;
};

bool output_is_terminal();

// What the terminal says, or else COLUMNS and LINES, or else 80 by 24.
TerminalSize terminal_size();

}  // namespace adaline::cli
