import Testing

@testable import TableFormats

struct FileStatisticsTests {
  private func text(_ fields: [Field], _ rows: [[Value]], limit: Int = 32) throws -> String {
    FileStatistics.text(of: try ColumnBatch(TableSchema(fields), rows: rows), limit: limit)
  }

  @Test func `notes rows, bounds and nulls`() throws {
    let fields = [
      Field("n", .long), Field("x", .double), Field("s", .string), Field("d", .date),
      Field("t", .timestamp), Field("m", .decimal(precision: 9, scale: 2)), Field("b", .boolean),
      Field("l", .list(of: .double)), Field("p", .structure([Field("y", .integer)])),
    ]
    let rows: [[Value]] = [
      [3, 1.5, "b", 18_502, 1_598_586_767_123_456, .decimal(-5), true, [], [.structure([7])][0]],
      [-1, -2.0, "a", nil, 1_598_586_767_123_000, .decimal(1250), nil, nil, .structure([nil])],
      [nil, 0.25, "é", 0, nil, nil, false, [1.0], .structure([8])],
    ]
    #expect(
      try text(fields, rows) == #"{"numRecords":3,"#
        + #""minValues":{"n":-1,"x":-2.0,"s":"a","d":"1970-01-01","t":"2020-08-28T03:52:47.123Z","#
        + #""m":-0.05,"p":{"y":7}},"#
        + #""maxValues":{"n":3,"x":1.5,"s":"é","d":"2020-08-28","t":"2020-08-28T03:52:47.124Z","#
        + #""m":12.50,"p":{"y":8}},"#
        + #""nullCount":{"n":1,"x":0,"s":0,"d":1,"t":1,"m":1,"b":1,"p":{"y":1}}}"#
    )
  }

  @Test func `says nothing where nothing is true`() throws {
    let fields = [Field("x", .double), Field("s", .string), Field("d", .date)]
    let rows: [[Value]] = [[.double(.nan), nil, .integer(3_000_000)], [1.0, nil, 0]]
    #expect(
      try text(fields, rows) == #"{"numRecords":2,"minValues":{"d":"1970-01-01"},"maxValues":{},"#
        + #""nullCount":{"x":0,"s":2,"d":0}}"#
    )
    #expect(
      try text(fields, []) == #"{"numRecords":0,"minValues":{},"maxValues":{},"#
        + #""nullCount":{"x":0,"s":0,"d":0}}"#
    )
  }

  @Test func `cuts long texts so that the bounds still hold`() throws {
    let long = String(repeating: "é", count: 40)
    let cut = String(repeating: "é", count: 32)
    let last = cut + "\u{10ffff}\u{10ffff}"
    #expect(
      try text([Field("s", .string)], [[.string(long)]]) == #"{"numRecords":1,"minValues":{"s":""#
        + cut + #""},"maxValues":{"s":""# + cut + "\u{10ffff}" + #""},"nullCount":{"s":0}}"#
    )
    #expect(try text([Field("s", .string)], [[.string(last)]]).contains(#""maxValues":{}"#))
  }

  @Test func `stops after so many columns, inner ones counted`() throws {
    let fields = [
      Field("p", .structure([Field("x", .long), Field("y", .long)])), Field("z", .long),
    ]
    #expect(
      try text(fields, [[.structure([1, 2]), 3]], limit: 1)
        == #"{"numRecords":1,"minValues":{"p":{"x":1}},"maxValues":{"p":{"x":1}},"#
        + #""nullCount":{"p":{"x":0}}}"#
    )
  }

  @Test(arguments: [
    (#"{"numRecords":7}"#, 7), (#"{"minValues":{"numRecords":[1]},"numRecords":0}"#, 0),
    ("{}", nil), ("", nil), (#"{"numRecords":"7"}"#, nil), ("[", nil),
  ])
  func `finds the number of rows`(text: String, count: Int?) {
    #expect(FileStatistics.rowCount(text) == count)
  }
}
