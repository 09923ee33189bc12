/// Walks over the frames of a segment and finds the way again behind damage.
struct FrameScanner {
  enum Finding {
    /// A frame whose header is good; its payload has not been looked at.
    case frame(FrameHeader, at: Int)
    /// Bytes that are no frame, up to the next that is one.
    case broken(Range<Int>)
  }

  private let file: any LogFile
  private let segment: UInt32
  private let end: Int
  private let chunkLength: Int
  private let mayWait: Bool
  /// Where the next frame should begin.
  private(set) var position: Int
  private var chunk: [UInt8] = []
  private var chunkStart: Int
  private(set) var current: (header: FrameHeader, at: Int)?

  init(
    _ file: any LogFile,
    segment: UInt32,
    in range: Range<Int>,
    chunkLength: Int = 256 << 10,
    mayWait: Bool = true
  ) {
    self.file = file
    self.segment = segment
    self.chunkLength = chunkLength
    self.mayWait = mayWait
    end = range.upperBound
    position = range.lowerBound
    chunkStart = range.lowerBound
  }

  /// Goes on to the next frame; `nil` at the end.
  mutating func next() throws(ReadInterruption) -> Finding? {
    guard position < end else { return nil }
    if let header = try header(at: position) {
      current = (header, position)
      position += header.frameLength
      return .frame(header, at: position - header.frameLength)
    }
    let start = position
    position += 8
    while position < end, try header(at: position) == nil { position += 8 }
    position = min(position, end)
    return .broken(start..<position)
  }

  /// The payload of the frame just found, or `nil` where it is not what was written.
  mutating func payload() throws(ReadInterruption) -> (bytes: [UInt8], range: Range<Int>)? {
    guard let (header, at) = current else { return nil }
    let range = at + FrameHeader.byteCount..<at + FrameHeader.byteCount + Int(header.payloadLength)
    guard try load(range) else { return nil }
    let inChunk = range.lowerBound - chunkStart..<range.upperBound - chunkStart
    guard FrameHeader.checksum(chunk, inChunk) == header.payloadChecksum else { return nil }
    return (chunk, inChunk)
  }

  /// The frame just found as it stands in the file, header included, damaged or not.
  mutating func frame() throws(ReadInterruption) -> ArraySlice<UInt8> {
    guard let (header, at) = current, try load(at..<at + header.frameLength) else { return [] }
    return chunk[at - chunkStart..<at - chunkStart + header.frameLength]
  }

  /// A header counts as one only if its whole frame fits.
  private mutating func header(at position: Int) throws(ReadInterruption) -> FrameHeader? {
    guard try load(position..<position + FrameHeader.byteCount),
      let header = FrameHeader(chunk, at: position - chunkStart, segment: segment),
      position + header.frameLength <= end
    else { return nil }
    return header
  }

  /// Makes a range of the file part of the chunk; `false` where the file does not have it.
  private mutating func load(_ range: Range<Int>) throws(ReadInterruption) -> Bool {
    if chunkStart <= range.lowerBound, range.upperBound <= chunkStart + chunk.count { return true }
    guard range.upperBound <= end else { return false }
    let wanted = range.lowerBound..<min(end, max(range.upperBound, range.lowerBound + chunkLength))
    let bytes: [UInt8]?
    do { bytes = try file.read(wanted, mayWait: mayWait) } catch { throw .refused(error) }
    guard let bytes else { throw .wouldWait }
    (chunk, chunkStart) = (bytes, wanted.lowerBound)
    return range.count <= bytes.count
  }
}

/// Why a read did not come to its end.
enum ReadInterruption: Error {
  /// Bytes are needed that are not in memory, and the caller must not wait.
  case wouldWait
  case refused(LogError)

  /// The error, where waiting was allowed and so cannot be the reason.
  var logError: LogError {
    if case .refused(let error) = self { return error }
    return LogError(.storageFailed, "log", detail: "a read that may wait did not")
  }
}
