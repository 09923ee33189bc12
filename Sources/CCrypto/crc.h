#pragma once

#include <stddef.h>
#include <stdint.h>

// Folding by carry-less multiplication, for bit-reflected CRCs of up to 64 bits: many bytes become
// few that leave the same remainder. Static inline because a system module has no object file.

#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>

// Whether the processor multiplies 128 bits without carries.
static inline int ccrc_can_fold(void) {
  unsigned a, b, c, d;
  return __get_cpuid(1, &a, &b, &c, &d) && (c & bit_PCLMUL) && (c & bit_SSE4_1);
}

// Whether it does so four times at once, and the system keeps the wide registers.
static inline int ccrc_can_fold_wide(void) {
  unsigned a, b, c, d, low, high;
  if (!__get_cpuid(1, &a, &b, &c, &d) || !(c & bit_OSXSAVE)) return 0;
  __asm__("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
  if ((low & 0xe6) != 0xe6) return 0;
  return __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b & bit_AVX512F) && (c & bit_VPCLMULQDQ);
}

__attribute__((target("sse4.1,pclmul"))) static inline __m128i ccrc_step(
    __m128i state, __m128i constants, __m128i next) {
  __m128i low = _mm_clmulepi64_si128(state, constants, 0x00);
  __m128i high = _mm_clmulepi64_si128(state, constants, 0x11);
  return _mm_xor_si128(_mm_xor_si128(low, high), next);
}

// Brings `count` bytes (a multiple of 16, at least 64) down to 16.
// `far` and `near` are the pairs of constants for distances of 512 and 128 bits.
__attribute__((target("sse4.1,pclmul"))) static inline void ccrc_fold(
    uint64_t crc, const void *bytes, size_t count, const uint64_t *far, const uint64_t *near,
    void *remainder) {
  const __m128i by_512 = _mm_loadu_si128((const __m128i *)far);
  const __m128i by_128 = _mm_loadu_si128((const __m128i *)near);
  const __m128i *in = (const __m128i *)bytes;
  __m128i a = _mm_xor_si128(_mm_loadu_si128(in), _mm_cvtsi64_si128((long long)crc));
  __m128i b = _mm_loadu_si128(in + 1), c = _mm_loadu_si128(in + 2), d = _mm_loadu_si128(in + 3);
  for (in += 4, count -= 64; count >= 64; in += 4, count -= 64) {
    a = ccrc_step(a, by_512, _mm_loadu_si128(in));
    b = ccrc_step(b, by_512, _mm_loadu_si128(in + 1));
    c = ccrc_step(c, by_512, _mm_loadu_si128(in + 2));
    d = ccrc_step(d, by_512, _mm_loadu_si128(in + 3));
  }
  b = ccrc_step(a, by_128, b);
  c = ccrc_step(b, by_128, c);
  d = ccrc_step(c, by_128, d);
  for (; count >= 16; in += 1, count -= 16) d = ccrc_step(d, by_128, _mm_loadu_si128(in));
  _mm_storeu_si128((__m128i *)remainder, d);
}

__attribute__((target("avx512f,vpclmulqdq"))) static inline __m512i ccrc_step_wide(
    __m512i state, __m512i constants, __m512i next) {
  __m512i low = _mm512_clmulepi64_epi128(state, constants, 0x00);
  __m512i high = _mm512_clmulepi64_epi128(state, constants, 0x11);
  return _mm512_ternarylogic_epi64(low, high, next, 0x96);
}

// Brings `count` bytes (a multiple of 256, at least 256) down to 256.
// `farthest` is the pair of constants for a distance of 2048 bits.
__attribute__((target("avx512f,vpclmulqdq"))) static inline void ccrc_fold_wide(
    uint64_t crc, const void *bytes, size_t count, const uint64_t *farthest, void *remainder) {
  const __m512i by_2048 = _mm512_broadcast_i32x4(_mm_loadu_si128((const __m128i *)farthest));
  const __m512i *in = (const __m512i *)bytes;
  __m512i a = _mm512_xor_si512(
      _mm512_loadu_si512(in), _mm512_zextsi128_si512(_mm_cvtsi64_si128((long long)crc)));
  __m512i b = _mm512_loadu_si512(in + 1), c = _mm512_loadu_si512(in + 2);
  __m512i d = _mm512_loadu_si512(in + 3);
  for (in += 4, count -= 256; count >= 256; in += 4, count -= 256) {
    a = ccrc_step_wide(a, by_2048, _mm512_loadu_si512(in));
    b = ccrc_step_wide(b, by_2048, _mm512_loadu_si512(in + 1));
    c = ccrc_step_wide(c, by_2048, _mm512_loadu_si512(in + 2));
    d = ccrc_step_wide(d, by_2048, _mm512_loadu_si512(in + 3));
  }
  __m512i *out = (__m512i *)remainder;
  _mm512_storeu_si512(out, a);
  _mm512_storeu_si512(out + 1, b);
  _mm512_storeu_si512(out + 2, c);
  _mm512_storeu_si512(out + 3, d);
}

#else

static inline int ccrc_can_fold(void) { return 0; }
static inline int ccrc_can_fold_wide(void) { return 0; }

static inline void ccrc_fold(
    uint64_t crc, const void *bytes, size_t count, const uint64_t *far, const uint64_t *near,
    void *remainder) {}

static inline void ccrc_fold_wide(
    uint64_t crc, const void *bytes, size_t count, const uint64_t *farthest, void *remainder) {}

#endif
