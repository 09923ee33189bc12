import Synchronization

/// A few buffers that are used again: fresh memory costs more than what is read into it.
final class BufferPool: Sendable {
  private static let mostBuffers = 4
  private static let mostBytes = 128 << 10

  private let buffers = Mutex<[[UInt8]]>([])

  init() {}

  func take() -> [UInt8] { buffers.withLock { $0.popLast() } ?? [] }

  func giveBack(_ buffer: [UInt8]) {
    guard buffer.count <= Self.mostBytes else { return }
    buffers.withLock { if $0.count < Self.mostBuffers { $0.append(buffer) } }
  }
}
