import JSONBytes
import PinterestModels

/// Reads the rows of a table: at full speed as long as nothing is wrong, and else value by value.
struct RowDecoder<Row: LakeRow>: Sendable {
  /// A row of which nothing is known.
  let nothing: Row
  private let timestamps: TimestampForms
  /// Whether a moment must be looked at before it is taken.
  private let isParticular: Bool

  init(_ timestamps: TimestampForms) throws(LakehouseError) {
    self.timestamps = timestamps
    let columns = Row.table.columns
    isParticular = timestamps != .every && columns.contains { $0.kind == .timestamp }
    do throws(CellError) {
      nothing = try Row(cells: columns.map { _ in .null })
    } catch {
      throw LakehouseError(.badOption, Row.table.rawValue, detail: "\(error)", underlying: error)
    }
  }

  /// Reads a row that is as it should be.
  @inline(__always)
  func read(_ json: inout JSONScanner) throws(JSONError) -> Row {
    if isParticular { throw JSONError(.unsuitableValue, at: json.position) }
    return try Row(from: &json)
  }

  /// Reads what fits of a row, as a cast of Spark does: what does not fit its column is absent.
  ///
  /// The record of another table gives only what has the very name of a column, since that is all
  /// Spark finds there; elsewhere `ind` and `index` are the same.
  func salvage(_ json: inout JSONScanner) throws(JSONError) -> Salvaged<Row> {
    let columns = Row.table.columns
    var cells = columns.map { _ in Cell.null }
    var otherIndex = Cell.null
    var unsuitable: [String] = []
    var foreign: [String] = []
    try json.beginObject()
    while let key = try json.nextKey() {
      let name = key.string
      if let column = columns.firstIndex(where: { $0.name == name }) {
        cells[column] = try cell(of: columns[column], &json, &unsuitable)
      } else if name == Self.otherIndexName {
        otherIndex = try cell(of: Column(name, .integer), &json, &unsuitable)
      } else {
        foreign.append(name)
        try json.skipValue()
      }
    }
    var row = row(of: cells, &unsuitable)
    let isForeign = !foreign.isEmpty && row.looksForeign
    if !isForeign, row.index == nil, case .integer(let index) = otherIndex { row.index = index }
    return Salvaged(record: row, unsuitable: unsuitable, foreign: isForeign ? foreign : [])
  }

  private func row(of cells: [Cell], _ unsuitable: inout [String]) -> Row {
    do throws(CellError) {
      return try Row(cells: cells)
    } catch {
      unsuitable.append(error.description)
      return nothing
    }
  }

  /// The name the first column bears in the other tables, and after cleaning.
  private static var otherIndexName: String { Row.table == .pin ? "ind" : "index" }
}

extension RowDecoder {
  private func cell(
    of column: Column,
    _ json: inout JSONScanner,
    _ unsuitable: inout [String]
  ) throws(JSONError) -> Cell {
    let value = try JSONValue(from: &json)
    if let cell = cell(column.kind, value) { return cell }
    unsuitable.append("\(column.name): \(value.description.prefix(80)) is no \(column.kind)")
    return .null
  }

  /// A value as a column takes it; `nil` where it cannot.
  private func cell(_ kind: Column.Kind, _ value: JSONValue) -> Cell? {
    switch (kind, value) {
    case (_, .null): .null
    case (.text, .string(let text)): .text(text)
    // As Spark does, which has the text of whatever is no text.
    case (.text, .number(let number)):
      .text(number.int?.description ?? number.double?.description ?? number.description)
    case (.text, _): .text(value.description)
    case (_, .string("")): .null
    case (.integer, .number(let number)):
      (number.int ?? number.double.flatMap(SparkCast.long)).map { .integer($0) }
    case (.integer, .string(let text)): SparkCast.long(text).map { .integer($0) }
    case (.number, .number(let number)): number.double.map { .number($0) }
    case (.number, .string(let text)): SparkCast.double(text).map { .number($0) }
    case (.timestamp, .string(let text)): timestamps.parse(text).map { .timestamp($0) }
    case (.timestamp, .number(let number)):
      timestamps == .every ? Self.moment(number).map { .timestamp($0) } : nil
    case (_, .bool), (_, .array), (_, .object): nil
    }
  }

  /// A count from 1970.
  private static func moment(_ number: JSONNumber) -> WireTimestamp? {
    if let count = number.int { return try? Cell.integer(count).asTimestamp() }
    return number.double.flatMap { try? Cell.number($0).asTimestamp() }
  }
}
