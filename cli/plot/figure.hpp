// What a figure shows, whoever draws it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace adaline::cli {

using Color = std::uint32_t;  // 0xrrggbb

enum class Mark {
  points,
  line,
  faint_line,  // one of many in the background
  dashed_line  // a reference that the others are compared with
};

struct Series {
  std::string name;  // empty: not in the key
  Mark mark = Mark::line;
  Color color = 0;
  std::vector<double> x = {};
  std::vector<double> y = {};  // as many as x; a point that is not finite is left out
};

enum class KeyPlace { top_left, top_right, bottom_left, bottom_right };

struct Panel {
  std::string title;
  std::string x_label;
  std::string y_label;
  KeyPlace key = KeyPlace::top_right;
  bool log_y = false;               // for positive values alone
  std::vector<Series> series = {};  // later ones are drawn over earlier ones
};

struct Figure {
  std::string title;
  std::vector<Panel> panels = {};
};

}  // namespace adaline::cli
