/// The texts that stand where there is nothing to say: what the course calls entries with no
/// relevant data.
public struct Sentinels: Sendable, Hashable {
  /// How a text is recognised.
  public enum Matching: String, Sendable, Hashable, CaseIterable {
    /// It is the sentinel, byte for byte.
    case exact
    /// It begins with the sentinel, as with SQL's `LIKE 'No description available%'`.
    case prefix
  }

  /// For `title`.
  public var title = ["No Title Data Available"]
  /// For `description`; about half of the write-ups miss the shorter one.
  public var description = [
    "No description available Story format", "No description available",
  ]
  /// For `follower_count`.
  public var followerCount = ["User Info Error"]
  /// For `poster_name`.
  public var posterName = ["User Info Error"]
  /// For `tag_list`: a text joined by commas as if it were a list.
  public var tagList = ["N,o, ,T,a,g,s, ,A,v,a,i,l,a,b,l,e"]
  /// For `image_src`.
  public var imageSource = ["Image src error."]
  /// How a text is recognised.
  public var matching = Matching.exact
  /// Whether an empty text is none, in every text column of all tables.
  public var emptyIsAbsent = true

  /// Those of the course's text.
  public init() {}

  /// Those of the course's text.
  public static let course = Sentinels()

  /// The course's, and two descriptions that say nothing either: `Untitled` and `Art.`.
  public static var courseAndJunk: Sentinels {
    var sentinels = Sentinels()
    sentinels.description += ["Untitled", "Art."]
    return sentinels
  }

  /// None at all: everything stays as it is.
  public static var none: Sentinels {
    var sentinels = Sentinels()
    sentinels.title = []
    sentinels.description = []
    sentinels.followerCount = []
    sentinels.posterName = []
    sentinels.tagList = []
    sentinels.imageSource = []
    sentinels.emptyIsAbsent = false
    return sentinels
  }

  /// Whether a text is one of some sentinels.
  func contains(_ text: String, in sentinels: [String]) -> Bool {
    switch matching {
    // Lengths first: comparing texts outside ASCII is dear, and hardly ever needed.
    case .exact:
      sentinels.contains { $0.utf8.count == text.utf8.count && $0 == text }
    case .prefix: sentinels.contains { text.utf8.starts(with: $0.utf8) }
    }
  }
}
