/// One message of an event stream: named values and a payload.
public struct EventStreamMessage: Hashable, Sendable {
  /// A value and its name.
  public struct Header: Hashable, Sendable {
    /// The name; those of the protocol itself begin with a colon.
    public let name: String
    /// The value.
    public let value: Value
  }

  /// A value, of one of the ten kinds there are.
  public enum Value: Hashable, Sendable {
    /// True or false; no byte but the kind's own says which.
    case boolean(Bool)
    /// A number of one, two, four or eight bytes.
    case integer(Int64)
    /// Bytes.
    case bytes([UInt8])
    /// A text.
    case string(String)
    /// Milliseconds since 1970.
    case timestamp(milliseconds: Int64)
    /// Sixteen bytes.
    case uuid([UInt8])
  }

  /// The named values, in order.
  public let headers: [Header]
  /// What it carries.
  public let payload: [UInt8]

  /// The text under a name, where there is one.
  public func text(_ name: String) -> String? {
    guard case .string(let text) = headers.first(where: { $0.name == name })?.value else {
      return nil
    }
    return text
  }
}
