import CurlTransport
import Emulator
import Terminal

let emulateCommand = Command(
  "emulate",
  "posts rows as the users of the pipeline would",
  options: EmulateOptions.all,
  examples: [
    "pinterest emulate --to stdout --pace original --rate max --count 40",
    "pinterest emulate --to gateway-kafka --endpoint http://127.0.0.1:8080/test --user-id test --rate 50/s --duration 1m",
    "pinterest emulate --source db:db_creds.yaml --user-id test --count 500",
  ],
  onInterrupt: .graceful
) { call in
  try call.expectOperands(atMost: 0)
  var options = try EmulateOptions.read(call)
  let source = try RowSourceOption.open(call, dirt: call["--dirty"] == "none" ? 0 : 1)
  let transport = CurlTransport(transportOptions(options))
  let resume = try ResumeFile(call, &options)
  let report = try EmulateReport(call)
  let target = try EmulateTarget.open(call, transport)
  let session = try EmulateSession(call, options, target, resume, report)
  let emulator = Emulator(options, from: source, to: target)
  let summary = try await RowSourceOption.reading {
    try await session.run(on: transport) { listener, stop, clock in
      try await emulator.run(listener, stop: stop, clock: clock)
    }
  }
  return try session.conclude(summary)
}

/// A connection for each request that may be under way.
func transportOptions(_ options: Emulator.Options) -> CurlTransport.Options {
  var transport = CurlTransport.Options()
  transport.maxConnectionsPerHost = max(16, options.concurrency)
  transport.maxConnections = max(128, options.concurrency)
  return transport
}

/// The file of `--resume`: read once, written as posts are done.
struct ResumeFile {
  let path: String?
  private let seed: UInt64

  init(_ call: Invocation, _ options: inout Emulator.Options) throws {
    let given = call["--resume"]
    // What is only looked at is still to be sent.
    path = EmulateOptions.isOnlyLookedAt(call) ? nil : given
    if let path = given, let state = try ResumeState.read(from: path) {
      guard state.seed == options.seed else {
        throw CommandError(
          .badConfiguration,
          "\(path) is of a run with seed \(state.seed), not \(options.seed)"
        )
      }
      options.resumingAfter = state.next
    }
    seed = options.seed
    // A file that cannot be written is better known before anything is sent.
    try write(options.resumingAfter)
  }

  func write(_ next: Int) throws(EmulatorError) {
    guard let path else { return }
    try ResumeState(seed: seed, next: next).write(to: path)
  }
}
