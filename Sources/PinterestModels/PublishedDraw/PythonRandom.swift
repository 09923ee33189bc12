/// The random numbers of CPython's `random` module: Mersenne Twister MT19937, seeded as CPython does.
///
/// It exists to draw what the course's script draws; for anything else take a better generator.
public struct PythonRandom: RandomNumberGenerator, Sendable {
  private static let size = 624
  private static let shift = 397
  private var state: [UInt32]
  private var index = Self.size

  /// The generator after `random.seed(seed)`.
  public init(seed: UInt64) {
    // CPython hands the seed over in 32-bit words, the low one first and no empty high one.
    let words = [UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32)]
    self.init(key: words[1] == 0 ? [words[0]] : words)
  }

  /// The `init_by_array` of Matsumoto and Nishimura's reference.
  private init(key: [UInt32]) {
    state = Self.seeded(19_650_218)
    var position = 1
    var word = 0
    func stirred(_ factor: UInt32) -> UInt32 {
      let previous = state[position - 1]
      return state[position] ^ ((previous ^ previous >> 30) &* factor)
    }
    func advance() {
      position += 1
      if position == Self.size {
        state[0] = state[Self.size - 1]
        position = 1
      }
    }
    for _ in 0..<max(Self.size, key.count) {
      state[position] = stirred(1_664_525) &+ key[word] &+ UInt32(word)
      word = (word + 1) % key.count
      advance()
    }
    for _ in 0..<(Self.size - 1) {
      state[position] = stirred(1_566_083_941) &- UInt32(position)
      advance()
    }
    state[0] = 0x8000_0000
  }

  private static func seeded(_ seed: UInt32) -> [UInt32] {
    var state = [seed]
    for position in 1..<size {
      let previous = state[position - 1]
      state.append((previous ^ previous >> 30) &* 1_812_433_253 &+ UInt32(position))
    }
    return state
  }

  /// The next 32 bits.
  public mutating func next32() -> UInt32 {
    if index == Self.size { regenerate() }
    var word = state[index]
    index += 1
    word ^= word >> 11
    word ^= word << 7 & 0x9d2c_5680
    word ^= word << 15 & 0xefc6_0000
    return word ^ word >> 18
  }

  /// The next 64 bits, the low half drawn first, as `getrandbits(64)`.
  public mutating func next() -> UInt64 {
    let low = UInt64(next32())
    return UInt64(next32()) << 32 | low
  }

  /// A number below `bound`, as `randrange(bound)` draws it: as many bits as `bound` has, again
  /// where they are too many.
  public mutating func below(_ bound: UInt32) -> UInt32 {
    precondition(bound > 0, "there is no number below 0")
    let width = UInt32.bitWidth - bound.leadingZeroBitCount
    var draw: UInt32
    repeat { draw = next32() >> (32 - width) } while draw >= bound
    return draw
  }

  private mutating func regenerate() {
    for position in 0..<Self.size {
      let mixed =
        state[position] & 0x8000_0000 | state[(position + 1) % Self.size] & 0x7fff_ffff
      let twist: UInt32 = mixed & 1 == 0 ? 0 : 0x9908_b0df
      state[position] = state[(position + Self.shift) % Self.size] ^ mixed >> 1 ^ twist
    }
    index = 0
  }
}
