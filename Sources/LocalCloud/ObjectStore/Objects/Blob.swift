/// The bytes of an object: they never change, and stay as long as somebody refers to them.
struct Blob: Sendable {
  /// Some of the bytes, and where they are.
  enum Piece: Sendable {
    case memory([UInt8])
    case file(StoredFile, Range<Int>)

    var length: Int {
      switch self {
      case .memory(let bytes): bytes.count
      case .file(_, let range): range.count
      }
    }

    func slice(_ range: Range<Int>) -> Piece {
      guard range != 0..<length else { return self }
      switch self {
      case .memory(let bytes): return .memory(Array(bytes[range]))
      case .file(let file, let whole):
        let start = whole.lowerBound + range.lowerBound
        return .file(file, start..<start + range.count)
      }
    }
  }

  let pieces: [Piece]
  let length: Int

  init(_ pieces: [Piece] = []) {
    self.pieces = pieces.filter { $0.length > 0 }
    length = pieces.reduce(0) { $0 + $1.length }
  }

  init(_ bytes: [UInt8]) {
    pieces = bytes.isEmpty ? [] : [.memory(bytes)]
    length = bytes.count
  }

  /// Blobs one behind the other, without copying a byte.
  init(joining blobs: [Blob]) { self.init(blobs.flatMap(\.pieces)) }

  /// A part of the bytes.
  func slice(_ range: Range<Int>) -> Blob {
    guard range != 0..<length else { return self }
    var start = 0
    var parts: [Piece] = []
    for piece in pieces {
      let wanted = range.clamped(to: start..<start + piece.length)
      if !wanted.isEmpty {
        parts.append(piece.slice(wanted.lowerBound - start..<wanted.upperBound - start))
      }
      start += piece.length
    }
    return Blob(parts)
  }
}
