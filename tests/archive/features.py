"""Which instruction-set feature an instruction needs, beyond the baseline of its architecture.

Told by encoding and mnemonic, as objdump of GNU or LLVM prints it. `feature_of[architecture]` is a function
from Instruction to the name of a feature; None is the baseline, "unknown" what objdump could not read.
"""

import functools
import re
from typing import NamedTuple


class Instruction(NamedTuple):
    function: str
    code: bytes
    text: str

    @property
    def mnemonic(self):
        return self.text.split(None, 1)[0]


@functools.lru_cache(maxsize=None)
def named_feature(table, mnemonic):
    return next((feature for feature, names in table if re.fullmatch(names, mnemonic)), None)


X86_PREFIX_WORDS = re.compile(r"^(?:(?:lock|rep\w*|bnd|notrack|data16|addr32|[c-gs]s|rex\S*|\{\w+\}) )+(?=\S)")
X86_PREFIX_BYTES = {0x66, 0xF2, 0xF3, 0x2E, 0x36, 0x3E, 0x26, 0x64, 0x65, 0x67, 0xF0}

# Features told by the mnemonic (LLVM adds the operand size, hence [bwlq]?), whatever the encoding. tzcnt is
# missing on purpose: compilers write it for the baseline too, as `rep bsf`, where both mean the same.
X86_NAMED = (
    ("sse3", r"addsubp[sd]|h(add|sub)p[sd]|lddqu|movddup|movs[hl]dup|fisttp[sl]*"),
    ("ssse3", r"pabs[bwd]|palignr|ph(add|sub)(w|d|sw)|pmaddubsw|pmulhrsw|pshufb|psign[bwd]"),
    ("sse4.1", r"(blend|round)[ps][sd]|blendvp[sd]|dpp[sd]|extractps|insertps|movntdqa|mpsadbw|packusdw"
               r"|pblend(vb|w)|pcmpeqq|p(ext|ins)r[bdq]|pextrw|phminposuw|p(max|min)(sb|sd|ud|uw)"
               r"|pmov[sz]x(bw|bd|bq|wd|wq|dq)|pmuldq|pmulld|ptest"),
    ("sse4.2", r"crc32[bwlq]?|pcmp[ei]str[im]|pcmpgtq"),
    ("sse4a", r"extrq|insertq|movnts[sd]"),
    ("popcnt", r"popcnt[wlq]?"),
    ("lzcnt", r"lzcnt[wlq]?"),
    ("movbe", r"movbe[wlq]?"),
    ("adx", r"ad[co]x[lq]?"),
    ("cx16", r"cmpxchg16b"),
    ("prfchw", r"prefetchwt?1?"),
    ("aes", r"v?aes(enc|dec|imc|keygen).*"),
    ("pclmul", r"v?pclmul.*"),
    ("gfni", r"v?gf2p8.*"),
    ("sha", r"v?(sha(1|256|512)|sm[34]).+"),
    ("f16c", r"vcvtph2ps|vcvtps2ph"),
    ("fma", r"vf(n?m(add|sub)|maddsub|msubadd)\d+[ps][sd]"),
    ("fma4", r"vf.*(add|sub)[ps][sd]"),
    ("bmi", r"(andn|bextr|bls(i|msk|r)|bzhi|mulx|p(dep|ext)|rorx|(sar|shl|shr)x)[lq]?"),
    ("amx", r"t(dp|ile)\w+|(ld|st)tilecfg"),
    ("avx-convert", r"vbcstne.*|vcvtnee.*|vcvtneo.*"),
    ("vnni", r"vpdp[bw].*"),
    ("ifma", r"vpmadd52.*"),
    ("vbmi", r"vperm[it]2b|vpermb|vpmultishiftqb"),
    ("vbmi2", r"vp(compress|expand)[bw]|vpsh[lr]d.+"),
    ("vpopcnt", r"vpopcnt[bwdq]|vpshufbitqmb"),
    ("bf16", r"v.*bf16(ps)?"),
    ("fp16", r"v.*[ps]h|vcvt.*[ps]h2?.*|vmovw"),
    ("vp2intersect", r"vp2intersect.*"),
    ("avx512er", r"v(exp2|rcp28|rsqrt28)[ps][sd]|v(gather|scatter)pf.*|v4f.*|vp4dp.*"),
)

VEX = (0xC4, 0xC5)
EVEX = 0x62
REX2 = 0xD5
XOP = 0x8F  # or pop, whose next bits are smaller


def x86_encoding(code):
    """The kind of encoding, and the opcode behind the prefixes of the kind "legacy"."""
    while code and code[0] in X86_PREFIX_BYTES:
        code = code[1:]
    first = code[0] if code else 0
    if first in VEX:
        return "vex", code
    if first == EVEX:
        return "evex", code
    if first == REX2:
        return "apx", code
    if first == XOP and len(code) > 1 and code[1] & 0x1F >= 8:
        return "xop", code
    return "legacy", code[1:] if 0x40 <= first <= 0x4F else code


def x86_feature(instruction):
    if "(bad)" in instruction.text or "<unknown>" in instruction.text:
        return "unknown"
    mnemonic = X86_PREFIX_WORDS.sub("", instruction.text).split(None, 1)[0]
    encoding, opcode = x86_encoding(instruction.code)
    named = named_feature(X86_NAMED, mnemonic)
    if encoding in ("apx", "xop"):
        return encoding
    if encoding == "evex" and named in (None, "fma", "f16c"):  # AVX-512 F has the last two itself
        return "avx512" if mnemonic.startswith("v") else "apx"
    if encoding == "vex" and named is None:
        return "avx512" if mnemonic.startswith("k") else "avx2"
    if mnemonic == "pextrw" and opcode.startswith(b"\x0f\xc5"):
        return None  # the form that SSE2 has
    if named is None and opcode.startswith((b"\x0f\x38", b"\x0f\x3a")):
        return "unknown"  # the baseline has nothing in these two maps
    return named


ARM_SVE_REGISTER = re.compile(r"(?<![\w.])(z\d+(\.[bhsdq])?|p\d+(/[mz]|\.[bhsdq])?)(?![\w.])")
# Of the many that SVE2 adds, those that a compiler may write for loops over floating-point numbers.
ARM_SVE2 = r"f(add|max|min|maxnm|minnm)p|fcvt(lt|nt|x|xnt)|flogb|tbx|while(g[et]|h[is]|rw|wr)|eor3|bcax|xar|n?bsl\w*"
ARM_NAMED = (
    ("sve", r"rdvl|addvl|addpl|(cnt|(sq|uq)?(inc|dec))[bhwdp]|ptrues?|ptest|while\w+|cterm\w+|(rd|wr|set)ffr"),
    ("lse", r"(casp?|swp|(ld|st)(add|clr|eor|set|[su]max|[su]min))(a|l|al)?[bh]?"),
    ("rdm", r"sqrdml[as]h"),
    ("dotprod", r"[us]dot|usdot|sudot"),
    ("bf16", r"bfmmla|bfmlal[bt]|bfdot|bfcvtn?2?"),
    ("i8mm", r"(u|s|us)mmla"),
    ("rcpc", r"ldapr[bh]?|ldapur\w*|stlur\w*"),
    ("complex", r"fcadd|fcmla"),
)
ARM_HALF_PRECISION = re.compile(r"\bf(?!cvt)\w+ .*(\bh\d+\b|\bv\d+\.[48]h\b)")


def arm_feature(instruction):
    if "<unknown>" in instruction.text or "undefined" in instruction.text:
        return "unknown"
    if instruction.text.startswith("."):
        return None  # data between functions
    _, _, operands = instruction.text.partition(" ")
    if ARM_SVE_REGISTER.search(re.sub(r"<.*|//.*", "", operands)):
        return "sve2" if re.fullmatch(ARM_SVE2, instruction.mnemonic) else "sve"
    if ARM_HALF_PRECISION.match(instruction.text):
        return "fp16"
    return named_feature(ARM_NAMED, instruction.mnemonic)


feature_of = {"x86": x86_feature, "arm": arm_feature}
