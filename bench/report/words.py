"""The glossary of the page, in HTML."""

WORDS = (
    ("contest", "All contenders at the same task, type and shape. They run in the same process, on the same "
                "data, and their results were checked against each other before."),
    ("repetitions", "The contenders of a contest take turns: in each repetition one batch of calls of each, "
                    "in an order that changes, so that a change of clock or a busy neighbour meets all of "
                    "them. A time is the median of the repetitions, of the CPU time of the thread."),
    ("spread", "The interquartile range of the repetitions, divided by their median: how far the middle half "
               "of the measurements lies apart."),
    ("noisy", "The spread is above 10&nbsp;%. The number is shown, and should not be relied on. A ratio is "
              "marked where one of the two is noisy."),
    ("limit", "What the machine can do at most with this work: pure loads of as many bytes, or "
              "y&nbsp;+=&nbsp;x where something is updated, the better of several access patterns, measured "
              "in the same repetitions; or its peak of multiply-adds, whichever takes longer."),
    ("of limit", "The time of the limit divided by the time of the work in each repetition, then the median "
                 "of these shares. It can be a little above 100&nbsp;%, as the limit is measured too."),
    ("GB/s", "1e9 bytes per second, of the bytes that the work must move at the least: a second pass over the "
             "samples does not count. Sizes are in powers of two: 1&nbsp;KB is 1024 bytes."),
    ("vs, times as fast", "The time of a rival divided by ours in each repetition, then the median of these "
                          "ratios. It is not the ratio of the two medians."),
    ("level", "A set of instructions that the kernels are compiled for. The level that is used is the one "
              "that the library takes by itself, or was told to take."),
    ("plain, compiler", "A plain loop that is not vectorised, and the same loop as the compiler vectorises it "
                        "for a level, with leave to reorder. Where a rival has several levels, charts show "
                        "the one that is fastest by the median of its throughput; tables show all."),
    ("native, by_hand", "Filters and single rows only: the plain loop with -O3 -march=native -ffast-math (by the "
                        "compiler of the build, and by clang), and the library's public dot and axpy."),
    ("CMSIS form", "CMSIS-DSP's arm_lms_norm_f32 in its portable form, written anew from its documentation and "
                   "compiled here: a definition of the work."),
    ("threads-N", "Tasks threads_* only: the level that is used, on N threads, beside OpenBLAS and the limit with as "
                  "many. Their times are those of the clock on the wall, and each ratio is to one thread in the same "
                  "repetition."),
    ("public, inlined", "Short calls only: the library's public function, with dispatch and checks, and the "
                        "plain loop in the caller's own file, at -O2."),
)
