import JSONBytes

/// Carries a JSON tree through `Codable`, where raw bytes meet somebody else's coder.
struct JSONTree: Codable {
  let value: JSONValue

  init(_ value: JSONValue) { self.value = value }

  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  init(from decoder: any Decoder) throws {
    if let object = try? decoder.container(keyedBy: Key.self) {
      let members = try object.allKeys.map { key in
        JSONObject.Member(key.stringValue, try object.decode(JSONTree.self, forKey: key).value)
      }
      value = .object(JSONObject(members))
    } else if var array = try? decoder.unkeyedContainer() {
      var elements: [JSONValue] = []
      while !array.isAtEnd { elements.append(try array.decode(JSONTree.self).value) }
      value = .array(elements)
    } else {
      value = try Self.scalar(in: decoder.singleValueContainer())
    }
  }

  private static func scalar(in container: any SingleValueDecodingContainer) throws -> JSONValue {
    if container.decodeNil() { return .null }
    if let truth = try? container.decode(Bool.self) { return .bool(truth) }
    if let integer = try? container.decode(Int.self) { return .number(JSONNumber(integer)) }
    if let number = try? container.decode(Double.self), let spelled = JSONNumber(number) {
      return .number(spelled)
    }
    return .string(try container.decode(String.self))
  }

  func encode(to encoder: any Encoder) throws {
    switch value {
    case .object(let object):
      var container = encoder.container(keyedBy: Key.self)
      for member in object.members {
        try container.encode(JSONTree(member.value), forKey: Key(stringValue: member.key))
      }
    case .array(let elements):
      var container = encoder.unkeyedContainer()
      for element in elements { try container.encode(JSONTree(element)) }
    default: try encodeScalar(to: encoder)
    }
  }

  private func encodeScalar(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch value {
    case .bool(let truth): try container.encode(truth)
    case .string(let text): try container.encode(text)
    case .number(let number):
      if let integer = number.int {
        try container.encode(integer)
      } else {
        try container.encode(number.double)
      }
    default: try container.encodeNil()
    }
  }
}
