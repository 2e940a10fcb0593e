// Drawing a figure into a file or on the terminal, with gnuplot.
#pragma once

#include <filesystem>
#include <string>

#include "cli/plot/figure.hpp"

namespace adaline::cli {

// What the program says where there is no gnuplot.
inline constexpr const char* no_gnuplot =
    "no plot: there is no gnuplot here; get it with: apt install gnuplot-nox";

bool has_gnuplot();

// For CLI11: empty where the ending of `file` is one that can be drawn, else what is wrong with it.
std::string check_plot_file(const std::string& file);

// What belongs into a file of this name, in the format of its ending: .svg, .png or .txt. Throws Error: usage
// for any other ending, failure for the rest.
std::string draw_for_file(const Figure& figure, const std::filesystem::path& file);

// The same, written whole or not at all.
void draw_to_file(const Figure& figure, const std::filesystem::path& file);

// Draws with characters on standard output, in the size of the terminal. Throws Error (failure).
void draw_on_terminal(const Figure& figure);

}  // namespace adaline::cli
