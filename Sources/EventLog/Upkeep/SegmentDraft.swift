/// A segment that is being written anew under another name.
struct SegmentDraft {
  private static let fullBuffer = 1 << 20

  private(set) var index: SegmentIndex
  private let folder: any LogFolder
  private let file: any LogFile
  private let name: String
  private var buffer: [UInt8]
  private var position = 0

  /// Copies the frames that hold records at or behind their partition's start.
  ///
  /// Events are left out: every later segment begins with what they led to.
  init(
    of segment: Segment,
    _ old: any LogFile,
    keeping starts: [PartitionID: Int],
    in folder: any LogFolder
  ) throws(LogError) {
    self.folder = folder
    name = Segment.name(segment.number, "log")
    file = try folder.create(name + ".new")
    index = SegmentIndex(segment: segment.number, size: 0)
    buffer = try old.read(0..<SegmentHeader.byteCount)
    var scanner = FrameScanner(
      old,
      segment: segment.number,
      in: Segment.firstFrame..<segment.size
    )
    do throws(ReadInterruption) {
      while let finding = try scanner.next() {
        guard case .frame(let header, _) = finding, header.kind == .records,
          let start = starts[header.partition], header.offsets.upperBound > start
        else { continue }
        try add(header, scanner.frame())
      }
    } catch {
      throw error.logError
    }
  }

  private mutating func add(
    _ header: FrameHeader,
    _ bytes: ArraySlice<UInt8>
  ) throws(ReadInterruption) {
    guard !bytes.isEmpty else { return }
    var header = header
    header.sinceWrite = 0
    header.endsAppend = true
    let start = buffer.count
    buffer += bytes
    header.write(to: &buffer, at: start, segment: index.segment)
    index.add(header, at: position + start)
    guard buffer.count >= Self.fullBuffer else { return }
    do { try flush() } catch { throw .refused(error) }
  }

  private mutating func flush() throws(LogError) {
    try file.write(buffer, at: position)
    position += buffer.count
    buffer.removeAll(keepingCapacity: true)
  }

  /// Puts the draft in the place of the old file.
  mutating func finish(isSafe: Bool) throws(LogError) -> any LogFile {
    try flush()
    index.size = position
    if isSafe { try file.sync() }
    try folder.rename(name + ".new", to: name)
    return file
  }
}
