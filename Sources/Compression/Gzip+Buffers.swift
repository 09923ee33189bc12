import CZlib

/// The calls for many small contents whose sizes are known, as pages of columns are: no streams, no copies.
extension Gzip {
  /// Compresses everything at once to the end of `output`.
  public static func compress(
    _ bytes: Span<UInt8>,
    level: Int = -1,
    appendingTo output: inout [UInt8]
  ) {
    precondition((-1...9).contains(level), "a gzip level is -1 to 9")
    var stream = unsafe z_stream()
    let start = unsafe czlib_start_gzip(&stream, Int32(level))
    precondition(start == Z_OK, "zlib does not start (\(start))")
    defer { unsafe deflateEnd(&stream) }
    let bound = Int(unsafe deflateBound(&stream, UInt(bytes.count)))
    var status = Z_OK
    output.append(addingCapacity: bound) { room in
      unsafe room.withUnsafeMutableBufferPointer { room, count in
        unsafe bytes.withUnsafeBufferPointer { input in
          unsafe stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
          unsafe stream.avail_in = UInt32(input.count)
          unsafe stream.next_out = room.baseAddress
          unsafe stream.avail_out = UInt32(bound)
          status = unsafe deflate(&stream, Z_FINISH)
          count = bound - Int(unsafe stream.avail_out)
        }
      }
    }
    // It ends early only where the room is too small, and the bound is the library's own.
    precondition(status == Z_STREAM_END, "zlib does not compress (\(status))")
  }

  /// Expands everything at once to the end of `output`; anything but `size` bytes is refused.
  public static func decompress(
    _ bytes: Span<UInt8>,
    size: Int,
    appendingTo output: inout [UInt8]
  ) throws(CompressionError) {
    var stream = unsafe z_stream()
    let start = unsafe czlib_start_gunzip(&stream)
    precondition(start == Z_OK, "zlib does not start (\(start))")
    defer { unsafe inflateEnd(&stream) }
    var status = Z_OK
    var made = 0
    // zlib wants an address even where there is nothing to put.
    output.append(addingCapacity: max(1, size)) { room in
      unsafe room.withUnsafeMutableBufferPointer { room, count in
        unsafe bytes.withUnsafeBufferPointer { input in
          unsafe stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
          unsafe stream.avail_in = UInt32(input.count)
          unsafe stream.next_out = room.baseAddress
          unsafe stream.avail_out = UInt32(size)
          status = unsafe inflate(&stream, Z_FINISH)
          // Members that follow one another are one content.
          while status == Z_STREAM_END, unsafe stream.avail_in > 0 {
            unsafe inflateReset(&stream)
            status = unsafe inflate(&stream, Z_FINISH)
          }
          made = size - Int(unsafe stream.avail_out)
          count = made
        }
      }
    }
    switch status {
    case Z_STREAM_END where made == size: return
    case Z_STREAM_END: throw CompressionError(.cutShort, "gzip")
    case Z_BUF_ERROR where made == size, Z_OK where made == size:
      throw CompressionError(.tooLong(limit: size), "gzip")
    case Z_BUF_ERROR, Z_OK: throw CompressionError(.cutShort, "gzip")
    default: throw CompressionError(.damaged, "gzip")
    }
  }
}
