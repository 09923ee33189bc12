import FoundationEssentials
import JSONBytes

extension Column {
  /// The value of a row as people and CSV files have it; `nil` for null.
  ///
  /// Dates and moments are in ISO 8601, bytes in base64; what is nested is JSON.
  public func text(at row: Int) -> String? {
    if isNull(at: row) { return nil }
    switch layout {
    case .integers, .doubles, .decimals, .bytes: return plainText(at: row)
    case .list, .structure, .map:
      var json = JSONWriter()
      json.write(self, row)
      return json.string
    }
  }

  /// The value of a row that is not nested.
  func plainText(at row: Int) -> String? {
    if isNull(at: row) { return nil }
    return switch field.type {
    case .boolean: integers[row] == 0 ? "false" : "true"
    case .byte, .short, .integer, .long: integers[row].description
    case .float: Float(doubles[row]).description
    case .double: doubles[row].description
    case .decimal(_, let scale): DecimalNumber.text(decimals[row], scale: scale)
    case .string: string(at: row)
    case .binary: bytes(at: row).map { Data($0).base64EncodedString() }
    case .date: MomentText.date(integers[row])
    case .timestamp: MomentText.timestamp(integers[row])
    case .timestampWithoutZone: MomentText.timestamp(integers[row], isLocal: true)
    case .list, .structure, .map: nil
    }
  }
}
