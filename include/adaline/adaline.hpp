/// @file
/// This header includes the whole public API of adaline.
///
/// Files that comments name, as docs/cpus.md, lie in share/doc/adaline where the library is installed, and in
/// the root of its source.

/// @namespace adaline
/// All that the library declares.
#pragma once

#include <adaline/adaptive_filter.hpp>
#include <adaline/cpu.hpp>
#include <adaline/flush_to_zero.hpp>
#include <adaline/gathered.hpp>
#include <adaline/gathered_kernels.hpp>
#include <adaline/kernels.hpp>
#include <adaline/least_squares.hpp>
#include <adaline/matrix.hpp>
#include <adaline/moments.hpp>
#include <adaline/moments_fold.hpp>
#include <adaline/neuron.hpp>
#include <adaline/train.hpp>
#include <adaline/workers.hpp>
