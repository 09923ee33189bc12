/// Makes titles, descriptions and tags of a category.
struct PinText {
  /// How many characters of a description are kept before the ellipsis.
  private static let descriptionLimit = 178

  private let subjects: [String]
  private var random: RowRandom
  private var buffer: TextBuffer

  init(_ category: Category, using random: RowRandom, in buffer: TextBuffer) {
    subjects = category.subjects
    self.random = random
    self.buffer = buffer
  }

  mutating func title() -> String {
    switch random.below(1000) {
    case ..<1: return random.element(of: Vocabulary.oddTitles)
    case ..<13: return random.element(of: Vocabulary.hostileTexts)
    case ..<35: return random.element(of: Vocabulary.foreignTitles)
    default:
      fill(random.element(of: Vocabulary.titlePatterns))
      return buffer.take()
    }
  }

  mutating func description() -> String {
    switch random.below(1000) {
    case ..<2: random.element(of: Vocabulary.oddDescriptions)
    case ..<14: random.element(of: Vocabulary.hostileTexts)
    case ..<425: longDescription()
    default: shortDescription()
    }
  }

  /// Nine tags, now and then eight, no two the same.
  mutating func tags() -> String {
    let combinations = subjects.count * Vocabulary.tagModifiers.count
    let first = random.below(combinations)
    let count = random.happens(perMille: 40) ? 8 : 9
    for step in 0..<count {
      // 35 and 192 have no common factor, so the steps do not meet soon.
      let code = (first + step * 35) % combinations
      if step > 0 { buffer.append(UInt8(ascii: ",")) }
      buffer.append(subjects[code % subjects.count])
      buffer.append(UInt8(ascii: " "))
      buffer.append(Vocabulary.tagModifiers[code / subjects.count])
    }
    return buffer.take()
  }

  private mutating func shortDescription() -> String {
    for sentence in 0...random.below(3) {
      let end = buffer.count
      if sentence > 0 { buffer.append(UInt8(ascii: " ")) }
      fill(random.element(of: Vocabulary.sentences))
      if buffer.count > Self.descriptionLimit { buffer.cut(to: end) }
    }
    return buffer.take()
  }

  /// Goes on until the site would have cut it, and cuts it as the site does.
  private mutating func longDescription() -> String {
    while buffer.count < 2 * Self.descriptionLimit {
      fill(random.element(of: Vocabulary.sentences))
      buffer.append(UInt8(ascii: " "))
    }
    buffer.cut(toCharacters: Self.descriptionLimit)
    buffer.append("…\u{a0}")
    return buffer.take()
  }

  /// Appends a pattern with a subject for every `@` and a number for every `%`.
  private mutating func fill(_ pattern: String) {
    var pattern = pattern
    pattern.withUTF8 { bytes in
      for byte in bytes {
        switch byte {
        case UInt8(ascii: "@"): buffer.append(random.element(of: subjects))
        case UInt8(ascii: "%"): buffer.append(3 + random.below(48))
        default: buffer.append(byte)
        }
      }
    }
  }
}
