import Compression
import Lakehouse
import PinterestModels
import Testing

/// What becomes of the content of an object, whole and in pieces of every size.
@Suite(.timeLimit(.minutes(2))) struct RecordReaderTests {
  /// A content, the indexes of the rows it gives, and what is counted.
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let content: String
    var indexes: [Int?]
    var malformed = 0
    var unsuitable = 0
    var foreign = 0
    var testDescription: String { name }
  }

  static let one = #"{"ind":1,"first_name":"A","last_name":"B","age":20}"#
  static let two = #"{"ind":2,"first_name":"C","last_name":"D","age":21}"#

  static let cases: [Case] = [
    Case(name: "one record", content: "\(one)\n", indexes: [1]),
    Case(name: "no line end", content: one, indexes: [1]),
    Case(name: "lines", content: "\(one)\n\n  \r\n\(two)\r\n", indexes: [1, 2]),
    Case(name: "no space between", content: "\(one)\(two)", indexes: [1, 2]),
    Case(name: "over several lines", content: "{\n\"ind\"\n:\n1}\n\(two)", indexes: [1, 2]),
    Case(name: "an array", content: "[\(one),\(two)]", indexes: [1, 2]),
    Case(name: "an array over lines", content: "[\n\(one),\n\(two)\n]\n", indexes: [1, 2]),
    Case(
      name: "arrays of one, as some scripts post",
      content: "[\(one)]\n[\(two)]\n",
      indexes: [1, 2]
    ),
    Case(name: "an empty array", content: "[]\n\(two)", indexes: [2]),
    Case(name: "a byte order mark", content: "\u{feff}\(one)", indexes: [1]),
    Case(name: "nothing", content: "", indexes: []),
    Case(name: "white space", content: " \n\t\r\n", indexes: []),
    Case(name: "numbers as texts", content: #"{"ind":"7","age":" 20 "}"#, indexes: [7]),
    Case(
      name: "decimals where whole numbers go",
      content: #"{"ind":7.9,"age":"20.5"}"#,
      indexes: [7]
    ),
    Case(name: "the other name", content: #"{"index":7,"age":20}"#, indexes: [7]),
    Case(name: "cut", content: "{\"ind\":1,\"first_na\n\(two)\n", indexes: [nil, 2], malformed: 1),
    Case(name: "cut at the end", content: "\(one)\n{\"ind\":2", indexes: [1, nil], malformed: 1),
    Case(
      name: "cut before the line end",
      content: "{\"ind\":1\n\(two)\n",
      indexes: [nil, 2],
      malformed: 1
    ),
    Case(name: "no JSON", content: "hello\n\(two)\nNaN\n", indexes: [nil, 2, nil], malformed: 2),
    Case(
      name: "no objects",
      content: "5\n\"x\"\nnull\n\(two)",
      indexes: [nil, nil, nil, 2],
      malformed: 3
    ),
    Case(
      name: "a broken element",
      content: "[\n\(one),\n{\"ind\":x},\n\(two)\n]\n",
      indexes: [1, nil, 2],
      malformed: 1
    ),
    Case(
      name: "an array left open",
      content: "[\(one),\(two)\n",
      indexes: [1, 2, nil],
      malformed: 1
    ),
    Case(
      name: "a missing comma",
      content: "[\(one) \(two)]\n\(two)",
      indexes: [1, nil, 2],
      malformed: 1
    ),
    Case(
      name: "a double comma",
      content: "[\(one),,\n\(two)]",
      indexes: [1, nil, 2],
      malformed: 1
    ),
    Case(name: "an array within", content: "[[\(one)]]\n\(two)", indexes: [nil, 2], malformed: 1),
    Case(
      name: "a bracket too many",
      content: "\(one)]\n\(two)",
      indexes: [1, nil, 2],
      malformed: 1
    ),
    Case(
      name: "an age that is none",
      content: #"{"ind":1,"age":"young"}"#,
      indexes: [1],
      unsuitable: 1
    ),
    Case(
      name: "a date that is none",
      content: #"{"ind":1,"date_joined":"2017-02-30"}"#,
      indexes: [1],
      unsuitable: 1
    ),
    Case(
      name: "an object for a number",
      content: #"{"ind":{"a":1},"age":2}"#,
      indexes: [nil],
      unsuitable: 1
    ),
    Case(
      name: "a pin among users",
      content: #"{"index":7,"unique_id":"u","category":"art"}"# + "\n" + two,
      indexes: [nil, 2],
      foreign: 1
    ),
    Case(
      name: "a geolocation among users",
      content: #"{"ind":7,"country":"Albania","latitude":1.5}"#,
      indexes: [7],
      foreign: 1
    ),
    Case(
      name: "the course's test record",
      content: #"{"index":1,"name":"Maya","age":25,"role":"engineer"}"#,
      indexes: [nil],
      foreign: 1
    ),
  ]

  @Test(arguments: cases) func `permissive keeps a row for everything`(example: Case) async throws {
    let (rows, report) = try await read(example.content, .permissive)
    #expect(rows.map(\.index) == example.indexes)
    #expect(report.malformed == example.malformed)
    #expect(report.unsuitable == example.unsuitable)
    #expect(report.foreign == example.foreign)
    #expect(report.records == rows.count)
    #expect(report.dropped == 0)
    #expect(report.findings.count == example.malformed + example.unsuitable + example.foreign)
    #expect(report.emptyObjects == (example.indexes.isEmpty ? 1 : 0))
  }

  @Test(arguments: cases) func `dropMalformed keeps what is whole`(example: Case) async throws {
    let (rows, report) = try await read(example.content, .dropMalformed)
    let damaged = example.malformed + example.unsuitable
    #expect(report.dropped == damaged)
    #expect(rows.count == example.indexes.count - damaged)
  }

  @Test(arguments: cases) func `failFast ends at the first that is not whole`(
    example: Case
  ) async throws {
    if example.malformed + example.unsuitable == 0 {
      let (rows, _) = try await read(example.content, .failFast)
      #expect(rows.map(\.index) == example.indexes)
    } else {
      let error = await #expect(throws: LakehouseError.self) {
        try await read(example.content, .failFast)
      }
      #expect(error?.code == .malformedRecord)
      #expect(error?.subject.hasPrefix("store:/object line ") == true)
    }
  }

  @Test(arguments: cases, [1, 2, 3, 7, 64])
  func `pieces of any size give the same`(example: Case, size: Int) async throws {
    let (whole, wholeReport) = try await read(example.content, .permissive)
    let source = PieceSource(content: Array(example.content.utf8), size: size)
    let (rows, report) = try await LakeReader(source).rows(of: User.self)
    #expect(rows == whole)
    #expect(report.malformed == wholeReport.malformed)
    #expect(report.findings.map(\.line) == wholeReport.findings.map(\.line))
    #expect(report.emptyObjects == wholeReport.emptyObjects)
  }

  @Test(arguments: cases, [1, 10, 1_000_000])
  func `gzip is expanded, whatever the object is called`(example: Case, size: Int) async throws {
    let (whole, _) = try await read(example.content, .permissive)
    let source = PieceSource(content: Gzip.compress(Array(example.content.utf8)), size: size)
    let (rows, _) = try await LakeReader(source).rows(of: User.self)
    #expect(rows == whole)
  }

  @Test func `gzip that is cut is an error in every mode`() async throws {
    let content = Gzip.compress(
      Array(repeatElement(Self.one, count: 500).joined(separator: "\n").utf8)
    )
    for mode in ReadMode.allCases {
      var reader = LakeReader(try Store(Array(content.dropLast(9))).source())
      reader.options.mode = mode
      let error = await #expect(throws: LakehouseError.self) {
        _ = try await reader.rows(of: User.self)
      }
      #expect(error?.code == .unreadable)
      #expect(error?.description.contains("object: unreadable (gzip: ") == true)
    }
  }

  @Test func `bytes that are no UTF-8 are a damaged record, and named`() async throws {
    let content =
      Array("\(Self.one)\n{\"ind\":3,\"first_name\":\"".utf8) + [0xff, 0xfe]
      + Array("\"}\n\(Self.two)".utf8)
    let (rows, report) = try await LakeReader(try Store(content).source()).rows(of: User.self)
    #expect(rows.map(\.index) == [1, nil, 2])
    let finding = try #require(report.findings.first)
    #expect(finding.object == "store:/object")
    #expect(finding.line == 2)
    #expect(
      finding.description
        == "store:/object line 2: malformed record (malformed UTF-8 at byte 23 of the record)"
    )
  }

  @Test func `10 MiB on one line is one record`() async throws {
    let title = String(repeating: "long ", count: 10 * 1024 * 1024 / 5)
    let first = #"{"index":1,"unique_id":"u","title":""# + title + "\"}\n"
    let content = first + Pin(index: 2, uniqueID: "v").json.text
    let (rows, report) = try await LakeReader(try Store(Array(content.utf8)).source()).rows(
      of: Pin.self
    )
    #expect(rows.map(\.index) == [1, 2])
    #expect(rows[0].title?.utf8.count == title.utf8.count)
    #expect(report.isClean)
  }

  @Test func `a record longer than allowed is damaged, and the next line is read`() async throws {
    let long = Pin(index: 1, uniqueID: "u", title: String(repeating: "x", count: 100_000)).json.text
    let content =
      "\(Pin(index: 0, uniqueID: "t").json.text)\n\(long)\n\(Pin(index: 2, uniqueID: "v").json.text)"
    var reader = LakeReader(PieceSource(content: Array(content.utf8), size: 1_000))
    reader.options.limits.recordBytes = 20_000
    let (rows, report) = try await reader.rows(of: Pin.self)
    #expect(rows.map(\.index) == [0, nil, 2])
    #expect(report.malformed == 1)
    #expect(report.findings.first?.detail.contains("longer than the 20000 bytes") == true)
  }

  @Test func `only the first findings are kept, but all are counted`() async throws {
    let content = String(repeating: "x\n", count: 1_000)
    let (rows, report) = try await read(content, .permissive)
    #expect(rows.count == 1_000)
    #expect(report.malformed == 1_000)
    #expect(report.findings.map(\.line) == Array(1...20))
  }

  @Test func `nested deeper than anybody writes is damaged, not a crash`() async throws {
    let content = String(repeating: #"{"a":"#, count: 100_000) + "\n" + Self.two
    let (rows, report) = try await read(content, .permissive)
    #expect(rows.map(\.index) == [nil, 2])
    #expect(report.malformed == 1)
  }

  private func read(
    _ content: String,
    _ mode: ReadMode
  ) async throws -> (rows: [User], report: ReadingReport) {
    var reader = LakeReader(try Store(Array(content.utf8)).source())
    reader.options.mode = mode
    return try await reader.rows()
  }
}

extension [UInt8] {
  fileprivate var text: String { String(decoding: self, as: UTF8.self) }
}
