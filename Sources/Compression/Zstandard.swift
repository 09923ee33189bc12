import CZstd

/// Zstandard over bytes at hand.
public enum Zstandard {
  /// Compresses everything into one frame that tells its content's size.
  public static func compress(_ bytes: [UInt8], level: Int = 3) -> [UInt8] {
    let bound = ZSTD_compressBound(bytes.count)
    return unsafe [UInt8](unsafeUninitializedCapacity: bound) { output, count in
      let made = unsafe bytes.withUnsafeBytes { input in
        unsafe ZSTD_compress(
          output.baseAddress,
          bound,
          input.baseAddress,
          input.count,
          Int32(level)
        )
      }
      // It fails only for want of memory or room, and there is room.
      precondition(ZSTD_isError(made) == 0, "zstd does not compress (\(made))")
      count = made
    }
  }

  /// Expands one or more frames and refuses to make more than `limit` bytes.
  public static func decompress(
    _ bytes: [UInt8],
    limit: Int
  ) throws(CompressionError) -> [UInt8] {
    guard let context = unsafe ZSTD_createDCtx() else { throw CompressionError(.damaged, "zstd") }
    defer { unsafe ZSTD_freeDCtx(context) }
    var content: [UInt8] = []
    var room = [UInt8](repeating: 0, count: ZSTD_DStreamOutSize())
    var consumed = 0
    var hint = bytes.isEmpty ? 1 : 0
    while true {
      var produced = 0
      hint = unsafe bytes.withUnsafeBytes { input in
        unsafe room.withUnsafeMutableBytes { output in
          var source = unsafe ZSTD_inBuffer(
            src: input.baseAddress,
            size: input.count,
            pos: consumed
          )
          var target = unsafe ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
          defer {
            consumed = unsafe source.pos
            produced = unsafe target.pos
          }
          return unsafe ZSTD_decompressStream(context, &target, &source)
        }
      }
      guard ZSTD_isError(hint) == 0 else { throw CompressionError(.damaged, "zstd") }
      content.append(contentsOf: room[..<produced])
      guard content.count <= limit else { throw CompressionError(.tooLong(limit: limit), "zstd") }
      if consumed == bytes.count, produced < room.count { break }
    }
    guard hint == 0, !bytes.isEmpty else { throw CompressionError(.cutShort, "zstd") }
    return content
  }
}
