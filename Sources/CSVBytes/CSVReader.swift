/// Takes records out of bytes that may come in pieces of any size.
///
/// ```swift
/// var reader = CSVReader()
/// try reader.read(chunk) { record in print(record.map(\.text)) }
/// try reader.finish { record in print(record.map(\.text)) }
/// ```
public struct CSVReader: Sendable {
  private var steps: CSVSteps
  private var field: [UInt8] = []
  private var isQuoted = false
  private var record: [CSVField] = []
  private var recordsDone = 0

  /// Starts before the first record.
  public init(separator: UInt8 = UInt8(ascii: ",")) { steps = CSVSteps(separator: separator) }

  /// Reads on and hands every record that is complete to `body`.
  public mutating func read(
    _ bytes: some Sequence<UInt8>,
    _ body: ([CSVField]) throws(CSVError) -> Void
  ) throws(CSVError) {
    for byte in bytes {
      switch steps.step(byte) {
      case .text: field.append(byte)
      case .mark: isQuoted = isQuoted || steps.isInsideQuotes
      case .fieldEnd: try endField()
      case .recordEnd: try endRecord(body)
      case .misplaced: throw CSVError(code: .textAfterQuote, record: recordsDone)
      }
    }
  }

  /// Says that no more bytes come, and hands on a last record without a line end.
  public mutating func finish(_ body: ([CSVField]) throws(CSVError) -> Void) throws(CSVError) {
    guard !steps.isInsideQuotes else {
      throw CSVError(code: .unclosedQuote, record: recordsDone)
    }
    if !steps.isBetweenRecords { try read(CollectionOfOne(0x0a), body) }
  }

  private mutating func endRecord(
    _ body: ([CSVField]) throws(CSVError) -> Void
  ) throws(CSVError) {
    if !isQuoted, field.last == 0x0d { field.removeLast() }
    try endField()
    let done = record
    record.removeAll(keepingCapacity: true)
    recordsDone += 1
    try body(done)
  }

  private mutating func endField() throws(CSVError) {
    if recordsDone == 0, record.isEmpty, field.starts(with: CSVSteps.byteOrderMark) {
      field.removeFirst(CSVSteps.byteOrderMark.count)
    }
    guard let text = String(validating: field, as: UTF8.self) else {
      throw CSVError(code: .malformedUTF8, record: recordsDone)
    }
    record.append(CSVField(text, isQuoted: isQuoted))
    field.removeAll(keepingCapacity: true)
    isQuoted = false
  }
}
