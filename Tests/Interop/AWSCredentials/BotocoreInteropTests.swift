import AWSSigV4
import Foundation
import HTTPWire
import TestKit
import Testing

@testable import AWSCredentials

@Suite(.enabled(if: Peers.arePresent), .timeLimit(.minutes(5)))
struct BotocoreInteropTests {
  /// Hands files and variables to ours as they were handed to botocore.
  private func host(_ given: Botocore.Case) -> AWSHost {
    AWSHost(
      variables: given.variables.merging(["AWS_EC2_METADATA_DISABLED": "true"]) { $1 },
      homeDirectory: "/home/me",
      files: Files(texts: [
        "/home/me/.aws/config": given.config, "/home/me/.aws/credentials": given.credentials,
        "/token": "JWT",
        "/home/me/.aws/sso/cache/a0f1490a20d0211c997b44bc357e1972deab8ae3.json":
          #"{"accessToken":"T","expiresAt":"2100-01-01T00:00:00Z"}"#,
      ])
    )
  }

  @Test func `reads random files as botocore does`() async throws {
    var random = RandomSettings(seed: 20_260_101)
    let cases = (0..<200).map { _ in
      Botocore.Case(config: random.config(), credentials: random.credentials())
    }
    let answers = try await Botocore.files(cases)
    for (given, answer) in zip(cases, answers) {
      let ours = try? SharedConfig(host: host(given))
      #expect(ours.map(flat) == answer.value, "\(given)")
    }
    #expect(answers.contains { $0.error == "ConfigParseError" })
    #expect(answers.count(where: { $0.value != nil }) > 100)
  }

  /// A profile somebody asked for and that is nowhere is left out: there botocore refuses to start,
  /// whereas this chain lets the keys of the environment serve before it looks for a profile.
  @Test func `finds the same credentials as botocore`() async throws {
    var random = RandomSettings(seed: 20_260_102)
    let cases = (0..<200).map { _ in
      let (config, credentials, variables) = random.identities()
      return Botocore.Case(config: config, credentials: credentials, variables: variables)
    }
    let answers = try await Botocore.credentials(cases)
    for (given, answer) in zip(cases, answers) where answer.error != "ProfileNotFound" {
      let chain = CredentialsChain(transport: Cloud(), host: host(given))
      var ours: String?
      var error: AWSCredentialsError?
      do { ours = try await chain.fetch().accessKeyID } catch let caught { error = caught }
      #expect(ours == answer.value, "\(given) \(String(describing: error))")
      // botocore says nothing where nothing is configured, and throws where something is wrong.
      #expect((error?.code == .noneFound) == answer.isNothing, "\(given)")
    }
    let kinds = Set(answers.map { $0.value ?? $0.error ?? "nothing" })
    #expect(kinds.count > 10, "\(kinds)")
  }

  @Test func `finds the same endpoints and region as botocore`() async throws {
    var random = RandomSettings(seed: 20_260_103)
    let cases = (0..<100).map { _ in
      let (config, variables) = random.endpoints()
      return Botocore.Case(config: config, variables: variables)
    }
    let answers = try await Botocore.settings(cases)
    for (given, answer) in zip(cases, answers) {
      let ours = try AWSConfiguration(host: host(given))
      var found: [String: String] = [:]
      found["region"] = ours.region
      for name in ["s3", "kinesis", "sts"] {
        do {
          found[name] = try ours.endpoint(for: AWSServiceName(rawValue: name))?.description
        } catch { found[name] = "error" }
      }
      #expect(found == answer.value, "\(given)")
    }
  }

  @Test func `splits command lines as Python does`() async throws {
    var random = RandomSettings(seed: 20_260_104)
    let lines = (0..<2_000).map { _ in random.commandLine() }
    let theirs = try await Botocore.words(lines)
    for (line, words) in zip(lines, theirs) { #expect(ShellWords.split(line) == words, "\(line)") }
  }

  private func flat(_ shared: SharedConfig) -> Botocore.Files {
    [
      "profiles": sections(shared.profileNames.compactMap { shared.profile($0) }),
      "sso_sessions": sections([shared.ssoSession("s")].compactMap(\.self)),
      "services": sections([shared.servicesDefinition("v")].compactMap(\.self)),
    ]
  }

  private func sections(_ sections: [ConfigSection]) -> [String: [String: String]] {
    var all: [String: [String: String]] = [:]
    for section in sections {
      all[section.name] = [:]
      for key in section.keys {
        guard let setting = section[key] else { continue }
        if setting.value.hasPrefix("\n") {
          for (inner, text) in setting.nested { all[section.name]?["\(key).\(inner)"] = text }
        } else {
          all[section.name]?[key] = setting.value
        }
      }
    }
    return all
  }
}

extension Botocore.Finding {
  fileprivate var isNothing: Bool { value == nil && error == nil }
}

/// Files that exist only here.
private struct Files: HostFiles {
  var texts: [String: String]

  func read(_ path: String) throws(HostFileError) -> [UInt8]? { texts[path].map { Array($0.utf8) } }

  func replace(_ path: String, with bytes: [UInt8]) throws(HostFileError) {
    throw HostFileError(path: path, reason: "read only")
  }
}

/// Gives credentials whose key names the way they were asked for, in botocore's words.
private struct Cloud: HTTPTransport {
  func send(_ request: HTTPRequest) async throws(HTTPTransportError) -> HTTPResponse {
    if request.origin.host.hasPrefix("portal.sso") {
      let keys = #""accessKeyId":"sso","secretAccessKey":"S","sessionToken":"T","expiration":1e13"#
      return response("{\"roleCredentials\":{\(keys)}}")
    }
    guard case .bytes(let form) = request.body else { return HTTPResponse(status: 404) }
    let isWebIdentity = String(decoding: form, as: UTF8.self).contains("WebIdentityToken=")
    let key = isWebIdentity ? "assume-role-with-web-identity" : "assume-role"
    return response(
      """
      <R><Result><Credentials><AccessKeyId>\(key)</AccessKeyId>
      <SecretAccessKey>S</SecretAccessKey></Credentials></Result></R>
      """
    )
  }

  private func response(_ text: String) -> HTTPResponse {
    HTTPResponse(status: 200, body: .bytes(Array(text.utf8)))
  }
}
