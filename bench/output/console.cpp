#include "bench/output/console.hpp"

#include <array>
#include <cmath>
#include <cstdio>
#include <ostream>

namespace adaline::bench {
namespace {

template <class... Values>
std::string text(const char* format, Values... values) {
  std::array<char, 128> buffer{};
  std::snprintf(buffer.data(), buffer.size(), format, values...);
  return buffer.data();
}

// Three digits and a unit.
std::string time_text(double seconds) {
  constexpr std::array units = {"ns", "us", "ms", "s "};
  double value = seconds * 1e9;
  std::size_t unit = 0;
  while (value >= 999.5 && unit + 1 < units.size()) {
    value /= 1000;
    ++unit;
  }
  const int decimals = value < 9.995 ? 2 : value < 99.95 ? 1 : 0;
  return text("%.*f %s", decimals, value, units.at(unit));
}

std::string share_text(const Row& row, const char* number) {
  const auto found = row.numbers.find(number);
  return found == row.numbers.end() ? "" : text("%.0f %%", 100 * found->second);
}

// "x2.1 plain, x0.9 openblas": a plain loop, which everybody knows, and the best of all rivals.
std::string ratios_text(const Row& row) {
  std::string best;
  std::string all;
  const auto add = [&](const std::string& rival, double ratio) {
    all += text("%s x%.*f %s", all.empty() ? " " : ",", ratio < 10 ? 2 : 1, ratio, rival.c_str());
  };
  for (const auto& [name, ratio] : row.numbers) {
    if (!name.starts_with("vs_")) continue;
    if (name == "vs_plain") add("plain", ratio);
    if (best.empty() || ratio < row.numbers.at(best)) best = name;
  }
  if (!best.empty() && best != "vs_plain") add(best.substr(3), row.numbers.at(best));
  return all;
}

}  // namespace

void print_table(std::ostream& out, std::span<const Row> rows) {
  if (rows.empty()) return;
  // TASK/CONTENDER/TYPE/SHAPE without the contender.
  std::string title = rows.front().name;
  title.erase(title.find('/'), rows.front().contender.size() + 1);
  out << title << "\n";
  for (const Row& row : rows) {
    out << text("  %-16s %10s %9.4g GB/s %6s of limit  +-%-5s", row.contender.c_str(),
                time_text(row.processor).c_str(), row.numbers.at("bytes_per_second") / 1e9,
                share_text(row, "of_limit").c_str(), share_text(row, "spread").c_str())
        << ratios_text(row);
    if (!row.label.empty()) out << "  " << row.label;
    out << "\n";
  }
  out << std::flush;
}

}  // namespace adaline::bench
