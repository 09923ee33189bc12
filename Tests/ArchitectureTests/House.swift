/// The house rules as data: on which floor a module stands and what it may import.
///
/// What comes with the toolchain is open to all, except the whole of Foundation, which costs
/// start-up time.
struct House {
  struct Room {
    var floor: Int
    var mayImport: Set<String>
  }

  static let toolchain: Set<String> = [
    "Glibc", "Musl", "Synchronization", "Dispatch", "FoundationEssentials",
  ]

  /// Modules whose Swift code anybody on floor 5 may use, and so may tests.
  static let rooms: [String: Room] = [
    "HTTPWire": Room(floor: 1, mayImport: []),
    "JSONBytes": Room(floor: 1, mayImport: []),
    "CSVBytes": Room(floor: 1, mayImport: []),
    "Digests": Room(floor: 1, mayImport: ["CCrypto"]),
    "XMLWire": Room(floor: 1, mayImport: ["CExpat"]),
    "OwnThread": Room(floor: 1, mayImport: []),
    "Batching": Room(floor: 1, mayImport: []),
    "Compression": Room(floor: 1, mayImport: ["CZlib", "CZstd", "CSnappy"]),
    "Terminal": Room(floor: 1, mayImport: []),
    "SQLite": Room(floor: 1, mayImport: ["CSQLite"]),
    "PinterestModels": Room(floor: 2, mayImport: ["JSONBytes"]),
    "AWSSigV4": Room(floor: 2, mayImport: ["HTTPWire", "Digests"]),
    "CurlTransport": Room(floor: 2, mayImport: ["HTTPWire", "CCurl"]),
    "HTTPServer": Room(floor: 2, mayImport: ["HTTPWire", "CSockets"]),
    "EventLog": Room(floor: 2, mayImport: ["Digests", "OwnThread", "CFiles"]),
    "TableFormats": Room(floor: 2, mayImport: ["JSONBytes", "Compression", "OwnThread"]),
    "SyntheticRows": Room(floor: 3, mayImport: ["PinterestModels"]),
    "FolderRows": Room(
      floor: 3,
      mayImport: ["PinterestModels", "JSONBytes", "CSVBytes", "OwnThread"]
    ),
    "SQLiteRows": Room(floor: 3, mayImport: ["PinterestModels", "SQLite", "OwnThread"]),
    "MariaDBRows": Room(floor: 3, mayImport: ["PinterestModels", "CMariaDB", "OwnThread"]),
    "AWSCredentials": Room(
      floor: 3,
      mayImport: ["AWSSigV4", "HTTPWire", "Digests", "XMLWire", "OwnThread"]
    ),
    "KafkaRESTClient": Room(floor: 3, mayImport: ["HTTPWire", "JSONBytes", "Batching"]),
    "S3Client": Room(
      floor: 3,
      mayImport: ["HTTPWire", "AWSSigV4", "Digests", "XMLWire", "OwnThread"]
    ),
    "KinesisClient": Room(
      floor: 3,
      mayImport: ["HTTPWire", "AWSSigV4", "JSONBytes", "Digests", "Batching"]
    ),
    "SinkConnector": Room(floor: 3, mayImport: ["EventLog", "JSONBytes", "Compression"]),
    "LocalCloud": Room(
      floor: 4,
      mayImport: [
        "HTTPWire", "HTTPServer", "EventLog", "SinkConnector", "AWSSigV4", "XMLWire", "JSONBytes",
        "Digests", "OwnThread",
      ]
    ),
    "Emulator": Room(
      floor: 4,
      mayImport: ["PinterestModels", "KafkaRESTClient", "KinesisClient", "HTTPWire", "JSONBytes"]
    ),
    "Lakehouse": Room(
      floor: 4,
      mayImport: [
        "PinterestModels", "HTTPWire", "AWSSigV4", "S3Client", "KinesisClient", "KafkaRESTClient",
        "TableFormats", "Compression", "SQLite", "JSONBytes", "CSVBytes", "OwnThread",
      ]
    ),
  ]

  /// C libraries: each is met by exactly one Swift module.
  static let libraries: Set<String> = [
    "CCurl", "CCrypto", "CExpat", "CSQLite", "CMariaDB", "CSockets", "CFiles", "CZlib", "CZstd",
    "CSnappy",
  ]

  /// What is wrong with the imports of one file, in words; empty where nothing is.
  static func complaints(about module: String, source: String) -> [String] {
    guard let room = rooms[module] else { return ["\(module) has no room in House.rooms"] }
    return imports(in: source).subtracting(toolchain).sorted().compactMap { name in
      if libraries.contains(name) {
        return room.mayImport.contains(name) ? nil : "\(module) must not meet \(name)"
      }
      guard let other = rooms[name] else { return "\(module) imports \(name), which has no room" }
      guard other.floor < room.floor else {
        return "\(module) (floor \(room.floor)) imports \(name) (floor \(other.floor))"
      }
      return room.mayImport.contains(name) ? nil : "\(module) must not import \(name)"
    }
  }

  /// The module names of all import lines, whatever stands before the word.
  static func imports(in source: String) -> Set<String> {
    let attributes = #"(?:@\w+(?:\([^)]*\))?\s+)*"#
    let access = #"(?:(?:public|package|internal|fileprivate|private)\s+)?"#
    let kind = #"(?:(?:struct|class|enum|protocol|func|var|let|typealias)\s+)?"#
    let pattern = #"^\s*"# + attributes + access + #"import\s+"# + kind + #"(\w+)"#
    guard let line = try? Regex(pattern, as: (Substring, Substring).self) else { return [] }
    return Set(source.matches(of: line.anchorsMatchLineEndings()).map { String($0.1) })
  }
}
