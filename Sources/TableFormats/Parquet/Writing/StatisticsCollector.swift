/// Keeps the smallest and the greatest of what is written, and counts the nulls.
struct StatisticsCollector {
  /// How many values are null, or have no place at all for a list above is empty.
  var nullCount = 0
  private let form: ValueForm
  private var integers: (minimum: Int64, maximum: Int64)?
  private var doubles: (minimum: Double, maximum: Double)?
  private var decimals: (minimum: Int128, maximum: Int128)?
  private var texts = TextBounds()
  /// Nobody agrees where NaN stands, so bounds beside one would say nothing.
  private var hasNaN = false
  /// Longer bounds would make footers large and tell readers little more.
  private static let longestBound = 4096

  init(_ form: ValueForm) { self.form = form }

  /// Looks at the values in those slots of a column.
  mutating func observe(_ column: Column, _ slots: some RandomAccessCollection<Int>) {
    switch column.layout {
    case .integers: for slot in slots { observe(column.integers[slot]) }
    case .doubles: for slot in slots { observe(column.doubles[slot]) }
    case .decimals:
      for slot in slots {
        let value = column.decimals[slot]
        let bounds = decimals ?? (value, value)
        decimals = (min(bounds.minimum, value), max(bounds.maximum, value))
      }
    case .bytes: texts.observe(column, slots)
    case .list, .structure, .map: break
    }
  }

  private mutating func observe(_ value: Int64) {
    let bounds = integers ?? (value, value)
    integers = (min(bounds.minimum, value), max(bounds.maximum, value))
  }

  private mutating func observe(_ value: Double) {
    if value.isNaN { return hasNaN = true }
    let bounds = doubles ?? (value, value)
    doubles = (min(bounds.minimum, value), max(bounds.maximum, value))
  }

  /// What the chunk's metadata says.
  var bytes: StatisticsBytes {
    var statistics = StatisticsBytes()
    statistics.nullCount = nullCount
    if let integers {
      statistics.minimum = plain(integers.minimum)
      statistics.maximum = plain(integers.maximum)
    } else if let doubles, !hasNaN {
      // Zeros of either sign are equal to some readers and in order to others: this is right for both.
      statistics.minimum = plain(doubles.minimum == 0 ? -0.0 : doubles.minimum)
      statistics.maximum = plain(doubles.maximum == 0 ? 0.0 : doubles.maximum)
    } else if let decimals {
      statistics.minimum = plain(decimals.minimum)
      statistics.maximum = plain(decimals.maximum)
    } else if let bounds = texts.bounds,
      bounds.minimum.count + bounds.maximum.count <= Self.longestBound
    {
      (statistics.minimum, statistics.maximum) = bounds
    }
    return statistics
  }

  private func plain(_ value: Int64) -> [UInt8] {
    if form == .bits { return [UInt8(truncatingIfNeeded: value)] }
    return Self.bytes(UInt64(bitPattern: value), form.width ?? 8)
  }

  private func plain(_ value: Double) -> [UInt8] {
    form == .float
      ? Self.bytes(UInt64(Float(value).bitPattern), 4) : Self.bytes(value.bitPattern, 8)
  }

  private func plain(_ value: Int128) -> [UInt8] {
    guard case .decimalFixed(let length) = form else {
      return Self.bytes(UInt64(truncatingIfNeeded: value), form.width ?? 8)
    }
    var bytes: [UInt8] = []
    PlainWriter.append(value, length, to: &bytes)
    return bytes
  }

  private static func bytes(_ word: UInt64, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: word >> UInt64(8 * $0)) }
  }
}
