import Digests
import JSONBytes

/// How keys and values stand inside JSON bodies.
enum EmbeddedFormat: String, Sendable, CaseIterable {
  case binary, json, avro, jsonschema, protobuf

  /// Whether records in this format come with a schema of their own.
  var needsSchema: Bool { self == .avro || self == .jsonschema || self == .protobuf }

  /// Reads the next value of a scanner and appends its bytes; `nil` is Kafka's null.
  func read(
    _ json: inout JSONScanner,
    into arena: inout [UInt8]
  ) throws(EmbeddedValueError) -> Range<Int>? {
    let start = arena.count
    do {
      if try json.readNull() { return nil }
      guard self == .binary else {
        try json.copyValue(to: &arena, texts: .shortest)
        return start..<arena.count
      }
      guard try json.peek() == .string else {
        let text = json.bytes(in: try json.skipValue())
        throw EmbeddedValueError.notBase64("data=\(Self.shown(text)) is not a base64 string.")
      }
      let text = try json.string()
      guard let bytes = Base64.decode(text) else {
        throw EmbeddedValueError.notBase64("data=\"\(text)\" is not a valid base64 string.")
      }
      arena += bytes
      return start..<arena.count
    } catch let error as EmbeddedValueError {
      throw error
    } catch let error as JSONError {
      throw .malformed(error)
    } catch {
      throw .notBase64("\(error)")
    }
  }

  /// Writes a record's key or value as this format has it; but for `binary`, it must be JSON.
  func write(_ bytes: ArraySlice<UInt8>?, to stage: inout JSONStage) {
    guard let bytes else { return stage.put(raw: "null") }
    guard self != .binary else { return stage.put(Base64.encode(Array(bytes))) }
    bytes.withUnsafeBufferPointer { stage.put(bytes: $0) }
  }

  /// Whether bytes are exactly one JSON value.
  static func isJSON(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.withUnsafeBufferPointer { buffer in
      var scanner = JSONScanner(buffer)
      guard (try? scanner.skipValue()) != nil else { return false }
      return (try? scanner.finish()) != nil
    }
  }

  private static func shown(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    String(decoding: bytes.prefix(200), as: UTF8.self)
  }
}

/// Why a key or a value could not be read.
enum EmbeddedValueError: Error {
  /// The JSON itself is broken, so that nothing behind it can be read.
  case malformed(JSONError)
  /// The value is not what the format promises.
  case notBase64(String)
}
