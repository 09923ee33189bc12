import PinterestModels
import RowSourceConformance
import SyntheticRows
import Testing

@Suite struct SyntheticRowsTests {
  @Test func `is a row source`() async {
    var options = SyntheticRows.Options()
    options.count = 1_500
    let source = SyntheticRows(options)
    #expect(await RowSourceConformance(source, count: 1_500).complaints() == [])
  }

  @Test func `row 7528 is the published one`() throws {
    let post = try SyntheticRows().post(at: 7528)
    #expect(
      String(decoding: post.pin.json, as: UTF8.self) == #"""
        {"index":7528,"unique_id":"fbe53c66-3442-4773-b19e-d3ec6f54dddf",\#
        "title":"No Title Data Available","description":"No description available Story format",\#
        "poster_name":"User Info Error","follower_count":"User Info Error",\#
        "tag_list":"N,o, ,T,a,g,s, ,A,v,a,i,l,a,b,l,e",\#
        "is_image_or_video":"multi-video(story page format)","image_src":"Image src error.",\#
        "downloaded":0,"save_location":"Local save in /data/mens-fashion",\#
        "category":"mens-fashion"}
        """#
    )
    #expect(
      String(decoding: post.geolocation.json, as: UTF8.self) == #"""
        {"ind":7528,"timestamp":"2020-08-28 03:52:47","latitude":-89.9787,"longitude":-173.293,\#
        "country":"Albania"}
        """#
    )
    #expect(
      String(decoding: post.user.json, as: UTF8.self) == #"""
        {"ind":7528,"first_name":"Abigail","last_name":"Ali","age":20,\#
        "date_joined":"2015-10-24 11:23:51"}
        """#
    )
  }

  @Test func `the same seed gives the same rows, today and tomorrow`() throws {
    // Whoever changes the rows changes this number, and says so in the changelog.
    let fingerprint = try Self.fingerprint(SyntheticRows())
    #expect(fingerprint == 5_372_007_841_112_756_738)
  }

  @Test func `another seed gives other rows of the same length`() throws {
    var options = SyntheticRows.Options()
    options.seed = 7
    let other = SyntheticRows(options)
    let usual = SyntheticRows()
    let same = try (0..<500).count { try usual.pin(at: $0).title == other.pin(at: $0).title }
    #expect(same < 60)
    #expect(other.count(of: .geo) == 11_154)
  }

  @Test(arguments: [1, 3, 100, 30_000])
  func `tables can be of any length`(count: Int) throws {
    var options = SyntheticRows.Options()
    options.count = count
    let rows = SyntheticRows(options)
    #expect(rows.count(of: .pin) == count)
    #expect(try rows.pin(at: 0).category == "art")
    if count > 13 { #expect(try rows.pin(at: count - 1).category == "vehicles") }
    #expect(throws: RowSourceError.self) { try rows.user(at: count) }
    let sample = stride(from: 0, to: count, by: max(1, count / 200)).map { $0 }
    let posters = Set(try sample.map { try rows.pin(at: $0).posterName })
    #expect(posters.count > sample.count / 3)
  }

  @Test func `nothing is missing where no dirt is wanted`() throws {
    var options = SyntheticRows.Options()
    options.dirt = 0
    options.count = 2_000
    let rows = SyntheticRows(options)
    for position in 0..<2_000 {
      let pin = try rows.pin(at: position)
      #expect(pin.downloaded == 1 && pin.posterName != "User Info Error")
    }
  }

  /// FNV-1a over every row of the three tables.
  static func fingerprint(_ rows: SyntheticRows) throws -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    var bytes: [UInt8] = []
    for position in stride(from: 0, to: rows.count(of: .pin), by: 7) {
      let post = try rows.post(at: position)
      bytes.removeAll(keepingCapacity: true)
      for table in Table.allCases { post.append(table, to: &bytes) }
      for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    }
    return hash
  }
}
