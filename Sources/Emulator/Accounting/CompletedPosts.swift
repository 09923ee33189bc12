/// Knows up to which post everything is done, whatever order answers come in: where a later run goes on.
struct CompletedPosts {
  private var open: [Int: Int] = [:]
  private var begun: Int
  private(set) var firstOpen: Int

  init(startingAt number: Int) {
    begun = number
    firstOpen = number
  }

  /// Posts up to a number were begun.
  mutating func begin(upTo posts: Int) {
    begun = max(begun, posts)
    advance()
  }

  /// A record is on its way.
  mutating func send(_ record: OutgoingRecord) { open[record.post, default: 0] += 1 }

  /// A record is done with.
  mutating func finish(_ record: OutgoingRecord) {
    guard let count = open[record.post] else { return }
    open[record.post] = count == 1 ? nil : count - 1
    advance()
  }

  private mutating func advance() {
    while firstOpen < begun, open[firstOpen] == nil { firstOpen += 1 }
  }
}
