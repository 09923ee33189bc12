/// One shared file, read by the rules all AWS tools agree on.
///
/// Comments start with `#` or `;` at the start of a line or after a blank. An indented line carries
/// the value above on, or is a `key = value` of its own where that value is empty. Sections and keys
/// with names that mean nothing here are skipped; a line that cannot be read at all is an error.
struct ConfigFile {
  enum Kind { case config, credentials }

  private(set) var sections: [ConfigHeader: ConfigSection] = [:]
  /// Headers that were skipped, with their lines: the first place to look for a missing profile.
  private(set) var skipped: [(header: String, line: Int)] = []

  private let kind: Kind
  private let path: String
  private var place = Place.start
  private var open: OpenSetting?

  private enum Place {
    case start
    case skipped
    case section(ConfigHeader)
  }

  /// A setting that the next indented line may carry on.
  private struct OpenSetting {
    /// `nil` where the key is skipped and its continuation with it.
    var key: String?
    var line: Int
    var value: String
    var nested: [String: String]?
  }

  /// Reads a whole file; `path` is how messages name it.
  init(_ bytes: [UInt8], kind: Kind, path: String) throws(AWSCredentialsError) {
    self.kind = kind
    self.path = path
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let rest = bytes.starts(with: mark) ? bytes[3...] : bytes[...]
    let lines = rest.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      try read(line, number: index + 1)
    }
    closeSetting()
  }

  private mutating func read(
    _ bytes: ArraySlice<UInt8>,
    number: Int
  ) throws(AWSCredentialsError) {
    let ending = bytes.last == UInt8(ascii: "\r") ? bytes.dropLast() : bytes
    guard let line = String(validating: ending, as: UTF8.self) else {
      throw malformed(number, "it is not UTF-8")
    }
    let text = line[...].trimmed
    guard let first = text.first, !first.startsComment else { return }
    if line.first?.isBlank == true {
      try continueSetting(with: text, number: number)
    } else if first == "[" {
      try openSection(text, number: number)
    } else {
      try openSetting(text, number: number)
    }
  }

  private mutating func openSection(_ text: Substring, number: Int) throws(AWSCredentialsError) {
    closeSetting()
    guard let bracket = text.firstIndex(of: "]") else {
      throw malformed(number, "the section does not end with ]")
    }
    let rest = text[text.index(after: bracket)...].trimmed
    guard rest.isEmpty || rest.first?.startsComment == true else {
      throw malformed(number, "something other than a comment follows the ]")
    }
    let title = text[..<bracket].dropFirst().trimmed
    let header =
      kind == .config ? ConfigHeader(config: title) : ConfigHeader(credentials: title)
    guard let header else {
      skipped.append(("[\(title)]", number))
      place = .skipped
      return
    }
    place = .section(header)
    if sections[header] == nil {
      sections[header] = ConfigSection(name: header.name, file: path)
    }
  }

  private mutating func openSetting(_ text: Substring, number: Int) throws(AWSCredentialsError) {
    closeSetting()
    switch place {
    case .start: throw malformed(number, "a setting stands before the first section")
    case .skipped: return
    case .section: break
    }
    let line = text.withoutTrailingComment
    guard let equals = line.firstIndex(of: "=") else {
      throw malformed(number, "it is neither a [section] nor a key = value")
    }
    let key = line[..<equals].trimmed
    guard !key.isEmpty else { throw malformed(number, "there is no key before the =") }
    let value = line[line.index(after: equals)...].trimmed
    open = OpenSetting(
      key: key.isConfigName ? key.lowercased() : nil,
      line: number,
      value: String(value),
      nested: value.isEmpty ? [:] : nil
    )
  }

  private mutating func continueSetting(
    with text: Substring,
    number: Int
  ) throws(AWSCredentialsError) {
    if case .skipped = place { return }
    guard open != nil else {
      throw malformed(number, "it is indented, and there is no value above to carry on")
    }
    open?.value += "\n\(text)"
    guard open?.key != nil, open?.nested != nil else { return }
    guard let equals = text.firstIndex(of: "=") else {
      throw malformed(number, "an indented line under an empty value must be a key = value")
    }
    let key = text[..<equals].trimmed
    guard !key.isEmpty else { throw malformed(number, "there is no key before the =") }
    open?.nested?[key.lowercased()] = String(text[text.index(after: equals)...].trimmed)
  }

  private mutating func closeSetting() {
    defer { open = nil }
    guard let open, let key = open.key, case .section(let header) = place else { return }
    let setting = ConfigSetting(
      value: open.value,
      nested: open.nested ?? [:],
      origin: "\(path):\(open.line)"
    )
    sections[header]?.set(key, to: setting)
  }

  private func malformed(_ line: Int, _ reason: String) -> AWSCredentialsError {
    AWSCredentialsError(.malformedFile, source: "\(path):\(line)", detail: reason)
  }
}
