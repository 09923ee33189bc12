/// When posts are made, from the start of a run.
public struct Pace: Sendable, Hashable {
  /// What decides about the time between two posts.
  public enum Rhythm: String, Sendable, Hashable, CaseIterable {
    /// The course's script: nothing or a second, as its seed has it; a rate takes its place.
    case original
    /// Always the same.
    case uniform
    /// As independent people would: exponential intervals.
    case poisson
  }

  /// A number of posts at once, again and again.
  public struct Burst: Sendable, Hashable {
    /// The posts made at once.
    public var posts: Int
    /// The time from one burst to the next.
    public var every: Duration

    /// Describes bursts.
    public init(posts: Int, every: Duration) {
      self.posts = posts
      self.every = every
    }
  }

  /// A rate that changes evenly and then stays.
  public struct Ramp: Sendable, Hashable {
    /// Posts a second at the start.
    public var from: Double
    /// Posts a second at the end.
    public var to: Double
    /// How long the change takes.
    public var over: Duration

    /// Describes a ramp.
    public init(from: Double, to: Double, over: Duration) {
      self.from = from
      self.to = to
      self.over = over
    }
  }

  /// What decides about the time between two posts.
  public var rhythm = Rhythm.original
  /// How many posts are made in a time; `nil` leaves it to the rhythm.
  public var rate: PostRate?
  /// By which share an interval may be longer or shorter: 0 to 1.
  public var jitter = 0.0
  /// Posts come in bursts instead.
  public var burst: Burst?
  /// The rate changes instead.
  public var ramp: Ramp?

  /// As the course's script.
  public init() {}
}
