/// A path with wildcards, as Hadoop's file systems and therefore Spark understand it.
///
/// `*` and `?` stand for characters of one name and never for a slash, `**` for any number of names,
/// `[a-c]` and `[^a-c]` for one character, `{json,ndjson}` for either text; a backslash takes the
/// meaning from what follows it.
public struct GlobPattern: Sendable, Hashable, CustomStringConvertible {
  /// The pattern as it was written.
  public let description: String
  /// The same without braces: it matches what any of these matches.
  let alternatives: [[Token]]

  enum Token: Hashable, Sendable {
    case byte(UInt8)
    case anyCharacter
    case anyName
    case anything
    case oneOf([ClosedRange<UInt32>], isNegated: Bool)
  }

  /// Reads a pattern; a bracket or a brace that is left open is an error.
  public init(_ text: String) throws(LakehouseError) {
    description = text
    alternatives = try Self.expandingBraces(Array(text.unicodeScalars)[...], in: text)
      .map { scalars throws(LakehouseError) in try Self.tokens(of: scalars, in: text) }
  }

  /// Whether a text has characters that stand for others.
  public static func hasWildcards(_ text: String) -> Bool {
    text.unicodeScalars.contains { "*?[{\\".unicodeScalars.contains($0) }
  }

  /// What every matching path begins with.
  public var literalPrefix: String {
    let prefixes = alternatives.map { tokens in
      tokens.prefix { if case .byte = $0 { true } else { false } }
    }
    guard let first = prefixes.first else { return "" }
    let count = first.indices.first { index in
      prefixes.contains { $0.count <= index || $0[index] != first[index] }
    }
    let common = first[..<(count ?? first.endIndex)].compactMap { token in
      if case .byte(let byte) = token { byte } else { nil }
    }
    return Self.wholeText(common)
  }

  /// Whether the whole of a path is meant.
  public func matches(_ path: String) -> Bool {
    var path = path
    return path.withUTF8 { matches($0) }
  }

  /// Whether the whole of a path, given as UTF-8, is meant.
  func matches(_ path: UnsafeBufferPointer<UInt8>) -> Bool {
    alternatives.contains { Self.match($0[...], path) }
  }

  /// Whether what matches may lie below a folder, whose path has no slash at its end.
  func mayLead(through folder: String) -> Bool {
    let slash = Token.byte(UInt8(ascii: "/"))
    let depth = folder.utf8.count { $0 == UInt8(ascii: "/") }
    var folder = folder
    return folder.withUTF8 { folder in
      alternatives.contains { tokens in
        if tokens.contains(.anything) { return true }
        let slashes = tokens.indices.filter { tokens[$0] == slash }
        return slashes.count > depth && Self.match(tokens[..<slashes[depth]], folder)
      }
    }
  }

  /// A prefix may have been cut inside a character, where alternatives differ in its last byte.
  private static func wholeText(_ bytes: [UInt8]) -> String {
    var bytes = bytes[...]
    while !bytes.isEmpty {
      if let text = String(validating: bytes, as: UTF8.self) { return text }
      bytes = bytes.dropLast()
    }
    return ""
  }
}

extension GlobPattern {
  /// The alternatives that the braces of a text stand for.
  private static func expandingBraces(
    _ text: ArraySlice<Unicode.Scalar>,
    in whole: String
  ) throws(LakehouseError) -> [[Unicode.Scalar]] {
    var index = text.startIndex
    while index < text.endIndex, text[index] != "{" {
      index += text[index] == "\\" ? 2 : 1
    }
    guard index < text.endIndex else { return [Array(text)] }
    var choices: [ArraySlice<Unicode.Scalar>] = []
    var depth = 0
    var start = index + 1
    var end = index
    while end < text.endIndex {
      switch text[end] {
      case "\\": end += 1
      case "{": depth += 1
      case "}": depth -= 1
      case "," where depth == 1:
        choices.append(text[start..<end])
        start = end + 1
      default: break
      }
      if depth == 0 { break }
      end += 1
    }
    guard end < text.endIndex else {
      throw LakehouseError(.badOption, whole, detail: "a brace is left open")
    }
    choices.append(text[start..<end])
    let rests = try expandingBraces(text[(end + 1)...], in: whole)
    var expanded: [[Unicode.Scalar]] = []
    for choice in choices {
      for middle in try expandingBraces(choice, in: whole) {
        expanded += rests.map { Array(text[..<index]) + middle + $0 }
      }
    }
    return expanded
  }

  private static func tokens(
    of text: [Unicode.Scalar],
    in whole: String
  ) throws(LakehouseError) -> [Token] {
    var tokens: [Token] = []
    var rest = text[...]
    while let scalar = rest.popFirst() {
      switch scalar {
      case "?": tokens.append(.anyCharacter)
      case "*":
        let isDouble = rest.first == "*"
        if isDouble { rest.removeFirst() }
        tokens.append(isDouble ? .anything : .anyName)
      case "[": tokens.append(try bracket(&rest, in: whole))
      case "\\": tokens += String(rest.popFirst() ?? scalar).utf8.map { .byte($0) }
      default: tokens += String(scalar).utf8.map { .byte($0) }
      }
    }
    return tokens
  }

  private static func bracket(
    _ rest: inout ArraySlice<Unicode.Scalar>,
    in whole: String
  ) throws(LakehouseError) -> Token {
    let isNegated = rest.first == "^" || rest.first == "!"
    if isNegated { rest.removeFirst() }
    var ranges: [ClosedRange<UInt32>] = []
    while let scalar = rest.popFirst() {
      if scalar == "]", !ranges.isEmpty { return .oneOf(ranges, isNegated: isNegated) }
      let first = scalar == "\\" ? rest.popFirst() ?? scalar : scalar
      if rest.first == "-", let last = rest.dropFirst().first, last != "]" {
        rest.removeFirst(2)
        guard first.value <= last.value else { break }
        ranges.append(first.value...last.value)
      } else {
        ranges.append(first.value...first.value)
      }
    }
    throw LakehouseError(.badOption, whole, detail: "a bracket is left open or turned round")
  }
}

extension GlobPattern {
  private typealias Bytes = UnsafeBufferPointer<UInt8>

  private static func match(_ tokens: ArraySlice<Token>, _ path: Bytes) -> Bool {
    var tokens = tokens
    var path = path[...]
    while let token = tokens.popFirst() {
      switch token {
      case .byte(let byte):
        guard path.popFirst() == byte else { return false }
      case .anyCharacter:
        guard let scalar = scalar(&path), scalar != UInt32(UInt8(ascii: "/")) else { return false }
      case .oneOf(let ranges, let isNegated):
        guard let scalar = scalar(&path), scalar != UInt32(UInt8(ascii: "/")),
          ranges.contains(where: { $0.contains(scalar) }) != isNegated
        else { return false }
      case .anyName, .anything:
        return matchRest(tokens, path, mayCross: token == .anything)
      }
    }
    return path.isEmpty
  }

  /// Tries the rest of the pattern behind every length that a star may have.
  private static func matchRest(
    _ tokens: ArraySlice<Token>,
    _ path: Slice<Bytes>,
    mayCross: Bool
  ) -> Bool {
    // As in `*.json`: only one length fits, and thousands of names are asked.
    if tokens.allSatisfy({ if case .byte = $0 { true } else { false } }) {
      let star = path.dropLast(tokens.count)
      return path.count >= tokens.count
        && zip(path[star.endIndex...], tokens).allSatisfy {
          Token.byte($0) == $1
        } && (mayCross || !star.contains(UInt8(ascii: "/")))
    }
    var path = path
    while true {
      if match(tokens, Bytes(rebasing: path)) { return true }
      guard let byte = path.popFirst(), mayCross || byte != UInt8(ascii: "/") else { return false }
    }
  }

  /// Takes one character of UTF-8; a stray byte counts as one.
  private static func scalar(_ path: inout Slice<Bytes>) -> UInt32? {
    guard let first = path.first else { return nil }
    let length = first < 0xc0 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4
    let text = String(decoding: path.prefix(length), as: UTF8.self)
    path = path.dropFirst(length)
    return text.unicodeScalars.first?.value
  }
}
