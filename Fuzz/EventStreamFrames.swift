import Digests
import KinesisClient

/// Feeds garbage to the decoder of event streams: it must say the same however the bytes are cut, and
/// hold what it is sent to the sums that stand there.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> Int32 {
  let input = Array(UnsafeBufferPointer(start: start, count: count))
  compare(input)
  // Garbage seldom has the right sums; with them, the headers are reached.
  let headersLength = count == 0 ? 0 : Int(input[0]) % (count + 1)
  compare(message(Array(input.prefix(headersLength)), Array(input.dropFirst(headersLength))))
  return 0
}

private func compare(_ bytes: [UInt8]) {
  let whole = decode(bytes, by: max(1, bytes.count))
  for size in [1, 3, 16] {
    let pieces = decode(bytes, by: size)
    precondition(whole.messages == pieces.messages, "the cut makes other messages")
    precondition(whole.error == pieces.error, "the cut makes another error")
  }
}

private func decode(
  _ bytes: [UInt8],
  by size: Int
) -> (messages: [EventStreamMessage], error: EventStreamError?) {
  var decoder = EventStreamDecoder(limit: 1 << 20)
  var messages: [EventStreamMessage] = []
  do throws(EventStreamError) {
    for place in stride(from: 0, to: bytes.count, by: size) {
      decoder.feed(bytes[place..<min(place + size, bytes.count)])
      while let message = try decoder.next() { messages.append(message) }
    }
    try decoder.finish()
    return (messages, nil)
  } catch { return (messages, error) }
}

private func message(_ headers: [UInt8], _ payload: [UInt8]) -> [UInt8] {
  let lengths = number(UInt32(headers.count + payload.count + 16)) + number(UInt32(headers.count))
  let message = lengths + number(CRC32.hash(lengths)) + headers + payload
  return message + number(CRC32.hash(message))
}

private func number(_ number: UInt32) -> [UInt8] {
  (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * $0)) }
}
