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
  private let limit: Int
  /// The limit, or the end of a file that is shorter than it should be.
  private var end: Int
  private let chunkLength: Int
  private let mayWait: Bool
  /// Where the next frame should begin.
  private(set) var position: Int
  /// A buffer that is used again and again, and the part of the file that lies at its start.
  private(set) var buffer: [UInt8]
  private var loaded: Range<Int>
  private(set) var current: (header: FrameHeader, at: Int)?

  init(
    _ file: any LogFile,
    segment: UInt32,
    in range: Range<Int>,
    chunkLength: Int = 1 << 20,
    buffer: [UInt8] = [],
    mayWait: Bool = true
  ) {
    self.file = file
    self.segment = segment
    self.chunkLength = chunkLength
    self.mayWait = mayWait
    limit = range.upperBound
    end = range.upperBound
    position = range.lowerBound
    self.buffer = buffer
    loaded = range.lowerBound..<range.lowerBound
  }

  /// Goes on to the next frame; `nil` at the end.
  mutating func next() throws(ReadInterruption) -> Finding? {
    guard position < limit else { return nil }
    if let header = try header(at: position) {
      current = (header, position)
      position += header.frameLength
      return .frame(header, at: position - header.frameLength)
    }
    let start = position
    position += 8
    while position < end, try header(at: position) == nil { position += 8 }
    if position >= end { position = limit }
    return .broken(start..<position)
  }

  /// The payload of the frame just found, or `nil` where it is not what was written.
  mutating func payload() throws(ReadInterruption) -> (bytes: [UInt8], range: Range<Int>)? {
    guard let (header, at) = current else { return nil }
    let range = at + FrameHeader.byteCount..<at + FrameHeader.byteCount + Int(header.payloadLength)
    guard try load(range) else { return nil }
    let inBuffer = range.lowerBound - loaded.lowerBound..<range.upperBound - loaded.lowerBound
    guard FrameHeader.checksum(buffer, inBuffer) == header.payloadChecksum else { return nil }
    return (buffer, inBuffer)
  }

  /// The frame just found as it stands in the file, header included, damaged or not.
  mutating func frame() throws(ReadInterruption) -> ArraySlice<UInt8> {
    guard let (header, at) = current, try load(at..<at + header.frameLength) else { return [] }
    let start = at - loaded.lowerBound
    return buffer[start..<start + header.frameLength]
  }

  /// A header counts as one only if its whole frame fits.
  private mutating func header(at position: Int) throws(ReadInterruption) -> FrameHeader? {
    guard try load(position..<position + FrameHeader.byteCount),
      let header = FrameHeader(buffer, at: position - loaded.lowerBound, segment: segment),
      position + header.frameLength <= end
    else { return nil }
    return header
  }

  /// Brings a range of the file into the buffer; `false` where the file does not have it.
  private mutating func load(_ range: Range<Int>) throws(ReadInterruption) -> Bool {
    if loaded.lowerBound <= range.lowerBound, range.upperBound <= loaded.upperBound { return true }
    guard range.upperBound <= end else { return false }
    let wanted = range.lowerBound..<min(end, max(range.upperBound, range.lowerBound + chunkLength))
    let count: Int?
    do { count = try file.read(wanted, into: &buffer, mayWait: mayWait) } catch {
      throw .refused(error)
    }
    guard let count else { throw .wouldWait }
    loaded = wanted.lowerBound..<wanted.lowerBound + count
    if count < wanted.count { end = loaded.upperBound }
    return range.count <= count
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
