/// Makes values of the bounds a column chunk carries, where they can be trusted.
struct StatisticsReader {
  let node: ColumnNode
  let form: ValueForm
  /// Whether the file says by which order bounds hold.
  let hasOrder: Bool

  /// The value of a bound.
  func value(_ bytes: [UInt8]?, _ statistics: StatisticsBytes) -> Value? {
    guard let bytes, isTrusted(statistics) else { return nil }
    if form == .bytes {
      return node.field.type == .string
        ? .string(String(decoding: bytes, as: UTF8.self)) : .bytes(bytes)
    }
    var column = Column(Field(node.field.name, node.field.type, isNullable: false))
    // Bounds of decimals of any length come without it.
    let form = form == .decimalBytes ? .decimalFixed(length: bytes.count) : form
    guard bytes.count > 0,
      form == .bits || form.width.map({ $0 == bytes.count }) == true,
      (try? PlainReader(form: form, subject: "")
        .read(1, from: unsafe bytes.span.bytes, 0..<bytes.count, into: &column)) != nil
    else { return nil }
    column.count = 1
    let value = column.value(at: 0)
    if case .double(let number) = value, number.isNaN { return nil }
    return value
  }

  /// Whether everybody orders these values alike: bytes and numbers without a sign were once ordered as if signed.
  private func isTrusted(_ statistics: StatisticsBytes) -> Bool {
    switch form {
    case .bits, .int32(isSigned: true), .int64, .milliseconds, .nanoseconds, .float, .double,
      .decimal32, .decimal64:
      true
    case .half, .bytes, .fixed, .decimalFixed, .decimalBytes, .int32(isSigned: false), .unsigned64:
      hasOrder && !statistics.isOld
    case .int96, .unsupported: false
    }
  }
}
