message(FATAL_ERROR "adaline took the consumer's options.cmake for its own")
