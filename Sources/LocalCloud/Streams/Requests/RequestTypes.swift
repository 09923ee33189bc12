import Digests
import JSONBytes

/// Makes sure that the members of a request are of the types they should be.
///
/// What the shapes do not know is passed over, as Kinesis does.
enum RequestTypes {
  static func check(
    _ object: JSONObject,
    _ members: [Shape.Member]
  ) throws(KinesisFailure) {
    for member in members {
      guard let value = object[member.name], value != .null else { continue }
      try check(value, member.shape)
    }
  }

  private static func check(_ value: JSONValue, _ shape: Shape) throws(KinesisFailure) {
    switch shape {
    case .text: if value.string == nil { try refuseScalar(value, as: "an String") }
    case .integer: try number(value, as: "an Integer")
    case .timestamp: try number(value, as: "a Date")
    case .boolean:
      if case .string(let text) = value {
        throw .serialization("'\(text.uppercased())' can not be converted to an Boolean")
      }
      if value.bool == nil { try refuseScalar(value, as: "an Boolean") }
    case .blob: try blob(value)
    case .list(let element, _):
      guard let elements = value.array else { throw unexpected(value, wanted: "list") }
      for element_ in elements where element_ != .null { try check(element_, element) }
    case .map:
      guard let members = value.object?.members else { throw unexpected(value, wanted: "map") }
      for member in members where member.value != .null && member.value.string == nil {
        try refuseScalar(member.value, as: "an String")
      }
    case .structure(let members):
      guard let object = value.object else { throw unexpected(value, wanted: nil) }
      try check(object, members)
    }
  }

  private static func number(_ value: JSONValue, as type: String) throws(KinesisFailure) {
    guard case .number = value else { return try refuseScalar(value, as: type) }
  }

  private static func blob(_ value: JSONValue) throws(KinesisFailure) {
    guard case .string(let text) = value else { return try refuseScalar(value, as: "a Blob") }
    guard let complaint = Base64Complaint(text) else { return }
    throw .serialization(
      "'\(text)' can not be converted to a Blob: \(complaint.words)",
      note: DataDiagnosis.ofUndecodable(text)
    )
  }

  /// Names the class that Kinesis's own reader had in hand.
  private static func refuseScalar(_ value: JSONValue, as type: String) throws(KinesisFailure) {
    let found: String
    switch value {
    case .object: throw .serialization("Start of structure or map found where not expected.")
    case .array: throw .serialization("Start of list found where not expected")
    case .bool: found = "class java.lang.Boolean"
    case .number: found = "class java.math.BigDecimal"
    case .string, .null: found = "class java.lang.String"
    }
    throw .serialization("\(found) can not be converted to \(type)")
  }

  private static func unexpected(_ value: JSONValue, wanted: String?) -> KinesisFailure {
    switch value {
    case .object: .serialization("Start of structure or map found where not expected.")
    case .array: .serialization("Start of list found where not expected")
    default: .serialization(wanted.map { "Expected \($0) or null" } ?? "Expected null")
    }
  }
}
