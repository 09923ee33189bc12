/// A JSON document as a tree, for where a tree is wanted; the scanner does without.
///
/// It loses nothing: numbers keep their digits, objects their order and their duplicates. Equality
/// therefore is equality of spelling: `1.0` differs from `1`, `{"a":1,"b":2}` from `{"b":2,"a":1}`.
/// Only texts are the same where Swift's strings are, however their accents are put together.
public enum JSONValue: Hashable, Sendable {
  /// `null`
  case null
  /// `true` or `false`
  case bool(Bool)
  /// A number.
  case number(JSONNumber)
  /// A text.
  case string(String)
  /// An array.
  case array([JSONValue])
  /// An object.
  case object(JSONObject)

  /// Reads the one document that `bytes` hold.
  public init(parsing bytes: [UInt8], maximumDepth: Int = 512) throws(JSONError) {
    self = try JSONScanner.scan(bytes, maximumDepth: maximumDepth) { json throws(JSONError) in
      let value = try JSONValue(from: &json)
      try json.finish()
      return value
    }
  }

  /// Reads the one document that a text holds.
  public init(parsing text: String, maximumDepth: Int = 512) throws(JSONError) {
    try self.init(parsing: Array(text.utf8), maximumDepth: maximumDepth)
  }

  /// Reads the next value of a scanner.
  public init(from json: inout JSONScanner) throws(JSONError) {
    switch try json.peek() {
    case .object:
      var members: [JSONObject.Member] = []
      try json.beginObject()
      while let key = try json.nextKey() {
        let key = key.string
        members.append(JSONObject.Member(key, try JSONValue(from: &json)))
      }
      self = .object(JSONObject(members))
    case .array:
      var elements: [JSONValue] = []
      try json.beginArray()
      while try json.nextElement() { elements.append(try JSONValue(from: &json)) }
      self = .array(elements)
    case .string: self = .string(try json.string())
    case .number: self = .number(JSONNumber(try json.number()))
    case .boolean: self = .bool(try json.boolean())
    case .null:
      _ = try json.readNull()
      self = .null
    }
  }

  /// The document, compact, as UTF-8.
  public var bytes: [UInt8] {
    var json = JSONWriter()
    json.write(self)
    return json.bytes
  }
}

extension JSONValue: CustomStringConvertible {
  /// The document, compact.
  public var description: String { String(decoding: bytes, as: UTF8.self) }
}

extension JSONWriter {
  /// Writes a tree.
  public mutating func write(_ value: JSONValue) {
    switch value {
    case .null: writeNull()
    case .bool(let value): write(value)
    case .number(let number): write(raw: number.description.utf8)
    case .string(let text): write(text)
    case .array(let elements): array { json in elements.forEach { json.write($0) } }
    case .object(let object):
      self.object { json in
        for member in object.members { json.member(member.key, member.value) }
      }
    }
  }

  /// Writes a member that is a tree.
  public mutating func member(_ name: String, _ value: JSONValue) {
    key(name)
    write(value)
  }
}
