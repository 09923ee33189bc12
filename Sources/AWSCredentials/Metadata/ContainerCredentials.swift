public import AWSSigV4
public import HTTPWire

/// The role of an ECS task or an EKS pod, asked of the agent beside the container.
///
/// `AWS_CONTAINER_CREDENTIALS_RELATIVE_URI` names a path at the ECS agent and wins over
/// `AWS_CONTAINER_CREDENTIALS_FULL_URI`, which names any address that keeps the answer private:
/// every one over TLS, else this machine and the known agents. The token that goes with it is read
/// anew every time, since the kubelet replaces it.
public struct ContainerCredentials: CredentialsSource {
  private static let source = "container"
  private static let ecsAgent = HTTPOrigin(scheme: .http, host: "169.254.170.2")
  private static let eksAgents = ["169.254.170.23", "[fd00:ec2::23]"]

  private let inquiry: Inquiry
  private var host: AWSHost { inquiry.host }

  /// Asks the agent that the variables of `host` name.
  public init(transport: any HTTPTransport, host: AWSHost = AWSHost()) {
    var inquiry = Inquiry(transport: transport, host: host, source: Self.source)
    inquiry.timeouts = HTTPTimeouts(connect: .seconds(2), idle: .seconds(2), total: .seconds(5))
    self.inquiry = inquiry
  }

  /// The role's credentials of this moment.
  public func fetch() async throws(AWSCredentialsError) -> Credentials {
    let agent = try agent()
    let answer = try await inquiry.ask { () throws(AWSCredentialsError) in
      var headers: HTTPHeaders = ["Accept": "application/json"]
      headers["Authorization"] = try token()
      return HTTPRequest(.get, origin: agent.origin, target: agent.target, headers: headers)
    }
    guard answer.status == 200 else { throw inquiry.refusal(answer) }
    return try CredentialsDocument(answer.body, source: Self.source)
      .credentials(source: Self.source, skew: answer.skew)
  }

  private func agent() throws(AWSCredentialsError) -> (origin: HTTPOrigin, target: String) {
    if let path = host.variable("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI") {
      guard path.hasPrefix("/"), path.isVisibleASCII else {
        throw says(.invalidSetting, "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI is not a path")
      }
      return (Self.ecsAgent, path)
    }
    guard let url = host.variable("AWS_CONTAINER_CREDENTIALS_FULL_URI") else {
      let names = "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI nor AWS_CONTAINER_CREDENTIALS_FULL_URI"
      throw says(.notConfigured, "neither \(names) is set")
    }
    return try fullAddress(url)
  }

  private func fullAddress(
    _ url: String
  ) throws(AWSCredentialsError) -> (origin: HTTPOrigin, target: String) {
    let query = url.firstIndex(of: "?") ?? url.endIndex
    let endpoint: HTTPEndpoint
    do {
      endpoint = try HTTPEndpoint(String(url[..<query]))
    } catch {
      throw says(.invalidSetting, "AWS_CONTAINER_CREDENTIALS_FULL_URI: \(error)")
    }
    let origin = endpoint.origin
    guard origin.scheme == .https || Self.isPrivate(origin.host) else {
      let reason = "asked over http, \(origin.host) is neither this machine nor a known agent"
      throw says(.invalidSetting, "AWS_CONTAINER_CREDENTIALS_FULL_URI: \(reason)")
    }
    let path = url[..<query].hasSuffix("/") ? endpoint.path + "/" : endpoint.path
    return (origin, (path.isEmpty ? "/" : path) + url[query...])
  }

  /// Whether plain http reaches this host without leaving the machine.
  private static func isPrivate(_ host: String) -> Bool {
    host == "localhost" || host == "[::1]" || isIPv4Loopback(host) || host == ecsAgent.host
      || eksAgents.contains(host)
  }

  private static func isIPv4Loopback(_ host: String) -> Bool {
    let numbers = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
    return numbers.count == 4 && numbers.first == 127 && !numbers.contains(nil)
  }

  private func token() throws(AWSCredentialsError) -> String? {
    guard let path = host.variable("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE") else {
      let token = host.variable("AWS_CONTAINER_AUTHORIZATION_TOKEN")
      return try token.map { token throws(AWSCredentialsError) in
        try checked(token, "AWS_CONTAINER_AUTHORIZATION_TOKEN")
      }
    }
    guard let bytes = try host.read(path) else {
      throw says(.inaccessibleFile, "\(path) is not there (AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE)")
    }
    return try checked(String(decoding: bytes, as: UTF8.self), path)
  }

  /// A token with a line break would smuggle a header of its own into the request.
  private func checked(_ token: String, _ origin: String) throws(AWSCredentialsError) -> String {
    guard token.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) else {
      throw says(.invalidSetting, "the token in \(origin) is not a legal header value")
    }
    return token
  }

  private func says(_ code: AWSCredentialsError.Code, _ detail: String) -> AWSCredentialsError {
    AWSCredentialsError(code, source: Self.source, detail: detail)
  }
}
