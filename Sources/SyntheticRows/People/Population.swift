/// Who posts what: every position has a poster, every poster a place, a name and followers.
struct Population: Sendable {
  /// The poster of each position; 0 is nobody knows who.
  private let posters: [Int32]
  private let people: [Person]
  private let followers: [Int]

  /// Distributes `count` positions over posters; those of dead stories have none.
  init(seed: UInt64, count: Int, isDead: (Int) -> Bool) {
    var known = (0..<count).filter { !isDead($0) }
    var random = RowRandom(seed: seed, .assignment)
    known.shuffle(using: &random)

    var posters = [Int32](repeating: 0, count: count)
    var people = [Person()]
    var followers = [0]
    var assigned = 0
    while assigned < known.count {
      let rank = people.count
      let posts = min(Self.posts(ofRank: rank, among: count), known.count - assigned)
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

  /// How often the poster of a rank posts: Zipf-like, the first of the published set 276 times.
  private static func posts(ofRank rank: Int, among count: Int) -> Int {
    let top = 276.0 * Double(count) / Double(Category.publishedCount)
    return max(1, Int((top / power(Double(rank), 0.708)).rounded()))
  }
}
