import Emulator
import FoundationEssentials
import PinterestModels
import Terminal

/// The options of `emulate` and what they mean to the library.
enum EmulateOptions {
  static let all: [CommandOption] =
    target + pace + end + data + control

  static let target: [CommandOption] = [
    .value(
      "--to",
      "TARGET",
      "local (the cloud that runs), kafka-rest, gateway-kafka, kinesis, gateway-kinesis, file:PATH, stdout",
      setting: true
    ),
    .value(
      "--endpoint",
      "URL",
      "the base URL of proxy, gateway (stage included) or Kinesis",
      setting: true
    ),
    .value(
      "--user-id",
      "UID",
      "whose topics <uid>.pin … or streams streaming-<uid>-pin …",
      setting: true
    ),
    .value("--header", "NAME:VALUE", "goes with every request", repeatable: true),
    .value("--tables", "LIST", "pin,geo,user"),
    .value(
      "--partition-key",
      "KEY",
      "none (for topics), fixed:partition-1 (for streams), index, uuid, random:N"
    ),
    .value("--batch", "N", "records a request (1)"),
    .value("--concurrency", "N", "requests at once (1; 16 with --rate max)"),
  ]

  private static let pace: [CommandOption] = [
    .value("--rate", "RATE", "posts in a time: 2/s, 0.2/s, 30/m, max"),
    .value("--pace", "PACE", "original (the script's own pauses), uniform, poisson"),
    .value("--jitter", "SHARE", "how much intervals vary: 20%"),
    .value("--burst", "N@TIME", "N posts at once, every so often: 100@10s"),
    .value("--ramp", "A..B/s@TIME", "a rate that changes: 0..500/s@60s"),
    .flag("--schedule-from-start", "latency counts from when a record was due"),
    .value("--max-lag", "TIME", "leave out records that are later than that"),
  ]

  private static let end: [CommandOption] = [
    .value("--count", "N", "posts; each is three records"),
    .value("--duration", "TIME", "90s, 5m, 1h"),
    .flag("--until-exhausted", "every row of the source once"),
  ]

  private static let data: [CommandOption] = [
    RowSourceOption.option,
    .value("--source-rows", "N", "how many rows the synthetic source has (11154)"),
    .value("--seed", "S", "what is drawn is drawn from: a number (100) or random", setting: true),
    .value("--rows", "N", "draw among rows 0 to N (11000)"),
    .value(
      "--dirty",
      "SHARES",
      "realistic (default), none (but for row 7528), 5%, or title=5%,missing=1%"
    ),
    .value("--truth", "FILE", "write the defects that were put in, as JSON lines"),
    .value("--chaos", "LIST", "duplicate=5%,delay=10%:200..800ms,drop=2%,reorder=20"),
    .value("--skew", "zipf:S", "how unevenly people post; as published is zipf:0.708"),
    .value("--timestamps", "WHICH", "original (default), or now: the moment of the post"),
    .value("--backfill", "A..B", "spread the places' timestamps: 2015-01-01..2022-12-31"),
    .value("--time-warp", "Nx", "let timestamps run so many times as fast as the posts: 3600x"),
  ]

  private static let control: [CommandOption] =
    [
      .value("--resume", "FILE", "go on where this file says, and keep it up to date"),
      .value("--record", "FILE", "write what is sent and when, for pinterest replay"),
      .flag("--dry-run", "make everything, say how long it would take, send nothing"),
      .value("--sample", "N", "print N posts and end"),
    ] + sending

  /// How records are sent and what is told of it, whatever they are.
  static let sending: [CommandOption] = [
    .value("--on-error", "WHAT", "skip (default), stop, or retry until it is there"),
    .value("--retries", "N", "attempts after the first (4)"),
    .value("--timeout", "TIME", "for one request"),
    .value("--summary", "FORM", "text (default), json or none"),
    .value("--results", "FILE", "write what became of each record, as JSON lines"),
    .value("--progress", "FORM", "auto (default), plain, json or none; every 10 s, or plain:2"),
    .value("--fail-if", "CONDITION", "end with 3 where it holds: p99>200ms", repeatable: true),
    .value("--ready-file", "FILE", "the file of the cloud that --to local means"),
  ]

  /// Reads everything that concerns what is posted, how fast and how long.
  static func read(_ call: Invocation) throws -> Emulator.Options {
    var options = Emulator.Options()
    options.seed = try seed(call["--seed"])
    options.lastRow = try positive(call, "--rows") ?? options.lastRow
    options.tables = try tables(call["--tables"])
    options.count = try positive(call, "--count") ?? call.integer("--sample")
    options.duration = try time(call, "--duration")
    options.exhausts = call.has("--until-exhausted")
    options.batch = try positive(call, "--batch") ?? 1
    options.pace = try pace(call)
    let isUnlimited = options.pace.rate == .unlimited
    options.concurrency = try positive(call, "--concurrency") ?? (isUnlimited ? 16 : 1)
    options.key = try key(call)
    if let dirt = call["--dirty"], dirt != "realistic", dirt != "none" {
      options.dirt = try usage { try Dirt(parsing: dirt) }
    }
    if let chaos = call["--chaos"] { options.chaos = try usage { try Chaos(parsing: chaos) } }
    options.times = try times(call, posts: options.count)
    if isOnlyLookedAt(call), !options.hasEnd { options.count = postsOfEndlessDryRun }
    options.measuresFromSchedule = call.has("--schedule-from-start")
    options.largestLag = try time(call, "--max-lag")
    options.onError = try onError(call)
    return options
  }

  /// A look at what would be sent waits for nothing.
  static func isOnlyLookedAt(_ call: Invocation) -> Bool {
    call.has("--dry-run") || call["--sample"] != nil
  }

  private static let postsOfEndlessDryRun = 1_000

  /// What records carry as their key: nothing in a topic, the course's one key in a stream.
  private static func key(_ call: Invocation) throws -> KeyChoice {
    let isStream = ["kinesis", "gateway-kinesis"].contains(call["--to"])
    guard let text = call["--partition-key"] else {
      return isStream ? .fixed(KeyChoice.coursePartition) : .none
    }
    guard let choice = KeyChoice(text) else {
      throw CommandError.usage(
        "--partition-key \(text): there is none, fixed:NAME, index, uuid, random:N"
      )
    }
    if isStream, choice == .none {
      throw CommandError.usage("--partition-key none: a record in a stream has a key")
    }
    return choice
  }

  static func onError(_ call: Invocation) throws -> Emulator.Options.OnError {
    let text = call["--on-error"] ?? "skip"
    guard let reaction = Emulator.Options.OnError(rawValue: text) else {
      throw CommandError.usage("--on-error \(text): there is skip, stop and retry")
    }
    return reaction
  }

  private static func seed(_ text: String?) throws -> UInt64 {
    guard let text else { return Emulator.Options().seed }
    // A number one can type again.
    if text == "random" { return .random(in: 0...UInt64(UInt32.max)) }
    guard let number = UInt64(text) else {
      throw CommandError.usage("--seed \(text): a number, or random")
    }
    return number
  }

  private static func pace(_ call: Invocation) throws -> Pace {
    var pace = Pace()
    if let text = call["--rate"] {
      guard let rate = PostRate(text) else {
        throw CommandError.usage("--rate \(text): a rate is 2/s, 0.2/s, 30/m or max")
      }
      pace.rate = rate
    }
    if let text = call["--pace"] {
      guard let rhythm = Pace.Rhythm(rawValue: text) else {
        throw CommandError.usage("--pace \(text): there is original, uniform and poisson")
      }
      pace.rhythm = rhythm
    }
    if let text = call["--jitter"] {
      guard let share = Double(text.filter { $0 != "%" }), (0...100).contains(share) else {
        throw CommandError.usage("--jitter \(text): a share is 0% to 100%")
      }
      pace.jitter = share / 100
    }
    if let text = call["--burst"] {
      let parts = text.split(separator: "@").map(String.init)
      guard parts.count == 2, let posts = Int(parts[0]), posts > 0, let every = duration(parts[1])
      else { throw CommandError.usage("--burst \(text): write 100@10s") }
      pace.burst = Pace.Burst(posts: posts, every: every)
    }
    if let text = call["--ramp"] { pace.ramp = try ramp(text) }
    return pace
  }

  private static func ramp(_ text: String) throws -> Pace.Ramp {
    let parts = text.split(separator: "@").map(String.init)
    let rates = (parts.first ?? "").replacing("/s", with: "").split(separator: "..").map {
      Double($0)
    }
    guard parts.count == 2, let over = duration(parts[1]), rates.count == 2, let from = rates[0],
      let to = rates[1], from >= 0, to >= 0, (0..<1e9).contains(from + to), from + to > 0
    else { throw CommandError.usage("--ramp \(text): write 0..500/s@60s") }
    return Pace.Ramp(from: from, to: to, over: over)
  }

  private static func tables(_ text: String?) throws -> [Table] {
    guard let text else { return Table.allCases }
    var tables: [Table] = []
    for name in text.split(separator: ",") {
      guard let table = Table(rawValue: String(name)) else {
        throw CommandError.usage("--tables \(name): there is pin, geo and user")
      }
      guard !tables.contains(table) else {
        throw CommandError.usage("--tables \(text): \(name) stands there twice")
      }
      tables.append(table)
    }
    guard !tables.isEmpty else { throw CommandError.usage("--tables: name one of pin, geo, user") }
    return tables
  }

  private static func times(_ call: Invocation, posts: Int?) throws -> RowTimes {
    let which = call["--timestamps"] ?? "original"
    guard ["original", "now"].contains(which) else {
      throw CommandError.usage("--timestamps \(which): there is original and now")
    }
    let factor = try warp(call["--time-warp"])
    guard let text = call["--backfill"] else {
      guard which == "now" || factor != nil else { return .original }
      let now = WireTimestamp(secondsSince1970: Int(Date().timeIntervalSince1970))
      return now.map { .running(from: $0, factor: factor ?? 1, to: nil) } ?? .original
    }
    let parts = text.split(separator: "..", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, let from = WireTimestamp(parsing: parts[0] + " 00:00:00"),
      let to = WireTimestamp(parsing: parts[1] + " 00:00:00")
    else { throw CommandError.usage("--backfill \(text): write 2015-01-01..2022-12-31") }
    guard from <= to else {
      throw CommandError.usage("--backfill \(text): the earlier day stands first")
    }
    if let factor { return .running(from: from, factor: factor, to: to) }
    guard let posts else {
      throw CommandError.usage("--backfill needs --count, or --time-warp to say how fast")
    }
    return .backfill(from: from, to: to, posts: posts)
  }

  private static func warp(_ text: String?) throws -> Double? {
    guard let text else { return nil }
    let digits = text.hasSuffix("x") ? text.dropLast() : text[...]
    guard let factor = Double(digits), factor > 0, factor.isFinite else {
      throw CommandError.usage("--time-warp \(text): write 3600x")
    }
    return factor
  }

  static func time(_ call: Invocation, _ name: String) throws -> Duration? {
    guard let text = call[name] else { return nil }
    guard let time = duration(text) else {
      throw CommandError.usage("\(name) \(text): a time is 500ms, 90s, 5m or 1h")
    }
    return time
  }

  private static func duration(_ text: String) -> Duration? {
    let units: [(String, Double)] = [
      ("ms", 0.001), ("s", 1), ("m", 60), ("h", 3_600), ("d", 86_400),
    ]
    for (unit, seconds) in units where text.hasSuffix(unit) {
      guard let number = Double(text.dropLast(unit.count)), number >= 0 else { continue }
      // A hundred years are longer than any run, and as much as clocks can count.
      return number * seconds < 3e9 ? .seconds(number * seconds) : nil
    }
    return nil
  }

  private static func positive(_ call: Invocation, _ name: String) throws -> Int? {
    guard let number = try call.integer(name) else { return nil }
    guard number > 0 else { throw CommandError.usage("\(name) \(number): at least 1") }
    return number
  }

  /// What the library refuses of an option is a usage error.
  static func usage<Value>(_ read: () throws -> Value) throws -> Value {
    do { return try read() } catch let error as EmulatorError {
      throw CommandError.usage(error.description)
    }
  }
}
