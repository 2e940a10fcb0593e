# Programs that must not compile, each for the reason that stands beside it; and one that must, so that it is
# that reason. A mistake must not wait for the linker, and its message be a sentence.
set(compile "${compiler}" -std=c++20 "-I${include}")

# The headers are precompiled, as they take most of a second, and each program a tenth. A compiler that does not take
# them reads the header itself.
set(header "${file}.hpp")
file(WRITE "${header}" "#include <adaline/adaline.hpp>
#include <complex>
#include <vector>
")
execute_process(COMMAND ${compile} -x c++-header "${header}" -o "${header}.gch" COMMAND_ERROR_IS_FATAL ANY)

function(try_code code)
  file(WRITE "${file}" "using namespace adaline;
void f(const double* p, std::vector<double>& t) {
  (void)p, (void)t;
  ${code}
}
")
  execute_process(COMMAND ${compile} -fsyntax-only -include "${header}" -x c++ "${file}" RESULT_VARIABLE result ERROR_VARIABLE errors)
  set(result "${result}" PARENT_SCOPE)
  set(errors "${errors}" PARENT_SCOPE)
endfunction()

function(refused code message)
  try_code("${code}")
  if(result EQUAL 0 OR NOT errors MATCHES "${message}")
    message(FATAL_ERROR "expected '${message}', the compiler ended with ${result}:\n${code}\n${errors}")
  endif()
endfunction()

try_code("Neuron<double> n(3); Matrix<float> m(2, 2); Samples<double> s{{p, 1, 1}, t}; (void)s;")
if(NOT result EQUAL 0)
  message(FATAL_ERROR "${errors}")
endif()

try_code("std::vector<std::size_t> o{0}; auto x = ColumnsView<double>::column_major(p, 2, 1);
  GatheredSamples<double> s{x, t, o}; Neuron<double> n(1); (void)train(n, {x, t}, Batch{}); (void)s;")
if(NOT result EQUAL 0)
  message(FATAL_ERROR "${errors}")
endif()

set(element "adaline: T must be float or double")
refused("Neuron<int> n(3);" "${element}")
refused("Neuron<long double> n(3);" "${element}")
refused("Neuron<std::complex<double>> n(3);" "${element}")
refused("Neuron<const double> n(3);" "${element}")
refused("Matrix<int> m(2, 2);" "${element}")
refused("MatrixView<long double> v;" "${element}")
refused("Samples<int> s;" "${element}")
refused("Observer<int> o;" "${element}")
refused("(void)largest_stable_rate(Samples<long double>{}, Batch{});" "${element}")
refused("Samples<double> s{{p, 2, 1}, std::vector<double>(2)};" "deleted")
refused("Neuron<double> n(1); (void)train(n, {{p, 2, 1}, std::vector<double>(2)}, Batch{});" "deleted|no matching")
refused("Samples<double> s; s.targets = std::vector<double>(2);" "deleted")
refused("(void)ColumnsView<int>::column_major(nullptr, 1, 1);" "${element}")
# What is stored by columns is never taken for rows. (tests/kernels/gathered_test.cpp asserts more of that.)
refused("MatrixView<double> v = ColumnsView<double>::column_major(p, 2, 1);" "conversion|no viable|could not convert")
refused("struct M { using Scalar = double; enum { IsRowMajor = 0 }; double* data() const; long rows() const;
  long cols() const; long outerStride() const; long innerStride() const; };
  (void)view_of(M{});" "deleted")
refused("(void)GatheredRows<double>(MatrixView<double>{p, 2, 1}, std::vector<std::size_t>{0});" "deleted")
refused("MatrixView<double> v = Matrix<double>(2, 2);" "deleted")
