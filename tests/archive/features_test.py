"""Which feature an instruction needs: encodings that are easily taken for another."""

import unittest

from features import Instruction, feature_of

X86 = [
    ("0f 58 c1", "addps %xmm1,%xmm0", None),
    ("66 0f c5 c1 01", "pextrw $0x1,%xmm1,%eax", None),
    ("66 0f 3a 15 08 01", "pextrw $0x1,%xmm1,(%rax)", "sse4.1"),
    ("66 0f 3a 0f c1 01", "palignr $0x1,%xmm1,%xmm0", "ssse3"),
    ("66 0f 38 37 c1", "pcmpgtq %xmm1,%xmm0", "sse4.2"),
    ("f2 0f d0 c8", "addsubps %xmm0,%xmm1", "sse3"),
    ("f3 0f bc d8", "tzcnt %eax,%ebx", None),  # written for the baseline as rep bsf
    ("f3 0f bd d8", "lzcnt %eax,%ebx", "lzcnt"),
    ("f3 48 0f b8 d8", "popcntq %rax, %rbx", "popcnt"),
    ("f0 48 0f c7 08", "lock cmpxchg16b (%rax)", "cx16"),
    ("f3 0f 1e fa", "endbr64", None),
    ("8f 00", "pop (%rax)", None),
    ("8f e8 70 cc d0 06", "vpcomgtb %xmm0,%xmm1,%xmm2", "xop"),
    ("c5 f4 58 d0", "vaddps %ymm0,%ymm1,%ymm2", "avx2"),
    ("c4 e2 75 b8 d0", "vfmadd231ps %ymm0,%ymm1,%ymm2", "fma"),
    ("c4 e3 71 68 d8 20", "vfmaddps %xmm0,%xmm1,%xmm2,%xmm3", "fma4"),
    ("c4 e2 79 f7 cb", "shlx %eax,%ebx,%ecx", "bmi"),
    ("c4 e2 7d 13 c0", "vcvtph2ps %xmm0,%ymm0", "f16c"),
    ("c4 e2 75 50 d0", "{vex} vpdpbusd %ymm0,%ymm1,%ymm2", "vnni"),
    ("c5 f8 92 c8", "kmovw %eax,%k1", "avx512"),
    ("62 f1 74 48 58 d0", "vaddps %zmm0,%zmm1,%zmm2", "avx512"),
    ("62 b1 74 28 58 d0", "vaddps %ymm16,%ymm1,%ymm2", "avx512"),
    ("62 f2 75 48 b8 d0", "vfmadd231ps %zmm0,%zmm1,%zmm2", "avx512"),
    ("62 f2 7d 48 13 c0", "vcvtph2ps %ymm0,%zmm0", "avx512"),
    ("62 f2 75 48 50 d0", "vpdpbusd %zmm0,%zmm1,%zmm2", "vnni"),
    ("62 f2 f5 48 b4 d0", "vpmadd52luq %zmm0,%zmm1,%zmm2", "ifma"),
    ("62 f2 75 48 8d d0", "vpermb %zmm0,%zmm1,%zmm2", "vbmi"),
    ("62 f2 f5 48 8d d0", "vpermw %zmm0,%zmm1,%zmm2", "avx512"),
    ("62 f2 7d 48 63 c1", "vpcompressb %zmm0,%zmm1", "vbmi2"),
    ("62 f2 7d 48 8b c1", "vpcompressd %zmm0,%zmm1", "avx512"),
    ("62 f2 7e 48 72 c8", "vcvtneps2bf16 %zmm0,%ymm1", "bf16"),
    ("62 f5 74 48 58 d0", "vaddph %zmm0,%zmm1,%zmm2", "fp16"),
    ("62 f5 7e 08 2d c0", "vcvtsh2si %xmm0,%eax", "fp16"),
    ("d5 11 58", "pop %r24", "apx"),
    ("06", "(bad)", "unknown"),
    ("0f 38 ff c0", "something %eax,%eax", "unknown"),
]

ARM = [
    ("", "fmla v0.4s, v1.4s, v2.4s", None),
    ("", "cnt v0.8b, v1.8b", None),
    ("", "b.ne 88 <p0+0x88>", None),
    ("", "bfi x0, x1, #3, #4", None),
    ("", "fcvt s0, h1", None),
    ("", "cntw x0", "sve"),
    ("", "ptrue p0.s", "sve"),
    ("", "ld1w {z0.s}, p0/z, [x0]", "sve"),
    ("", "whilelo p0.s, x0, x1", "sve"),
    ("", "whilegt p0.s, x0, x1", "sve2"),
    ("", "faddp v0.4s, v1.4s, v2.4s", None),
    ("", "faddp z0.s, p0/m, z0.s, z1.s", "sve2"),
    ("", "bsl v0.16b, v1.16b, v2.16b", None),
    ("", "bsl z0.d, z0.d, z1.d, z2.d", "sve2"),
    ("", "ldaddal x0, x1, [x2]", "lse"),
    ("", "fadd v0.4h, v1.4h, v2.4h", "fp16"),
    ("", "sdot v0.4s, v1.16b, v2.16b", "dotprod"),
    ("", "bfmmla v0.4s, v1.8h, v2.8h", "bf16"),
    ("", ".word 0x00000000", None),
    ("", ".inst 0x00000000 ; undefined", "unknown"),
    ("", "<unknown>", "unknown"),
]


class Features(unittest.TestCase):
    def check(self, architecture, instructions):
        for code, text, feature in instructions:
            with self.subTest(text):
                found = feature_of[architecture](Instruction("f", bytes.fromhex(code), text))
                self.assertEqual(found, feature)

    def test_x86(self):
        self.check("x86", X86)

    def test_arm(self):
        self.check("arm", ARM)


if __name__ == "__main__":
    unittest.main()
