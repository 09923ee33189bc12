import AWSSigV4
import Foundation
import TestKit

/// The executable beside the tests, told where S3 is by its environment.
struct Pinterest {
  let path: String
  let environment: [String: String]

  init(talkingTo running: S3Server.Running) throws {
    let folder = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    path = folder.appending(path: "pinterest").path
    environment = [
      "AWS_ACCESS_KEY_ID": running.credentials.accessKeyID,
      "AWS_SECRET_ACCESS_KEY": running.credentials.secretAccessKey,
      "AWS_ENDPOINT_URL_S3": "\(running.endpoint)", "AWS_REGION": "us-east-1",
    ]
  }

  /// Runs a command and gives what it printed.
  func callAsFunction(_ words: String..., input: String? = nil) async throws -> String {
    try await Peer.output(of: path, words, environment: environment, input: input)
  }

  /// Runs a command line in a shell and gives the most memory it held at once, in bytes.
  func peakMemory(of line: String) async throws -> Int {
    let script = """
      import resource, subprocess, sys
      subprocess.run(["/bin/sh", "-c", "exec " + sys.argv[1]], check=True)
      print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
      """
    let printed = try await Peer.output(
      of: Peers.python,
      ["-c", script, "\(path) \(line)"],
      environment: environment
    )
    return (Int(printed.filter { $0 != "\n" }) ?? .max >> 10) << 10
  }
}
