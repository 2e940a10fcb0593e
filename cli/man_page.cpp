// `adaline man`: not in the help, it is there for the build.
#include "cli/man_page.hpp"

#include <adaline/cpu.hpp>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <cctype>
#include <set>
#include <utility>
#include <vector>

#include "cli/command.hpp"
#include "cli/output.hpp"

namespace adaline::cli {
namespace {

using Options = std::vector<const CLI::Option*>;
using Apps = std::vector<const CLI::App*>;

std::vector<std::string_view> split(std::string_view text, std::string_view separator) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + separator.size());
  }
}

// Takes the paragraph that starts with `label` out of the text; returns it without the label.
std::string take_paragraph(std::string& text, std::string_view label) {
  const std::size_t begin = text.find(label);
  if (begin == std::string::npos) return "";
  const std::size_t end = std::min(text.find("\n\n", begin), text.size());
  std::string paragraph = text.substr(begin + label.size(), end - begin - label.size());
  text.erase(begin, end - begin);
  return paragraph;
}

// Plain, roff would make typographic quotes, hyphens and accents of these: no use to one who copies a command.
std::string_view roff_name(char c) {
  switch (c) {
    case '\\':
      return "\\e";
    case '-':
      return "\\-";
    case '"':
      return "\\(dq";
    case '\'':
      return "\\(aq";
    case '`':
      return "\\(ga";
    case '^':
      return "\\(ha";
    case '~':
      return "\\(ti";
    default:
      return {};
  }
}

std::string escape(std::string_view text) {
  std::string result;
  char before = '\n';
  for (const char c : text) {
    if (before == '\n' && c == '.') result += "\\&";  // or the line would be a request
    const std::string_view name = roff_name(c);
    name.empty() ? result += c : result += name;
    before = c;
  }
  return result;
}

std::string bold(std::string_view text) { return "\\fB" + escape(text) + "\\fR"; }
std::string italic(std::string_view text) { return "\\fI" + escape(text) + "\\fR"; }

std::string item(std::string_view tag, std::string_view text) {
  return fmt::format(".TP\n{}\n{}{}", tag, text, text.empty() ? "" : "\n");
}

std::string as_it_is(std::string_view lines) { return fmt::format(".RS 4\n.nf\n{}.fi\n.RE\n", lines); }

std::size_t indentation(std::string_view line) { return std::min(line.find_first_not_of(' '), line.size()); }

// Flush lines are filled, indented ones stay as they are, blank ones part paragraphs.
std::string prose(std::string_view text) {
  std::string result;
  std::string indented;
  std::size_t margin = 0;
  bool is_parted = false;
  const auto end_of_indented = [&] {
    if (!indented.empty()) result += as_it_is(indented);
    indented.clear();
  };
  for (const std::string_view line : split(text, "\n")) {
    const std::size_t indent = indentation(line);
    if (indent == line.size()) {
      end_of_indented();
      is_parted = !result.empty();
      continue;
    }
    if (is_parted) result += ".PP\n";
    is_parted = false;
    if (indent > 0) {
      if (indented.empty()) margin = indent;
      indented += escape(line.substr(std::min(margin, indent))) + "\n";
    } else {
      end_of_indented();
      result += escape(line) + "\n";
    }
  }
  end_of_indented();
  return result;
}

std::string sentence(std::string text) {
  if (!text.empty() && !text.ends_with('.')) text += '.';
  return text;
}

// For the list of all manual pages: a phrase.
std::string phrase(std::string text) {
  text.erase(std::min(text.find('\n'), text.size()));
  if (text.ends_with('.')) text.pop_back();
  if (!text.empty()) text.front() = static_cast<char>(std::tolower(static_cast<unsigned char>(text.front())));
  return text;
}

std::string upper_case(std::string text) {
  for (char& c : text) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return text;
}

// What CLI11 has in no group, it hides from the help. An option group is to it a subcommand without a name.
Apps subcommands(const CLI::App& app, bool with_name) {
  return app.get_subcommands([with_name](const CLI::App* subcommand) {
    return !subcommand->get_group().empty() && subcommand->get_name().empty() != with_name;
  });
}

Apps commands(const CLI::App& program) { return subcommands(program, true); }
Apps option_groups(const CLI::App& app) { return subcommands(app, false); }

Options positionals(const CLI::App& app) {
  Options all = app.get_options(
      [](const CLI::Option* option) { return option->get_positional() && !option->get_group().empty(); });
  for (const CLI::App* group : option_groups(app)) {
    const Options more = positionals(*group);
    all.insert(all.end(), more.begin(), more.end());
  }
  return all;
}

bool takes_any_number(const CLI::Option& option) {
  return option.get_expected_max() >= CLI::detail::expected_max_vector_size;
}

// "FILE", "NUMBER x 2", "NAME ...": what follows the name of an option.
std::string value_of(const CLI::Option& option) {
  if (!option.get_option_text().empty()) return " " + escape(option.get_option_text());
  if (option.get_type_size() == 0) return "";
  const std::string type = option.get_type_name();
  std::string text = type.empty() ? "" : " " + italic(type);
  if (takes_any_number(option) && type.ends_with("..")) return text;
  if (takes_any_number(option)) {
    text += " ...";
  } else if (option.get_expected_min() > 1) {
    text += fmt::format(" x {}", option.get_expected_min());
  }
  return text;
}

// CLI11's own name of a string's type tells nothing that the name of the argument does not.
std::string positional_tag(const CLI::Option& option) {
  const std::string name = option.get_name(true);
  const std::string type = option.get_type_name();
  if (type == name || type == "TEXT") return italic(name) + (takes_any_number(option) ? " ..." : "");
  return italic(name) + value_of(option);
}

std::string option_tag(const CLI::Option& option) {
  std::vector<std::string> names;
  for (const std::string& name : option.get_snames()) names.push_back(bold("-" + name));
  for (const std::string& name : option.get_lnames()) names.push_back(bold("--" + name));
  return fmt::format("{}{}", fmt::join(names, ", "), value_of(option));
}

// Sorted by name: CLI11 has them by address.
std::string names_of(const std::set<CLI::Option*>& options) {
  std::set<std::string> names;
  for (const CLI::Option* option : options) names.insert(option->get_name());
  names.erase("");  // of a hidden one
  return fmt::format("{}", fmt::join(names, ", "));
}

// "(required; not with --other)": all that CLI11 knows beside the description.
std::string conditions(const CLI::Option& option) {
  std::vector<std::string> parts;
  const auto add = [&parts](std::string_view label, const std::string& text) {
    if (!text.empty()) parts.push_back(fmt::format("{} {}", label, text));
  };
  if (option.get_required()) parts.emplace_back("required");
  if (option.get_type_size() != 0) add("default", option.get_default_str());
  add("environment variable", option.get_envname());
  add("needs", names_of(option.get_needs()));
  add("not with", names_of(option.get_excludes()));
  return parts.empty() ? "" : fmt::format("({})", fmt::join(parts, "; "));
}

std::string option_text(const CLI::Option& option) {
  const std::string more = conditions(option);
  const std::string& description = option.get_description();
  return escape(description + (description.empty() || more.empty() ? "" : " ") + more);
}

std::string positional_list(const CLI::App& app) {
  std::string list;
  for (const CLI::Option* option : positionals(app))
    list += item(positional_tag(*option), option_text(*option));
  return list;
}

// CLI11 gives an option group a help flag as well, and its help leaves it out.
bool is_shown(const CLI::App& app, const CLI::Option& option) {
  const bool is_help_of_group = app.get_name().empty() && app.get_help_ptr() == &option;
  return option.nonpositional() && !option.get_group().empty() && !is_help_of_group;
}

std::string option_list(const CLI::App& app) {
  std::string list;
  for (const std::string& group : app.get_groups()) {
    const Options options = app.get_options([&app, &group](const CLI::Option* option) {
      return option->get_group() == group && is_shown(app, *option);
    });
    if (!options.empty() && group != "Options") list += fmt::format(".PP\n{}\n", bold(group + ":"));
    for (const CLI::Option* option : options) list += item(option_tag(*option), option_text(*option));
  }
  for (const CLI::App* group : option_groups(app)) {
    list += fmt::format(".PP\n{}\n.br\n", bold(group->get_group() + ":"));
    list += prose(CLI::Formatter().make_description(group)) + option_list(*group);
  }
  return list;
}

std::string usage(const CLI::App& app, const std::string& name) {
  std::string line = bold(name);
  if (!option_list(app).empty()) line += " [" + italic("options") + "]";
  for (const CLI::Option* option : positionals(app)) {
    const std::string text = italic(option->get_name(true)) + (takes_any_number(*option) ? "..." : "");
    line += option->get_required() ? " " + text : " [" + text + "]";
  }
  return line + "\n";
}

std::string full_name(const CLI::App& program, const CLI::App& command) {
  return program.get_name() + " " + command.get_name();
}

std::string synopsis(const CLI::App& program) {
  std::string lines = usage(program, program.get_name());
  for (const CLI::App* command : commands(program)) lines += usage(*command, full_name(program, *command));
  return fmt::format(".nf\n{}.fi\n", lines);
}

std::string command_list(const CLI::App& program) {
  std::string list;
  for (const CLI::App* command : commands(program)) {
    list += fmt::format(".SS {}\n", escape(full_name(program, *command)));
    list += prose(sentence(command->get_description())) + positional_list(*command) + option_list(*command);
    const std::string footer = prose(command->get_footer());
    if (!footer.empty()) list += ".PP\n" + footer;
  }
  return list;
}

// "0 done, 1 failure." as a list, without space between the lines.
std::string exit_status(std::string_view codes) {
  if (codes.empty()) return "";
  std::string list = ".PD 0\n";
  for (const std::string_view code : split(codes.substr(0, codes.find('.')), ", ")) {
    const std::size_t space = std::min(code.find(' '), code.size());
    list += item(bold(code.substr(0, space)), escape(code.substr(std::min(space + 1, code.size()))));
  }
  return list + ".PD\n";
}

std::string environment() {
  return item(bold("ADALINE_ISA"),
              "The level of the kernels to use, in place of the fastest that the CPU grants: one of those that "
              "\\fBadaline cpu\\fR shows.") +
         item(bold("NO_COLOR"), "If it is set and not empty, nothing on a terminal is colored.") +
         item(bold("COLUMNS") + ", " + bold("LINES"), "The size of a terminal that does not tell its own.");
}

}  // namespace

std::string man_page(const CLI::App& program, std::string_view version) {
  const std::string& name = program.get_name();
  const std::string description = program.get_description();
  std::string footer = program.get_footer();
  const std::string codes = take_paragraph(footer, "Exit codes: ");
  const std::string example = take_paragraph(footer, "Example:\n");
  const std::string notes = prose(footer);

  const std::pair<std::string_view, std::string> sections[] = {
      {"NAME", fmt::format("{} \\- {}\n", escape(name), escape(phrase(description)))},
      {"SYNOPSIS", synopsis(program)},
      {"DESCRIPTION", prose(description) + (notes.empty() ? "" : ".PP\n" + notes)},
      {"OPTIONS", positional_list(program) + option_list(program)},
      {"COMMANDS", command_list(program)},
      {"EXIT STATUS", exit_status(codes)},
      {"ENVIRONMENT", environment()},
      {"EXAMPLE", prose(example)},
      {"SEE ALSO", ".BR gnuplot (1)\n"}};

  // Neither hyphenated nor stretched to a straight right margin.
  std::string page = fmt::format(".TH {} 1 \"\" \"{} {}\" \"User Commands\"\n.nh\n.ad l\n",
                                 escape(upper_case(name)), escape(name), escape(version));
  for (const auto& [heading, body] : sections) {
    if (!body.empty()) page += fmt::format(".SH {}\n{}", heading, body);
  }
  return page;
}

Command add_man(CLI::App& program) {
  CLI::App* const command = program.add_subcommand("man", "Print the manual page, for man(1)");
  command->group("");
  command->footer("Example:\n  adaline man | man -l -");
  return {command, [&program] { write_output(man_page(program, version())); }};
}

}  // namespace adaline::cli
