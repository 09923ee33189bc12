import Lakehouse
import PinterestModels
import Testing

@Suite struct TimestampFormsTests {
  @Test(arguments: [
    "2020-08-28 03:52:47", "2020-08-28T03:52:47", "08/28/2020, 03:52:47", "1598586767",
    "2020-08-28T03:52:47.000+0000", "2020-8-28 3:52:47",
  ])
  func `every spelling of the scripts is taken by default`(text: String) {
    #expect(TimestampForms.every.parse(text)?.description == "2020-08-28 03:52:47")
  }

  @Test func `Spark's own way leaves out what Spark does not know`() {
    #expect(TimestampForms.spark.parse("2020-08-28T03:52:47") != nil)
    #expect(TimestampForms.spark.parse("08/28/2020, 03:52:47") == nil)
    #expect(TimestampForms.spark.parse("1598586767") == nil)
  }

  @Test(arguments: [
    ("yyyy-MM-dd HH:mm:ss", "2020-08-28 03:52:47", true),
    ("yyyy-MM-dd HH:mm:ss", "2020-08-28T03:52:47", false),
    ("yyyy-MM-dd'T'HH:mm:ss", "2020-08-28T03:52:47", true),
    ("MM/dd/yyyy, HH:mm:ss", "08/28/2020, 03:52:47", true),
    // As one of the write-ups has it: every value becomes absent.
    ("yyyy:MM:dd HH:mm:ss", "2020-08-28 03:52:47", false),
    ("yyyy-M-d H:m:s", "2020-8-28 3:52:47", true),
    ("yyyy-MM-dd HH:mm:ss", "2020-8-28 3:52:47", false),
    ("yyyy-MM-dd HH:mm:ss.SSS", "2020-08-28 03:52:47.000", true),
    ("yyyy-MM-dd HH:mm:ss", "2020-08-28 03:52:47 ", false),
  ])
  func `a pattern takes just what is spelled so`(
    pattern: String,
    text: String,
    isTaken: Bool
  ) throws {
    let forms = TimestampForms.pattern(try DatePattern(pattern))
    #expect(forms.parse(text)?.description == (isTaken ? "2020-08-28 03:52:47" : nil))
  }

  @Test func `a pattern with a letter that means nothing is an error`() {
    let error = #expect(throws: LakehouseError.self) { try DatePattern("yyyy-MM-dd EEEE") }
    #expect(error?.description.contains("the letter E") == true)
  }

  @Test func `forms decide while records are read`() async throws {
    let lines = [
      #"{"ind":1,"country":"A","timestamp":"2020-08-28 03:52:47"}"#,
      #"{"ind":2,"country":"A","timestamp":"08/28/2020, 03:52:47"}"#,
      #"{"ind":3,"country":"A","timestamp":1598586767}"#,
    ]
    let store = Store(["object": lines.joined(separator: "\n")])
    var reader = CleanReader()
    var report = LakeReport()
    let every: [CleanGeolocation] = try await reader.rows(from: try store.source(), &report)
    #expect(Set(every.map { $0.timestamp?.description }) == ["2020-08-28 03:52:47"])
    reader.cleaning.timestamps = .spark
    let spark: [CleanGeolocation] = try await reader.rows(from: try store.source(), &report)
    #expect(spark.map(\.index) == [1, 2, 3])
    #expect(spark.map { $0.timestamp != nil } == [true, false, false])
    #expect(report.reading[.geo]?.unsuitable == 2)
  }
}
