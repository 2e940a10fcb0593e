// adaline: linear neurons, trained by gradient descent. Includes the whole public API.
#pragma once

#include <adaline/cpu.hpp>
#include <adaline/flush_to_zero.hpp>
#include <adaline/kernels.hpp>
#include <adaline/matrix.hpp>
#include <adaline/neuron.hpp>
#include <adaline/train.hpp>
