import Foundation
import JSONBytes
import Testing

@testable import SinkConnector

@Suite struct ConnectJSONTests {
  struct Java: Decodable {
    struct Map: Decodable {
      let `in`: [String]
      let out: [String]
    }
    let maps: [Map]
    let doubles: [[String]]

    static func load() throws -> Java {
      let file = URL(filePath: #filePath).appending(path: "../Fixtures/java/java.json").standardized
      return try JSONDecoder().decode(Java.self, from: Data(contentsOf: file))
    }
  }

  @Test func `members come in the order of Java's map`() throws {
    for map in try Java.load().maps {
      let members = map.in.map { JSONObject.Member($0, .null) }
      #expect(JavaMap.ordered(members).map(\.key) == map.out)
    }
  }

  @Test func `doubles are printed as Java prints them`() throws {
    for pair in try Java.load().doubles {
      let number = Double(bitPattern: UInt64(bitPattern: Int64(pair[1]) ?? 0))
      #expect(JavaNumber.text(of: number) == pair[0])
    }
  }

  @Test(arguments: [
    ("12.50", "12.5"), ("1e3", "1000.0"), ("1E10", "1.0E10"), ("10000000.0", "1.0E7"),
    ("0.0001", "1.0E-4"), ("-0.0", "0.0"), ("1e400", "\"Infinity\""), ("42", "42"),
    ("9223372036854775807", "9223372036854775807"), ("9223372036854775808", "-9223372036854775808"),
    ("\"a\\/b\\u00e9\\ud83d\\ude00\\u0001\\u2028\"", "\"a/bé\\uD83D\\uDE00\\u0001\u{2028}\""),
    ("{ \"b\" : 1 , \"a\" : [ true , null ] }", "{\"a\":[true,null],\"b\":1}"),
    ("{\"a\":1,\"b\":2,\"a\":3}", "{\"a\":3,\"b\":2}"),
  ])
  func `values are spelled as Connect spells them`(value: String, line: String) throws {
    let bytes = try ConnectJSON.rewrite(Array(value.utf8)[...])
    #expect(bytes.map { String(decoding: $0, as: UTF8.self) } == line)
  }

  @Test func `null is no value`() throws {
    #expect(try ConnectJSON.rewrite(Array(" null ".utf8)[...]) == nil)
  }

  @Test func `the published row has its published length`() throws {
    let row = #"""
      {"index":7528,"unique_id":"fbe53c66-3442-4773-b19e-d3ec6f54dddf","title":"No Title Data Available","description":"No description available Story format","poster_name":"User Info Error","follower_count":"User Info Error","tag_list":"N,o, ,T,a,g,s, ,A,v,a,i,l,a,b,l,e","is_image_or_video":"multi-video(story page format)","image_src":"Image src error.","downloaded":0,"save_location":"Local save in /data/mens-fashion","category":"mens-fashion"}
      """#
    // An object in the course's bucket: 444 bytes with its line end.
    #expect(try ConnectJSON.rewrite(Array(row.utf8)[...])?.count == 443)
  }
}
