#include "cli/failure.hpp"

#include <exception>
#include <new>
#include <stdexcept>

#include "io/input_error.hpp"

namespace adaline::cli {

Failure current_failure() {
  try {
    throw;
  } catch (const Error& error) {
    return {error.code(), error.what()};
  } catch (const io::InputError& error) {
    return {ExitCode::bad_input, error.what()};
  } catch (const std::invalid_argument& error) {
    // Of the library: options, or what ADALINE_ISA holds.
    return {ExitCode::usage, error.what()};
  } catch (const std::bad_alloc&) {
    return {ExitCode::failure, "out of memory"};
  } catch (const std::exception& error) {
    return {ExitCode::failure, error.what()};
  }
}

}  // namespace adaline::cli
