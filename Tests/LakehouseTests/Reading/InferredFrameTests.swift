import JSONBytes
import Lakehouse
import PinterestModels
import Testing

@Suite(.timeLimit(.minutes(2))) struct InferredFrameTests {
  @Test func `columns are those of all records, by name, as Spark prints them`() async throws {
    let frame = try await frame([
      #"{"index":1,"title":"a","downloaded":1,"save":true}"#,
      #"{"index":2,"title":5,"latitude":1,"name":""}"#,
      #"{"latitude":1.5,"tags":["a",null],"inner":{"b":1,"a":"x"},"none":null,"nothing":{}}"#,
    ])
    #expect(
      frame.schemaLines == [
        "root", " |-- downloaded: long (nullable = true)", " |-- index: long (nullable = true)",
        " |-- inner: struct (nullable = true)", " |    |-- a: string (nullable = true)",
        " |    |-- b: long (nullable = true)", " |-- latitude: double (nullable = true)",
        " |-- name: string (nullable = true)", " |-- none: string (nullable = true)",
        " |-- save: boolean (nullable = true)", " |-- tags: array (nullable = true)",
        " |    |-- element: string (containsNull = true)", " |-- title: string (nullable = true)",
      ]
    )
    let titles = frame.columns.firstIndex { $0.name == "title" }
    let column = try #require(titles)
    #expect(frame.rows.map { $0[column] } == [.string("a"), .string("5"), .null])
  }

  @Test(arguments: [
    ("1", "2.5", "double"), ("1", "\"x\"", "string"), ("true", "1", "string"),
    ("null", "1", "bigint"), ("\"\"", "1", "bigint"), ("[1]", "[2.5]", "array<double>"),
    ("[1]", "1", "string"), ("{\"a\":1}", "{\"b\":true}", "struct<a:bigint,b:boolean>"),
    ("1.0", "2", "double"), ("1e3", "2", "double"), ("null", "\"\"", "string"),
    ("[]", "[null]", "array<string>"), ("99999999999999999999", "1", "decimal(20,0)"),
    ("-9223372036854775809", "null", "decimal(19,0)"),
    ("-9223372036854775809", "1", "decimal(20,0)"),
    ("9223372036854775807", "-9223372036854775808", "bigint"),
    ("99999999999999999999", "123456789012345678901234567890", "decimal(30,0)"),
    ("99999999999999999999", "1.5", "double"), ("99999999999999999999", "\"x\"", "string"),
    ("[99999999999999999999]", "[1]", "array<decimal(20,0)>"),
    ("99999999999999999999999999999999999999", "null", "decimal(38,0)"),
    ("999999999999999999999999999999999999999", "1", "double"), ("-0", "1", "bigint"),
  ])
  func `a column is as narrow as its values allow`(
    first: String,
    second: String,
    type: String
  ) async throws {
    let frame = try await frame([#"{"a":\#(first)}"#, #"{"a":\#(second)}"#])
    #expect(frame.columns.first?.type.description == type)
  }

  @Test func `a record of another topic widens the frame with nulls`() async throws {
    let user = User(index: 1, firstName: "A", lastName: "B", age: 20)
    let pin = Pin(index: 7, uniqueID: "u", title: "t")
    let frame = try await frame([user, user].map { $0.json } + [pin.json])
    #expect(frame.columns.count == 5 + 12)
    #expect(frame.rows.count == 3)
  }

  @Test func `lines that are no records stand in a column of their own`() async throws {
    let frame = try await frame([#"{"a":1}"#, "broken"])
    #expect(frame.columns.map(\.name) == ["_corrupt_record", "a"])
    #expect(frame.rows == [[.null, .number(JSONNumber(1))], [.string("broken"), .null]])
  }

  @Test func `numbers stand as Spark writes them, and nothing is a row of nothing`() async throws {
    let frame = try await frame([
      #"{"a":99999999999999999999,"b":1e400}"#, "null", #"{"a":-1,"b":-1e400}"#,
    ])
    #expect(
      frame.rows.map { $0.map(\.description) } == [
        ["99999999999999999999", #""Infinity""#], ["null", "null"], ["-1", #""-Infinity""#],
      ]
    )
    #expect(frame.report.malformed == 0)
  }

  @Test func `all records count for the columns, but only the first are kept`() async throws {
    let store = Store(["a": #"{"a":1}"#, "b": #"{"a":2}"#, "c": #"{"b":"x"}"#])
    var options = ReadingOptions()
    options.limit = 2
    let frame = try await InferredFrame(from: try store.source(), options: options)
    #expect(frame.columns.map(\.name) == ["a", "b"])
    #expect(frame.rows.count == 2)
    #expect(frame.report.records == 3)
  }

  private func frame(_ records: [String]) async throws -> InferredFrame {
    try await frame(records.map { Array($0.utf8) })
  }

  private func frame(_ records: [[UInt8]]) async throws -> InferredFrame {
    let lines = records.joined(separator: [0x0a])
    return try await InferredFrame(from: try Store(Array(lines)).source())
  }
}
