/// A part of an object to read.
public enum ByteRange: Sendable, Hashable {
  /// From a byte up to, not with, another.
  case bytes(Range<Int>)
  /// From a byte to the end.
  case from(Int)
  /// So many bytes at the end.
  case last(Int)

  /// The text of the `Range` field.
  func field() throws(S3Error) -> String {
    switch self {
    case .bytes(let range) where !range.isEmpty && range.lowerBound >= 0:
      "bytes=\(range.lowerBound)-\(range.upperBound - 1)"
    case .from(let start) where start >= 0: "bytes=\(start)-"
    case .last(let count) where count > 0: "bytes=-\(count)"
    default: throw S3Error(.invalidArgument, "\(self) is no range that could be read")
    }
  }
}

/// Which bytes of which whole an answer holds.
struct ContentRange: Hashable {
  let bytes: Range<Int>
  let total: Int?

  /// Reads `bytes 0-9/100` or `bytes 0-9/*`; `nil` for anything else.
  init?(_ text: String) {
    guard let match = text.wholeMatch(of: /bytes (\d+)-(\d+)\/(\d+|\*)/),
      let first = Int(match.1), let last = Int(match.2), first <= last, last < Int.max
    else { return nil }
    bytes = first..<(last + 1)
    total = Int(match.3)
  }
}
