/// A socket whose readiness can be awaited; it belongs to one connection and its event loop.
final class Channel {
  /// Why a waiting ended without readiness.
  enum Interruption: Error { case expired, drained }

  /// One of the two ways bytes go.
  @safe private struct Direction {
    var isReady = true
    private var waiting: UnsafeContinuation<Interruption?, Never>?
    private(set) var deadline: Moment?

    mutating func wait(
      _ continuation: UnsafeContinuation<Interruption?, Never>,
      until moment: Moment
    ) {
      precondition(deadline == nil, "one task at a time waits for a socket")
      unsafe waiting = continuation
      deadline = moment
    }

    mutating func end(_ interruption: Interruption?) {
      deadline = nil
      guard let continuation = unsafe waiting else { return }
      unsafe waiting = nil
      unsafe continuation.resume(returning: interruption)
    }
  }

  private var socket: ConnectedSocket
  private let loop: EventLoop
  private var receiving = Direction()
  private var sending = Direction()
  /// The peer has sent its last byte, though perhaps not all was received.
  private(set) var peerHasEnded = false

  init(_ socket: consuming ConnectedSocket, on loop: EventLoop) {
    self.socket = socket
    self.loop = loop
  }

  /// Starts hearing of the socket; the result is for `close`.
  func open(_ watcher: any SocketWatcher) -> Int {
    let events: SocketEvents = [.readable, .writable, .peerClosed, .onChange]
    return loop.watch(socket.descriptor, for: events, by: watcher)
  }

  func close(_ slot: Int) {
    loop.forget(slot)
    socket.close()
  }

  // MARK: Moving bytes

  /// Receives what is there; `nil` means that it must be waited for, 0 is the end.
  func receive(into buffer: inout [UInt8], from position: Int = 0) -> ConnectedSocket.Outcome {
    guard receiving.isReady else { return .wouldBlock }
    let outcome = socket.receive(into: &buffer, from: position)
    switch outcome {
    // After the peer's end no further change will be reported.
    case .moved(let count): receiving.isReady = count == buffer.count - position || peerHasEnded
    case .wouldBlock: receiving.isReady = false
    case .failed: break
    }
    return outcome
  }

  func send(_ bytes: [UInt8], from position: Int, more: Bool) -> ConnectedSocket.Outcome {
    noteSent(socket.send(bytes, from: position, more: more))
  }

  func send(_ file: borrowing OpenFile, offset: Int, count: Int) -> ConnectedSocket.Outcome {
    noteSent(socket.send(file: file.descriptor, offset: offset, count: count))
  }

  private func noteSent(_ outcome: ConnectedSocket.Outcome) -> ConnectedSocket.Outcome {
    if case .wouldBlock = outcome { sending.isReady = false }
    return outcome
  }

  func endSending() { socket.endSending() }

  func abort() { socket.abort() }

  /// Whether the peer has ended and nothing it sent is left.
  var isAtEnd: Bool { peerHasEnded && socket.isAtEnd() }

  // MARK: Waiting

  func untilReadable(by deadline: Moment) async throws(Interruption) {
    guard !receiving.isReady else { return }
    loop.sweep(at: deadline)
    let interruption = await unsafe withUnsafeContinuation { continuation in
      unsafe receiving.wait(continuation, until: deadline)
    }
    if let interruption { throw interruption }
  }

  func untilWritable(by deadline: Moment) async throws(Interruption) {
    guard !sending.isReady else { return }
    loop.sweep(at: deadline)
    let interruption = await unsafe withUnsafeContinuation { continuation in
      unsafe sending.wait(continuation, until: deadline)
    }
    if let interruption { throw interruption }
  }

  /// Ends a waiting for bytes, if there is one.
  func stopReceiving() { receiving.end(.drained) }

  func changed(_ events: SocketEvents) {
    if !events.isDisjoint(with: [.peerClosed, .broken]) { peerHasEnded = true }
    if !events.isDisjoint(with: [.readable, .peerClosed, .broken]) {
      receiving.isReady = true
      receiving.end(nil)
    }
    if !events.isDisjoint(with: [.writable, .broken]) {
      sending.isReady = true
      sending.end(nil)
    }
  }

  func timePassed(_ now: Moment) -> Moment? {
    if let deadline = receiving.deadline, deadline <= now { receiving.end(.expired) }
    if let deadline = sending.deadline, deadline <= now { sending.end(.expired) }
    guard let first = receiving.deadline, let second = sending.deadline else {
      return receiving.deadline ?? sending.deadline
    }
    return min(first, second)
  }
}
