// A server that learns while it predicts: one thread learns from a stream of samples, eight answer requests. A
// neuron that is learned belongs to one thread, so the others get copies of it, which nobody changes any more.
// Ends with 1 where an answer came from an incomplete model, or where the last model is not good.
#include <adaline/adaline.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <latch>
#include <memory>
#include <mutex>
#include <span>
#include <thread>
#include <vector>

namespace {

constexpr std::size_t features = 64, samples = 100000, batch = 500, servers = 8;

// What is served. The answer to a probe is kept with the model: one that gives other bits is not whole.
struct Snapshot {
  adaline::Neuron<float> neuron;
  std::size_t learned;  // how many samples
  float answer_to_probe;
};

// The newest snapshot. Its lock is held to copy a pointer, and never while somebody learns, predicts or frees.
// (std::atomic<std::shared_ptr<const Snapshot>> does the same, where the standard library has it.)
class Newest {
 public:
  std::shared_ptr<const Snapshot> get() const {
    const std::lock_guard lock(mutex_);
    return snapshot_;
  }
  void set(std::shared_ptr<const Snapshot> snapshot) {
    const std::lock_guard lock(mutex_);
    snapshot_.swap(snapshot);
  }

 private:
  mutable std::mutex mutex_;
  std::shared_ptr<const Snapshot> snapshot_;
};

class Random {
 public:
  explicit Random(unsigned seed) : state_(seed) {}
  float operator()() {  // between -1 and 1
    state_ = state_ * 1664525 + 1013904223;
    return static_cast<float>(state_ >> 8) / 8388608 - 1;
  }

 private:
  unsigned state_;
};

float true_weight(std::size_t feature) { return 0.1F * static_cast<float>(feature % 7) - 0.3F; }

// Learns the stream, a small batch at a time, and publishes a copy of the neuron after each.
void learn(Newest& newest, std::span<const float> probe) {
  Random random(1);
  adaline::Neuron<float> neuron(features);
  adaline::Matrix<float> x(batch, features);
  std::vector<float> t(batch);
  for (std::size_t learned = 0; learned < samples; learned += batch) {
    for (std::size_t r = 0; r < batch; ++r) {
      t[r] = 0.5F + 0.1F * random();
      for (std::size_t c = 0; c < features; ++c) {
        x(r, c) = random();
        t[r] += true_weight(c) * x(r, c);
      }
    }
    neuron.learn({x, t}, 0.005F);
    newest.set(std::make_shared<const Snapshot>(Snapshot{neuron, learned + batch, neuron.predict(probe)}));
    std::this_thread::sleep_for(std::chrono::microseconds(100));  // until the next samples come
  }
}

// Answers requests until the last model has answered one. Each request takes the model that is newest when it
// comes, and keeps it until it is answered.
bool serve(const Newest& newest, std::span<const float> probe, unsigned seed) {
  Random random(seed);
  std::vector<float> request(features);
  std::size_t learned = 0;
  bool is_whole = true;
  while (learned < samples) {
    const std::shared_ptr<const Snapshot> model = newest.get();
    for (float& value : request) value = random();
    const float answer = model->neuron.predict(request);
    is_whole = is_whole && std::isfinite(answer) && model->neuron.predict(probe) == model->answer_to_probe &&
               model->learned >= learned;
    learned = model->learned;
  }
  return is_whole;
}

}  // namespace

int main() {
  const std::vector<float> probe(features, 1);
  Newest newest;
  newest.set(std::make_shared<const Snapshot>(Snapshot{adaline::Neuron<float>(features), 0, 0}));

  std::array<bool, servers> is_whole = {};
  std::latch begin(servers + 1);
  {
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < servers; ++i) {
      threads.emplace_back([&, i] {
        begin.arrive_and_wait();
        is_whole[i] = serve(newest, probe, static_cast<unsigned>(i) + 2);
      });
    }
    begin.arrive_and_wait();
    learn(newest, probe);
  }

  const std::shared_ptr<const Snapshot> last = newest.get();
  float difference = std::abs(last->neuron.bias() - 0.5F);
  for (std::size_t c = 0; c < features; ++c) {
    difference = std::max(difference, std::abs(last->neuron.weights()[c] - true_weight(c)));
  }
  const bool all_whole = std::ranges::all_of(is_whole, [](bool whole) { return whole; });
  std::printf("%zu samples learned, %zu threads served; each answer is from a whole model: %s\n", last->learned,
              servers, all_whole ? "yes" : "no");
  std::printf("weights and bias of the last model are right to %.2f\n", static_cast<double>(difference));
  return all_whole && difference < 0.03F ? 0 : 1;
}
