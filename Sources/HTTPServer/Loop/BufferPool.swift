/// Keeps a few large buffers between uses, so that an idle connection needs none of its own.
struct BufferPool {
  /// The size of every buffer for receiving.
  static let size = 64 * 1024
  private static let kept = 4

  private var inputs: [[UInt8]] = []
  private var outputs: [[UInt8]] = []

  /// A buffer with `size` bytes to be overwritten.
  mutating func takeInput() -> [UInt8] {
    inputs.popLast() ?? [UInt8](repeating: 0, count: Self.size)
  }

  mutating func giveBackInput(_ buffer: consuming [UInt8]) {
    if buffer.count == Self.size, inputs.count < Self.kept { inputs.append(buffer) }
  }

  /// An empty buffer with room.
  mutating func takeOutput() -> [UInt8] { outputs.popLast() ?? [] }

  mutating func giveBackOutput(_ buffer: consuming [UInt8]) {
    guard outputs.count < Self.kept, buffer.capacity <= 2 * Self.size else { return }
    buffer.removeAll(keepingCapacity: true)
    outputs.append(buffer)
  }
}
