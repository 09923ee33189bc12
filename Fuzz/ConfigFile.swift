@testable import AWSCredentials

/// Feeds garbage to everything that reads settings and answers with credentials in them.
///
/// The first byte says where the input is cut into a config and a credentials file.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> Int32 {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  guard let cut = bytes.first.map({ Int($0) * bytes.count / 256 }) else { return 0 }
  let text = String(decoding: bytes, as: UTF8.self)
  _ = ShellWords.split(text)
  _ = Timestamp.parse(text)
  _ = try? CredentialsDocument(bytes, source: "fuzz").credentials(source: "fuzz")
  // Most garbage ends before the first section; the second reading begins inside one.
  read(Array(bytes[..<cut]), Array(bytes[cut...]))
  read(Array("[default]\nrole_arn = r\n".utf8) + bytes[..<cut], Array(bytes[cut...]))
  return 0
}

private func read(_ config: [UInt8], _ credentials: [UInt8]) {
  guard let shared = try? SharedConfig(config: config, credentials: credentials) else { return }
  let planner = ProfilePlanner(config: shared)
  for name in shared.profileNames {
    guard let profile = shared.profile(name) else { fatalError("a listed profile is missing") }
    _ = try? planner.plan(profile)
  }
}
