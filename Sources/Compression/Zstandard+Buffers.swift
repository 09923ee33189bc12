import CZstd

/// The calls for many small contents whose sizes are known, as pages of columns are.
extension Zstandard {
  /// Compresses everything into one frame at the end of `output`.
  public static func compress(
    _ bytes: Span<UInt8>,
    level: Int = 3,
    appendingTo output: inout [UInt8]
  ) {
    let bound = ZSTD_compressBound(bytes.count)
    output.append(addingCapacity: bound) { room in
      unsafe room.withUnsafeMutableBufferPointer { room, count in
        count = unsafe bytes.withUnsafeBufferPointer { input in
          unsafe ZSTD_compress(
            room.baseAddress,
            bound,
            input.baseAddress,
            input.count,
            Int32(level)
          )
        }
        // It fails only for want of memory or room, and there is room.
        precondition(ZSTD_isError(count) == 0, "zstd does not compress (\(count))")
      }
    }
  }

  /// Expands one or more frames to the end of `output`; anything but `size` bytes is refused.
  public static func decompress(
    _ bytes: Span<UInt8>,
    size: Int,
    appendingTo output: inout [UInt8]
  ) throws(CompressionError) {
    var made = 0
    output.append(addingCapacity: size) { room in
      unsafe room.withUnsafeMutableBufferPointer { room, count in
        made = unsafe bytes.withUnsafeBufferPointer { input in
          unsafe ZSTD_decompress(room.baseAddress, size, input.baseAddress, input.count)
        }
        count = ZSTD_isError(made) == 0 ? made : 0
      }
    }
    guard ZSTD_isError(made) == 0 else {
      switch ZSTD_getErrorCode(made) {
      case ZSTD_error_dstSize_tooSmall: throw CompressionError(.tooLong(limit: size), "zstd")
      case ZSTD_error_srcSize_wrong: throw CompressionError(.cutShort, "zstd")
      default: throw CompressionError(.damaged, "zstd")
      }
    }
    guard made == size else { throw CompressionError(.cutShort, "zstd") }
  }
}
