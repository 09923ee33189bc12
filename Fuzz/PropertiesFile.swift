@testable import SinkConnector

/// Any text is properties or names the line that is none; valid ones survive being written again.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzPropertiesFile(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let text = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  let plan = ReplayPlan(parsing: text)
  precondition(ReplayPlan(parsing: plan.text) == plan)
  guard let settings = try? PropertiesFile.parse(text) else { return 0 }
  _ = SinkSettings.complaints(about: settings)
  return 0
}
