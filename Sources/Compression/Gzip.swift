/// gzip over bytes at hand; streams use `GzipEncoder` and `GzipDecoder`.
public enum Gzip {
  /// Whether bytes begin as gzip does.
  public static func isLikely(_ bytes: some Collection<UInt8>) -> Bool {
    bytes.prefix(2).elementsEqual([0x1f, 0x8b])
  }

  /// Compresses everything at once.
  ///
  /// Level 0 to 9, or -1 for zlib's own choice. The same bytes and level give the same result: the
  /// header holds no time and no name.
  public static func compress(_ bytes: [UInt8], level: Int = -1) -> [UInt8] {
    let encoder = GzipEncoder(level: level)
    var compressed = encoder.append(bytes)
    compressed += encoder.finish()
    return compressed
  }

  /// Expands everything at once and refuses to make more than `limit` bytes.
  public static func decompress(
    _ bytes: [UInt8],
    limit: Int
  ) throws(CompressionError) -> [UInt8] {
    let decoder = GzipDecoder(limit: limit)
    let content = try decoder.append(bytes)
    try decoder.finish()
    return content
  }
}
