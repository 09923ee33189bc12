#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The answer to a produce as Confluent's proxy writes it when all went well, read at a glance.
///
/// `{"offsets":[{"partition":0,"offset":3,"error_code":null,"error":null}, …` to the letter and
/// without a space; whatever else it may be is left to the scanner. Reading a thousand names of
/// members costs more than sending them.
struct PlainReply {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var position = 0

  private init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  /// The report, or `nil` where the answer is of another kind.
  static func report(from body: [UInt8], expecting count: Int) -> ProduceReport? {
    body.withUnsafeBufferPointer { buffer in
      var reply = PlainReply(buffer)
      return reply.outcomes(expecting: count).map { ProduceReport(outcomes: $0) }
    }
  }

  private mutating func outcomes(expecting count: Int) -> [RecordOutcome]? {
    guard skip(#"{"offsets":["#) else { return nil }
    var outcomes: [RecordOutcome] = []
    outcomes.reserveCapacity(count)
    repeat {
      guard skip(#"{"partition":"#), let partition = number(), skip(#","offset":"#),
        let offset = number(), skip(#","error_code":null,"error":null}"#)
      else { return nil }
      outcomes.append(.written(ProducedRecord(partition: partition, offset: Int64(offset))))
    } while skip(",")
    let isWhole = skip(#"],"key_schema_id":null,"value_schema_id":null}"#)
    return isWhole && position == bytes.count ? outcomes : nil
  }

  /// Inlined, so that the length is a constant and the comparison one of a few words.
  @inline(__always)
  private mutating func skip(_ text: StaticString) -> Bool {
    let count = text.utf8CodeUnitCount
    guard let start = bytes.baseAddress, count <= bytes.count &- position,
      memcmp(start + position, text.utf8Start, count) == 0
    else { return false }
    position &+= count
    return true
  }

  /// At most 18 digits, which cannot overflow; an offset of -1 is none of them.
  @inline(__always)
  private mutating func number() -> Int? {
    guard let start = bytes.baseAddress else { return nil }
    let end = min(bytes.count, position &+ 18)
    var index = position
    var value = 0
    while index < end {
      let digit = start[index] &- UInt8(ascii: "0")
      guard digit < 10 else { break }
      value = value &* 10 &+ Int(digit)
      index &+= 1
    }
    defer { position = index }
    return index > position ? value : nil
  }
}
