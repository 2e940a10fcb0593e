// A contest: one task of one type and shape, done by all who take part on the same data, turn by turn.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "bench/contenders.hpp"
#include "bench/limits/limits.hpp"
#include "bench/measure/rounds.hpp"
#include "bench/suite/shapes.hpp"
#include "goldens/cases/case.hpp"

namespace adaline::bench {

// Above it a row says that it is noisy.
inline constexpr double widest_spread = 0.1;

struct Suite {
  std::vector<Contender> contenders;
  Selection selection = Selection::quick;
  std::size_t memory_bytes = 0;
  double least_seconds = 5e-4;  // of one measurement: short calls are repeated
  std::function<bool(const std::string& name)> wanted;
};

// One who takes part: a contender, or the limit of the machine as if it were one.
struct Entrant {
  std::string benchmark = {};  // "dot/avx512/float/n:4096", "predict/plain/double/rows:12/features:1"
  std::string contender = {};  // "avx512", "threads-2", "limit"
  bool is_ours = false;
  bool is_limit = false;
  bool is_wanted = true;            // else measured only for what is said of others
  std::size_t threads = 0;          // of a contest about them; 0 in all others
  Workers* workers = nullptr;       // those of a limit of such a contest
  std::size_t calls = 0;            // in each measurement
  std::vector<Timing> rounds = {};  // of one call
  std::string kind_of_limit = {};   // of a limit, once measured: "loads", "updates", "multiply-adds"
};

class Contest {
 public:
  Contest(std::vector<Entrant> entrants, cases::Work work, std::size_t footprint, double least_seconds,
          std::size_t samples = 0)
      : entrants_(std::move(entrants)),
        work_(work),
        footprint_(footprint),
        samples_(samples),
        least_seconds_(least_seconds) {}
  Contest(const Contest&) = delete;
  Contest& operator=(const Contest&) = delete;
  virtual ~Contest() = default;

  const std::vector<Entrant>& entrants() const { return entrants_; }
  const cases::Work& work() const { return work_; }
  std::size_t footprint() const { return footprint_; }  // bytes of all arrays
  std::size_t samples() const { return samples_; }      // of a stream, in one call; 0: it is none

  // Measures everybody until there are so many rounds. Before the first one they are compared with each other:
  // std::runtime_error, in this and every later call, where one computes something else than rounding explains.
  void measure_rounds(std::size_t count);

 protected:
  virtual void verify() = 0;
  // Those of the entrants, in their order, with all data as at the start; valid until the next call.
  virtual std::vector<Repeat> prepare() = 0;
  // One measurement of the entrant at that place.
  virtual Timing measure(std::size_t place, const Repeat& repeat, std::size_t times);
  // What the machine needs at least, where the repeat of the limit at that place took so long.
  virtual Timing limit_of(std::size_t place, const Timing& movement) = 0;
  virtual const char* kind_of_limit(std::size_t place, const Timing& movement) = 0;

 private:
  void measure_round(std::size_t round);

  std::vector<Entrant> entrants_;
  cases::Work work_;
  std::size_t footprint_;
  std::size_t samples_;
  double least_seconds_;
  std::string failure_;
};

// All that are wanted, in the order of their names' parts. They share their arrays, and use those of `suite`
// and `limits`, which must outlive them.
std::vector<std::unique_ptr<Contest>> contests(const Suite& suite, Limits& limits);

}  // namespace adaline::bench
