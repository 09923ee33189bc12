import EventLog

/// The file every change of a store is written to; only its ledger's thread may use it.
struct StoreLog {
  static let headerBytes = 32
  private static let magic: UInt64 = 0x3130_4a42_4f50_50  // "PPOBJ01"

  let file: StoredFile
  let generation: Int
  /// Drawn by lot; every frame begins with it.
  let mark: UInt64
  /// The end of what counts.
  private(set) var size: Int
  /// A failed write may have left bytes behind the end.
  private var mustCut = false
  /// A sync failed, after which nobody knows what of this file is on the disk.
  private(set) var isDoubtful = false
  private var isUnsynced = false
  private var lastSync = ContinuousClock.now

  init(file: StoredFile, generation: Int, mark: UInt64, size: Int) {
    self.file = file
    self.generation = generation
    self.mark = mark
    self.size = size
  }

  static func name(_ generation: Int) -> String { "objects-\(generation).log" }

  /// The number in a name such as `objects-12.log`.
  static func generation(ofName name: String) -> Int? {
    guard name.hasPrefix("objects-"), name.hasSuffix(".log") else { return nil }
    return Int(name.dropFirst(8).dropLast(4))
  }

  static func header(mark: UInt64) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: headerBytes)
    bytes.store(magic, at: 0)
    bytes.store(mark, at: 8)
    return bytes
  }

  /// The mark in a header, if it is one.
  static func mark(inHeader bytes: [UInt8]) -> UInt64? {
    guard bytes.count >= headerBytes, bytes.load(UInt64.self, at: 0) == magic else { return nil }
    return bytes.load(UInt64.self, at: 8)
  }

  /// Writes frames at the end, as safely as the policy asks.
  mutating func append(_ bytes: [UInt8], _ policy: FsyncPolicy) throws(LogError) {
    if mustCut { try cut() }
    do throws(LogError) {
      try file.file.write(bytes, at: size)
      isUnsynced = true
      switch policy {
      case .always: try sync()
      case .interval(let interval): if lastSync.duration(to: .now) >= interval { try sync() }
      case .never: break
      }
    } catch {
      mustCut = true
      try? cut()
      throw error
    }
    size += bytes.count
  }

  /// Makes everything written so far outlive a power cut.
  mutating func sync() throws(LogError) {
    guard isUnsynced else { return }
    do throws(LogError) { try file.file.sync() } catch {
      isDoubtful = true
      throw error
    }
    isUnsynced = false
    lastSync = .now
  }

  private mutating func cut() throws(LogError) {
    try file.file.truncate(to: size)
    mustCut = false
  }
}
