extension Column {
  /// Adds rows of a column of the same type.
  public mutating func append(
    contentsOf other: Column,
    rows: Range<Int>
  ) throws(TableFormatError) {
    guard hasShape(of: other) else {
      throw TableFormatError(
        .schemaMismatch,
        "column \(field.name)",
        detail: "\(other.field.type) where \(field.type) belongs"
      )
    }
    guard field.isNullable || other.nullCount == 0 else {
      throw TableFormatError(.schemaMismatch, "column \(field.name)", detail: "a null")
    }
    copyRows(rows, of: other)
  }

  /// Whether the same arrays mean the same, whatever fields are called inside.
  func hasShape(of other: Column) -> Bool {
    guard children.count == other.children.count else { return false }
    if children.isEmpty { return field.type == other.field.type }
    return layout == other.layout
      && zip(children, other.children).allSatisfy { $0.hasShape(of: $1) }
  }

  /// Adds rows of a column of the same shape.
  mutating func copyRows(_ rows: Range<Int>, of other: Column) {
    copyValidity(rows, of: other)
    switch layout {
    case .integers: integers.append(contentsOf: other.integers[rows])
    case .doubles: doubles.append(contentsOf: other.doubles[rows])
    case .decimals: decimals.append(contentsOf: other.decimals[rows])
    case .bytes:
      let content = other.offsets[rows.lowerBound]..<other.offsets[rows.upperBound]
      copyOffsets(rows, of: other, shift: bytes.count - content.lowerBound)
      bytes.append(contentsOf: other.bytes[content])
    case .list, .map:
      let entries = other.offsets[rows.lowerBound]..<other.offsets[rows.upperBound]
      copyOffsets(rows, of: other, shift: children[0].count - entries.lowerBound)
      for i in children.indices { children[i].copyRows(entries, of: other.children[i]) }
    case .structure:
      for i in children.indices { children[i].copyRows(rows, of: other.children[i]) }
    }
    count += rows.count
  }

  private mutating func copyOffsets(_ rows: Range<Int>, of other: Column, shift: Int) {
    offsets.append(
      contentsOf: other.offsets[(rows.lowerBound + 1)..<(rows.upperBound + 1)].lazy.map {
        $0 + shift
      }
    )
  }

  private mutating func copyValidity(_ rows: Range<Int>, of other: Column) {
    let nulls = other.nullCount == 0 ? 0 : other.validity[rows].count { !$0 }
    if nullCount == 0 {
      guard nulls > 0 else { return }
      validity = [Bool](repeating: true, count: count)
    }
    if nulls == 0 {
      validity.append(contentsOf: repeatElement(true, count: rows.count))
    } else {
      validity.append(contentsOf: other.validity[rows])
    }
    nullCount += nulls
  }
}
