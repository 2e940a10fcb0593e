#include "cli/plot/gnuplot_script.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <string_view>
#include <utility>
#include <vector>

#include "io/visible.hpp"

namespace adaline::cli {
namespace {

class Script {
 public:
  template <class... Arguments>
  void line(fmt::format_string<Arguments...> format, Arguments&&... arguments) {
    fmt::format_to(std::back_inserter(text_), format, std::forward<Arguments>(arguments)...);
    text_ += '\n';
  }
  std::string take() { return std::move(text_); }

 private:
  std::string text_;
};

bool is_plain(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == ' ' || c < 0; }

// In double quotes, where a character may be written by its number. All that might mean something to gnuplot
// is: it takes doubled single quotes apart in some places, and commands in backquotes out of any text. Digits
// too, as it takes all that follow for one number. What is beyond ASCII is UTF-8. Control characters would end
// the line, and a terminal gets what the figure shows.
std::string quoted(std::string_view text) {
  std::string result = "\"";
  for (const char c : io::visible(text)) {
    if (is_plain(c)) {
      result += c;
    } else {
      result += fmt::format("\\{:03o}", static_cast<unsigned char>(c));
    }
  }
  return result + "\"";
}

std::string_view key_place(KeyPlace place) {
  switch (place) {
    case KeyPlace::top_left:
      return "top left Left reverse";
    case KeyPlace::top_right:
      return "top right Right noreverse";
    case KeyPlace::bottom_left:
      return "bottom left Left reverse";
    case KeyPlace::bottom_right:
      return "bottom right Right noreverse";
  }
  return "top right";
}

void put_canvas(Script& script, const Canvas& canvas, int rows) {
  const int width = canvas.columns * canvas.panel_width;
  const int height = rows * canvas.panel_height;
  switch (canvas.kind) {
    case Canvas::Kind::svg:
      script.line(
          "set terminal svg size {},{} noenhanced font 'DejaVu Sans,Verdana,sans-serif,12' "
          "background '#ffffff'",
          width, height);
      break;
    case Canvas::Kind::png:
      // Not every gnuplot has the better of the two.
      script.line("if (strstrt(GPVAL_TERMINALS, ' pngcairo ') > 0) {{");
      script.line(
          "  set terminal pngcairo size {},{} noenhanced font 'DejaVu Sans,11' fontscale 1.4 "
          "linewidth 1.4 pointscale 2",
          width, height);
      script.line("}} else {{");
      script.line("  set terminal png size {},{} noenhanced linewidth 2", width, height);
      script.line("}}");
      break;
    case Canvas::Kind::text:
      script.line("set terminal dumb mono size {},{} noenhanced", width, height);
      break;
  }
}

void put_data(Script& script, const Series& series, std::size_t number) {
  script.line("$data{} << END", number);
  for (std::size_t i = 0; i < std::min(series.x.size(), series.y.size()); ++i) {
    if (std::isfinite(series.x[i]) && std::isfinite(series.y[i])) {
      script.line("{} {}", series.x[i], series.y[i]);
    } else {
      script.line("NaN NaN");
    }
  }
  script.line("END");
}

std::string style_in_color(const Series& series) {
  const std::string color = fmt::format("linecolor rgb '#{:06x}'", series.color & 0xffffffU);
  switch (series.mark) {
    case Mark::points:
      return "with points pointtype 7 pointsize 0.7 " + color;
    case Mark::line:
      return "with lines linewidth 2 " + color;
    case Mark::faint_line:
      return "with lines linewidth 1 " + color;
    case Mark::dashed_line:
      return "with lines linewidth 1.5 dashtype '-' " + color;
  }
  return {};
}

// Characters in place of colors; `lines` counts the plain lines of the panel so far.
std::string style_in_characters(const Series& series, int& lines) {
  switch (series.mark) {
    case Mark::points:
      return "with points pointtype 'o'";
    case Mark::line:
      return fmt::format("with lines linetype {}", ++lines);
    case Mark::faint_line:
      return "with lines linetype 0";
    case Mark::dashed_line:
      return "with lines linetype 7";
  }
  return {};
}

bool has_points(const Panel& panel) {
  return std::any_of(panel.series.begin(), panel.series.end(),
                     [](const Series& series) { return series.mark == Mark::points; });
}

// In the order of drawing. Characters hide what is under them: references go first, and the background is
// thinned to every second line.
std::vector<std::size_t> drawing_order(const Panel& panel, Canvas::Kind kind) {
  std::vector<std::size_t> order;
  int faint_lines = 0;
  for (std::size_t i = 0; i < panel.series.size(); ++i) {
    const bool is_faint = panel.series[i].mark == Mark::faint_line;
    if (kind == Canvas::Kind::text && is_faint && ++faint_lines % 2 == 1) continue;
    order.push_back(i);
  }
  if (kind == Canvas::Kind::text) {
    std::stable_partition(order.begin(), order.end(),
                          [&](std::size_t i) { return panel.series[i].mark == Mark::dashed_line; });
  }
  return order;
}

// Everything is set anew for each panel, so that nothing is inherited from the one before.
void put_panel(Script& script, const Panel& panel, Canvas::Kind kind, std::size_t first_data) {
  // Characters do not turn, so the label of the y axis goes into the title.
  const bool is_text = kind == Canvas::Kind::text;
  const bool y_in_title = is_text && !panel.y_label.empty();
  script.line("set title {}", quoted(y_in_title ? panel.title + " [" + panel.y_label + "]" : panel.title));
  script.line("set xlabel {}", quoted(panel.x_label));
  script.line("set ylabel {}", quoted(is_text ? "" : panel.y_label));
  script.line("set key {}", key_place(panel.key));
  script.line("{} logscale y", panel.log_y ? "set" : "unset");
  // Points need room beside them; lines may reach the border.
  const double margin = has_points(panel) ? 0.04 : 0.0;
  script.line("set offsets graph {}, graph {}, 0, 0", margin, margin);
  script.line("set xrange [*:*] noextend");
  std::string plot;
  int lines = 0;
  for (const std::size_t i : drawing_order(panel, kind)) {
    const Series& series = panel.series[i];
    const std::string style = is_text ? style_in_characters(series, lines) : style_in_color(series);
    const std::string name = series.name.empty() ? "notitle" : "title " + quoted(series.name);
    plot +=
        fmt::format("{}$data{} using 1:2 {} {}", plot.empty() ? "plot " : ", ", first_data + i, style, name);
  }
  script.line("{}", plot);
}

}  // namespace

std::string gnuplot_script(const Figure& figure, const Canvas& canvas) {
  const int panels = static_cast<int>(figure.panels.size());
  const int rows = (panels + canvas.columns - 1) / canvas.columns;
  Script script;
  script.line("set encoding utf8");
  put_canvas(script, canvas, rows);
  std::size_t data = 0;
  for (const Panel& panel : figure.panels) {
    for (const Series& series : panel.series) put_data(script, series, data++);
  }
  if (canvas.kind != Canvas::Kind::text) {
    script.line("set grid linecolor rgb '#e4e4e4' linetype 1");
    script.line("set border linecolor rgb '#808080'");
    script.line("set tics textcolor rgb '#404040'");
  } else {
    script.line("set tics scale 0");
  }
  script.line("set multiplot layout {},{} title {}", rows, canvas.columns, quoted(figure.title));
  data = 0;
  for (const Panel& panel : figure.panels) {
    put_panel(script, panel, canvas.kind, data);
    data += panel.series.size();
  }
  script.line("unset multiplot");
  return script.take();
}

}  // namespace adaline::cli
