internal import HTTPWire

/// A response on its way: the bytes that are ready, and the body that comes behind them.
struct Outgoing {
  /// The head, and the body where it is short.
  var bytes: [UInt8]
  /// How many of them are sent.
  var position = 0
  /// What is not among the bytes.
  var body: HTTPBody?
  let framing: ResponseFraming
  /// Whether the connection goes on behind it.
  let goesOn: Bool
  /// Why it ends early.
  var failure: SendingFailure?

  var isSent: Bool { failure == nil && body == nil && position == bytes.count }

  /// Gives up the buffer, of which everything is sent.
  mutating func takeBytes() -> [UInt8] {
    position = 0
    defer { bytes = [] }
    return bytes
  }
}

/// Why a response does not arrive whole.
enum SendingFailure: Error {
  /// The client is gone or takes its answer too slowly.
  case clientLost
  /// The handler's head or body cannot be sent as it is.
  case unsendable
}
