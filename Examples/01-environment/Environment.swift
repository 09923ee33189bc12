// You will see everything the course's AWS account gave its user, made on this machine under the same
// names, and each endpoint answering. No account, no keys, nothing to clean up.
import CurlTransport
import HTTPWire
import LocalCloud
import PinterestModels

@main struct Environment {
  static func main() async throws {
    let user = try UserID("0af8d0adfd13")
    var options = LocalCloud.Options()
    options.userID = "\(user)"
    for finding in MachineCheck(options).findings() where finding.result == .problem {
      print("this machine: \(finding.check): \(finding.detail)")
    }
    try await LocalCloud.run(options) { cloud in
      print("What the course gave user \(user), on this machine:")
      print("  role       arn:aws:iam::000000000000:role/\(user.accessRole)")
      print("  topics     \(Table.allCases.map(user.topic).joined(separator: "  "))")
      print("  bucket     \(user.bucket)")
      print("  plugin     \(user.plugin)")
      print("  connector  \(user.connector)")
      print("  streams    \(Table.allCases.map(user.stream).joined(separator: "  "))")
      print("  tables     \(Table.allCases.map(user.deltaTable).joined(separator: "  "))")
      print("Every endpoint answers:")
      let transport = CurlTransport()
      for (name, url, path) in [
        ("gateway", cloud.endpoints.gateway, "/test/topics"),
        ("Kafka REST", cloud.endpoints.kafkaREST, "/topics"),
        ("Connect", cloud.endpoints.connect, "/connectors"),
        ("control", cloud.endpoints.control, "/_pinterest/health"),
        ("S3, unsigned", cloud.endpoints.aws, "/\(user.bucket)"),
      ] {
        let origin = try HTTPEndpoint(url).origin
        let answer = try await transport.send(HTTPRequest(.get, origin: origin, target: path))
        print("  GET \(path)", "->", answer.status, "(\(name))")
      }
    }
  }
}
