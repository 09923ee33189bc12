import Digests
import KinesisClient
import Testing

@Suite struct EventStreamDecoderTests {
  /// Made with Python's `struct` and `zlib.crc32`.
  private static let known =
    "0000007200000060ab820d9e0d3a6d6573736167652d747970650700056576656e740b3a6576656e742d7479"
    + "7065070010696e697469616c2d726573706f6e73650d3a636f6e74656e742d7479706507001a6170706c6963"
    + "6174696f6e2f782d616d7a2d6a736f6e2d312e317b7de16e66e4"

  @Test func `a message of others is read`() throws {
    let bytes = try #require(Hex.decode(Self.known))
    let messages = try decode(bytes)
    #expect(messages.count == 1)
    #expect(messages[0].text(":event-type") == "initial-response")
    #expect(messages[0].text(":content-type") == "application/x-amz-json-1.1")
    #expect(String(decoding: messages[0].payload, as: UTF8.self) == "{}")
  }

  @Test func `every kind of value is read`() throws {
    let headers: [(String, [UInt8])] = [
      ("t", [0]), ("f", [1]), ("byte", [2, 0xff]), ("short", [3, 0xff, 0xfe]),
      ("int", [4, 0, 0, 1, 0]), ("long", [5, 0x80, 0, 0, 0, 0, 0, 0, 0]),
      ("bytes", [6, 0, 2, 7, 8]), ("text", [7, 0, 2] + Array("hi".utf8)),
      ("time", [8, 0, 0, 0, 0, 0, 0, 0, 9]), ("uuid", [9] + Array(1...16)),
    ]
    let message = try decode(EventStreamMessageBytes.make(headers, "payload"))[0]
    #expect(
      message.headers.map(\.value) == [
        .boolean(true), .boolean(false), .integer(-1), .integer(-2), .integer(256),
        .integer(.min), .bytes([7, 8]), .string("hi"), .timestamp(milliseconds: 9),
        .uuid(Array(1...16)),
      ]
    )
    #expect(message.headers.map(\.name) == headers.map(\.0))
  }

  @Test func `the cut makes no difference`() throws {
    let all = (0..<5).flatMap { number in
      EventStreamMessageBytes.event(
        "SubscribeToShardEvent",
        String(repeating: "x", count: number * 40)
      )
    }
    let expected = try decode(all)
    #expect(expected.count == 5)
    for size in [1, 2, 3, 11, 12, 13, 100] { #expect(try decode(all, by: size) == expected) }
  }

  @Test func `every damaged byte is noticed`() {
    let sound = EventStreamMessageBytes.event("SubscribeToShardEvent", "{}")
    for index in sound.indices {
      var damaged = sound
      damaged[index] ^= 0x10
      let error = #expect(throws: EventStreamError.self) { try decode(damaged) }
      #expect(error?.offset == 0)
    }
  }

  @Test func `a length that cannot be is refused before anything is held`() {
    for (total, headers) in [(15, 0), (20, 8), (1 << 30, 0)] {
      #expect(throws: EventStreamError.self) {
        try decode(EventStreamMessageBytes.prelude(total, headers))
      }
    }
  }

  @Test(arguments: [[5], [1, 0x61], [1, 0x61, 7, 0, 9, 0x62], [1, 0x61, 10], [2, 0x61]])
  func `headers that are cut short or unknown are refused`(headers: [UInt8]) {
    #expect(throws: EventStreamError.self) {
      try decode(EventStreamMessageBytes.make(raw: headers, []))
    }
  }

  @Test func `an end inside a message is named with its place`() throws {
    let message = EventStreamMessageBytes.event("SubscribeToShardEvent", "{}")
    var decoder = EventStreamDecoder()
    decoder.feed(message + message.dropLast(1))
    #expect(try decoder.next() != nil)
    #expect(try decoder.next() == nil)
    let error = #expect(throws: EventStreamError.self) { try decoder.finish() }
    #expect(error?.offset == message.count)
    #expect(error?.description.hasPrefix("the stream ends in the message at byte") == true)
  }

  /// All messages of a stream that is cut into pieces.
  private func decode(_ bytes: [UInt8], by size: Int = .max) throws -> [EventStreamMessage] {
    var decoder = EventStreamDecoder()
    var messages: [EventStreamMessage] = []
    for start in stride(from: 0, to: bytes.count, by: min(size, bytes.count)) {
      decoder.feed(bytes[start..<min(start + min(size, bytes.count), bytes.count)])
      while let message = try decoder.next() { messages.append(message) }
    }
    try decoder.finish()
    return messages
  }
}
