import CSnappy

/// Snappy's block format, as Parquet pages carry it: no frame, no checksum.
public enum Snappy {
  /// Compresses everything into one block.
  public static func compress(_ bytes: [UInt8]) -> [UInt8] {
    let bound = snappy_max_compressed_length(bytes.count)
    return unsafe [UInt8](unsafeUninitializedCapacity: bound) { output, count in
      count = bound
      let status = unsafe bytes.withUnsafeBytes { input in
        unsafe input.withMemoryRebound(to: CChar.self) { input in
          unsafe output.withMemoryRebound(to: CChar.self) { output in
            unsafe snappy_compress(input.baseAddress, input.count, output.baseAddress, &count)
          }
        }
      }
      // It fails only where the room is too small, and the bound is the library's own.
      precondition(status == SNAPPY_OK, "snappy does not compress (\(status.rawValue))")
    }
  }

  /// Expands one block and refuses to make more than `limit` bytes.
  public static func decompress(
    _ bytes: [UInt8],
    limit: Int
  ) throws(CompressionError) -> [UInt8] {
    var length = 0
    var content: [UInt8] = []
    let status = unsafe bytes.withUnsafeBytes { raw in
      unsafe raw.withMemoryRebound(to: CChar.self) { input -> snappy_status in
        let status = unsafe snappy_uncompressed_length(input.baseAddress, input.count, &length)
        guard status == SNAPPY_OK, length <= limit else { return status }
        var made = length
        var expanded = SNAPPY_OK
        unsafe content = [UInt8](unsafeUninitializedCapacity: length) { output, count in
          expanded = unsafe output.withMemoryRebound(to: CChar.self) {
            unsafe snappy_uncompress(input.baseAddress, input.count, $0.baseAddress, &made)
          }
          count = expanded == SNAPPY_OK ? made : 0
        }
        return expanded
      }
    }
    guard status == SNAPPY_OK else { throw CompressionError(.damaged, "snappy") }
    guard length <= limit else { throw CompressionError(.tooLong(limit: limit), "snappy") }
    return content
  }
}
