#include "cli/plot/plot.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <optional>
#include <string_view>

#include "cli/atomic_file.hpp"
#include "cli/errors.hpp"
#include "cli/output.hpp"
#include "cli/plot/gnuplot_script.hpp"
#include "cli/process.hpp"
#include "cli/terminal.hpp"

namespace adaline::cli {
namespace {

// As square as it goes, wide rather than high.
int columns_for(const Figure& figure) {
  return std::max(1, static_cast<int>(std::ceil(std::sqrt(static_cast<double>(figure.panels.size())))));
}

std::optional<Canvas> canvas_for(const std::filesystem::path& file, const Figure& figure) {
  std::string ending = file.extension().string();
  std::transform(ending.begin(), ending.end(), ending.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  if (ending == ".svg") return Canvas{Canvas::Kind::svg, columns_for(figure), 560, 400};
  if (ending == ".png") return Canvas{Canvas::Kind::png, columns_for(figure), 840, 600};
  if (ending == ".txt") return Canvas{Canvas::Kind::text, 1, 96, 30};
  return std::nullopt;
}

// Two panels side by side where the terminal is wide, else one; one panel is never higher than the terminal.
Canvas canvas_of_terminal(const Figure& figure) {
  const TerminalSize size = terminal_size(STDOUT_FILENO);
  const int columns = size.columns >= 140 ? std::min(2, columns_for(figure)) : 1;
  const int width = std::clamp((size.columns - 1) / columns, 40, 120);
  const int height = std::clamp(size.rows - 1, 12, 30);
  return {Canvas::Kind::text, columns, width, height};
}

// gnuplot's messages go over several lines, of which the last says what is wrong.
std::string_view last_line(std::string_view text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.remove_suffix(1);
  text.remove_prefix(text.find_last_of('\n') + 1);
  text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
  return text.empty() ? "no message" : text;
}

// Without the form feed that gnuplot begins with, and without spaces at the ends of lines.
std::string without_padding(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '\n') result.erase(result.find_last_not_of(' ') + 1);
    if (c != '\f') result += c;
  }
  result.erase(result.find_last_not_of(" \n") + 1);
  return result + '\n';
}

std::string draw(const Figure& figure, const Canvas& canvas) {
  const auto gnuplot = find_program("gnuplot");
  if (!gnuplot) throw Error(ExitCode::failure, no_gnuplot);
  // Without the user's own settings: a figure is the same everywhere.
  ProcessResult result =
      run_program(*gnuplot, {"--default-settings", "-"}, gnuplot_script(figure, canvas), {"GNUTERM"});
  if (result.status != 0) {
    throw Error(ExitCode::failure, fmt::format("no plot: gnuplot ended with status {}: {}", result.status,
                                               last_line(result.errors)));
  }
  if (result.output.empty()) {
    throw Error(ExitCode::failure, fmt::format("no plot: gnuplot drew nothing: {}", last_line(result.errors)));
  }
  if (canvas.kind == Canvas::Kind::text) return without_padding(result.output);
  return std::move(result.output);
}

}  // namespace

bool has_gnuplot() { return find_program("gnuplot").has_value(); }

std::string check_plot_file(const std::string& file) {
  if (canvas_for(file, {})) return {};
  return fmt::format("'{}' does not end in .svg, .png or .txt", file);
}

std::string draw_for_file(const Figure& figure, const std::filesystem::path& file) {
  const auto canvas = canvas_for(file, figure);
  if (!canvas) throw Error(ExitCode::usage, check_plot_file(file.string()));
  return draw(figure, *canvas);
}

void draw_to_file(const Figure& figure, const std::filesystem::path& file) {
  const std::string picture = draw_for_file(figure, file);
  AtomicFile output(file);
  output.write(picture);
  output.commit();
}

void draw_on_terminal(const Figure& figure) { write_output(draw(figure, canvas_of_terminal(figure))); }

}  // namespace adaline::cli
