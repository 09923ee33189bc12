import Lakehouse
import PinterestModels
import Terminal

/// The options of commands that read objects.
let readingOptions: [CommandOption] =
  s3Options + [
    .value("--user-id", "UID", "whose topics and bucket; else PINTEREST_USER_ID", setting: true),
    .value("--bucket", "BUCKET", "the bucket where PLACE is left out (user-UID-bucket)"),
    .value("--keys", "PLACE", "keys from an authentication_credentials CSV or Delta table"),
    .value("--keys-user", "NAME", "the user name in it (its first row)"),
    .value("--mode", "MODE", "permissive (default), dropMalformed or failFast, as in Spark"),
    .value("--timestamps", "FORMS", "every (default), spark, or a pattern: yyyy-MM-dd HH:mm:ss"),
    .value("--threads", "N", "how many threads read and decode"),
  ]

/// The options of commands that clean what they read.
let cleaningOptions: [CommandOption] = [
  .value("--duplicates", "WHAT", "kept (default), sameRow or sameKey: which of them go"),
  .value("--followers", "SPELLING", "course (default: k and M) or tolerant (kKmMbB, decimals)"),
  .value("--sentinels", "SET", "course (default), junk (Untitled, Art. too) or none"),
  .flag("--sentinel-prefixes", "what begins with a sentinel is one, as with LIKE"),
  .flag("--drop-empty", "rows without a single value go"),
]

extension ReadingOptions {
  /// What the command line says of reading.
  init(_ call: Invocation) throws {
    self.init()
    mode = try call.choice("--mode") ?? mode
    timestamps = try TimestampForms(call)
    if let threads = try call.integer("--threads") {
      guard threads > 0 else { throw CommandError.usage("--threads \(threads): at least 1") }
      limits.threads = threads
    }
  }
}

extension CleaningOptions {
  /// What the command line says of cleaning.
  init(_ call: Invocation) throws {
    self.init()
    duplicates = try call.choice("--duplicates") ?? duplicates
    timestamps = try TimestampForms(call)
    switch call["--followers"] {
    case nil, "course": followers = .course
    case "tolerant": followers = .tolerant
    case let other?: throw CommandError.usage("--followers \(other): there is course, tolerant")
    }
    switch call["--sentinels"] {
    case nil, "course": sentinels = .course
    case "junk": sentinels = .courseAndJunk
    case "none": sentinels = .none
    case let other?: throw CommandError.usage("--sentinels \(other): there is course, junk, none")
    }
    if call.has("--sentinel-prefixes") { sentinels.matching = .prefix }
    dropsEmptyRows = call.has("--drop-empty")
  }
}

extension TimestampForms {
  fileprivate init(_ call: Invocation) throws {
    switch call["--timestamps"] {
    case nil, "every": self = .every
    case "spark": self = .spark
    case let pattern?: self = .pattern(try withLakeErrors { try DatePattern(pattern) })
    }
  }
}

extension Invocation {
  /// The value of an option that has a few.
  func choice<Value: RawRepresentable & CaseIterable>(
    _ name: String
  ) throws(CommandError) -> Value? where Value.RawValue == String {
    guard let text = self[name] else { return nil }
    guard let value = Value(rawValue: text) else {
      let all = Value.allCases.map(\.rawValue).joined(separator: ", ")
      throw .usage("\(name) \(text): there is \(all)")
    }
    return value
  }

  /// The user whose names are meant, where one is given.
  func userID() throws(CommandError) -> UserID? {
    guard let text = self["--user-id"] else { return nil }
    do { return try UserID(text) } catch { throw .usage("--user-id: \(error)") }
  }
}
