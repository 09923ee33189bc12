import FoundationEssentials
import Terminal

/// Settings that a person wrote as JSON: what is wrong with them is said by its name.
enum SettingsDecoding {
  /// Reads a file into `Value`; `purpose` ends the sentence "FILE is no …".
  static func read<Value: Decodable>(
    _ type: Value.Type,
    at path: String,
    as purpose: String
  ) throws -> Value {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw CommandError(.badConfiguration, "\(path): there is no such file")
    }
    do { return try JSONDecoder().decode(type, from: data) } catch let error as DecodingError {
      throw CommandError(.badConfiguration, "\(path) is no \(purpose): \(words(for: error))")
    }
  }

  /// The members of an object, and an error where there is one that nobody would read: a misspelled
  /// one must not be ignored.
  static func members<Key: CodingKey & CaseIterable>(
    _ keys: Key.Type,
    of decoder: any Decoder
  ) throws -> KeyedDecodingContainer<Key> {
    let known = Key.allCases.map(\.stringValue)
    let there = try decoder.container(keyedBy: Member.self).allKeys.map(\.stringValue)
    if let stranger = there.sorted().first(where: { !known.contains($0) }) {
      throw DecodingError.dataCorrupted(
        DecodingError.Context(
          codingPath: decoder.codingPath,
          debugDescription: "there is no \"\(stranger)\"; there is \(known.joined(separator: ", "))"
        )
      )
    }
    return try decoder.container(keyedBy: keys)
  }

  private struct Member: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  private static func words(for error: DecodingError) -> String {
    switch error {
    case .keyNotFound(let key, let context):
      place(context.codingPath) + "\"\(key.stringValue)\" is missing"
    case .typeMismatch(let type, let context), .valueNotFound(let type, let context):
      place(context.codingPath) + "this is no \(type)"
    case .dataCorrupted(let context): place(context.codingPath) + context.debugDescription
    @unknown default: "\(error)"
    }
  }

  /// `routes[2].path: `, or nothing for the whole.
  private static func place(_ path: [any CodingKey]) -> String {
    guard !path.isEmpty else { return "" }
    let text = path.reduce(into: "") { text, key in
      if let index = key.intValue {
        text += "[\(index)]"
      } else {
        text += (text.isEmpty ? "" : ".") + key.stringValue
      }
    }
    return text + ": "
  }
}
