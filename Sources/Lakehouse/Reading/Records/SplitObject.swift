import Compression

/// What is known of an object between two pieces of it.
final class SplitObject {
  /// Where the reader stands.
  var state = RecordCursor.State()
  /// The beginning of a record whose end has not come yet.
  var rest: [UInt8] = []
  /// The length `rest` must reach before it is looked at again, so that a long record is not read
  /// anew with every piece of it.
  var wanted = 0
  /// The first bytes, until there are enough of them to tell what they begin.
  private var head: [UInt8]? = []
  private var gzip: GzipDecoder?

  /// Whether bytes begin as gzip does; that a name ends in `.gz` proves nothing.
  static func isCompressed(_ content: UnsafeBufferPointer<UInt8>) -> Bool {
    content.count >= 2 && content[0] == 0x1f && content[1] == 0x8b
  }

  /// Gives the content of stored bytes to `body`, expanded where it is compressed.
  func expand(
    _ stored: UnsafeBufferPointer<UInt8>,
    isEnd: Bool,
    _ name: () -> String,
    _ body: (UnsafeBufferPointer<UInt8>, _ isEnd: Bool) throws(LakehouseError) -> Void
  ) throws(LakehouseError) {
    guard let head else { return try expandFurther(stored, isEnd: isEnd, name, body) }
    let first = head + stored.prefix(2 - head.count)
    guard first.count > 1 || isEnd else {
      self.head = first
      return
    }
    self.head = nil
    let isCompressed = first.withUnsafeBufferPointer { Self.isCompressed($0) }
    gzip = isCompressed ? GzipDecoder(limit: .max) : nil
    if !head.isEmpty {
      try head.withUnsafeBufferPointer { bytes throws(LakehouseError) in
        try expandFurther(bytes, isEnd: false, name, body)
      }
    }
    try expandFurther(stored, isEnd: isEnd, name, body)
  }

  private func expandFurther(
    _ stored: UnsafeBufferPointer<UInt8>,
    isEnd: Bool,
    _ name: () -> String,
    _ body: (UnsafeBufferPointer<UInt8>, _ isEnd: Bool) throws(LakehouseError) -> Void
  ) throws(LakehouseError) {
    guard let gzip else { return try body(stored, isEnd) }
    var rest = stored[...]
    repeat {
      // At worst a byte grows a thousandfold, so not much is expanded at once.
      let piece = Array(rest.prefix(16 * 1024))
      rest = rest.dropFirst(piece.count)
      let isEnd = isEnd && rest.isEmpty
      let content: [UInt8]
      do throws(CompressionError) {
        content = try gzip.append(piece)
        if isEnd { try gzip.finish() }
      } catch {
        // How many records are lost nobody can say, so it is no matter of the mode.
        throw LakehouseError(.unreadable, name(), detail: error.description, underlying: error)
      }
      try content.withUnsafeBufferPointer { bytes throws(LakehouseError) in
        try body(bytes, isEnd)
      }
    } while !rest.isEmpty
  }
}
