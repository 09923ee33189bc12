/// The end of a file: metadata, its length, and four letters.
enum Footer {
  static let magic: [UInt8] = Array("PAR1".utf8)
  private static let encryptedMagic: [UInt8] = Array("PARE".utf8)

  /// How long the footer is with its length and letters, said by the last bytes of the file.
  static func length(
    _ tail: [UInt8],
    size: Int,
    limit: Int,
    _ name: String
  ) throws(TableFormatError) -> Int {
    guard size >= 12, tail.count >= 8 else {
      throw TableFormatError(.malformed, name, detail: "\(size) bytes are no Parquet file")
    }
    switch Array(tail.suffix(4)) {
    case magic: break
    case encryptedMagic: throw TableFormatError(.unsupported, name, detail: "encryption")
    default: throw TableFormatError(.malformed, name, detail: "it does not end as Parquet does")
    }
    let length = tail.suffix(8).prefix(4).reversed().reduce(0) { $0 << 8 | Int($1) } + 8
    guard length <= size - 4 else {
      throw TableFormatError(.malformed, name, detail: "a footer longer than the file")
    }
    guard length <= limit else {
      throw TableFormatError(.unsupported, name, detail: "a footer of \(length) bytes")
    }
    return length
  }

  /// Reads the metadata in the last `length` bytes.
  static func metadata(
    _ tail: [UInt8],
    _ length: Int,
    _ name: String
  ) throws(TableFormatError) -> FileMetadata {
    let range = (tail.count - length)..<(tail.count - 8)
    var thrift = ThriftReader(tail, in: range, subject: name)
    return try FileMetadata(&thrift)
  }

  /// The bytes that end a file.
  static func bytes(_ metadata: FileMetadata) -> [UInt8] {
    let content = metadata.bytes
    let length = (0..<4).map { UInt8(truncatingIfNeeded: content.count >> (8 * $0)) }
    return content + length + magic
  }
}
