import HTTPWire
import Synchronization

/// Hands the chunks of a streamed request body from the task that makes them to the loop that sends
/// them.
final class UploadFeed: Sendable {
  fileprivate struct State {
    var chunks: [[UInt8]] = []
    /// Bytes of the first chunk that are sent already.
    var sentOfFirst = 0
    var buffered = 0
    var total = 0
    var isComplete = false
    var isStopped = false
    var failure: (any Error)?
    var isLoopWaiting = false
    var pump: Waiter<Void>?
    var reading: Task<Void, Never>?
  }

  private let stream: HTTPByteStream
  private let length: Int?
  private let limit: Int
  private let state = Mutex(State())

  init(_ stream: HTTPByteStream, length: Int?, limit: Int) {
    self.stream = stream
    self.length = length
    self.limit = limit
  }

  /// Reads the stream while `answer` waits, and goes on reading while the answer is read.
  ///
  /// So request and answer may pass each other. An answer that is no success ends the reading.
  func pumping(
    _ answer: () async -> Result<Answer, HTTPTransportError>,
    wake: @escaping @Sendable () -> Void
  ) async -> Result<Answer, HTTPTransportError> {
    // It may outlive this call, as no child task can; it ends with the transfer, by `stop`.
    let reading = Task { await self.pump(wake: wake) }
    let isStopped = state.withLock { state in
      state.reading = reading
      return state.isStopped
    }
    if isStopped { reading.cancel() }
    let result = await answer()
    if case .success(let answer) = result, answer.head.status < 300 { return result }
    reading.cancel()
    return result
  }

  private func pump(wake: @Sendable () -> Void) async {
    do {
      for try await chunk in stream {
        guard try supply(chunk, wake: wake), await room() else { return }
      }
      try complete(wake: wake)
    } catch {
      let isLoopWaiting = state.withLock { state in
        state.failure = error
        return state.isLoopWaiting
      }
      if isLoopWaiting { wake() }
    }
  }

  private func supply(_ chunk: [UInt8], wake: @Sendable () -> Void) throws -> Bool {
    guard !chunk.isEmpty else { return true }
    let (goesOn, isLoopWaiting) = try state.withLock { state in
      state.total += chunk.count
      if let length, state.total > length {
        throw UploadLengthError(announced: length, given: nil)
      }
      state.chunks.append(chunk)
      state.buffered += chunk.count
      defer { state.isLoopWaiting = false }
      return (!state.isStopped, state.isLoopWaiting)
    }
    if isLoopWaiting { wake() }
    return goesOn
  }

  private func complete(wake: @Sendable () -> Void) throws {
    let isLoopWaiting = try state.withLock { state in
      if let length, state.total < length {
        throw UploadLengthError(announced: length, given: state.total)
      }
      state.isComplete = true
      return state.isLoopWaiting
    }
    if isLoopWaiting { wake() }
  }

  /// Waits until less than the limit is ready to be sent; `false` if nothing more is wanted.
  private func room() async -> Bool {
    await Waiter<Void>.wait { waiter in
      let goesOn = state.withLock { state in
        guard state.buffered >= limit, !state.isStopped else { return true }
        state.pump = waiter
        return false
      }
      if goesOn { waiter.resume() }
    }
    return state.withLock { !$0.isStopped }
  }

  /// Nothing more is wanted.
  func stop() {
    let (pump, reading) = state.withLock { state in
      state.isStopped = true
      state.chunks = []
      state.sentOfFirst = 0
      return (state.pump.take(), state.reading.take())
    }
    pump?.resume()
    reading?.cancel()
  }

  /// Copies the next bytes and says how many: 0 at the end, `nil` if there are none yet.
  func fill(_ room: UnsafeMutableRawBufferPointer) throws -> Int? {
    let (count, pump) = try state.withLock { state in
      let copied = unsafe state.copy(into: room)
      if copied > 0 {
        return (Optional(copied), state.buffered < limit ? state.pump.take() : nil)
      }
      if let failure = state.failure { throw failure }
      state.isLoopWaiting = !state.isComplete
      return (state.isComplete ? 0 : nil, nil)
    }
    pump?.resume()
    return count
  }
}

extension UploadFeed.State {
  mutating func copy(into room: UnsafeMutableRawBufferPointer) -> Int {
    var filled = 0
    while filled < room.count, let first = chunks.first {
      let count = min(first.count - sentOfFirst, room.count - filled)
      unsafe first.withUnsafeBytes { bytes in
        unsafe UnsafeMutableRawBufferPointer(rebasing: room[filled...])
          .copyMemory(
            from: UnsafeRawBufferPointer(rebasing: bytes[sentOfFirst..<sentOfFirst + count])
          )
      }
      filled += count
      sentOfFirst += count
      if sentOfFirst == first.count {
        chunks.removeFirst()
        sentOfFirst = 0
      }
    }
    buffered -= filled
    return filled
  }
}
