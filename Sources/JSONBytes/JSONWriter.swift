/// Writes compact JSON into bytes it owns: commas by itself, everything else as told.
///
/// The caller is trusted to close what it opens and to give every key one value.
///
/// ```swift
/// var json = JSONWriter()
/// json.object { row in
///   row.member("index", 7528)
///   row.array("tags") { $0.write("art") }
/// }
/// // {"index":7528,"tags":["art"]}
/// ```
public struct JSONWriter: Sendable {
  /// What has been written so far.
  public private(set) var bytes: [UInt8]
  private let start: Int

  /// Starts empty, or goes on behind the bytes given.
  public init(appendingTo bytes: consuming [UInt8] = []) {
    start = bytes.count
    self.bytes = bytes
  }

  /// What has been written, as text.
  public var string: String { String(decoding: bytes[start...], as: UTF8.self) }

  /// Writes `{`.
  public mutating func beginObject() { item(UInt8(ascii: "{")) }

  /// Writes `}`.
  public mutating func endObject() { bytes.append(UInt8(ascii: "}")) }

  /// Writes `[`.
  public mutating func beginArray() { item(UInt8(ascii: "[")) }

  /// Writes `]`.
  public mutating func endArray() { bytes.append(UInt8(ascii: "]")) }

  /// Writes the key of a member; its value must follow.
  public mutating func key(_ key: String) {
    let isFirst = isFirst
    JSONStage.append(to: &bytes) { stage in
      if !isFirst { stage.put(raw: ",") }
      stage.put(key)
      stage.put(raw: ":")
    }
  }

  /// Writes a line feed, after which the next value starts afresh.
  public mutating func endLine() { bytes.append(UInt8(ascii: "\n")) }

  /// Writes a text.
  public mutating func write(_ text: String) {
    separate()
    Self.append(text, to: &bytes)
  }

  /// Writes an integer.
  public mutating func write(_ integer: Int) {
    separate()
    Self.append(integer, to: &bytes)
  }

  /// Writes a number in the shortest spelling that reads back as the same `Double`.
  ///
  /// NaN and the infinities, which JSON does not have, become `null` as in JavaScript.
  public mutating func write(_ number: Double) {
    separate()
    Self.append(number, to: &bytes)
  }

  /// Writes `true` or `false`.
  public mutating func write(_ boolean: Bool) {
    separate()
    Self.append(raw: boolean ? "true" : "false", to: &bytes)
  }

  /// Writes `null`.
  public mutating func writeNull() {
    separate()
    Self.append(raw: "null", to: &bytes)
  }

  /// Writes bytes that already are one JSON value, such as a relayed record.
  public mutating func write(raw value: some Sequence<UInt8>) {
    separate()
    bytes.append(contentsOf: value)
  }

  /// Starts a value with its bracket.
  private mutating func item(_ bracket: UInt8) {
    separate()
    bytes.append(bracket)
  }

  private mutating func separate() {
    if !isFirst { bytes.append(UInt8(ascii: ",")) }
  }

  /// Whether no comma is due: after an opening bracket, a colon or a line feed, in none of which a
  /// value ends.
  private var isFirst: Bool {
    guard bytes.count > start, let last = bytes.last else { return true }
    switch last {
    case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: ":"), UInt8(ascii: "\n"): return true
    default: return false
    }
  }
}
