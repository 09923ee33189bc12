import Foundation
import JSONBytes
import PinterestModels
import Testing

/// Both ways to read a row, over bytes and by `Codable`, on every spelling the wild has.
@Suite struct RowSpellingTests {
  static func bothWays<Row: TableRow>(_ type: Row.Type, _ text: String) throws -> (Row, Row) {
    let bytes = Array(text.utf8)
    return (try Row(json: bytes), try JSONDecoder().decode(Row.self, from: Data(bytes)))
  }

  @Test func `the published row reads and writes byte for byte`() throws {
    #expect(try Pin(json: Array(PublishedRow.pinJSON.utf8)) == PublishedRow.pin)
    #expect(String(decoding: PublishedRow.pin.json, as: UTF8.self) == PublishedRow.pinJSON)
    #expect(PublishedRow.pin.json.count == 443)  // the object in the bucket has 444, with its "\n"
    #expect(
      try Geolocation(json: Array(PublishedRow.geolocationJSON.utf8)) == PublishedRow.geolocation
    )
    #expect(
      String(decoding: PublishedRow.geolocation.json, as: UTF8.self)
        == PublishedRow.geolocationJSON
    )
    #expect(try User(json: Array(PublishedRow.userJSON.utf8)) == PublishedRow.user)
    #expect(String(decoding: PublishedRow.user.json, as: UTF8.self) == PublishedRow.userJSON)
  }

  @Test(arguments: [
    // As json.dumps writes it, as Spark sorts it, as the sink's hash map orders it.
    #"{"ind": 7528, "timestamp": "2020-08-28 03:52:47", "latitude": -89.9787, "longitude": -173.293, "country": "Albania"}"#,
    #"{"country":"Albania","ind":7528,"latitude":-89.9787,"longitude":-173.293,"timestamp":"2020-08-28T03:52:47"}"#,
    #"{"index":7528,"timestamp":"08/28/2020, 03:52:47","latitude":"-89.9787","longitude":"-173.293","country":"Albania"}"#,
    #"{"ind":"7528","timestamp":1598586767,"latitude":-89.9787e0,"longitude":-17329.3E-2,"country":"Alb\u0061nia"}"#,
    #"{"ind":7528.0,"timestamp":1598586767000,"latitude":-89.9787,"longitude":-173.293,"country":"Albania"}"#,
    #"{"ind":"7528.0","timestamp":"1598586767","latitude":-89.97870,"longitude":-173.2930,"country":"Albania"}"#,
    #"{ "\u0069nd" : 7528e0 , "timestamp":"2020-08-28T03:52:47.000+0000", "latitude":-89.9787,"longitude":-173.293,"country":"Albania","name":"Maya","age":{"x":[1]},"role":null}"#,
    #"{"ind":7528,"index":null,"timestamp":"2020-08-28T03:52:47Z","latitude":-89.9787,"longitude":-173.293,"country":"Albania"}"#,
    "\n{\"ind\":7528,\t\"timestamp\":\"2020-08-28 03:52:47.000000\",\r\n\"latitude\":-89.9787,\"longitude\":-173.293,\"country\":\"Albania\"}\n",
  ])
  func `a place reads from every spelling`(text: String) throws {
    let (fast, clear) = try Self.bothWays(Geolocation.self, text)
    #expect(fast == PublishedRow.geolocation && clear == PublishedRow.geolocation)
  }

  @Test(arguments: [
    (#"{}"#, Pin()), (#"{"index":null,"title":null}"#, Pin()), (#"{"ind":3}"#, Pin(index: 3)),
    (#"{"index":1,"name":"Maya","age":25,"role":"engineer"}"#, Pin(index: 1)),
    (#"{"title":"","poster_name":" "}"#, Pin(title: "", posterName: " ")),
    (#"{"follower_count":12000,"downloaded":"1"}"#, Pin(followerCount: "12000", downloaded: 1)),
    (#"{"title":1.5,"category":-0.25,"downloaded":""}"#, Pin(title: "1.5", category: "-0.25")),
    (
      #"{"title":"\ud83d\ude00\u00a0\n\"<script>","index":"12"}"#,
      Pin(index: 12, title: "😀\u{a0}\n\"<script>")
    ),
  ])
  func `a pin keeps dirt and knows absence`(text: String, pin: Pin) throws {
    let (fast, clear) = try Self.bothWays(Pin.self, text)
    #expect(fast == pin && clear == pin)
  }

  @Test(arguments: [
    (#"{"age":"20"}"#, User(age: 20)), (#"{"age":20.0}"#, User(age: 20)),
    (#"{"first_name":null,"last_name":7}"#, User(lastName: "7")),
    (#"{"index":5,"date_joined":""}"#, User(index: 5)),
  ])
  func `a user reads from numbers and texts`(text: String, user: User) throws {
    let (fast, clear) = try Self.bothWays(User.self, text)
    #expect(fast == user && clear == user)
  }

  @Test(arguments: [
    (#"{"age":"abc"}"#, "age"), (#"{"age":20.5}"#, "age"), (#"{"age":true}"#, "age"),
    (#"{"age":[20]}"#, "age"), (#"{"first_name":{}}"#, "first_name"), (#"{"ind":1e30}"#, "ind"),
    (#"{"date_joined":"yesterday"}"#, "date_joined"), (#"{"date_joined":1e30}"#, "date_joined"),
    (#"{"index":"x"}"#, "index"),
  ])
  func `what a column cannot take is refused and named`(text: String, column: String) {
    let error = #expect(throws: JSONError.self) { try User(json: Array(text.utf8)) }
    #expect(error?.code == .unsuitableValue)
    #expect(error.map { "\($0)".contains(column) } == true, "\(error.map { "\($0)" } ?? "")")
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(User.self, from: Data(text.utf8))
    }
  }

  @Test(arguments: [
    "", "[]", "null", "7", "{", #"{"ind":1}x"#, #"{"ind":1}{"ind":2}"#, #"{"ind" 1}"#,
  ])
  func `what is no object is refused`(text: String) {
    #expect(throws: JSONError.self) { try User(json: Array(text.utf8)) }
  }

  @Test func `rows are read from a span without copying it`() throws {
    let bytes = Array("xx\(PublishedRow.userJSON)yy".utf8)
    #expect(try User(json: bytes.span.extracting(2..<(bytes.count - 2))) == PublishedRow.user)
    #expect(throws: JSONError.self) { try User(json: bytes.span) }
    #expect(throws: JSONError.self) { try User(json: [UInt8]().span) }
  }

  @Test func `of a member that occurs twice the last one counts`() throws {
    #expect(try User(json: Array(#"{"age":1,"age":2}"#.utf8)) == User(age: 2))
  }

  @Test func `rows are read one behind another`() throws {
    var users: [User] = []
    try JSONScanner.scan(Array("{\"ind\":0}\n{\"ind\":1}\n".utf8)) { json throws(JSONError) in
      while !json.isAtEnd() { users.append(try User(from: &json)) }
    }
    #expect(users == [User(index: 0), User(index: 1)])
  }

  @Test func `both ways of writing mean the same`() throws {
    func check<Row: TableRow>(_ row: Row) throws {
      let clear = try JSONValue(parsing: Array(JSONEncoder().encode(row)))
      let fast = try JSONValue(parsing: row.json)
      let members = try #require(fast.object?.members)
      #expect(members.map(\.key) == Row.table.columns.map(\.name))
      #expect(clear.object?.members.count == members.count)
      for member in members { #expect(clear[member.key] == member.value) }
      #expect(try Row(json: row.json) == row && Row(cells: row.cells) == row)
    }
    try check(PublishedRow.pin)
    try check(PublishedRow.geolocation)
    try check(PublishedRow.user)
    try check(Pin(title: "a/\"b\"\\\n\u{1}é😀\u{2028}</script>"))
    try check(Geolocation())
    try check(User(index: Int.min, age: Int.max))
  }
}
