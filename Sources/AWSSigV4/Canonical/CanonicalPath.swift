/// The path as a signature covers it.
enum CanonicalPath {
  /// Room that is enough for any style.
  static func capacity(for path: Substring) -> Int { path.utf8.count * 3 + 1 }

  static func append(_ path: Substring, style: PathStyle, to output: inout ByteBuffer) {
    guard !path.isEmpty else { return output.append(slash) }
    switch style {
    case .s3: appendReencoded(path, to: &output)
    case .unnormalized:
      for byte in path.utf8 { output.appendEncoded(byte, keeping: .unreservedAndSlash) }
    case .normalized: appendNormalized(path, to: &output)
    }
  }

  /// Decodes and encodes again, so that every spelling of a key signs alike.
  private static func appendReencoded(_ path: Substring, to output: inout ByteBuffer) {
    let bytes = path.utf8.span
    var place = 0
    while place < bytes.count {
      let end = ByteSet.unreservedAndSlash.endOfRun(in: bytes, from: place)
      output.append(bytes.extracting(place..<end))
      place = end
      guard place < bytes.count else { return }
      output.appendEncoded(bytes.decodedByte(at: &place), keeping: .unreservedAndSlash)
    }
  }

  private static func appendNormalized(_ path: Substring, to output: inout ByteBuffer) {
    let start = output.count
    for segment in path.utf8.split(separator: slash) where !segment.elementsEqual(".".utf8) {
      if segment.elementsEqual("..".utf8) {
        removeLastSegment(of: &output, after: start)
      } else {
        output.append(slash)
        for byte in segment { output.appendEncoded(byte) }
      }
    }
    if output.count == start || path.utf8.last == slash { output.append(slash) }
  }

  private static func removeLastSegment(of output: inout ByteBuffer, after start: Int) {
    var end = output.count
    while end > start {
      end -= 1
      if output[end] == slash { break }
    }
    output.truncate(to: end)
  }

  private static var slash: UInt8 { UInt8(ascii: "/") }
}
