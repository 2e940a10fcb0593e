// Opening a data file: progress, and an end on Ctrl-C.
#pragma once

#include <functional>
#include <string>

#include "io/source.hpp"

namespace adaline::cli {

// For io::Source: shows on a terminal how far `file` was read, if wanted, and throws Error (failure) once the
// program is interrupted. Calls on_wait() before it waits for a pipe whose writer pauses.
io::OnRead watch_reading(const std::string& file, bool shows_progress,
                         const std::function<void()>& on_wait = {});

}  // namespace adaline::cli
