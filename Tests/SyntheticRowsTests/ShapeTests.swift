import Foundation
import PinterestModels
import SyntheticRows
import Testing

/// The figures of the published tables, and whether the made-up ones have them too.
@Suite struct ShapeTests {
  static let posts: [Post] = {
    let rows = SyntheticRows()
    return (0..<SyntheticRows.publishedCount).compactMap { try? rows.post(at: $0) }
  }()

  static func share(_ holds: (Pin) -> Bool) -> Double {
    100 * Double(posts.count { holds($0.pin) }) / Double(posts.count)
  }

  /// Percent in the published sample, and how far off chance may lead.
  @Test(arguments: [
    ("title sentinel", 1.1, 0.4), ("poster sentinel", 1.1, 0.4), ("story description", 7.6, 0.8),
    ("no description", 1.6, 0.4), ("tag sentinel", 1.7, 0.4), ("image sentinel", 2.6, 0.5),
    ("clean", 90.3, 0.9), ("image", 89.4, 1), ("story", 7.6, 0.8), ("video", 3.0, 0.6),
    ("hundreds", 19.8, 4), ("thousands", 71.6, 4), ("millions", 7.5, 2.5), ("cut", 37, 2),
  ])
  func `shares are as published`(what: String, percent: Double, tolerance: Double) throws {
    let holds: (Pin) -> Bool =
      switch what {
      case "title sentinel": { $0.title == "No Title Data Available" }
      case "poster sentinel": { $0.posterName == "User Info Error" }
      case "story description": { $0.description == "No description available Story format" }
      case "no description": { $0.isUndescribed }
      case "tag sentinel": { $0.tagList == "N,o, ,T,a,g,s, ,A,v,a,i,l,a,b,l,e" }
      case "image sentinel": { $0.imageSource == "Image src error." }
      case "clean": { !$0.isStory && $0.tagList?.hasPrefix("N,") == false && !$0.isUndescribed }
      case "image": { $0.isImageOrVideo == "image" }
      case "story": { $0.isStory }
      case "video": { $0.isImageOrVideo == "video" }
      case "hundreds": { (0...999).contains(Int($0.followerCount ?? "") ?? -1) }
      case "thousands": { $0.followerCount?.hasSuffix("k") == true }
      case "millions": { $0.followerCount?.hasSuffix("M") == true }
      default: { $0.description?.hasSuffix("…\u{a0}") == true }
      }
    #expect(abs(Self.share(holds) - percent) < tolerance, "\(what): \(Self.share(holds)) %")
  }

  @Test func `sentinels come in bundles`() {
    for post in Self.posts {
      let pin = post.pin
      let isStory = pin.isStory
      #expect(isStory == (pin.description == "No description available Story format"))
      #expect((pin.title == "No Title Data Available") == (pin.posterName == "User Info Error"))
      #expect((pin.posterName == "User Info Error") == (pin.followerCount == "User Info Error"))
      #expect((pin.imageSource == "Image src error.") == (pin.downloaded == 0))
      if pin.posterName == "User Info Error" {
        #expect(isStory && pin.downloaded == 0 && pin.tagList?.first == "N")
        #expect(post.user.firstName == "Abigail" && post.user.lastName == "Ali")
        #expect(post.user.age == 20 && post.geolocation.country == "Albania")
        #expect(post.geolocation.latitude == -89.9787 && post.geolocation.longitude == -173.293)
        #expect(post.user.dateJoined?.description == "2015-10-24 11:23:51")
      }
    }
  }

  @Test func `every category is a block`() throws {
    let bounds = [
      ("art", 0, 891), ("beauty", 896, 1637), ("christmas", 1643, 2636),
      ("diy-and-crafts", 2637, 3466), ("education", 3467, 4327), ("event-planning", 4331, 5076),
      ("finance", 5079, 5862), ("home-decor", 5867, 6720), ("mens-fashion", 6725, 7569),
      ("quotes", 7583, 8483), ("tattoos", 8488, 9456), ("travel", 9458, 10314),
      ("vehicles", 10316, 11153),
    ]
    for (name, first, last) in bounds {
      #expect(Self.posts[first...last].allSatisfy { $0.pin.category == name })
    }
    let names = Self.posts.compactMap(\.pin.category)
    #expect(names == names.sorted() && Set(names).count == 13)
    for post in Self.posts {
      #expect(post.pin.saveLocation == "Local save in /data/\(post.pin.category ?? "")")
    }
  }

  @Test func `columns have their forms`() throws {
    let uuid = /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/
    let followers = /[0-9]|[1-9]\d{1,2}|[1-9]\d{0,2}k|[1-9]\d?M|User Info Error/
    let image =
      /https:\/\/i\.pinimg\.com\/originals\/(..)\/(..)\/(..)\/\1\2\3[0-9a-f]{26}\.(jpg|png|webp|gif)/
    let thumbnail =
      /https:\/\/i\.pinimg\.com\/videos\/thumbnails\/originals\/(..)\/(..)\/(..)\/\1\2\3[0-9a-f]{26}\.0000001\.jpg/
    var identifiers: Set<String> = []
    for post in Self.posts {
      let pin = post.pin
      let source = try #require(pin.imageSource)
      let unique = try #require(pin.uniqueID)
      identifiers.insert(unique)
      if post.pin.index != 7528 { #expect(unique.wholeMatch(of: uuid) != nil) }
      if source != "Image src error." {
        let isImage = pin.isImageOrVideo == "image"
        #expect(
          isImage ? source.wholeMatch(of: image) != nil : source.wholeMatch(of: thumbnail) != nil
        )
      }
      #expect((pin.description?.unicodeScalars.count ?? 999) <= 180)
      #expect((pin.title?.unicodeScalars.count ?? 999) <= 200)
      #expect((pin.posterName?.unicodeScalars.count ?? 999) <= 95)
      #expect(pin.followerCount?.wholeMatch(of: followers) != nil)
      let tags = pin.tagList?.split(separator: ",") ?? []
      #expect(
        [8, 9, 17].contains(tags.count) && (tags.count == 17 || Set(tags).count == tags.count)
      )
    }
    #expect(identifiers.count == Self.posts.count)
  }

  @Test func `places and users keep to their ranges`() throws {
    let year = Dictionary(grouping: Self.posts) { $0.geolocation.timestamp?.year ?? 0 }
      .mapValues { Double($0.count) / Double(Self.posts.count) }
    // 2017 101, 2018 511, 2019 512, 2020 506, 2021 500, 2022 415 of 2,545.
    for (published, count) in zip(2017...2022, [101.0, 511, 512, 506, 500, 415]) {
      #expect(abs(year[published, default: 0] - count / 2545) < 0.02)
    }
    for post in Self.posts {
      let place = post.geolocation
      let joined = try #require(post.user.dateJoined)
      let posted = try #require(place.timestamp)
      #expect("2015-10-20" <= joined.description && joined.description < "2017-10-20")
      #expect("2017-10-20" <= posted.description && posted.description < "2022-10-20")
      #expect(joined < posted && posted.microsecond == 0)
      #expect((-90.0...90).contains(try #require(place.latitude)))
      #expect((-180.0...180).contains(try #require(place.longitude)))
      #expect((20...60).contains(try #require(post.user.age)))
      for degrees in [place.latitude, place.longitude].compactMap({ $0 }) {
        let digits = "\(degrees)".filter(\.isNumber).drop { $0 == "0" }
        #expect(digits.count <= 6, "\(degrees)")
      }
    }
    #expect(Set(Self.posts.compactMap(\.geolocation.country)).count > 230)
  }

  @Test func `user and place are the poster's`() {
    for (_, posts) in Dictionary(grouping: Self.posts, by: \.pin.posterName) {
      var first = posts[0]
      first.user.index = nil
      first.geolocation.index = nil
      first.geolocation.timestamp = nil
      for var post in posts {
        post.user.index = nil
        post.geolocation.index = nil
        post.geolocation.timestamp = nil
        #expect(post.user == first.user && post.geolocation == first.geolocation)
      }
    }
  }

  @Test func `a greater skew gives the first posters more of everything`() throws {
    func shareOfTop(_ skew: Double) throws -> (top: Double, posters: Int) {
      var options = SyntheticRows.Options()
      options.skew = skew
      let rows = SyntheticRows(options)
      var sizes: [String: Int] = [:]
      for position in 0..<SyntheticRows.publishedCount {
        sizes[try rows.pin(at: position).posterName ?? "", default: 0] += 1
      }
      sizes["User Info Error"] = nil
      let top = sizes.values.sorted(by: >).prefix(10).reduce(0, +)
      return (Double(top) / Double(SyntheticRows.publishedCount), sizes.count)
    }
    let even = try shareOfTop(0)
    let published = try shareOfTop(SyntheticRows.publishedSkew)
    let skewed = try shareOfTop(1.1)
    #expect(even.top < published.top && published.top < skewed.top)
    #expect(skewed.top > 0.3)
    #expect((4_000...6_000).contains(skewed.posters))
  }

  @Test func `posts a poster are Zipf-like, and the busy are young and far south`() throws {
    let byPoster = Dictionary(grouping: Self.posts, by: \.pin.posterName)
      .filter { $0.key != "User Info Error" }
    let sizes = byPoster.values.map(\.count).sorted(by: >)
    #expect((4_700...5_600).contains(sizes.count), "\(sizes.count) posters, about 5,081 published")
    #expect((220...330).contains(sizes[0]))  // 90 in a sample of a third
    let names = Set(Self.posts.map { "\($0.user.firstName ?? "") \($0.user.lastName ?? "")" })
    #expect((4_700...5_400).contains(names.count), "\(names.count) names, 5,081 published")

    // A sample as large as the one behind the published figures: 1,749 once, 270 twice.
    let sample = Self.posts.enumerated().filter { $0.offset % 11_154 * 3_640 % 11_154 < 3_640 }
    let seen = Dictionary(grouping: sample, by: \.element.pin.posterName).mapValues(\.count)
    #expect((1_450...1_950).contains(seen.values.count { $0 == 1 }))
    #expect((200...340).contains(seen.values.count { $0 == 2 }))

    func meanAge(_ sizes: ClosedRange<Int>) -> Double {
      let ages = byPoster.values.filter { sizes.contains($0.count) }.compactMap { $0[0].user.age }
      return Double(ages.reduce(0, +)) / Double(ages.count)
    }
    #expect((38.0...42).contains(meanAge(1...1)))
    #expect((31.0...36).contains(meanAge(2...2)))
    #expect((20.0...23).contains(meanAge(15...400)))
    let busy = byPoster.values.filter { $0.count >= 50 }.map { $0[0] }
    #expect(busy.allSatisfy { ($0.geolocation.latitude ?? 0) < -75 })
    #expect(busy.allSatisfy { ($0.user.firstName ?? "Z") < "C" })
    #expect(busy.allSatisfy { ($0.user.dateJoined?.description ?? "") < "2016-02-15" })
  }

  @Test func `the older the account and the younger the user, the more followers`() throws {
    func followers(_ post: Post) -> Int? {
      guard let text = post.pin.followerCount else { return nil }
      return Int(text.replacing("k", with: "000").replacing("M", with: "000000"))
    }
    func median(_ chosen: (Post) -> Bool) throws -> Int {
      let counts = Self.posts.filter(chosen).compactMap(followers).sorted()
      return try #require(counts.isEmpty ? nil : counts[(counts.count - 1) / 2])
    }
    let groups = [18...24, 25...35, 36...50, 51...99]
    let byAge = try groups.map { group in try median { group.contains($0.user.age ?? 0) } }
    #expect(byAge == byAge.sorted(by: >) && byAge[0] > 5 * byAge[2], "\(byAge)")
    let byYear = try [2015, 2016, 2017].map { year in
      try median { $0.user.dateJoined?.year == year }
    }
    #expect(byYear == byYear.sorted(by: >) && byYear[0] > 5 * byYear[2], "\(byYear)")
  }

  @Test func `a few follower counts drift`() {
    let drifting = Dictionary(grouping: Self.posts, by: \.pin.posterName).values
      .count { Set($0.map(\.pin.followerCount)).count > 1 }
    #expect((3...30).contains(drifting), "\(drifting) posters")
  }

  @Test func `texts are hostile here and there`() {
    let texts = Data(
      Self.posts.flatMap { post in
        [post.pin.title, post.pin.description].compactMap { $0 }.joined(separator: "\u{0}").utf8
      }
    )
    for hostile in ["<script>", "\"", "'", "\n", "\\", "\u{a0}", "🧵", "\u{2028}", "Идеи", "\r\n"] {
      #expect(texts.range(of: Data(hostile.utf8)) != nil, "\(hostile.debugDescription)")
    }
    #expect(Self.posts.contains { $0.geolocation.country == "Cote d'Ivoire" })
    #expect(Self.posts.contains { $0.pin.posterName?.contains("|") == true })
  }
}

extension Pin {
  fileprivate var isStory: Bool { isImageOrVideo == "multi-video(story page format)" }
  fileprivate var isUndescribed: Bool { description == "No description available" }
}
