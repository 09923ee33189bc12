/// The display name of a poster: made up, and no two posters' the same.
struct PosterName: CustomStringConvertible {
  private static let patterns = 8
  private static var combinations: Int {
    patterns * Vocabulary.posterFirstWords.count * Vocabulary.posterLastWords.count
  }

  let description: String

  init(ofPoster poster: Int, seed: UInt64) {
    var random = RowRandom(seed: seed, .posterName)
    // A prime step through all combinations meets each once before any comes again.
    let code = (poster * 7_919 + random.below(Self.combinations)) % Self.combinations
    let words = code / Self.patterns
    let first = Vocabulary.posterFirstWords[words % Vocabulary.posterFirstWords.count]
    let last = Vocabulary.posterLastWords[words / Vocabulary.posterFirstWords.count]
    let name =
      switch code % Self.patterns {
      case 0: "\(first) \(last)"
      case 1: "\(first)\(last)".lowercased()
      case 2: "\(first) & \(last)"
      case 3: "The \(first) \(last)"
      case 4: "\(first) \(last) | Home, Food & Slow Days"
      case 5: "\(first) \(last) Studio"
      case 6:
        "\(last) and \(first) | Ideas, Printables, Small Budgets and Quiet Weekends for Everybody"
      default: "\(first)’s \(last) ☕"
      }
    let round = poster / Self.combinations
    description = round == 0 ? name : "\(name) \(round + 1)"
  }
}
