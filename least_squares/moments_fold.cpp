#include <adaline/moments_fold.hpp>

#include <utility>

#include "kernels/drivers/checks.hpp"
#include "least_squares/access.hpp"
#include "least_squares/tree_fold.hpp"

namespace adaline {

namespace {

struct Merge {
  static void join(Moments& first, const Moments& behind) { first.merge(behind); }
};

}  // namespace

class MomentsFold::State {
 public:
  std::size_t parts = 0;
  least_squares::TreeFold<Moments, Merge> fold;
};

MomentsFold::MomentsFold() : state_(std::make_unique<State>()) {}
MomentsFold::MomentsFold(MomentsFold&& other) noexcept = default;
MomentsFold& MomentsFold::operator=(MomentsFold&& other) noexcept = default;
MomentsFold::~MomentsFold() = default;

MomentsFold::State& MomentsFold::state() const {
  if (state_ == nullptr) kernels::refuse("fold", "it was moved from");
  return *state_;
}

void MomentsFold::add(Moments part) {
  State& s = state();
  least_squares::MomentsAccess::check_columns(part, part);  // that it was not moved from
  for (const auto& node : s.fold.nodes()) least_squares::MomentsAccess::check_columns(node.value, part);
  s.fold.add(s.parts, std::move(part));
  ++s.parts;
}

std::size_t MomentsFold::parts() const { return state().parts; }

Moments MomentsFold::total() const {
  if (state().parts == 0) kernels::refuse("parts", "there is none, and a fold needs at least one");
  return state().fold.total();
}

}  // namespace adaline
