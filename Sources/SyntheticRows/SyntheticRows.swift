public import PinterestModels

/// The three tables of the course, made up from a seed: same shape, same dirt, nobody's real data.
///
/// Any row is made when it is asked for, from nothing but the seed and its position; only who posts
/// what is laid out in advance, which takes about a millisecond. Row 7528 is the published one.
///
/// ```swift
/// let rows = SyntheticRows()
/// let first = try rows.post(at: 7528)
/// ```
public struct SyntheticRows: RowSource {
  /// How many rows the published tables have.
  public static let publishedCount = Category.publishedCount

  /// How unevenly posts are spread over posters in the published tables.
  public static let publishedSkew = 0.708

  /// What the rows depend on.
  public struct Options: Hashable, Sendable {
    /// Other seeds give other rows of the same shape.
    public var seed: UInt64 = 100
    /// Rows in each table; the blocks of the categories grow with it.
    public var count = SyntheticRows.publishedCount
    /// How much is missing, compared with the published tables: 0 is nothing, 1 is as published.
    ///
    /// Row 7528 stays what it is.
    public var dirt = 1.0
    /// How unevenly posts are spread over posters: the exponent of Zipf's law.
    ///
    /// People and countries follow. 0 is evenly; above 1 a few post most of everything.
    public var skew = SyntheticRows.publishedSkew

    /// Rows as in the course.
    public init() {}
  }

  private let options: Options
  private let population: Population

  /// Lays out who posts what.
  public init(_ options: Options = Options()) {
    precondition(options.count > 0, "a table needs a row")
    precondition(options.dirt >= 0, "less than nothing cannot be missing")
    precondition(options.skew >= 0, "the most frequent is the first")
    self.options = options
    population = Population(seed: options.seed, count: options.count, skew: options.skew) {
      position in
      Self.bundle(at: position, options) == .deadStory
    }
  }

  /// How many rows a table has: the same number for all three.
  public func count(of table: Table) -> Int { options.count }

  /// Makes a row of `pinterest_data`.
  public func pin(at position: Int) throws(RowSourceError) -> Pin {
    try check(position, .pin)
    return madePin(position)
  }

  /// Makes a row of `geolocation_data`.
  public func geolocation(at position: Int) throws(RowSourceError) -> Geolocation {
    try check(position, .geo)
    return madeGeolocation(position)
  }

  /// Makes a row of `user_data`.
  public func user(at position: Int) throws(RowSourceError) -> User {
    try check(position, .user)
    return madeUser(position)
  }

  /// Makes the three rows of a position.
  public func post(at position: Int) throws(RowSourceError) -> Post {
    try check(position, .pin)
    return Post(
      pin: madePin(position),
      geolocation: madeGeolocation(position),
      user: madeUser(position)
    )
  }

  /// Makes rows of `pinterest_data` while they are asked for.
  public func pins(from position: Int = 0) -> RowStream<Pin> {
    stream(from: position) { madePin($0) }
  }

  /// Makes rows of `geolocation_data` while they are asked for.
  public func geolocations(from position: Int = 0) -> RowStream<Geolocation> {
    stream(from: position) { madeGeolocation($0) }
  }

  /// Makes rows of `user_data` while they are asked for.
  public func users(from position: Int = 0) -> RowStream<User> {
    stream(from: position) { madeUser($0) }
  }

  private func check(_ position: Int, _ table: Table) throws(RowSourceError) {
    guard !(0..<options.count).contains(position) else { return }
    throw RowSourceError(
      .noSuchRow,
      source: "synthetic rows",
      place: RowSourceError.Place(table, at: position),
      detail: "there are \(options.count)"
    )
  }

  private func stream<Row>(
    from position: Int,
    _ make: @escaping @Sendable (Int) -> Row
  ) -> RowStream<Row> {
    RowStream {
      var next = max(0, position)
      return {
        guard next < options.count else { return nil }
        let page = next..<min(next + 256, options.count)
        next = page.upperBound
        return page.map(make)
      }
    }
  }
}

extension SyntheticRows {
  private func madePin(_ position: Int) -> Pin {
    var random = RowRandom(seed: options.seed, .pin, at: position)
    let bundle = Self.bundle(at: position, options)
    let poster = population.poster(at: position)
    var followers = population.followers(of: poster)
    if poster % 60 == 1, random.happens(perMille: 500) {
      followers += followers / 200  // a few counts drift from one visit to the next
    }
    let maker = PinMaker(
      position: position,
      bundle: bundle,
      category: Category(position: position, of: options.count),
      posterName: PosterName(ofPoster: poster, seed: options.seed).description,
      followerCount: Followers.spelled(followers),
      random: random
    )
    var pin = maker.pin()
    if position == PublishedRows.position { pin.uniqueID = PublishedRows.uniqueID }
    return pin
  }

  private func madeGeolocation(_ position: Int) -> Geolocation {
    let poster = population.poster(at: position)
    var row = PublishedRows.place
    if poster > 0 {
      let person = population.person(poster)
      row.latitude = person.degreesNorth
      row.longitude = person.degreesEast
      row.country = Vocabulary.countries[person.countryIndex]
    }
    row.index = position
    row.timestamp =
      position == PublishedRows.position
      ? PublishedRows.timestamp : Self.timestamp(position, options)
    return row
  }

  private func madeUser(_ position: Int) -> User {
    let poster = population.poster(at: position)
    guard poster > 0 else {
      var row = PublishedRows.user
      row.index = position
      return row
    }
    let person = population.person(poster)
    return User(
      index: position,
      firstName: Vocabulary.firstNames[person.firstNameIndex],
      lastName: Vocabulary.lastNames[person.lastNameIndex],
      age: person.ageInYears,
      dateJoined: WireTimestamp(secondsSince1970: person.secondsOfJoining)
    )
  }

  private static func bundle(at position: Int, _ options: Options) -> Bundle {
    if position == PublishedRows.position { return .deadStory }
    var random = RowRandom(seed: options.seed, .bundle, at: position)
    return Bundle(dirt: options.dirt, using: &random)
  }

  /// Between 2017-10-20 and 2022-10-20, after everybody has joined.
  private static func timestamp(_ position: Int, _ options: Options) -> WireTimestamp? {
    var random = RowRandom(seed: options.seed, .place, at: position)
    return WireTimestamp(secondsSince1970: 1_508_457_600 + random.below(157_766_400))
  }
}
