import CurlTransport
import Emulator
import PinterestModels
import Terminal

let replayCommand = Command(
  "replay",
  "sends what emulate --record kept once more, at its old pace or another",
  operands: "FILE",
  options: EmulateOptions.target + [
    .value("--speed", "SPEED", "2x, 0.5x or max (1x)"),
    .value("--max-lag", "TIME", "leave out records that are later than that"),
    .flag("--schedule-from-start", "latency counts from when a record was due"),
  ] + EmulateOptions.sending,
  examples: [
    "pinterest replay run.ndjson --to local --speed 2x",
    "pinterest replay run.ndjson --to stdout --speed max",
  ],
  onInterrupt: .graceful
) { call in
  let path = try call.operand(0, "FILE")
  try call.expectOperands(atMost: 1)
  let speedText = call["--speed"] ?? "1x"
  guard let speed = Recording.Speed(speedText) else {
    throw CommandError.usage("--speed \(speedText): write 2x, 0.5x or max")
  }
  var options = try EmulateOptions.read(call)
  // What is recorded has its own pace; `max` has none.
  options.pace.rate = speed == .unlimited ? .unlimited : nil
  let transport = CurlTransport(transportOptions(options))
  let report = try EmulateReport(call)
  let target = try EmulateTarget.open(call, transport)
  let resume = try ResumeFile(call, &options)
  let session = try EmulateSession(call, options, target, resume, report)
  let lines = try InputLines(path: path)
  let recording = Recording(name: path, speed: speed) { try await lines.next() }
  let run = options
  let summary = try await session.run(on: transport) { listener, stop, clock in
    try await Emulator.replay(recording, run, to: target, listener, stop: stop, clock: clock)
  }
  return try session.conclude(summary)
}
