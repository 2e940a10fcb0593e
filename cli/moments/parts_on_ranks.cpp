#include "cli/moments/parts_on_ranks.hpp"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <optional>
#include <string>
#include <utility>

#include "cli/errors.hpp"
#include "cli/failure.hpp"
#include "cli/fold_on_ranks.hpp"
#include "cli/moments/part_bytes.hpp"
#include "cli/moments/part_sums.hpp"

namespace adaline::cli {
namespace {

constexpr std::size_t none = std::numeric_limits<std::size_t>::max();

// Another rank has failed at an earlier part.
struct ReadingIsOver {};

class PartsOfRank {
 public:
  PartsOfRank(Ranks& ranks, const std::vector<PartInput>& inputs, const PartsOptions& options)
      : ranks_(ranks), inputs_(inputs), options_(options), owners_(owners_of(inputs, ranks.count())) {
    options_.while_reading = [this] { stop_if_over(); };
    for (std::size_t part = 0; part < owners_.size(); ++part) {
      if (owners_[part] == ranks.number()) numbers_.push_back(part);
    }
    heads_.resize(numbers_.size());
  }

  // CSV behind moments has their target.
  void find_target() {
    if (options_.has_target) return;
    on_first(ranks_, [this] {
      first_ = read_part(inputs_.front(), options_, "", {});
      target_ = first_->head.target;
    });
    target_ = ranks_.from_first(target_);
  }

  // The parts of this rank, up to the first that fails, or that does not fit those before it.
  void read() {
    for (std::size_t i = 0; i < numbers_.size(); ++i) {
      part_ = numbers_[i];
      try {
        stop_if_over();
        if (!read(i)) break;
      } catch (const ReadingIsOver&) {
        break;
      } catch (const std::exception&) {
        const Failure failure = current_failure();
        heads_[i] = std::string{failure_follows, static_cast<char>(failure.code)} + failure.message;
        ranks_.send_notice(part_);
        break;
      }
    }
    ranks_.end_notices();
  }

  // Rank 0 looks at all parts in their order, before any is folded with those of another rank.
  void check(Parts* parts) {
    const auto take = [&](std::size_t, const std::string& bytes) {
      if (bytes.empty()) throw Error(ExitCode::failure, "a part was not read");  // behind one that failed
      if (bytes.front() == failure_follows) throw Error(static_cast<ExitCode>(bytes[1]), bytes.substr(2));
      parts->add(head_of(bytes.substr(1)));
    };
    std::exception_ptr failure;
    try {
      ranks_.gather(
          numbers_, [this](std::size_t i) { return std::exchange(heads_[i], {}); }, take);
    } catch (const std::exception&) {
      failure = std::current_exception();
    }
    on_first(ranks_, [&] {
      if (failure) std::rethrow_exception(failure);
    });
  }

  void fold(Parts* parts) {
    std::optional<PartSums> all = fold_on_ranks(ranks_, owners_, fold_);
    if (parts != nullptr) parts->set_sums(*std::move(all));
  }

  std::vector<PartRows> take_rows() { return std::move(rows_); }

 private:
  static constexpr char part_follows = 'p', failure_follows = 'f';

  struct Columns {
    std::size_t feature_count = 0;
    std::vector<std::string> features;  // none, until a part has names
    std::string target;
  };

  // False: rank 0 will refuse this part, or one before it.
  bool read(std::size_t i) {
    const bool is_read = part_ == 0 && first_;
    ReadPart part = is_read ? *std::move(first_) : read_part(inputs_[part_], options_, target_, {});
    const bool is_good = fits(part.head);
    if (is_good) fold_.add(part_, std::move(part.sums));
    heads_[i] = part_follows + to_bytes(part.head);
    if (!is_good) ranks_.send_notice(part_);
    if (part.rows) rows_.push_back({part_, *std::move(part.rows)});
    return is_good;
  }

  // Whether it can be folded with the parts of this rank before it.
  bool fits(const PartHead& part) {
    if (part.too_large) return false;
    if (!columns_) columns_ = {.feature_count = part.feature_count, .features = {}, .target = {}};
    if (part.feature_count != columns_->feature_count) return false;
    if (!part.has_names()) return true;
    if (columns_->features.empty()) {
      columns_->features = part.features;
      columns_->target = part.target;
    }
    return part.features == columns_->features && part.target == columns_->target;
  }

  void stop_if_over() {
    while (const std::optional<std::uint64_t> part = ranks_.next_notice()) {
      least_failure_ = std::min(least_failure_, static_cast<std::size_t>(*part));
    }
    if (part_ != none && part_ > least_failure_) throw ReadingIsOver();
  }

  Ranks& ranks_;
  const std::vector<PartInput>& inputs_;
  PartsOptions options_;
  std::vector<std::size_t> owners_;
  std::vector<std::size_t> numbers_;  // of the parts of this rank
  std::vector<std::string> heads_;    // what rank 0 is told of them
  std::optional<Columns> columns_;    // of the parts that were read
  SumsOfSomeParts fold_;
  std::vector<PartRows> rows_;
  std::optional<ReadPart> first_;
  std::string target_;
  std::size_t part_ = none;  // that is being read
  std::size_t least_failure_ = none;
};

}  // namespace

std::vector<std::size_t> owners_of(const std::vector<PartInput>& inputs, std::size_t ranks) {
  std::vector<std::size_t> owners;
  for (std::size_t part = 0; part < inputs.size(); ++part) {
    owners.push_back(inputs[part].file == "-" ? 0 : part * ranks / inputs.size());
  }
  return owners;
}

std::vector<PartRows> read_on_ranks(Ranks& ranks, const std::vector<PartInput>& inputs,
                                    const PartsOptions& options, Parts* parts) {
  PartsOfRank mine(ranks, inputs, options);
  mine.find_target();
  mine.read();
  mine.check(parts);
  mine.fold(parts);
  return mine.take_rows();
}

}  // namespace adaline::cli
