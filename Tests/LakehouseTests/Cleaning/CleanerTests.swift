import Lakehouse
import PinterestModels
import SyntheticRows
import Testing

@Suite struct CleanerTests {
  @Test func `the published row becomes what the course wants`() throws {
    let raw = try Pin(
      json: Array(
        #"""
        {"index":7528,"unique_id":"fbe53c66-3442-4773-b19e-d3ec6f54dddf",
        "title":"No Title Data Available","description":"No description available Story format",
        "poster_name":"User Info Error","follower_count":"User Info Error",
        "tag_list":"N,o, ,T,a,g,s, ,A,v,a,i,l,a,b,l,e",
        "is_image_or_video":"multi-video(story page format)","image_src":"Image src error.",
        "downloaded":0,"save_location":"Local save in /data/mens-fashion",
        "category":"mens-fashion"}
        """#.utf8
      )
    )
    var report = CleaningReport()
    let clean = Cleaner().clean(raw, &report)
    #expect(
      clean
        == CleanPin(
          index: 7528,
          uniqueID: "fbe53c66-3442-4773-b19e-d3ec6f54dddf",
          isImageOrVideo: "multi-video(story page format)",
          saveLocation: "/data/mens-fashion",
          category: "mens-fashion"
        )
    )
    let rules: [CleaningRule] = [
      .title, .description, .followerCount, .posterName, .tagList, .imageSource, .saveLocation,
    ]
    #expect(report.rules == rules)
    #expect(rules.allSatisfy { report[$0] == 1 })
  }

  @Test func `columns stand in the order of the course's text`() {
    #expect(
      CleanPin.columns.map(\.name) == [
        "ind", "unique_id", "title", "description", "follower_count", "poster_name", "tag_list",
        "is_image_or_video", "image_src", "save_location", "category",
      ]
    )
    #expect(CleanGeolocation.columns.map(\.name) == ["ind", "country", "coordinates", "timestamp"])
    #expect(CleanUser.columns.map(\.name) == ["ind", "user_name", "age", "date_joined"])
    #expect(CleanPin().cells.count == CleanPin.columns.count)
    #expect(CleanGeolocation().cells.count == CleanGeolocation.columns.count)
    #expect(CleanUser().cells.count == CleanUser.columns.count)
  }

  @Test(arguments: [
    ("No description available", nil), ("No description available Story format", nil),
    ("No description available yet", "No description available yet"), ("Untitled", "Untitled"),
    ("", nil), (" ", " "), ("no description available", "no description available"),
  ])
  func `a description that says nothing is absent`(text: String, expected: String?) {
    #expect(clean(Pin(description: text)).description == expected)
  }

  @Test func `sentinels may be matched as LIKE does, with junk, or not at all`() {
    var options = CleaningOptions()
    options.sentinels.matching = .prefix
    #expect(clean(Pin(description: "No description available yet"), options).description == nil)
    options.sentinels = .courseAndJunk
    #expect(clean(Pin(description: "Untitled"), options).description == nil)
    #expect(clean(Pin(description: "Art."), options).description == nil)
    options.sentinels = .none
    let dirty = Pin(title: "No Title Data Available", posterName: "", imageSource: "x")
    let kept = clean(dirty, options)
    #expect(kept.title == "No Title Data Available")
    #expect(kept.posterName == "")
  }

  @Test func `a sentinel counts only in its own column`() {
    let pin = clean(Pin(title: "User Info Error", category: "No Title Data Available"))
    #expect(pin.title == "User Info Error")
    #expect(pin.category == "No Title Data Available")
  }

  @Test(arguments: [
    ("Local save in /data/art", "/data/art"), ("/data/art", "/data/art"),
    ("Local save in ", ""), ("Local save", "Local save"),
  ])
  func `a save location is its path`(text: String, expected: String) {
    #expect(clean(Pin(saveLocation: text)).saveLocation == expected)
  }

  @Test func `coordinates are both or none`() {
    var report = CleaningReport()
    let cleaner = Cleaner()
    let whole = cleaner.clean(Geolocation(latitude: -89.9787, longitude: -173.293), &report)
    #expect(whole.coordinates == Coordinates(latitude: -89.9787, longitude: -173.293))
    #expect(whole.coordinates?.description == "[-89.9787, -173.293]")
    #expect(cleaner.clean(Geolocation(latitude: 1), &report).coordinates == nil)
    #expect(cleaner.clean(Geolocation(longitude: 1), &report).coordinates == nil)
    #expect(cleaner.clean(Geolocation(), &report).coordinates == nil)
    #expect(report[.coordinates] == 1)
    #expect(report[.halfCoordinates] == 2)
  }

  @Test func `a user's name is both names with a space between`() {
    var report = CleaningReport()
    let cleaner = Cleaner()
    let user = cleaner.clean(User(firstName: "Abigail", lastName: "Ali"), &report)
    #expect(user.userName == "Abigail Ali")
    #expect(cleaner.clean(User(firstName: "Abigail"), &report).userName == nil)
    #expect(cleaner.clean(User(firstName: "", lastName: "Ali"), &report).userName == nil)
    #expect(report[.userName] == 1)
    #expect(report[.halfUserName] == 2)
    #expect(report[.emptyUserText] == 1)
  }

  @Test func `a zero date of MySQL is no moment`() {
    var report = CleaningReport()
    let zero = WireTimestamp(year: 0, month: 0, day: 0)
    #expect(Cleaner().clean(Geolocation(timestamp: zero), &report).timestamp == nil)
    #expect(Cleaner().clean(User(dateJoined: zero), &report).dateJoined == nil)
    #expect(report[.timestamp] == 1)
    #expect(report[.dateJoined] == 1)
  }

  @Test func `of the whole data set every bundle of sentinels goes, and nothing else`()
    async throws
  {
    let source = SyntheticRows()
    var report = CleaningReport()
    let cleaner = Cleaner()
    var stories = 0
    for position in 0..<11_154 {
      let raw = try source.pin(at: position)
      let pin = cleaner.clean(raw, &report)
      #expect(pin.index == raw.index && pin.uniqueID == raw.uniqueID)
      #expect(pin.saveLocation == raw.category.map { "/data/\($0)" })
      #expect((pin.posterName == nil) == (pin.followerCount == nil))
      #expect((pin.imageSource == nil) == (raw.downloaded == 0))
      if pin.title == nil { stories += 1 }
    }
    #expect(report[.title] == stories)
    #expect(report[.posterName] == stories)
    #expect(report[.followerCount] == stories)
    #expect((50...250).contains(stories))
    #expect(report[.followerNumber] == 0)
    #expect(report[.saveLocation] == 11_154)
    #expect((700...1_500).contains(report[.description]))
  }

  private func clean(_ pin: Pin, _ options: CleaningOptions = CleaningOptions()) -> CleanPin {
    var report = CleaningReport()
    return Cleaner(options).clean(pin, &report)
  }
}
