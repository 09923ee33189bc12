import Lakehouse
import PinterestModels

/// The answers to the course's questions by arithmetic over the rows, without a line of SQL.
struct PlainAnswers: Sendable {
  private let frames: CleanFrames
  /// Pins with the places they were posted from.
  private let placed: [Placed]
  /// Pins with who posted them.
  private let owned: [Owned]
  private let people: [Person]
  private let namesByIndex: [Int?: [Word?]]

  private struct Placed {
    let country: Word?
    let category: Word?
    let year: Int?
    let index: Int?
    let posterName: Word?
    let followers: Int?
  }

  private struct Owned {
    let category: Word?
    let followers: Int?
    let user: Person
  }

  private struct Person {
    let index: Int?
    let name: Word?
    let age: Int?
    let joined: WireTimestamp?
    /// The number of the age group, from the youngest.
    let group: Int?

    init(_ user: CleanUser) {
      index = user.index
      name = Word(user.userName)
      age = user.age
      joined = user.dateJoined
      group = age.flatMap { age in
        [18...24, 25...35, 36...50, 51...999].firstIndex { $0.contains(age) }
      }
    }
  }

  init(_ frames: CleanFrames) {
    self.frames = frames
    let places = Dictionary(grouping: frames.geolocations, by: \.index)
    let users = Dictionary(grouping: frames.users, by: \.index)
    let pins = frames.pins.filter { $0.index != nil }
    placed = pins.flatMap { pin in
      (places[pin.index] ?? []).map { place in
        Placed(
          country: Word(place.country),
          category: Word(pin.category),
          year: place.timestamp?.year,
          index: pin.index,
          posterName: Word(pin.posterName),
          followers: pin.followerCount
        )
      }
    }
    owned = pins.flatMap { pin in
      (users[pin.index] ?? []).map { user in
        Owned(category: Word(pin.category), followers: pin.followerCount, user: Person(user))
      }
    }
    namesByIndex = users.mapValues { $0.map { Word($0.userName) } }
    people = frames.users.map(Person.init)
  }

  func answer(_ question: InsightQuestion, _ options: InsightOptions) -> SQLAnswer {
    switch question {
    case .categoryByCountry:
      return popular(placed.map { ($0.country, $0.category) }, options, "country") {
        .text($0.text)
      }
    case .categoryByYear:
      let posts = placed.map { (Self.wanted($0.year, options.postYears), $0.category) }
      return popular(posts, options, "post_year") { .integer($0) }
    case .topUserByCountry: return topUsers(options)
    case .topCountry: return topCountry(options)
    case .categoryByAge:
      return popular(owned.map { ($0.user.group, $0.category) }, options, "age_group") {
        .text(Self.label($0, options))
      }
    case .medianByAge:
      return medians(options, ["age_group"], datesCount: false) { user in
        user.group.map { [$0] }
      } shown: {
        [.text(Self.label($0[0], options))]
      }
    case .joinedByYear: return joined(options)
    case .medianByYear:
      return medians(options, ["post_year"], datesCount: true) { user in
        Self.wanted(user.joined?.year, options.joinYears).map { [$0] }
      } shown: {
        [.integer($0[0])]
      }
    case .medianByAgeAndYear:
      return medians(options, ["age_group", "post_year"], datesCount: true) { user in
        user.group.flatMap { group in
          Self.wanted(user.joined?.year, options.joinYears).map { [group, $0] }
        }
      } shown: {
        [.text(Self.label($0[0], options)), .integer($0[1])]
      }
    }
  }

  /// Queries over the columns that are asked about, and the rows they have, in no order.
  var tables: [(sql: String, rows: [[SQLValue]])] {
    [
      (
        "SELECT ind, poster_name, follower_count, category FROM pin",
        frames.pins.map {
          [.init($0.index), .init($0.posterName), .init($0.followerCount), .init($0.category)]
        }
      ),
      (
        "SELECT ind, country, SUBSTR(CAST(timestamp AS CHAR(19)), 1, 19) AS moment FROM geo",
        frames.geolocations.map {
          [.init($0.index), .init($0.country), Self.moment($0.timestamp)]
        }
      ),
      (
        "SELECT ind, user_name, age, SUBSTR(CAST(date_joined AS CHAR(19)), 1, 19) AS moment FROM user",
        frames.users.map {
          [.init($0.index), .init($0.userName), .init($0.age), Self.moment($0.dateJoined)]
        }
      ),
    ]
  }

  // MARK: - Questions

  /// Tasks 4, 5 and 7: how often each category occurs in each group.
  private func popular<Group: Hashable & Comparable>(
    _ posts: [(Group?, Word?)],
    _ options: InsightOptions,
    _ column: String,
    _ shown: (Group) -> SQLValue
  ) -> SQLAnswer {
    var counts: [Group: [Word: Int]] = [:]
    for case (let group?, let category?) in posts {
      counts[group, default: [:]][category, default: 0] += 1
    }
    var answer = SQLAnswer(columns: [column, "category", "category_count"], rows: [])
    for (group, categories) in counts.sorted(by: { $0.key < $1.key }) {
      let ranked = categories.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      let ties = ranked.prefix { $0.value == ranked[0].value }
      let top = options.ties == .one ? ties.prefix(1) : ties
      let wanted = options.listing == .full ? ranked[...] : top
      answer.rows += wanted.map { [shown(group), .text($0.key.text), .integer($0.value)] }
    }
    return answer
  }

  /// Task 6, its first half.
  private func topUsers(_ options: InsightOptions) -> SQLAnswer {
    let isPoster = options.poster == .posterName
    var rows: [Word: [(name: Word?, followers: Int?)]] = [:]
    for post in placed {
      guard let country = post.country else { continue }
      let names = isPoster ? [post.posterName] : namesByIndex[post.index] ?? []
      rows[country, default: []] += names.map { ($0, post.followers) }
    }
    var answer = SQLAnswer(
      columns: ["country", isPoster ? "poster_name" : "user_name", "follower_count"],
      rows: []
    )
    for (country, users) in rows.sorted(by: { $0.key < $1.key }) {
      let best = users.compactMap(\.followers).max()
      let names = Set(users.filter { $0.followers == best }.map(\.name))
      // Who has no name stands before all others.
      let known = names.compactMap(\.self).sorted()
      let wanted: [Word?] =
        options.ties == .one ? [known.first] : (names.contains(nil) ? [nil] : []) + known
      answer.rows += wanted.map { [.text(country.text), .init($0?.text), .init(best)] }
    }
    return answer
  }

  /// Task 6, its second half.
  private func topCountry(_ options: InsightOptions) -> SQLAnswer {
    var best: [Word: Int] = [:]
    for post in placed {
      guard let country = post.country, let count = post.followers else { continue }
      best[country] = max(best[country] ?? count, count)
    }
    let most = best.values.max()
    let ties = best.filter { $0.value == most }.keys.sorted()
    let wanted = options.ties == .all ? ties[...] : ties.prefix(1)
    return SQLAnswer(
      columns: ["country", "follower_count"],
      rows: wanted.map { [.text($0.text), .init(most)] }
    )
  }

  /// Tasks 8, 10 and 11: the medians of groups.
  private func medians(
    _ options: InsightOptions,
    _ columns: [String],
    datesCount: Bool,
    by group: (Person) -> [Int]?,
    shown: ([Int]) -> [SQLValue]
  ) -> SQLAnswer {
    let counted = owned.filter {
      options.zeroFollowers == .keep || ($0.followers ?? 0) != 0
    }
    let posts = Self.persons(counted, options, user: \.user) { post in
      Precedence(
        [post.user.index, post.user.age]
          + (datesCount ? Self.parts(post.user.joined) : []) + [post.followers]
      )
    }
    var followers: [[Int]: [Int?]] = [:]
    for post in posts {
      guard let group = group(post.user) else { continue }
      followers[group, default: []].append(post.followers)
    }
    let rows = followers.sorted { $0.key.lexicographicallyPrecedes($1.key) }
      .map { shown($0.key) + [Self.median($0.value.compactMap(\.self), options)] }
    return SQLAnswer(columns: columns + ["median_follower_count"], rows: rows)
  }

  /// Task 9.
  private func joined(_ options: InsightOptions) -> SQLAnswer {
    let users = Self.persons(people, options, user: \.self) { user in
      Precedence([user.index, user.age] + Self.parts(user.joined))
    }
    let years = users.compactMap { Self.wanted($0.joined?.year, options.joinYears) }
    let counts = Dictionary(years.map { ($0, 1) }, uniquingKeysWith: +)
    return SQLAnswer(
      columns: ["post_year", "number_users_joined"],
      rows: counts.sorted { $0.key < $1.key }.map { [.integer($0.key), .integer($0.value)] }
    )
  }

  // MARK: - Words and numbers

  private struct Identity: Hashable {
    let name: Word?
    let age: Int?
  }

  /// Everybody once, as the options tell persons apart: the first row of each speaks for all.
  private static func persons<Row>(
    _ rows: [Row],
    _ options: InsightOptions,
    user: (Row) -> Person,
    precedence: (Row) -> Precedence
  ) -> [Row] {
    if options.users == .posts { return rows }
    var first: [Identity: (row: Row, precedence: Precedence)] = [:]
    for row in rows {
      let age = options.users == .namesAndAges ? user(row).age : nil
      let identity = Identity(name: user(row).name, age: age)
      let other = (row, precedence(row))
      if let known = first[identity], known.precedence <= other.1 { continue }
      first[identity] = other
    }
    return first.values.map(\.row)
  }

  private static func median(_ values: [Int], _ options: InsightOptions) -> SQLValue {
    guard !values.isEmpty else { return .null }
    let sorted = values.sorted()
    let (lower, upper) = (sorted[(sorted.count - 1) / 2], sorted[sorted.count / 2])
    return options.median == .lower ? .integer(lower) : .real(Double(lower + upper) / 2)
  }

  private static func wanted(_ year: Int?, _ years: ClosedRange<Int>?) -> Int? {
    year.flatMap { years?.contains($0) ?? true ? $0 : nil }
  }

  private static func parts(_ moment: WireTimestamp?) -> [Int?] {
    [moment?.secondsSince1970, moment?.microsecond]
  }

  private static func moment(_ moment: WireTimestamp?) -> SQLValue {
    moment.map { .text(String($0.description.prefix(19))) } ?? .null
  }

  private static func label(_ group: Int, _ options: InsightOptions) -> String {
    ["18-24", "25-35", "36-50", options.overFifty.rawValue][group]
  }
}

/// A text that is its bytes: Swift's own texts are equal whenever they look alike.
private struct Word: Hashable, Comparable {
  let text: String
  private let bytes: [UInt8]

  init?(_ text: String?) {
    guard let text else { return nil }
    self.text = text
    bytes = Array(text.utf8)
  }

  static func == (left: Word, right: Word) -> Bool { left.bytes == right.bytes }

  static func < (left: Word, right: Word) -> Bool {
    left.bytes.lexicographicallyPrecedes(right.bytes)
  }

  func hash(into hasher: inout Hasher) { hasher.combine(bytes) }
}

/// Which of two rows comes first: the lower number, number by number; nothing is the lowest.
private struct Precedence: Comparable {
  private let numbers: [Int]

  init(_ numbers: [Int?]) { self.numbers = numbers.map { $0 ?? .min } }

  static func < (left: Precedence, right: Precedence) -> Bool {
    left.numbers.lexicographicallyPrecedes(right.numbers)
  }
}

extension SQLValue {
  fileprivate init(_ number: Int?) { self = number.map(SQLValue.integer) ?? .null }

  fileprivate init(_ text: String?) { self = text.map(SQLValue.text) ?? .null }
}
