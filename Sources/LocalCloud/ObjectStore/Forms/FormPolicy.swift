import Digests
import FoundationEssentials
import HTTPWire
import JSONBytes

/// What the signer of a form allows its sender.
struct FormPolicy: Sendable {
  private enum Condition: Sendable {
    case equal(String, String)
    case startsWith(String, String)
    case length(ClosedRange<Int>)
  }

  private let expiration: Date
  private let conditions: [(Condition, JSONValue)]

  /// Reads a policy as it stands in the form: JSON in base64.
  init(_ text: String) throws(S3Failure) {
    guard let bytes = Base64.decode(text.filter { !$0.isWhitespace }),
      let value = try? JSONValue(parsing: bytes)
    else { throw .invalidPolicy("Invalid JSON.") }
    guard let expires = value["expiration"]?.string, let expiration = Self.date(expires) else {
      throw .invalidPolicy("Policy missing expiration.")
    }
    guard let list = value["conditions"]?.array else {
      throw .invalidPolicy("Policy missing conditions.")
    }
    self.expiration = expiration
    var conditions: [(Condition, JSONValue)] = []
    for element in list { conditions.append((try Self.condition(element), element)) }
    self.conditions = conditions
  }

  /// Refuses a form that is late or goes beyond what is allowed.
  func check(_ form: MultipartForm, bucket: String, at now: Date) throws(S3Failure) {
    guard now < expiration else { throw .violatedPolicy("Policy expired.") }
    var fields = form.fields
    fields["bucket"] = bucket
    var allowed: Set<String> = []
    for (condition, source) in conditions {
      let holds: Bool
      switch condition {
      case .equal(let name, let value):
        allowed.insert(name)
        holds = fields[name] == value
      case .startsWith(let name, let start):
        allowed.insert(name)
        holds = fields[name]?.hasPrefix(start) == true || (start.isEmpty && fields[name] != nil)
      case .length(let range):
        let length = form.file?.count ?? 0
        guard length <= range.upperBound else {
          throw .entityTooLarge(length, limit: range.upperBound)
        }
        holds = length >= range.lowerBound
      }
      guard holds else { throw .violatedPolicy("Policy Condition failed: \(source)") }
    }
    let free: Set<String> = [
      "policy", "x-amz-signature", "awsaccesskeyid", "signature", "file", "bucket",
    ]
    let extra = fields.keys.filter {
      !allowed.contains($0) && !free.contains($0) && !$0.hasPrefix("x-ignore-")
    }
    guard extra.isEmpty else {
      let names = extra.sorted().joined(separator: ", ")
      throw .violatedPolicy("Extra input fields: \(names)")
    }
  }

  private static func condition(_ value: JSONValue) throws(S3Failure) -> Condition {
    if let object = value.object {
      guard object.members.count == 1, let text = object.members[0].value.string else {
        throw .invalidPolicy(
          "Invalid Simple-Condition: Simple-Conditions must have exactly one property specified."
        )
      }
      return .equal(object.members[0].key.lowercased(), text)
    }
    guard let list = value.array, list.count == 3, let kind = list[0].string?.lowercased() else {
      throw .invalidPolicy("Invalid Condition: \(value)")
    }
    if kind == "content-length-range" {
      guard let least = number(list[1]), let most = number(list[2]), 0 <= least, least <= most
      else {
        throw .invalidPolicy("Invalid content-length-range: \(value)")
      }
      return .length(least...most)
    }
    guard let name = list[1].string, name.hasPrefix("$"), let text = list[2].string else {
      throw .invalidPolicy("Invalid Condition: \(value)")
    }
    let field = name.dropFirst().lowercased()
    switch kind {
    case "eq": return .equal(field, text)
    case "starts-with": return .startsWith(field, text)
    default: throw .invalidPolicy("Invalid Condition: \(value)")
    }
  }

  private static func number(_ value: JSONValue) -> Int? {
    value.int ?? value.string.flatMap { Int($0) }
  }

  private static func date(_ text: String) -> Date? {
    let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
    return (try? Date(text, strategy: style)) ?? (try? Date(text, strategy: .iso8601))
  }
}

extension S3Failure {
  fileprivate static func invalidPolicy(_ reason: String) -> S3Failure {
    S3Failure("InvalidPolicyDocument", 400, "Invalid Policy: \(reason)")
  }

  fileprivate static func violatedPolicy(_ reason: String) -> S3Failure {
    S3Failure("AccessDenied", 403, "Invalid according to Policy: \(reason)")
  }
}
