/// Makes pages: levels and values, compressed, with a head before them.
struct PageWriter {
  let codec: ParquetCodec
  /// The column's name, for complaints.
  let column: String

  /// Appends levels with their length before them; none where there is only one level.
  ///
  /// Where all are the highest, which is the common case, that is known without looking.
  static func append(
    levels: [UInt8],
    upTo maximum: UInt8,
    areAll: Bool = false,
    to body: inout [UInt8]
  ) {
    guard maximum > 0 else { return }
    let start = body.count
    body += [0, 0, 0, 0]
    let width = HybridWriter.bitWidth(for: Int(maximum))
    if areAll, !levels.isEmpty {
      HybridWriter.append(repeated: UInt32(maximum), levels.count, width, to: &body)
    } else {
      HybridWriter.append(levels, bitWidth: width, to: &body)
    }
    let length = body.count - start - 4
    for place in 0..<4 { body[start + place] = UInt8(truncatingIfNeeded: length >> (8 * place)) }
  }

  /// A page of a beginning and what follows it, and what it takes without compression.
  func page(
    _ kind: PageHeader.Kind,
    _ beginning: [UInt8],
    _ rest: [UInt8] = []
  ) throws(TableFormatError) -> (bytes: [UInt8], uncompressedSize: Int) {
    let size = beginning.count + rest.count
    guard size <= Int32.max else {
      throw TableFormatError(
        .unsupported,
        "column \(column)",
        detail: "a page of \(size) bytes; values must be shorter"
      )
    }
    if codec == .uncompressed {
      var page = head(kind, size, size)
      let headSize = page.count
      page.reserveCapacity(headSize + size)
      page += beginning
      page += rest
      return (page, headSize + size)
    }
    var content = beginning
    if content.isEmpty { content = rest } else { content += rest }
    var compressed: [UInt8] = []
    codec.compress(content.span, appendingTo: &compressed)
    let head = head(kind, size, compressed.count)
    return (head + compressed, head.count + size)
  }

  private func head(
    _ kind: PageHeader.Kind,
    _ uncompressedSize: Int,
    _ compressedSize: Int
  ) -> [UInt8] {
    var thrift = ThriftWriter()
    PageHeader(uncompressedSize: uncompressedSize, compressedSize: compressedSize, kind: kind)
      .write(&thrift)
    return thrift.bytes
  }
}
