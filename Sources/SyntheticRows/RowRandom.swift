/// Random numbers that depend on a seed, a purpose and a position, and on nothing drawn before.
///
/// So any row can be made without the rows before it. The steps are those of SplitMix64 (Steele, Lea
/// and Flood 2014).
struct RowRandom: RandomNumberGenerator {
  /// What the numbers are for; the same position gives unrelated numbers for each.
  enum Purpose: UInt64 {
    case bundle, assignment, person, followers, posterName, pin, place
  }

  private var state: UInt64

  init(seed: UInt64, _ purpose: Purpose, at position: Int = 0) {
    var stirring = RowRandom(state: seed)
    stirring.state ^= stirring.next() &+ purpose.rawValue
    state = stirring.next() ^ (UInt64(truncatingIfNeeded: position) &* 0xd134_2543_de82_ef95)
    state = next()
  }

  private init(state: UInt64) { self.state = state }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
    return mixed ^ mixed >> 31
  }

  /// A number below `bound`; the bias of a part in 2^32 for such bounds does not matter here.
  mutating func below(_ bound: Int) -> Int {
    Int(truncatingIfNeeded: (next() >> 32 &* UInt64(truncatingIfNeeded: bound)) >> 32)
  }

  /// Whether something happens that happens so many times in a thousand.
  mutating func happens(perMille share: Int) -> Bool { below(1000) < share }

  mutating func element(of words: [String]) -> String { words[below(words.count)] }
}
