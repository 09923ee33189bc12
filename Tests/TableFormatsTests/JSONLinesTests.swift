import TableFormats
import Testing

struct JSONLinesTests {
  private static let schema = TableSchema([
    Field("id", .long), Field("ratio", .double), Field("small", .float), Field("flag", .boolean),
    Field("price", .decimal(precision: 38, scale: 2)), Field("raw", .binary), Field("day", .date),
    Field("local", .timestampWithoutZone), Field("tags", .map(from: .string, to: .long)),
    Field("counts", .map(from: .integer, to: .list(of: .string))),
    Field("place", .structure([Field("x", .double), Field("é", .string)])),
  ])
  private static let rows: [[Value]] = [
    [
      1, 0.5, .double(Double(Float(0.1))), true, .decimal(1250), .bytes([0, 255]), 18_502,
      1_598_586_767_000_000, .map([.init("a", 1), .init("b", nil)]),
      .map([.init(7, ["x", nil]), .init(8, nil)]), .structure([1.5, "\"q\"\n"]),
    ],
    [nil, .double(.nan), .double(.infinity), nil, nil, nil, nil, nil, nil, .map([]), nil],
  ]

  @Test func `writes an object a row`() throws {
    var writer = JSONLinesWriter()
    writer.write(try ColumnBatch(Self.schema, rows: Self.rows))
    #expect(
      String(decoding: writer.take(), as: UTF8.self)
        == #"{"id":1,"ratio":0.5,"small":0.1,"flag":true,"price":12.50,"raw":"AP8=","#
        + #""day":"2020-08-28","local":"2020-08-28T03:52:47","tags":{"a":1,"b":null},"#
        + #""counts":[{"key":7,"value":["x",null]},{"key":8,"value":null}],"#
        + #""place":{"x":1.5,"é":"\"q\"\n"}}"# + "\n"
        + #"{"id":null,"ratio":null,"small":null,"flag":null,"price":null,"raw":null,"#
        + #""day":null,"local":null,"tags":null,"counts":[],"place":null}"# + "\n"
    )
    #expect(writer.bytes.isEmpty)
  }

  @Test func `shows values as people write them`() throws {
    let batch = try ColumnBatch(Self.schema, rows: Self.rows)
    #expect(
      batch.columns.map { $0.text(at: 0) } == [
        "1", "0.5", "0.1", "true", "12.50", "AP8=", "2020-08-28", "2020-08-28T03:52:47",
        #"{"a":1,"b":null}"#, #"[{"key":7,"value":["x",null]},{"key":8,"value":null}]"#,
        #"{"x":1.5,"é":"\"q\"\n"}"#,
      ]
    )
    #expect(batch["ratio"]?.text(at: 1) == "nan")
    #expect(batch["id"]?.text(at: 1) == nil)
  }
}
