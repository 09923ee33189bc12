/// Bytes written one after the other to memory whose size was reckoned beforehand.
///
/// It traps rather than pass its end. An array would do, but asks at every byte whether it is alone
/// and large enough, which is what half of a signature used to cost.
@safe struct ByteBuffer: ~Copyable {
  private let memory: UnsafeMutableBufferPointer<UInt8>
  private(set) var count = 0

  init(capacity: Int) { unsafe memory = .allocate(capacity: capacity) }

  deinit { unsafe memory.deallocate() }

  mutating func append(_ byte: UInt8) {
    precondition(unsafe count < memory.count, "more is written than was reckoned")
    unsafe memory[count] = byte
    count += 1
  }

  mutating func append(_ bytes: Span<UInt8>) {
    unsafe append(count: bytes.count) { target in
      unsafe bytes.withUnsafeBytes {
        unsafe UnsafeMutableRawBufferPointer(target).copyMemory(from: $0)
      }
    }
  }

  /// Makes room for `count` bytes that `write` must all set.
  mutating func append(count added: Int, _ write: (UnsafeMutableBufferPointer<UInt8>) -> Void) {
    precondition(unsafe memory.count - count >= added, "more is written than was reckoned")
    unsafe write(UnsafeMutableBufferPointer(rebasing: memory[count..<count + added]))
    count += added
  }

  /// Forgets everything behind the first `count` bytes.
  mutating func truncate(to count: Int) { self.count = min(self.count, count) }

  subscript(place: Int) -> UInt8 {
    precondition(place < count, "nothing is written there")
    return unsafe memory[place]
  }

  /// Lends what is written from `start` on.
  func withSpan<Result>(from start: Int = 0, _ body: (Span<UInt8>) -> Result) -> Result {
    precondition(start >= 0 && start <= count, "nothing is written there")
    return body(unsafe UnsafeBufferPointer(rebasing: memory[start..<count]).span)
  }
}
