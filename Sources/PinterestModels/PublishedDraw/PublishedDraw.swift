/// The endless order in which the course's script posts: the same for everybody, for its seed is 100.
///
/// For every post the script sleeps `random.randrange(0, 2)` seconds and then takes row
/// `random.randint(0, 11000)`. So everybody posts rows 7528, 2863, 5730, …, rows come again sooner
/// or later, and those after 11,000 never do.
public struct PublishedDraw: Sequence, IteratorProtocol, Sendable {
  /// What the script draws for a post.
  public struct Draw: Hashable, Sendable {
    /// How long it sleeps before the post: nothing or a second.
    public let pause: Duration
    /// The position of the three rows.
    public let position: Int
  }

  private var random: PythonRandom
  private let lastPosition: Int

  /// Starts the order anew; the script as published has seed 100 and last position 11,000.
  public init(seed: UInt64 = 100, lastPosition: Int = 11_000) {
    precondition((0..<Int(UInt32.max)).contains(lastPosition), "positions are 32-bit numbers")
    random = PythonRandom(seed: seed)
    self.lastPosition = lastPosition
  }

  /// Draws the next post.
  public mutating func next() -> Draw? {
    let pause = Duration.seconds(random.below(2))
    return Draw(pause: pause, position: Int(random.below(UInt32(lastPosition) + 1)))
  }
}
