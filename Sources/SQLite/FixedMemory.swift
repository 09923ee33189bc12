/// Copies of arrays at addresses that stay until it goes.
@safe final class FixedMemory {
  private var blocks: [UnsafeMutableRawPointer] = unsafe []

  deinit { unsafe blocks.forEach { unsafe $0.deallocate() } }

  /// The address of a copy of some trivial values.
  @unsafe func keep<Value: BitwiseCopyable>(_ values: [Value]) -> UnsafePointer<Value> {
    let copy = UnsafeMutableBufferPointer<Value>.allocate(capacity: max(1, values.count))
    _ = unsafe copy.initialize(from: values)
    let block = unsafe UnsafeMutableRawPointer(copy.baseAddress.unsafelyUnwrapped)
    unsafe blocks.append(block)
    return unsafe UnsafePointer(copy.baseAddress.unsafelyUnwrapped)
  }
}
