/// @file
/// Moments of parts that the ranks of an MPI communicator hold. Of the component adaline::mpi, which is built
/// with -DADALINE_MPI=ON; it is in no other header.
#pragma once

#include <cstddef>
#include <span>

#include <mpi.h>

#include <adaline/moments.hpp>
#include <adaline/moments_fold.hpp>

/// What a program that runs on several ranks needs.
namespace adaline::mpi {

/// Returns the moments of the parts of all ranks on each rank, folded in the order of their numbers in the tree
/// of MomentsFold. So it has the bits that one process gets of the same parts, for any number of ranks, and
/// whichever rank holds a part. Collective: all ranks of the communicator call it.
///
/// Each rank folds what it holds of the tree, and the rest goes from rank to rank: where ranks hold parts in a
/// row, in about log2(ranks) rounds. States travel as bytes, those of Moments::save(): nothing is reduced by
/// MPI, whose order is its own. Each part is folded by itself first, so that its size is that of its sums, 4
/// d^2 bytes, whatever the number of samples.
///
/// - Shapes: a number for each of the moments that this rank holds; both may be empty. No number is there twice
///   on all ranks together. Parts count in the order of their numbers: gaps between these do not matter. All
///   parts have as many features, and at least one part is there.
/// - Errors: std::invalid_argument, on all ranks and with the same text, where that does not hold, or where
///   Moments::merge() throws it; std::bad_alloc on all where one has no memory for a state; std::runtime_error
///   where MPI returns an error, which by default it does not. Then other ranks may wait for this one, and the
///   program has to end them, by MPI_Abort().
/// - Bits: ranks of one family (see is_fused()) give the same bits.
/// - Threads: MPI was initialised, and no other thread uses MPI meanwhile, unless by MPI_THREAD_MULTIPLE. The
///   communicator is duplicated, so that messages of the caller's do not meet those of the call.
/// - Memory: on each rank at most log2(parts) + 3 states besides its own, and 24 bytes for each part of all
///   ranks.
/// - Cost: each rank merges as many states as it holds parts, and log2(parts) more at most. Ranks that hold
///   parts in a row send 2 log2(parts) states at most; where the parts are dealt in another way, a rank may
///   send all.
Moments fold(std::span<const Moments> mine, std::span<const std::size_t> numbers, MPI_Comm communicator);

}  // namespace adaline::mpi
