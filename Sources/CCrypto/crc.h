#pragma once

#include <stddef.h>
#include <stdint.h>

// Folds 64 bytes a step by carry-less multiplication, for bit-reflected CRCs of up to 64 bits.
// Static inline because a system module has no object file of its own.

#if defined(__x86_64__)
#include <cpuid.h>
#include <emmintrin.h>
#include <smmintrin.h>
#include <wmmintrin.h>

static inline int ccrc_can_fold(void) {
  unsigned a, b, c, d;
  return __get_cpuid(1, &a, &b, &c, &d) && (c & bit_PCLMUL) && (c & bit_SSE4_1);
}

__attribute__((target("sse4.1,pclmul"))) static inline __m128i ccrc_step(
    __m128i state, __m128i constants, __m128i next) {
  __m128i low = _mm_clmulepi64_si128(state, constants, 0x00);
  __m128i high = _mm_clmulepi64_si128(state, constants, 0x11);
  return _mm_xor_si128(_mm_xor_si128(low, high), next);
}

// Brings `count` bytes (a multiple of 16, at least 64) down to 16 that leave the same remainder.
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

#else

static inline int ccrc_can_fold(void) { return 0; }

static inline void ccrc_fold(
    uint64_t crc, const void *bytes, size_t count, const uint64_t *far, const uint64_t *near,
    void *remainder) {}

#endif
