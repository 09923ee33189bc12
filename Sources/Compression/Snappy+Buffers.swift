import CSnappy

/// The calls for many small contents whose sizes are known, as pages of columns are.
extension Snappy {
  /// Compresses everything into one block at the end of `output`.
  public static func compress(_ bytes: Span<UInt8>, appendingTo output: inout [UInt8]) {
    let bound = snappy_max_compressed_length(bytes.count)
    output.append(addingCapacity: bound) { room in
      unsafe room.withUnsafeMutableBufferPointer { room, count in
        count = bound
        let status = unsafe bytes.withUnsafeBytes { input in
          unsafe snappy_compress(
            input.assumingMemoryBound(to: CChar.self).baseAddress,
            input.count,
            UnsafeMutableRawPointer(room.baseAddress)?.assumingMemoryBound(to: CChar.self),
            &count
          )
        }
        // It fails only where the room is too small, and the bound is the library's own.
        precondition(status == SNAPPY_OK, "snappy does not compress (\(status.rawValue))")
      }
    }
  }

  /// Expands one block to the end of `output`; anything but `size` bytes is refused.
  public static func decompress(
    _ bytes: Span<UInt8>,
    size: Int,
    appendingTo output: inout [UInt8]
  ) throws(CompressionError) {
    var length = 0
    var status = unsafe bytes.withUnsafeBytes { input in
      unsafe snappy_uncompressed_length(
        input.assumingMemoryBound(to: CChar.self).baseAddress,
        input.count,
        &length
      )
    }
    guard status == SNAPPY_OK else { throw CompressionError(.damaged, "snappy") }
    guard length <= size else { throw CompressionError(.tooLong(limit: size), "snappy") }
    guard length == size else { throw CompressionError(.cutShort, "snappy") }
    guard size > 0 else { return }
    output.append(addingCapacity: size) { room in
      unsafe room.withUnsafeMutableBufferPointer { room, count in
        var made = size
        status = unsafe bytes.withUnsafeBytes { input in
          unsafe snappy_uncompress(
            input.assumingMemoryBound(to: CChar.self).baseAddress,
            input.count,
            UnsafeMutableRawPointer(room.baseAddress)?.assumingMemoryBound(to: CChar.self),
            &made
          )
        }
        count = status == SNAPPY_OK ? made : 0
      }
    }
    guard status == SNAPPY_OK else { throw CompressionError(.damaged, "snappy") }
  }
}
