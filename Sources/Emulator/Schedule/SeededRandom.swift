/// Numbers that follow from a seed, a stream of its own for each purpose.
///
/// Whether duplicates are asked for must not change which rows are drawn: each purpose draws from
/// numbers of its own (SplitMix64; Steele, Lea and Flood, 2014).
struct SeededRandom: RandomNumberGenerator {
  /// What numbers are drawn for.
  enum Stream: UInt64 {
    case timing = 1
    case keys, dirt, chaos, backfill
  }

  private var state: UInt64

  init(seed: UInt64, stream: Stream) {
    state = seed &+ stream.rawValue &* 0xD1B5_4A32_D192_ED03
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A number from 0 up to, and not including, 1.
  mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }
}
