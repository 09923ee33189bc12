import AWSSigV4
import Digests
import FoundationEssentials
import HTTPWire
import JSONBytes

/// One line of `pinterest sigv4`: a request and with what it is signed.
struct SignatureInput {
  let request: HTTPRequest
  let body: [UInt8]?
  let service: String?
  let region: String?
  let date: Date
  let isPresigned: Bool
  let expires: Int
  private let members: JSONObject
  private let environment: [String: String]

  init(_ line: [UInt8], environment: [String: String], now: Date) throws {
    guard case .object(let members) = try JSONValue(parsing: line) else {
      throw SignatureInputError("the line is not a JSON object")
    }
    self.members = members
    self.environment = environment.filter { !$0.value.isEmpty }
    body = try Self.body(members)
    service = try Self.text("service", members)
    region = try Self.text("region", members)
    date = try Self.date(members) ?? now
    isPresigned = try Self.value("presign", "true or false", members, \.bool) ?? false
    expires = try Self.value("expires", "a number of seconds", members, \.int) ?? 900
    request = try Self.request(members, body: body)
  }

  /// The credentials of the line, or else of the environment as every AWS tool reads it.
  func credentials() throws -> Credentials {
    func find(_ member: String, _ variable: String) throws -> String {
      if let value = try Self.text(member, members) ?? environment[variable] { return value }
      throw SignatureInputError("\"\(member)\" is missing, and so is \(variable)")
    }
    let isOwn = members["accessKeyID"] != nil
    return Credentials(
      accessKeyID: try find("accessKeyID", "AWS_ACCESS_KEY_ID"),
      secretAccessKey: try find("secretAccessKey", "AWS_SECRET_ACCESS_KEY"),
      sessionToken: try Self.text("sessionToken", members)
        ?? (isOwn ? nil : environment["AWS_SESSION_TOKEN"])
    )
  }

  /// The secret that a verifier knows, and the one access key it belongs to where that is said.
  func knownCredentials() throws -> @Sendable (String) -> Credentials? {
    let only = try Self.text("accessKeyID", members)
    guard let secret = try Self.text("secretAccessKey", members) else {
      throw SignatureInputError("\"secretAccessKey\" is missing")
    }
    let token = try Self.text("sessionToken", members)
    return { id in
      guard only == nil || only == id else { return nil }
      return Credentials(accessKeyID: id, secretAccessKey: secret, sessionToken: token)
    }
  }

  private static func request(_ members: JSONObject, body: [UInt8]?) throws -> HTTPRequest {
    guard let url = try text("url", members) else {
      throw SignatureInputError("\"url\" is missing")
    }
    let afterScheme = url.firstRange(of: "://")?.upperBound ?? url.startIndex
    let origin = url[..<(url[afterScheme...].firstIndex { "/?#".contains($0) } ?? url.endIndex)]
    let target = url[origin.endIndex...].prefix { $0 != "#" }
    let method = try text("method", members) ?? "GET"
    guard isToken(method) else { throw SignatureInputError("method", "a word like PUT") }
    return HTTPRequest(
      HTTPMethod(rawValue: method),
      origin: try HTTPEndpoint(String(origin)).origin,
      target: target.hasPrefix("/") ? String(target) : "/\(target)",
      headers: try headers(members),
      body: body.map { .bytes($0) } ?? .empty
    )
  }

  /// `{"name": "value"}`, with an array for a name that occurs several times.
  private static func headers(_ members: JSONObject) throws -> HTTPHeaders {
    guard let value = members["headers"], !value.isNull else { return [:] }
    guard let object = value.object else { throw SignatureInputError("headers", "an object") }
    var headers = HTTPHeaders()
    for member in object.members {
      for value in member.value.array ?? [member.value] {
        guard let text = value.string else {
          throw SignatureInputError("headers.\(member.key)", "a text or an array of texts")
        }
        guard isToken(member.key), isFieldValue(text) else {
          throw SignatureInputError("headers.\(member.key)", "a field that HTTP can carry")
        }
        headers.add(member.key, text)
      }
    }
    return headers
  }

  /// The name of a field or a method (RFC 9110 §5.6.2).
  private static func isToken(_ text: String) -> Bool {
    text.wholeMatch(of: /[A-Za-z0-9!#$%&'*+.^_`|~-]+/) != nil
  }

  /// A line break may stand in it only where a line was folded: a blank follows.
  private static func isFieldValue(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    return bytes.indices.allSatisfy { index in
      switch bytes[index] {
      case 0: false
      case 0x0d: index + 1 < bytes.count && bytes[index + 1] == 0x0a
      case 0x0a: index + 1 < bytes.count && [0x20, 0x09].contains(bytes[index + 1])
      default: true
      }
    }
  }

  private static func body(_ members: JSONObject) throws -> [UInt8]? {
    let encoded = try text("bodyBase64", members)
    if let body = try text("body", members) {
      guard encoded == nil else {
        throw SignatureInputError("\"body\" and \"bodyBase64\" are both there")
      }
      return Array(body.utf8)
    }
    guard let encoded else { return nil }
    guard let body = Base64.decode(encoded) else {
      throw SignatureInputError("bodyBase64", "padded base64")
    }
    return body
  }

  private static func date(_ members: JSONObject) throws -> Date? {
    guard let value = members["date"], !value.isNull else { return nil }
    // From the year 1 to 9999: others have no spelling in a signature.
    let spellable = -62_135_596_800.0..<253_402_300_800
    if let seconds = value.double, spellable.contains(seconds) {
      return Date(timeIntervalSince1970: seconds)
    }
    guard let date = value.string.flatMap(SignatureDate.parse) else {
      throw SignatureInputError("date", "20240229T235958Z, another spelling of ISO 8601 or seconds")
    }
    return date
  }

  private static func text(_ name: String, _ members: JSONObject) throws -> String? {
    try value(name, "a text", members, \.string)
  }

  private static func value<Value>(
    _ name: String,
    _ wanted: String,
    _ members: JSONObject,
    _ part: (JSONValue) -> Value?
  ) throws -> Value? {
    guard let value = members[name], !value.isNull else { return nil }
    guard let found = part(value) else { throw SignatureInputError(name, wanted) }
    return found
  }
}

/// A line that cannot be understood.
struct SignatureInputError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }

  init(_ member: String, _ wanted: String) {
    description = "\"\(member)\" is not \(wanted)"
  }
}
