import EventLog
import Synchronization

/// What a start finds in the folder of a store.
struct RecoveredStore {
  private static let window = 4 << 20

  private(set) var state = StoreState()
  private(set) var log: StoreLog
  /// The parts of the log that could not be read; what they told is lost.
  private(set) var damage: [Range<Int>] = []
  /// The number the next large object gets.
  let nextFile: Int

  /// Reads the log of a generation to its end and cuts off what a crash left behind it.
  init(
    _ folder: any LogFolder,
    generation: Int,
    open: @escaping (String) throws(LogError) -> StoredFile
  ) throws(LogError) {
    let name = StoreLog.name(generation)
    // Without a path: when the log is written anew, what is still being read of this one goes on.
    let file = StoredFile(name, path: nil, file: try folder.open(name), trash: nil)
    let size = try file.file.size()
    guard let mark = StoreLog.mark(inHeader: try file.file.read(0..<StoreLog.headerBytes)) else {
      throw LogError(.damaged, name, detail: "it has not the header of a store's log")
    }
    let files = FoundFiles(log: file, folder: folder, open: open)
    var scan = Scan(file: file.file, size: size, mark: mark)
    var end = StoreLog.headerBytes
    while let frame = try scan.next() {
      if frame.start > end { damage.append(end..<frame.start) }
      end = frame.end
      do {
        var reader = ByteReader(scan.buffer, in: frame.changes)
        while !reader.isAtEnd { state.apply(try StoreChange(&reader, files)) }
      } catch { damage.append(frame.start..<frame.end) }
    }
    if end < size { try file.file.truncate(to: end) }
    log = StoreLog(file: file, generation: generation, mark: mark, size: end)
    let numbers = try folder.names().compactMap { BlobFiles.number(ofName: $0) }
    nextFile = (numbers.max() ?? 0) + 1
    let used = Set(files.names)
    for number in numbers where !used.contains(BlobFiles.name(number)) {
      try? folder.remove(BlobFiles.name(number))
    }
  }

  /// Opens each file once; one that nobody refers to in the end goes with its last mention.
  private final class FoundFiles: PieceFiles {
    let log: StoredFile
    private let folder: any LogFolder
    private let open: (String) throws(LogError) -> StoredFile
    private var found: [String: StoredFile] = [:]

    init(
      log: StoredFile,
      folder: any LogFolder,
      open: @escaping (String) throws(LogError) -> StoredFile
    ) {
      self.log = log
      self.folder = folder
      self.open = open
    }

    var names: [String] { Array(found.keys) }

    func file(_ name: String) throws -> StoredFile {
      if let file = found[name] { return file }
      let file = try open(name)
      found[name] = file
      return file
    }
  }

  /// Goes from frame to frame, over what is none to the next that is.
  private struct Scan {
    struct Frame {
      let start: Int
      let end: Int
      /// Where in the buffer its changes are.
      let changes: Range<Int>
    }

    let file: any LogFile
    let size: Int
    let mark: UInt64
    private(set) var buffer: [UInt8] = []
    /// Where in the file the buffer begins.
    private var base = 0
    private var filled = 0
    private var position = StoreLog.headerBytes

    init(file: any LogFile, size: Int, mark: UInt64) {
      self.file = file
      self.size = size
      self.mark = mark
    }

    mutating func next() throws(LogError) -> Frame? {
      while position + StoreFrame.headerBytes <= size {
        try fill(position..<position + StoreFrame.headerBytes)
        if let (payload, changes) = StoreFrame.lengths(buffer, at: position - base, mark: mark) {
          let length = StoreFrame.headerBytes + payload + changes
          if position + length <= size {
            try fill(position..<position + length)
            if StoreFrame.isWhole(buffer, at: position - base, length: length) {
              let start = position
              let end = min(size, start + (length + 7) & ~7)
              position = end
              let first = start - base + StoreFrame.headerBytes + payload
              return Frame(start: start, end: end, changes: first..<first + changes)
            }
          }
        }
        position += 8
      }
      return nil
    }

    private mutating func fill(_ range: Range<Int>) throws(LogError) {
      guard range.lowerBound < base || range.upperBound > base + filled else { return }
      base = range.lowerBound
      let end = min(size, max(range.upperBound, base + window))
      filled = try file.read(base..<end, into: &buffer, mayWait: true) ?? 0
    }
  }
}
