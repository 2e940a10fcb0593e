// A figure in the language of gnuplot.
#pragma once

#include <string>

#include "cli/plot/figure.hpp"

namespace adaline::cli {

// What gnuplot draws on ("terminal", in its words), and how large. Sizes are of one panel, in pixels or
// characters.
struct Canvas {
  enum class Kind { svg, png, text } kind = Kind::svg;
  int columns = 1;  // panels side by side
  int panel_width = 0;
  int panel_height = 0;
};

// The whole script with its data; the figure goes to gnuplot's standard output, so no file name is in it.
std::string gnuplot_script(const Figure& figure, const Canvas& canvas);

}  // namespace adaline::cli
