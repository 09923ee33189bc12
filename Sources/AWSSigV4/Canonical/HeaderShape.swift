import HTTPWire

/// What the headers of a canonical request owe to their names alone: order, spelling, and the list
/// of what is signed.
///
/// Requests of one kind have the same names again and again, so this is worked out once for them.
final class HeaderShape: Sendable {
  /// Bytes that are the same in every request, and the field whose value follows them.
  struct Part {
    var constant: Range<Int>
    var field: Int
  }

  private let names: [String]
  private let given: String?

  /// Everything but the values.
  let constants: [UInt8]
  let parts: [Part]
  /// What stands behind the last value, up to the line of the payload.
  let tail: Range<Int>
  /// Where in `constants` the list of names stands: `content-type;host;x-amz-date`.
  let list: Range<Int>

  /// Covers every field that a client can sign, or exactly those of a list that a client gave.
  init(_ fields: [HTTPHeaders.Field], signing given: String? = nil) {
    names = fields.map(\.name)
    self.given = given
    let lowercased = names.map(\.asciiLowercased)
    let covered =
      given.map { $0.split(separator: ";", omittingEmptySubsequences: false).map(String.init) }
      ?? Set(lowercased).filter { !UnsignableHeaders.contain($0) }.sorted(by: Self.precede)
    let places = Dictionary(grouping: fields.indices) { lowercased[$0] }
    var constants: [UInt8] = []
    var parts: [Part] = []
    var start = 0
    for name in covered {
      constants += "\(name):".utf8
      for (position, index) in (places[name] ?? []).enumerated() {
        if position > 0 { constants.append(UInt8(ascii: ",")) }
        parts.append(Part(constant: start..<constants.count, field: index))
        start = constants.count
      }
      constants.append(UInt8(ascii: "\n"))
    }
    constants.append(UInt8(ascii: "\n"))
    let listStart = constants.count
    constants += covered.joined(separator: ";").utf8
    list = listStart..<constants.count
    constants.append(UInt8(ascii: "\n"))
    tail = start..<constants.count
    self.constants = constants
    self.parts = parts
  }

  /// The list of names as a text.
  var signedHeaders: String { String(decoding: constants[list], as: UTF8.self) }

  private static func precede(_ a: String, _ b: String) -> Bool {
    a.utf8.lexicographicallyPrecedes(b.utf8)
  }

  /// Whether it is the shape of these fields too; only one that is ASCII can tell.
  func fits(_ fields: [HTTPHeaders.Field], signing given: String?) -> Bool {
    guard names.count == fields.count, self.given.isSameASCII(as: given) else { return false }
    for index in names.indices where !names[index].isSameASCII(as: fields[index].name) {
      return false
    }
    return true
  }

  /// Whether all names are ASCII, as names of fields must be.
  var isASCII: Bool { names.allSatisfy(\.isASCII) && given?.isASCII ?? true }

  /// Room that is enough for `append`.
  func capacity(for fields: [HTTPHeaders.Field]) -> Int {
    var capacity = constants.count
    for part in parts { capacity += fields[part.field].value.utf8.count }
    return capacity
  }

  /// Writes `name:value` for every name, values of one name behind commas, a blank line, and the
  /// list of names.
  func append(_ fields: [HTTPHeaders.Field], to output: inout ByteBuffer) {
    let fields = fields.span
    for part in parts {
      output.append(constants, part.constant)
      output.appendTrimmed(fields[part.field].value)
    }
    output.append(constants, tail)
  }
}
