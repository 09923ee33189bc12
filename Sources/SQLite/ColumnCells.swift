import CSQLite

/// The cells of one column while they come.
struct ColumnCells {
  private let kind: SQLiteFrame.Kind
  private(set) var integers: [Int64] = []
  private(set) var areNull: [UInt8] = []
  private var starts: [Int64] = []
  private var counts: [Int32] = []
  private var bytes: [CChar] = []

  init(_ kind: SQLiteFrame.Kind, expectedRows: Int) {
    self.kind = kind
    areNull.reserveCapacity(expectedRows)
    switch kind {
    case .integer: integers.reserveCapacity(expectedRows)
    case .text:
      starts.reserveCapacity(expectedRows)
      counts.reserveCapacity(expectedRows)
      bytes.reserveCapacity(expectedRows * 16)
    }
  }

  mutating func append(_ value: Int?) {
    precondition(kind == .integer, "this column holds texts")
    integers.append(Int64(value ?? 0))
    areNull.append(value == nil ? 1 : 0)
  }

  mutating func append(_ value: String?) {
    precondition(kind == .text, "this column holds integers")
    starts.append(Int64(bytes.count))
    areNull.append(value == nil ? 1 : 0)
    if var value {
      value.withUTF8 { utf8 in
        unsafe utf8.withMemoryRebound(to: CChar.self) { unsafe bytes.append(contentsOf: $0) }
      }
    }
    counts.append(Int32(bytes.count - Int(starts[starts.count - 1])))
  }

  /// The cells at addresses that stay.
  @unsafe func keep(in memory: FixedMemory) -> csqlite_column {
    unsafe csqlite_column(
      integers: kind == .integer ? memory.keep(integers) : nil,
      are_null: memory.keep(areNull),
      starts: kind == .text ? memory.keep(starts) : nil,
      counts: kind == .text ? memory.keep(counts) : nil,
      // One byte more, so that an empty text has an address.
      bytes: kind == .text ? memory.keep(bytes + [0]) : nil
    )
  }
}
