public import JSONBytes

/// A row of one of the three tables.
///
/// All columns are optional: absence is `nil`, whether the member is missing or null. What is there
/// stays as it came, dirt included; cleaning is another type's task. Unknown members are passed
/// over, because people post test records to real topics.
public protocol TableRow: Codable, Hashable, Sendable {
  /// Which table it is a row of.
  static var table: Table { get }

  /// The number that joins it with the rows of the other two tables.
  var index: Int? { get set }

  /// Puts a row together from one cell a column, in published order.
  init(cells: [Cell]) throws(CellError)

  /// One cell a column, in published order.
  var cells: [Cell] { get }

  /// Reads the next value of a scanner as a row.
  init(from json: inout JSONScanner) throws(JSONError)

  /// Appends the row as compact JSON: every column, in published order, absence as null.
  func append(to output: inout [UInt8])

  /// All rows of this table that `source` has from a position on.
  static func rows(of source: any RowSource, from position: Int) -> RowStream<Self>

  /// The row of this table at a position of `source`.
  static func row(of source: any RowSource, at position: Int) async throws(RowSourceError) -> Self
}

extension TableRow {
  /// Reads a row from bytes that hold one JSON object and nothing else.
  @inlinable
  public init(json bytes: [UInt8]) throws(JSONError) {
    self = try JSONScanner.scan(bytes) { json throws(JSONError) in
      let row = try Self(from: &json)
      try json.finish()
      return consume row
    }
  }

  /// Reads a row from a span of bytes that holds one JSON object and nothing else.
  @inlinable
  public init(json bytes: Span<UInt8>) throws(JSONError) {
    self = try JSONScanner.scan(bytes) { json throws(JSONError) in
      let row = try Self(from: &json)
      try json.finish()
      return consume row
    }
  }

  /// The row as compact JSON.
  public var json: [UInt8] {
    var output: [UInt8] = []
    append(to: &output)
    return output
  }
}
