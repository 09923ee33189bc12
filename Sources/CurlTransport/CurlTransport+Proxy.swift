public import HTTPWire

extension CurlTransport {
  /// The way to the servers: straight, or through somebody.
  public struct Proxy: Hashable, Sendable {
    /// The proxy for `http`, as a URL: `http://`, `https://`, `socks5h://`.
    public var http: String?
    /// The proxy for `https`, reached by CONNECT.
    public var https: String?
    /// Hosts that are reached straight: a name stands for itself and its subdomains, `*` for all.
    public var exceptions: [String]

    /// Names a proxy for each scheme.
    public init(http: String? = nil, https: String? = nil, except exceptions: [String] = []) {
      self.http = http
      self.https = https
      self.exceptions = exceptions
    }

    /// Straight to everybody.
    public static let none = Proxy()

    /// Everything through one proxy.
    public static func all(through url: String, except exceptions: [String] = []) -> Proxy {
      Proxy(http: url, https: url, except: exceptions)
    }

    /// What `http_proxy`, `https_proxy`, `all_proxy` and `no_proxy` say, as curl reads them.
    ///
    /// `HTTP_PROXY` in capitals is not read: a CGI program would take it from a stranger's header.
    public static func environment(_ variables: [String: String]) -> Proxy {
      func first(_ names: String...) -> String? {
        names.lazy.compactMap { variables[$0] }.first { !$0.isEmpty }
      }
      let all = first("all_proxy", "ALL_PROXY")
      let exceptions = first("no_proxy", "NO_PROXY") ?? ""
      return Proxy(
        http: first("http_proxy") ?? all,
        https: first("https_proxy", "HTTPS_PROXY") ?? all,
        except: exceptions.split { $0 == "," || $0 == " " }.map(String.init)
      )
    }

    /// The proxy on the way to `origin`, or `nil` where the way is straight.
    public func url(for origin: HTTPOrigin) -> String? {
      guard let url = origin.scheme == .http ? http : https else { return nil }
      return exceptions.contains { Self.covers($0.lowercased(), host: origin.host) } ? nil : url
    }

    /// Whether a proxy takes requests to `origin` for itself and wants the whole URL; one that opens
    /// a tunnel, or speaks SOCKS, only carries bytes.
    func readsRequests(to origin: HTTPOrigin) -> Bool {
      guard origin.scheme == .http, let url = url(for: origin) else { return false }
      return !url.lowercased().hasPrefix("socks")
    }

    private static func covers(_ exception: String, host: String) -> Bool {
      let name = exception.hasPrefix(".") ? String(exception.dropFirst()) : exception
      return name == "*" || host == name || host.hasSuffix(".\(name)")
    }
  }
}

/// Nothing shows the name and the password that the URL of a proxy may hold.
extension CurlTransport.Proxy: CustomStringConvertible, CustomReflectable {
  /// Whom is asked for what, without passwords.
  public var description: String {
    let (http, https) = (
      http.map(Self.redacted) ?? "straight", https.map(Self.redacted) ?? "straight"
    )
    let others = exceptions.isEmpty ? "" : ", except \(exceptions.joined(separator: " "))"
    return "Proxy(http: \(http), https: \(https)\(others))"
  }

  /// Shows no more than the description.
  public var customMirror: Mirror { Mirror(self, children: [:]) }

  /// What somebody else says of the way, without passwords: libcurl quotes a URL it cannot read.
  func redact(_ text: String) -> String {
    [http, https].reduce(text) { text, url in
      guard let url, url.contains("@") else { return text }
      return text.replacing(url, with: Self.redacted(url))
    }
  }

  private static func redacted(_ url: String) -> String {
    let start = url.firstRange(of: "://")?.upperBound ?? url.startIndex
    guard let end = url.lastIndex(of: "@"), start < end else { return url }
    return "\(url[..<start])…\(url[end...])"
  }
}
