extension Column {
  /// Adds a row that holds nothing.
  public mutating func appendNull() {
    if nullCount == 0 { validity = [Bool](repeating: true, count: count) }
    putEmptySlot()
    validity.append(false)
    count += 1
    nullCount += 1
  }

  /// Adds a whole number, the days of a date or the microseconds of a timestamp.
  public mutating func append(_ value: Int64) {
    precondition(layout == .integers, "column \(field.name) holds no whole numbers")
    precondition(range.contains(value), "\(value) is no \(field.type) for column \(field.name)")
    integers.append(value)
    closeRow()
  }

  /// Adds a whole number.
  public mutating func append(_ value: Int) { append(Int64(value)) }

  /// Adds true or false.
  public mutating func append(_ value: Bool) { append(value ? 1 as Int64 : 0) }

  /// Adds a number of either width.
  public mutating func append(_ value: Double) {
    precondition(layout == .doubles, "column \(field.name) holds no numbers with a fraction")
    doubles.append(value)
    closeRow()
  }

  /// Adds a decimal without its point.
  public mutating func append(decimal value: Int128) {
    precondition(layout == .decimals, "column \(field.name) holds no decimals")
    precondition(value.magnitude < decimalLimit, "\(value) is no \(field.type)")
    decimals.append(value)
    closeRow()
  }

  /// Adds text.
  public mutating func append(_ text: String) {
    precondition(layout == .bytes, "column \(field.name) holds no text")
    bytes.append(contentsOf: text.utf8)
    offsets.append(bytes.count)
    closeRow()
  }

  /// Adds bytes, or text that is at hand as UTF-8.
  public mutating func append(_ content: some Sequence<UInt8>) {
    precondition(layout == .bytes, "column \(field.name) holds no bytes")
    bytes.append(contentsOf: content)
    offsets.append(bytes.count)
    closeRow()
  }

  /// Adds a whole number, or null where it is nil.
  public mutating func append(_ value: Int64?) {
    if let value { append(value) } else { appendNull() }
  }

  /// Adds a number, or null where it is nil.
  public mutating func append(_ value: Double?) {
    if let value { append(value) } else { appendNull() }
  }

  /// Adds text, or null where it is nil.
  public mutating func append(_ text: String?) {
    if let text { append(text) } else { appendNull() }
  }

  /// Adds a list of the elements the closure appends.
  public mutating func appendList(_ fill: (_ elements: inout Column) throws -> Void) rethrows {
    precondition(layout == .list, "column \(field.name) holds no lists")
    try fill(&children[0])
    closeEntries()
  }

  /// Adds a structure; the closure appends exactly one value to each of its fields.
  public mutating func appendStructure(
    _ fill: (_ fields: inout [Column]) throws -> Void
  ) rethrows {
    precondition(layout == .structure, "column \(field.name) holds no structures")
    try fill(&children)
    closeRow()
    precondition(
      children.allSatisfy { $0.count == count },
      "a structure of column \(field.name) takes one value a field"
    )
  }

  /// Adds a map; the closure appends as many keys as values.
  public mutating func appendMap(
    _ fill: (_ keys: inout Column, _ values: inout Column) throws -> Void
  ) rethrows {
    precondition(layout == .map, "column \(field.name) holds no maps")
    var values = children.removeLast()
    defer { children.append(values) }
    try fill(&children[0], &values)
    precondition(
      children[0].count == values.count,
      "a map of column \(field.name) takes one value a key"
    )
    offsets.append(values.count)
    closeRow()
  }

  /// Adds the slot below a structure that is null: null where the field may be, else a zero.
  mutating func appendHidden() {
    if field.isNullable {
      appendNull()
    } else {
      putEmptySlot()
      closeRow()
    }
  }

  /// Counts a row of entries or fields that were just put into the children.
  mutating func closeEntries() {
    if layout != .structure { offsets.append(children[0].count) }
    closeRow()
  }

  /// Counts the row whose value was just put in.
  private mutating func closeRow() {
    count += 1
    if nullCount > 0 { validity.append(true) }
  }

  /// Gives the next row a slot that holds nothing.
  private mutating func putEmptySlot() {
    switch layout {
    case .integers: integers.append(0)
    case .doubles: doubles.append(0)
    case .decimals: decimals.append(0)
    case .bytes, .list, .map: offsets.append(offsets[count])
    case .structure: for i in children.indices { children[i].appendHidden() }
    }
  }
}
