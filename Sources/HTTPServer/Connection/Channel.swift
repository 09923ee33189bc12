/// A connected socket, what is known of its readiness, and who waits for it.
///
/// It belongs to one connection and is touched on the thread of its event loop alone. Readiness is
/// remembered, since the loop reports only changes.
struct Channel: ~Copyable {
  /// Why a waiting ended without readiness.
  enum Interruption: Error { case expired, drained }

  /// What may move before the other connections of the loop get their turn.
  private static let bytesPerTurn = 256 * 1024
  /// What a call costs at least, expressed in bytes.
  private static let bytesPerCall = 4 * 1024

  private var socket: ConnectedSocket
  private var movedThisTurn = 0
  private var receiving = Direction()
  private var sending = Direction()
  /// The peer has sent its last byte, though perhaps not all was received.
  private(set) var peerHasEnded = false
  /// Nothing goes in either direction any more.
  private(set) var isBroken = false

  init(_ socket: consuming ConnectedSocket) { self.socket = socket }

  /// Starts to hear of the socket; the result is for `close`.
  mutating func open(on loop: EventLoop, for watcher: any SocketWatcher) -> Int {
    let events: SocketEvents = [.readable, .writable, .peerClosed, .onChange]
    return loop.watch(socket.descriptor, for: events, by: watcher)
  }

  mutating func close(_ slot: Int, on loop: EventLoop) {
    loop.forget(slot)
    socket.close()
  }

  /// Receives what is there; 0 bytes are the end.
  mutating func receive(into buffer: inout [UInt8]) -> ConnectedSocket.Outcome {
    guard receiving.isReady else { return .wouldBlock }
    let outcome = socket.receive(into: &buffer)
    switch outcome {
    case .moved(let count):
      // After the peer's end no further change will be reported.
      receiving.isReady = count == buffer.count || peerHasEnded
      movedThisTurn += max(count, Self.bytesPerCall)
    case .wouldBlock: receiving.isReady = false
    case .failed: break
    }
    return outcome
  }

  /// Sends what stands behind `position`; `more` says that more follows at once.
  mutating func send(
    _ bytes: [UInt8],
    from position: Int,
    more: Bool
  ) -> ConnectedSocket.Outcome {
    sent(socket.send(bytes, from: position, more: more))
  }

  mutating func send(
    _ file: borrowing OpenFile,
    offset: Int,
    count: Int
  ) -> ConnectedSocket.Outcome {
    sent(socket.send(file: file.descriptor, offset: offset, count: count))
  }

  private mutating func sent(_ outcome: ConnectedSocket.Outcome) -> ConnectedSocket.Outcome {
    switch outcome {
    case .moved(let count): movedThisTurn += max(count, Self.bytesPerCall)
    case .wouldBlock: sending.isReady = false
    case .failed: break
    }
    return outcome
  }

  func endSending() { socket.endSending() }

  func abort() { socket.abort() }

  /// Whether the peer has ended and nothing it sent is left.
  var isAtEnd: Bool { peerHasEnded && socket.isAtEnd() }

  /// Resumes once bytes can be received, or at the deadline.
  mutating func whenReadable(
    by deadline: Moment,
    _ continuation: UnsafeContinuation<Interruption?, Never>
  ) {
    movedThisTurn = 0
    unsafe receiving.wait(continuation, until: deadline)
  }

  /// Resumes once bytes can be sent, or at the deadline.
  mutating func whenWritable(
    by deadline: Moment,
    _ continuation: UnsafeContinuation<Interruption?, Never>
  ) {
    movedThisTurn = 0
    unsafe sending.wait(continuation, until: deadline)
  }

  /// Ends a waiting for bytes, if there is one.
  mutating func stopReceiving() { receiving.end(.drained) }

  /// Whether the others have waited long enough; asking begins a new turn.
  mutating func mustGiveWay() -> Bool {
    guard movedThisTurn >= Self.bytesPerTurn else { return false }
    movedThisTurn = 0
    return true
  }

  /// Takes note of what the loop reports.
  mutating func changed(_ events: SocketEvents) {
    if !events.isDisjoint(with: .broken) { isBroken = true }
    if !events.isDisjoint(with: [.peerClosed, .broken]) { peerHasEnded = true }
    if !events.isDisjoint(with: [.readable, .peerClosed, .broken]) { receiving.becomeReady() }
    if !events.isDisjoint(with: [.writable, .broken]) { sending.becomeReady() }
  }

  /// Ends what waited too long; returns the next moment at which something will have.
  mutating func timePassed(_ now: Moment) -> Moment? {
    let moments = [receiving.timePassed(now), sending.timePassed(now)]
    return moments.compactMap(\.self).min()
  }
}
