import CZlib

/// Compresses a stream piece by piece.
@safe public final class GzipEncoder {
  private var stream = unsafe z_stream()
  private var room = [UInt8](repeating: 0, count: 64 * 1024)

  /// Starts; level 0 to 9, or -1 for zlib's own choice.
  public init(level: Int = -1) {
    precondition((-1...9).contains(level), "a gzip level is -1 to 9")
    let code = unsafe czlib_start_gzip(&stream, Int32(level))
    precondition(code == Z_OK, "zlib does not start (\(code))")
  }

  deinit { unsafe deflateEnd(&stream) }

  /// Takes bytes and gives back what is compressed so far; often nothing.
  public func append(_ bytes: [UInt8]) -> [UInt8] { run(bytes, Z_NO_FLUSH) }

  /// Ends the stream and gives back its rest; nothing may be appended afterwards.
  public func finish() -> [UInt8] { run([], Z_FINISH) }

  private func run(_ bytes: [UInt8], _ flush: Int32) -> [UInt8] {
    var compressed: [UInt8] = []
    unsafe bytes.withUnsafeBufferPointer { input in
      unsafe stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
      unsafe stream.avail_in = UInt32(input.count)
      var isFull = true
      while isFull {
        let made = unsafe room.withUnsafeMutableBufferPointer { output in
          unsafe stream.next_out = output.baseAddress
          unsafe stream.avail_out = UInt32(output.count)
          _ = unsafe deflate(&stream, flush)
          return output.count - Int(unsafe stream.avail_out)
        }
        compressed.append(contentsOf: room[..<made])
        isFull = made == room.count
      }
    }
    return compressed
  }
}
