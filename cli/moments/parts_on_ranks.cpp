#include "cli/moments/parts_on_ranks.hpp"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <optional>
#include <string>
#include <utility>

#include "cli/errors.hpp"
#include "cli/failure.hpp"
#include "cli/moments/part_bytes.hpp"

namespace adaline::cli {
namespace {

constexpr std::size_t none = std::numeric_limits<std::size_t>::max();

// Another rank has failed at an earlier part.
struct ReadingIsOver {};

std::size_t rank_of(std::size_t part, const std::vector<PartInput>& inputs, std::size_t ranks) {
  return inputs[part].file == "-" ? 0 : part % ranks;
}

class PartsOfRank {
 public:
  PartsOfRank(Ranks& ranks, const std::vector<PartInput>& inputs, const PartsOptions& options)
      : ranks_(ranks), inputs_(inputs), options_(options) {
    options_.while_reading = [this] { stop_if_over(); };
    for (std::size_t part = 0; part < inputs.size(); ++part) {
      if (rank_of(part, inputs, ranks.count()) == ranks.number()) numbers_.push_back(part);
    }
  }

  // CSV behind moments has their target.
  void find_target() {
    if (options_.has_target) return;
    on_first(ranks_, [this] {
      first_ = read_part(inputs_.front(), options_, "", {});
      if (first_->moments.has_names()) target_ = first_->moments.name(first_->moments.features());
    });
    target_ = ranks_.from_first(target_);
  }

  // One for each part of this rank, up to the first that fails.
  void read() {
    for (const std::size_t part : numbers_) {
      part_ = part;
      try {
        stop_if_over();
        const bool is_read = part == 0 && first_;
        ReadPart read = is_read ? *std::move(first_) : read_part(inputs_[part], options_, target_, {});
        bytes_.push_back(part_follows + to_bytes(read));
        if (options_.keeps_rows) rows_.push_back({part, std::move(read.rows)});
      } catch (const ReadingIsOver&) {
        break;
      } catch (const std::exception&) {
        const Failure failure = current_failure();
        bytes_.push_back(std::string{failure_follows, static_cast<char>(failure.code)} + failure.message);
        ranks_.send_notice(part);
        break;
      }
    }
    bytes_.resize(numbers_.size());
    ranks_.end_notices();
  }

  void gather(Parts* parts) {
    const auto take = [&](std::size_t, const std::string& bytes) {
      if (bytes.empty()) throw Error(ExitCode::failure, "a part was not read");  // behind one that failed
      if (bytes.front() == failure_follows) throw Error(static_cast<ExitCode>(bytes[1]), bytes.substr(2));
      parts->add(part_of(bytes.substr(1)));
    };
    std::exception_ptr failure;
    try {
      ranks_.gather(
          numbers_, [this](std::size_t i) { return std::exchange(bytes_[i], {}); }, take);
    } catch (const std::exception&) {
      failure = std::current_exception();
    }
    on_first(ranks_, [&] {
      if (failure) std::rethrow_exception(failure);
    });
  }

  std::vector<PartRows> take_rows() { return std::move(rows_); }

 private:
  static constexpr char part_follows = 'p', failure_follows = 'f';

  void stop_if_over() {
    while (const std::optional<std::uint64_t> part = ranks_.next_notice()) {
      least_failure_ = std::min(least_failure_, static_cast<std::size_t>(*part));
    }
    if (part_ != none && part_ > least_failure_) throw ReadingIsOver();
  }

  Ranks& ranks_;
  const std::vector<PartInput>& inputs_;
  PartsOptions options_;
  std::vector<std::size_t> numbers_;
  std::vector<std::string> bytes_;
  std::vector<PartRows> rows_;
  std::optional<ReadPart> first_;
  std::string target_;
  std::size_t part_ = none;  // that is being read
  std::size_t least_failure_ = none;
};

}  // namespace

std::vector<PartRows> read_on_ranks(Ranks& ranks, const std::vector<PartInput>& inputs,
                                    const PartsOptions& options, Parts* parts) {
  PartsOfRank mine(ranks, inputs, options);
  mine.find_target();
  mine.read();
  mine.gather(parts);
  return mine.take_rows();
}

}  // namespace adaline::cli
