import AWSSigV4
import FoundationEssentials
import HTTPWire
import XMLWire

/// Asks AWS STS for the credentials of a role.
struct SecurityTokenService {
  private static let contentType = "application/x-www-form-urlencoded; charset=utf-8"
  private static let troubles: Set<String> = [
    "IDPCommunicationError", "Throttling", "ThrottlingException", "RequestLimitExceeded",
    "ServiceUnavailable", "InternalFailure",
  ]
  private static let skewed: Set<String> = [
    "RequestExpired", "RequestTimeTooSkewed", "RequestInTheFuture", "SignatureDoesNotMatch",
    "InvalidSignatureException", "AuthFailure",
  ]

  let inquiry: Inquiry
  let clock: ServiceClock
  private let endpoint: HTTPEndpoint
  private let region: String

  /// Finds the service as `configuration` says: an endpoint of its own, the region's, else the
  /// global one.
  init(
    _ inquiry: Inquiry,
    clock: ServiceClock,
    configuration: AWSConfiguration
  ) throws(AWSCredentialsError) {
    self.inquiry = inquiry
    self.clock = clock
    region = configuration.region ?? "us-east-1"
    if let region = configuration.region {
      endpoint = try configuration.credentialsEndpoint(of: .sts, host: "sts", region: region)
    } else {
      endpoint =
        try configuration.endpoint(for: .sts)
        ?? HTTPEndpoint(origin: HTTPOrigin(scheme: .https, host: "sts.amazonaws.com"))
    }
  }

  /// AssumeRole, signed by who shall become the role.
  func assume(
    _ role: AWSRole,
    as caller: Credentials
  ) async throws(AWSCredentialsError) -> Credentials {
    let body = form("AssumeRole", role, [("ExternalId", role.externalID)])
    let signer = SigV4Signer(service: "sts", region: region)
    let secrets = [caller.secretAccessKey, caller.sessionToken ?? ""]
    return try await ask(hiding: secrets) { date in
      var request = request(body)
      signer.sign(&request, payload: .of(body), with: caller, at: date)
      return request
    }
  }

  /// AssumeRoleWithWebIdentity, for which the token is all the proof there is.
  func assume(
    _ role: AWSRole,
    webIdentity token: String
  ) async throws(AWSCredentialsError) -> Credentials {
    let body = form("AssumeRoleWithWebIdentity", role, [("WebIdentityToken", token)])
    return try await ask(hiding: [token]) { _ in request(body) }
  }

  private func ask(
    hiding secrets: [String],
    _ makeRequest: (Date) -> HTTPRequest
  ) async throws(AWSCredentialsError) -> Credentials {
    let answer = try await inquiry.ask { answer in
      let code = Refusal(answer.body)?.code ?? ""
      // Asking again helps a skewed clock only once, when its difference has just been learned.
      return answer.isTrouble || Self.troubles.contains(code)
        || Self.skewed.contains(code) && clock.adopt(answer.skew)
    } _: {
      makeRequest(clock.time(at: inquiry.host.now()))
    }
    guard answer.status == 200 else {
      throw inquiry.refusal(answer, saying: Refusal(answer.body)?.text(hiding: secrets))
    }
    return try credentials(in: answer)
  }

  private func credentials(
    in answer: Inquiry.Answer
  ) throws(AWSCredentialsError) -> Credentials {
    let root = try? XMLElement(parsing: answer.body)
    guard let given = root?.children.lazy.compactMap({ $0.first("Credentials") }).first,
      let key = given["AccessKeyId"], let secret = given["SecretAccessKey"]
    else { throw inquiry.malformed("its answer has no credentials") }
    let found = FoundCredentials(
      accessKeyID: key,
      secretAccessKey: secret,
      sessionToken: given["SessionToken"],
      expiration: given["Expiration"]
    )
    return try found.checked(
      source: inquiry.source,
      code: .malformedAnswer,
      skew: answer.skew
    )
  }

  private func form(
    _ action: String,
    _ role: AWSRole,
    _ more: [(String, String?)]
  ) -> [UInt8] {
    let seconds = Int(inquiry.host.now().timeIntervalSince1970)
    let fields: [(String, String?)] =
      [
        ("Action", action), ("Version", "2011-06-15"), ("RoleArn", role.arn),
        ("RoleSessionName", role.sessionName(at: seconds)),
        ("DurationSeconds", role.duration.map { String($0.components.seconds) }),
      ] + more
    let pairs = fields.compactMap { name, value in
      value.map { "\(name)=\(PercentEncoding.encode($0))" }
    }
    return Array(pairs.joined(separator: "&").utf8)
  }

  private func request(_ body: [UInt8]) -> HTTPRequest {
    HTTPRequest(
      .post,
      origin: endpoint.origin,
      target: endpoint.path + "/",
      headers: ["Content-Type": Self.contentType, "Accept": "application/xml"],
      body: .bytes(body)
    )
  }
}

/// What STS says when it says no.
private struct Refusal {
  let code: String
  let message: String

  init?(_ body: [UInt8]) {
    guard let root = try? XMLElement(parsing: body),
      let error = root.first("Error") ?? root.first("Errors")?.first("Error")
    else { return nil }
    code = error["Code"] ?? ""
    message = error["Message"] ?? ""
  }

  /// Code and message; a service that recites the request recites its token with it.
  func text(hiding secrets: [String]) -> String {
    var line = String(message.prefix { $0 != "\n" && $0 != "\r\n" })
    for secret in secrets where !secret.isEmpty { line = line.replacing(secret, with: "…") }
    return line.isEmpty ? code : "\(code), \(line)"
  }
}
