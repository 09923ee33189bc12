import CZlib

/// Expands a stream piece by piece; members that follow one another are one content.
@safe public final class GzipDecoder {
  private var stream = unsafe z_stream()
  private var room = [UInt8](repeating: 0, count: 64 * 1024)
  private let limit: Int
  private var made = 0
  private var isInsideMember = false
  private var hasMember = false

  /// Starts; more content than `limit` bytes is refused, however small the input.
  public init(limit: Int) {
    self.limit = limit
    let code = unsafe czlib_start_gunzip(&stream)
    precondition(code == Z_OK, "zlib does not start (\(code))")
  }

  deinit { unsafe inflateEnd(&stream) }

  /// Takes bytes and gives back what they expand to.
  public func append(_ bytes: [UInt8]) throws(CompressionError) -> [UInt8] {
    var content: [UInt8] = []
    var consumed = 0
    while true {
      let step = run(bytes, from: consumed)
      consumed = step.consumed
      content.append(contentsOf: room[..<step.produced])
      made += step.produced
      guard made <= limit else { throw CompressionError(.tooLong(limit: limit), "gzip") }
      switch step.code {
      case Z_STREAM_END:
        isInsideMember = false
        unsafe inflateReset(&stream)
      case Z_OK, Z_BUF_ERROR: break
      default: throw CompressionError(.damaged, "gzip")
      }
      if consumed == bytes.count, step.produced < room.count { return content }
    }
  }

  /// Says that nothing follows; a member that is still open is an error.
  public func finish() throws(CompressionError) {
    if isInsideMember || !hasMember { throw CompressionError(.cutShort, "gzip") }
  }

  private func run(
    _ bytes: [UInt8],
    from start: Int
  ) -> (code: Int32, consumed: Int, produced: Int) {
    if start < bytes.count {
      isInsideMember = true
      hasMember = true
    }
    return unsafe bytes.withUnsafeBufferPointer { input in
      unsafe room.withUnsafeMutableBufferPointer { output in
        let rest = unsafe UnsafeBufferPointer(rebasing: input[start...])
        unsafe stream.next_in = UnsafeMutablePointer(mutating: rest.baseAddress)
        unsafe stream.avail_in = UInt32(rest.count)
        unsafe stream.next_out = output.baseAddress
        unsafe stream.avail_out = UInt32(output.count)
        let code = unsafe inflate(&stream, Z_NO_FLUSH)
        return (
          code, bytes.count - Int(unsafe stream.avail_in),
          output.count - Int(unsafe stream.avail_out)
        )
      }
    }
  }
}
