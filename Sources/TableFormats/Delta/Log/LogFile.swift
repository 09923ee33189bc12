/// A file of the log, as its name tells.
enum LogFile: Hashable, Sendable {
  /// The folder of the log.
  static let folder = "_delta_log/"
  /// The file that says where the last checkpoint is.
  static let lastCheckpoint = folder + "_last_checkpoint"

  case commit(version: Int)
  case checkpoint(version: Int, part: CheckpointPart)

  /// Which of how many files of a checkpoint.
  struct CheckpointPart: Hashable, Sendable {
    var number: Int
    var count: Int

    static let whole = CheckpointPart(number: 1, count: 1)
  }

  /// Reads a path; `nil` for everything that does not concern a reader of commits and checkpoints.
  init?(_ path: String) {
    guard path.hasPrefix(Self.folder) else { return nil }
    let parts = path.dropFirst(Self.folder.utf8.count)
      .split(separator: ".", omittingEmptySubsequences: false)
    guard let first = parts.first, let version = Self.number(first, digits: 20) else { return nil }
    switch parts.dropFirst() {
    case ["json"]: self = .commit(version: version)
    case ["checkpoint", "parquet"]: self = .checkpoint(version: version, part: .whole)
    case let rest where rest.count == 4 && rest[1] == "checkpoint" && rest[4] == "parquet":
      guard let number = Self.number(rest[2], digits: 10),
        let count = Self.number(rest[3], digits: 10), (1...max(1, count)).contains(number)
      else { return nil }
      self = .checkpoint(version: version, part: CheckpointPart(number: number, count: count))
    default: return nil
    }
  }

  /// Where it is below the table's root.
  var path: String {
    switch self {
    case .commit(let version): "\(Self.folder)\(Self.padded(version, to: 20)).json"
    case .checkpoint(let version, .whole):
      "\(Self.folder)\(Self.padded(version, to: 20)).checkpoint.parquet"
    case .checkpoint(let version, let part):
      "\(Self.folder)\(Self.padded(version, to: 20)).checkpoint."
        + "\(Self.padded(part.number, to: 10)).\(Self.padded(part.count, to: 10)).parquet"
    }
  }

  /// A path behind which every file of a version and of later ones comes.
  static func start(of version: Int) -> String { folder + padded(version, to: 20) }

  private static func padded(_ number: Int, to digits: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
  }

  private static func number(_ text: Substring, digits: Int) -> Int? {
    guard text.utf8.count == digits, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
      return nil
    }
    return Int(text)
  }
}
