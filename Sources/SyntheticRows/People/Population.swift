/// Who posts what: every position has a poster, every poster a place, a name and followers.
struct Population: Sendable {
  /// The poster of each position; 0 is nobody knows who.
  private let posters: [Int32]
  private let people: [Person]
  private let followers: [Int]

  /// Distributes `count` positions over posters; those of dead stories have none.
  init(seed: UInt64, count: Int, skew: Double, isDead: (Int) -> Bool) {
    var known = (0..<count).filter { !isDead($0) }
    var random = RowRandom(seed: seed, .assignment)
    known.shuffle(using: &random)

    var posters = [Int32](repeating: 0, count: count)
    var people = [Person()]
    var followers = [0]
    var assigned = 0
    let top = Self.top(among: count, skew: skew)
    while assigned < known.count {
      let rank = people.count
      let posts = min(Self.posts(ofRank: rank, top: top, skew: skew), known.count - assigned)
      var person = Person()
      for position in known[assigned..<(assigned + posts)] {
        posters[position] = Int32(truncatingIfNeeded: rank)
        var draws = RowRandom(seed: seed, .person, at: position)
        person.lower(using: &draws)
      }
      people.append(person)
      var draws = RowRandom(seed: seed, .followers, at: rank)
      followers.append(Followers.draw(posts: posts, using: &draws))
      assigned += posts
    }
    self.posters = posters
    self.people = people
    self.followers = followers
  }

  func poster(at position: Int) -> Int { Int(posters[position]) }
  func person(_ poster: Int) -> Person { people[poster] }
  func followers(of poster: Int) -> Int { followers[poster] }

  /// How often the poster of a rank posts: Zipf-like.
  private static func posts(ofRank rank: Int, top: Double, skew: Double) -> Int {
    max(1, Int((top / power(Double(rank), skew)).rounded()))
  }

  /// How often the first poster posts: 276 times in the published set, and otherwise as often as
  /// leaves as many posters as there.
  private static func top(among count: Int, skew: Double) -> Double {
    let share = Double(count) / Double(Category.publishedCount)
    guard skew != SyntheticRows.publishedSkew else { return 276 * share }
    let posters = max(1, Int(5_081 * share))
    let weights = (1...posters).map { 1 / power(Double($0), skew) }
    func total(_ top: Double) -> Double { weights.reduce(0) { $0 + max(1, ($1 * top).rounded()) } }
    var (low, high) = (0.0, Double(count))
    for _ in 0..<40 {
      let middle = (low + high) / 2
      if total(middle) < Double(count) { low = middle } else { high = middle }
    }
    return low
  }
}
