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

    private static func covers(_ exception: String, host: String) -> Bool {
      let name = exception.hasPrefix(".") ? String(exception.dropFirst()) : exception
      return name == "*" || host == name || host.hasSuffix(".\(name)")
    }
  }
}
