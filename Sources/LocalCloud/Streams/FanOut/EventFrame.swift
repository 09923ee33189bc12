import Digests

/// One message of an event stream, as `SubscribeToShard` sends them.
///
/// Two lengths and their checksum, named texts, the content, and a checksum of it all.
struct EventFrame: Sendable {
  private static let textType: UInt8 = 7

  let headers: [(name: String, value: String)]
  let content: [UInt8]

  /// What must come first; botocore gives up on anything else.
  static let initialResponse = EventFrame(type: "initial-response", Array("{}".utf8))

  /// Something that happened.
  static func event(_ type: String, _ content: [UInt8]) -> EventFrame {
    EventFrame(type: type, content)
  }

  private init(type: String, _ content: [UInt8]) {
    headers = [
      (":event-type", type), (":content-type", "application/x-amz-json-1.1"),
      (":message-type", "event"),
    ]
    self.content = content
  }

  /// An error in the middle, which ends the stream.
  init(_ failure: KinesisFailure) {
    headers = [
      (":exception-type", failure.code), (":content-type", "application/x-amz-json-1.1"),
      (":message-type", "exception"),
    ]
    content = failure.message.map { KinesisAnswer.object(["message": $0]) } ?? Array("{}".utf8)
  }

  /// The message as it is sent.
  var bytes: [UInt8] {
    var fields: [UInt8] = []
    for (name, value) in headers {
      fields.append(UInt8(name.utf8.count))
      fields += name.utf8
      fields.append(Self.textType)
      fields += Self.number(UInt16(value.utf8.count))
      fields += value.utf8
    }
    var bytes = Self.number(UInt32(16 + fields.count + content.count))
    bytes += Self.number(UInt32(fields.count))
    bytes += Self.number(CRC32.hash(bytes))
    bytes += fields
    bytes += content
    return bytes + Self.number(CRC32.hash(bytes))
  }

  private static func number(_ number: some FixedWidthInteger) -> [UInt8] {
    stride(from: number.bitWidth - 8, through: 0, by: -8).map {
      UInt8(truncatingIfNeeded: number >> $0)
    }
  }
}
