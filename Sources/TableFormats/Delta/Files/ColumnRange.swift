#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The rows in which a column has its least and its greatest value.
struct ColumnRange: Hashable {
  var least: Int
  var greatest: Int

  /// Looks through a column; `nil` where nothing can be said: no values, or a NaN among them.
  init?(_ column: Column) {
    let isLess: (Int, Int) -> Bool
    switch column.layout {
    case .integers:
      guard column.field.type != .boolean else { return nil }
      let integers = column.integers
      isLess = { integers[$0] < integers[$1] }
    case .doubles:
      let doubles = column.doubles
      guard doubles.allSatisfy(\.isFinite) else { return nil }
      isLess = { doubles[$0] < doubles[$1] }
    case .decimals:
      let decimals = column.decimals
      isLess = { decimals[$0] < decimals[$1] }
    case .bytes:
      guard column.field.type == .string else { return nil }
      isLess = { Self.precedes(column, $0, $1) }
    case .list, .structure, .map: return nil
    }
    guard let first = (0..<column.count).first(where: { !column.isNull(at: $0) }) else {
      return nil
    }
    (least, greatest) = (first, first)
    for row in (first + 1)..<max(first + 1, column.count) where !column.isNull(at: row) {
      if isLess(row, least) { least = row }
      if isLess(greatest, row) { greatest = row }
    }
  }

  /// Texts are compared as their bytes are, which is the order of code points.
  private static func precedes(_ column: Column, _ one: Int, _ other: Int) -> Bool {
    let (left, right) = (column.range(at: one), column.range(at: other))
    let order = unsafe column.bytes.withUnsafeBytes { bytes -> Int32 in
      guard let start = bytes.baseAddress else { return 0 }
      let common = min(left.count, right.count)
      return unsafe memcmp(start + left.lowerBound, start + right.lowerBound, common)
    }
    return order == 0 ? left.count < right.count : order < 0
  }
}
