import JSONBytes

/// What a writer notes of a file's rows, so that readers can pass over files.
struct FileStatistics {
  /// Texts are noted up to so many characters, as Spark does.
  private static let prefix = 32

  private var left: Int
  private var minima: JSONObject = JSONObject()
  private var maxima: JSONObject = JSONObject()
  private var nulls: JSONObject = JSONObject()

  /// The JSON of some rows; only the first `limit` columns that are not nested count.
  static func text(of batch: ColumnBatch, limit: Int) -> String {
    var statistics = FileStatistics(left: limit)
    for column in batch.columns { statistics.add(column) }
    var json = JSONWriter()
    json.object { json in
      json.member("numRecords", batch.rowCount)
      json.member("minValues", .object(statistics.minima))
      json.member("maxValues", .object(statistics.maxima))
      json.member("nullCount", .object(statistics.nulls))
    }
    return json.string
  }

  /// The number of rows in such a text.
  static func rowCount(_ text: String) -> Int? {
    var text = text
    return text.withUTF8 { bytes in
      do throws(JSONError) {
        var json = unsafe JSONScanner(bytes)
        try json.beginObject()
        while let key = try json.nextKey() {
          if key == "numRecords" { return json.readInteger() }
          _ = try json.skipValue()
        }
      } catch {}
      return nil
    }
  }

  private init(left: Int) { self.left = left }

  private mutating func add(_ column: Column) {
    let name = column.field.name
    switch column.field.type {
    case .list, .map: return
    case .structure:
      var inner = FileStatistics(left: left)
      // What is inside a structure that is null does not count as a value.
      for child in column.children where column.nullCount == 0 { inner.add(child) }
      left = inner.left
      put(name, inner.minima, into: &minima)
      put(name, inner.maxima, into: &maxima)
      put(name, inner.nulls, into: &nulls)
    default:
      guard left > 0 else { return }
      left -= 1
      nulls.members.append(.init(name, .number(JSONNumber(column.nullCount))))
      guard let range = ColumnRange(column) else { return }
      if let value = Self.value(column, range.least, isUpper: false) {
        minima.members.append(.init(name, value))
      }
      if let value = Self.value(column, range.greatest, isUpper: true) {
        maxima.members.append(.init(name, value))
      }
    }
  }

  private func put(_ name: String, _ inner: JSONObject, into outer: inout JSONObject) {
    if !inner.members.isEmpty { outer.members.append(.init(name, .object(inner))) }
  }

  /// A bound as JSON; it may be wider than the values, but never narrower.
  private static func value(_ column: Column, _ row: Int, isUpper: Bool) -> JSONValue? {
    switch column.field.type {
    case .float: return JSONNumber(Double(Float(column.doubles[row]))).map(JSONValue.number)
    case .double: return JSONNumber(column.doubles[row]).map(JSONValue.number)
    case .decimal(_, let scale):
      return number(DecimalNumber.text(column.decimals[row], scale: scale))
    case .string: return column.string(at: row).flatMap { bound($0, isUpper: isUpper) }
    case .date: return date(column.integers[row])
    case .timestamp: return moment(column.integers[row], isUpper: isUpper)
    case .timestampWithoutZone, .boolean, .binary, .list, .structure, .map: return nil
    case .byte, .short, .integer, .long:
      return .number(JSONNumber(Int(column.integers[row])))
    }
  }

  private static func number(_ text: String) -> JSONValue? {
    guard let value = try? JSONValue(parsing: text), case .number = value else { return nil }
    return value
  }

  private static func bound(_ text: String, isUpper: Bool) -> JSONValue? {
    let scalars = text.unicodeScalars
    guard
      let end = scalars.index(
        scalars.startIndex,
        offsetBy: prefix,
        limitedBy: scalars.endIndex
      ), end != scalars.endIndex
    else { return .string(text) }
    var cut = String(scalars[..<end])
    guard isUpper else { return .string(cut) }
    // Nothing that begins like this comes behind the last code point there is, but itself.
    guard scalars[end] != "\u{10ffff}" else { return nil }
    cut.unicodeScalars.append("\u{10ffff}")
    return .string(cut)
  }

  private static func date(_ days: Int64) -> JSONValue? {
    isWritable(days) ? .string(MomentText.date(days)) : nil
  }

  private static func moment(_ microseconds: Int64, isUpper: Bool) -> JSONValue? {
    guard isWritable(microseconds / Int64(MomentText.microsecondsADay)) else { return nil }
    return .string(MomentText.milliseconds(isUpper ? microseconds + 999 : microseconds))
  }

  /// Years before 1 and after 9999 have no spelling that all readers share.
  private static func isWritable(_ days: Int64) -> Bool { (-719_161..<2_932_896).contains(days) }
}
