public import TableFormats

/// Tables of random columns with random rows, the same for the same seed.
public struct RandomTable {
  private var random: SeededGenerator

  /// Starts from a seed.
  public init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  /// A table of up to eight columns.
  public mutating func batch(rows: Int) throws -> ColumnBatch {
    let schema = TableSchema((0..<Int.random(in: 1...8, using: &random)).map { field("c\($0)", 3) })
    var batch = ColumnBatch(schema)
    for _ in 0..<rows { try batch.append(schema.fields.map { value(of: $0) }) }
    return batch
  }

  private mutating func field(_ name: String, _ depth: Int, isKey: Bool = false) -> Field {
    Field(name, type(depth, isKey: isKey), isNullable: !isKey && random.next() % 3 > 0)
  }

  private mutating func type(_ depth: Int, isKey: Bool) -> FieldType {
    switch Int.random(in: 0..<(depth > 0 && !isKey ? 17 : 13), using: &random) {
    case 0: .boolean
    case 1: .byte
    case 2: .short
    case 3: .integer
    case 4: .long
    case 5: .float
    case 6: .double
    case 7, 8: .string
    case 9: .binary
    case 10: .date
    case 11: Bool.random(using: &random) ? .timestamp : .timestampWithoutZone
    case 12:
      .decimal(
        precision: [5, 9, 10, 18, 19, 38].randomElement(using: &random) ?? 9,
        scale: Int.random(in: 0...4, using: &random)
      )
    case 13, 14: .list(element: field("element", depth - 1))
    case 15:
      .map(key: field("key", 0, isKey: true), value: field("value", depth - 1))
    default:
      .structure(
        (0..<Int.random(in: 1...3, using: &random)).map { field("f\($0)", depth - 1) }
      )
    }
  }

  private mutating func value(of field: Field) -> Value {
    if field.isNullable, random.next() % 4 == 0 { return .null }
    switch field.type {
    case .boolean: return .boolean(Bool.random(using: &random))
    case .byte: return integer(Int64(Int8.min)...Int64(Int8.max))
    case .short: return integer(Int64(Int16.min)...Int64(Int16.max))
    case .integer: return integer(Int64(Int32.min)...Int64(Int32.max))
    case .long: return integer(Int64.min...Int64.max)
    // The years 1 to 9999, which all peers know.
    case .date: return integer(-719_162...2_932_896)
    case .timestamp, .timestampWithoutZone:
      return integer(-62_135_596_800_000_000...253_402_300_799_999_999)
    case .float: return .double(Double(Float(number())))
    case .double: return .double(number())
    case .string: return .string(text())
    case .binary: return .bytes(Array(text().utf8) + [0xff, 0])
    case .decimal(let precision, _):
      let limit = (0..<precision).reduce(1 as Int128) { power, _ in power * 10 }
      return .decimal(Int128.random(in: (1 - limit)...(limit - 1), using: &random))
    case .list(let element): return .list((0..<length()).map { _ in value(of: element) })
    case .structure(let fields): return .structure(fields.map { value(of: $0) })
    case .map(let key, let inner):
      var seen: Set<Value> = []
      let keys = (0..<length()).map { _ in value(of: key) }.filter { seen.insert($0).inserted }
      return .map(keys.map { Value.Entry($0, value(of: inner)) })
    }
  }

  private mutating func length() -> Int { [0, 0, 1, 2, 5].randomElement(using: &random) ?? 0 }

  /// Few values half of the time, so that there are runs and dictionaries.
  private mutating func integer(_ range: ClosedRange<Int64>) -> Value {
    if Bool.random(using: &random) {
      return .integer(
        Int64.random(in: max(-3, range.lowerBound)...min(3, range.upperBound), using: &random)
      )
    }
    return .integer(Int64.random(in: range, using: &random))
  }

  private mutating func number() -> Double {
    switch random.next() % 8 {
    case 0: 0
    case 1: -0.0
    case 2: .infinity
    case 3: -1.5
    default: Double.random(in: -1e9...1e9, using: &random)
    }
  }

  private mutating func text() -> String {
    let letters: [Character] = ["a", "b", "é", "€", "😀", "\u{0}", "\"", "\n", "Z"]
    return switch random.next() % 4 {
    case 0: ""
    case 1: "travel"
    default:
      String(
        (0..<Int.random(in: 1...20, using: &random))
          .map { _ in letters.randomElement(using: &random) ?? "a" }
      )
    }
  }
}
