// Drawing a figure into a file or on the terminal, with gnuplot.
#pragma once

#include <filesystem>
#include <string>

#include "figure.hpp"

namespace adaline::cli {

// What the program says where there is no gnuplot.
inline constexpr const char* no_gnuplot =
    "no plot: there is no gnuplot here; get it with: apt install gnuplot-nox";

bool has_gnuplot();

// For CLI11: empty where the ending of `file` is one that can be drawn, else what is wrong with it.
std::string check_plot_file(const std::string& file);

// Draws in the format of the ending: .svg, .png or .txt. The file is written whole or not at all.
// Throws Error: usage for any other ending, failure for the rest.
void draw_to_file(const Figure& figure, const std::filesystem::path& file);

// Draws with characters on standard output, in the size of the terminal. Throws Error (failure).
void draw_on_terminal(const Figure& figure);

}  // namespace adaline::cli
