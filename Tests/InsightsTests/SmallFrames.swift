public import Lakehouse
import PinterestModels

/// Frames written down post by post.
struct SmallFrames {
  struct Post {
    var category: String? = "art"
    var poster: String? = "poster"
    var followers: Int?
    var country: String? = "Peru"
    var posted: String? = "2020-01-02 03:04:05"
    var user = "Ann Lee"
    var age: Int? = 30
    var joined: String? = "2016-05-06 07:08:09"
  }

  static func engine(_ posts: [Post]) -> SQLiteEngine { SQLiteEngine(frames(posts)) }

  static func frames(_ posts: [Post]) -> CleanFrames {
    var frames = CleanFrames()
    for (index, post) in posts.enumerated() {
      frames.pins.append(
        CleanPin(
          index: index,
          followerCount: post.followers,
          posterName: post.poster,
          category: post.category
        )
      )
      frames.geolocations.append(
        CleanGeolocation(
          index: index,
          country: post.country,
          timestamp: post.posted.flatMap { WireTimestamp(parsing: $0) }
        )
      )
      frames.users.append(
        CleanUser(
          index: index,
          userName: post.user,
          age: post.age,
          dateJoined: post.joined.flatMap { WireTimestamp(parsing: $0) }
        )
      )
    }
    return frames
  }

  /// The rows of one answer.
  static func rows(
    _ question: InsightQuestion,
    of posts: [Post],
    _ change: (inout InsightOptions) -> Void = { _ in }
  ) async throws -> [[SQLValue]] {
    var options = InsightOptions()
    change(&options)
    return try await Insights(options).answers(to: [question], from: engine(posts))[0].answer.rows
  }
}

extension SQLValue: ExpressibleByIntegerLiteral, ExpressibleByStringLiteral,
  ExpressibleByFloatLiteral, ExpressibleByNilLiteral
{
  /// Writes a whole number as a literal.
  public init(integerLiteral value: Int) { self = .integer(value) }
  /// Writes a text as a literal.
  public init(stringLiteral value: String) { self = .text(value) }
  /// Writes a number with a fraction as a literal.
  public init(floatLiteral value: Double) { self = .real(value) }
  /// Writes nothing as a literal.
  public init(nilLiteral: ()) { self = .null }
}
