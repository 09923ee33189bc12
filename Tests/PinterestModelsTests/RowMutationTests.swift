import Foundation
import JSONBytes
import PinterestModels
import Testing

/// Random damage to good records: both ways of reading must think the same of what comes out.
@Suite struct RowMutationTests {
  @Test func `pins read the same both ways however mangled`() {
    let seeds = [
      PublishedRow.pinJSON,
      #"{"index": "12", "title": "caf\u00e9 \"x\" \ud83d\ude00", "follower_count": 12000, "downloaded": 1.0, "ind": 3}"#,
      #"{"category":"art","unique_id":null,"tag_list":"é😀","poster_name":-0.5e3,"description":""}"#,
    ]
    #expect(disagreements(Pin.self, seeds) == [])
  }

  @Test func `places read the same both ways however mangled`() {
    let seeds = [
      PublishedRow.geolocationJSON,
      #"{"ind":7528.0,"timestamp":1598586767000,"latitude":"-89.9787","longitude":17329e-2}"#,
      #"{"timestamp":"08/28/2020, 03:52:47.5","country":null,"latitude":null,"index":"7"}"#,
      #"{"timestamp":"2020-08-28T03:52:47.123+0200","latitude":0.1e1,"longitude":-0}"#,
    ]
    #expect(disagreements(Geolocation.self, seeds) == [])
  }

  @Test func `users read the same both ways however mangled`() {
    let seeds = [
      PublishedRow.userJSON,
      #"{"age":"20","date_joined":1445685831.25,"first_name":7,"last_name":" x ","index":9}"#,
    ]
    #expect(disagreements(User.self, seeds) == [])
  }

  /// The mangled records that one way reads otherwise than the other.
  private func disagreements<Row: TableRow>(_ type: Row.Type, _ seeds: [String]) -> [String] {
    var random = PythonRandom(seed: 7_528)
    var wrong: [String] = []
    for round in 0..<4_000 {
      let seed = Array(seeds[round % seeds.count].utf8)
      let bytes = mangled(seed, using: &random)
      guard bothReadersMeanToTakeIt(bytes) else { continue }
      let fast = try? Row(json: bytes)
      let clear = try? JSONDecoder().decode(Row.self, from: Data(bytes))
      if fast != clear { wrong.append(String(decoding: bytes, as: UTF8.self)) }
      if let fast, (try? Row(json: fast.json)) != fast { wrong.append("again: \(fast)") }
    }
    return wrong
  }

  /// Leaves out what is no JSON, which Foundation does not always notice, and members that occur
  /// twice, of which it takes the first one.
  private func bothReadersMeanToTakeIt(_ bytes: [UInt8]) -> Bool {
    guard let members = (try? JSONValue(parsing: bytes))?.object?.members else { return false }
    return Set(members.map(\.key)).count == members.count
  }

  private func mangled(_ seed: [UInt8], using random: inout PythonRandom) -> [UInt8] {
    let pieces = [
      "0", "9", "-", ".", "e5", "\"", "\\", "\\u0041", "\\n", "null", "true", " ", ",", ":", "{",
      "}",
      "[1]", "é", "😀", "T", "Z", "+0100", "ind", "1e400", "99999999999999999999", "\u{0}",
    ]
    var bytes = seed
    for _ in 0...random.below(2) {
      let place = Int(random.below(UInt32(bytes.count)))
      let end = min(bytes.count, place + Int(random.below(4)))
      let piece = pieces[Int(random.below(UInt32(pieces.count)))]
      bytes.replaceSubrange(place..<end, with: piece.utf8)
      if bytes.isEmpty { bytes = seed }
    }
    return bytes
  }
}
