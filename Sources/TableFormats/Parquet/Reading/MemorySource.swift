/// Bytes at hand.
public struct MemorySource: ByteSource {
  /// What they are called.
  public let name: String
  private let content: [UInt8]

  /// Lends bytes under a name.
  public init(_ content: [UInt8], name: String = "bytes") {
    self.content = content
    self.name = name
  }

  /// How many there are.
  public func size() -> Int { content.count }

  /// The bytes of a range.
  public func bytes(in range: Range<Int>) throws(TableFormatError) -> [UInt8] {
    guard range.upperBound <= content.count else {
      throw TableFormatError(.malformed, name, detail: "it ends before byte \(range.upperBound)")
    }
    return Array(content[range])
  }
}
