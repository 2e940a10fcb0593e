// A member of the archive that is no level.
namespace adaline {

void negate(float* x, int n);
void negate(float* x, int n) {
  for (int i = 0; i < n; ++i) x[i] = -x[i];
}

}  // namespace adaline
