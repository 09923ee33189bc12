/// Makes titles, descriptions and tags of a category.
struct PinText {
  /// How many characters of a description are kept before the ellipsis.
  private static let descriptionLimit = 178

  private let subjects: [String]
  private var random: RowRandom
  private var bytes: [UInt8] = []

  init(_ category: Category, using random: RowRandom) {
    subjects = category.subjects
    self.random = random
    bytes.reserveCapacity(512)
  }

  mutating func title() -> String {
    switch random.below(1000) {
    case ..<1: return random.element(of: Vocabulary.oddTitles)
    case ..<13: return random.element(of: Vocabulary.hostileTexts)
    case ..<35: return random.element(of: Vocabulary.foreignTitles)
    default:
      bytes.removeAll(keepingCapacity: true)
      fill(random.element(of: Vocabulary.titlePatterns))
      return text()
    }
  }

  mutating func description() -> String {
    switch random.below(1000) {
    case ..<2: return random.element(of: Vocabulary.oddDescriptions)
    case ..<14: return random.element(of: Vocabulary.hostileTexts)
    case ..<425: return longDescription()
    default: return shortDescription()
    }
  }

  /// Nine tags, now and then eight, no two the same.
  mutating func tags() -> String {
    bytes.removeAll(keepingCapacity: true)
    let combinations = subjects.count * Vocabulary.tagModifiers.count
    let first = random.below(combinations)
    let count = random.happens(perMille: 40) ? 8 : 9
    for step in 0..<count {
      // 35 and 192 have no common factor, so the steps do not meet soon.
      let code = (first + step * 35) % combinations
      if step > 0 { bytes.append(UInt8(ascii: ",")) }
      bytes.append(contentsOf: subjects[code % subjects.count].utf8)
      bytes.append(UInt8(ascii: " "))
      bytes.append(contentsOf: Vocabulary.tagModifiers[code / subjects.count].utf8)
    }
    return text()
  }

  private mutating func shortDescription() -> String {
    bytes.removeAll(keepingCapacity: true)
    for sentence in 0...random.below(3) {
      let end = bytes.count
      if sentence > 0 { bytes.append(UInt8(ascii: " ")) }
      fill(random.element(of: Vocabulary.sentences))
      if bytes.count > Self.descriptionLimit { bytes.removeSubrange(end...) }
    }
    return text()
  }

  /// Goes on until the site would have cut it, and cuts it as the site does.
  private mutating func longDescription() -> String {
    bytes.removeAll(keepingCapacity: true)
    while bytes.count < 2 * Self.descriptionLimit {
      fill(random.element(of: Vocabulary.sentences))
      bytes.append(UInt8(ascii: " "))
    }
    var characters = 0
    let end = bytes.firstIndex { byte in
      if byte & 0xc0 != 0x80 { characters += 1 }
      return characters > Self.descriptionLimit
    }
    bytes.removeSubrange((end ?? bytes.count)...)
    bytes.append(contentsOf: "…\u{a0}".utf8)
    return text()
  }

  /// Appends a pattern with a subject for every `@` and a number for every `%`.
  private mutating func fill(_ pattern: String) {
    for byte in pattern.utf8 {
      switch byte {
      case UInt8(ascii: "@"): bytes.append(contentsOf: random.element(of: subjects).utf8)
      case UInt8(ascii: "%"): bytes.append(contentsOf: (3 + random.below(48)).description.utf8)
      default: bytes.append(byte)
      }
    }
  }

  private func text() -> String { String(decoding: bytes, as: UTF8.self) }
}
