/// Holds header fields in the order they came; names compare without case, a name may occur often.
public struct HTTPHeaders: Sendable, Hashable {
  /// One line of the header section.
  public struct Field: Sendable, Hashable {
    /// The name with the case it was given in.
    public var name: String
    /// The value without surrounding white space.
    public var value: String

    /// Pairs a name with a value.
    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// The fields as an array, for whoever walks over them often.
  package private(set) var fields: [Field]

  /// Starts empty.
  public init() { fields = [] }

  /// Takes fields as they are, in order.
  public init(_ fields: [Field]) { self.fields = fields }

  /// The first value under `name`; setting it replaces every one of that name, `nil` removes them.
  public subscript(_ name: String) -> String? {
    get { fields.first { $0.name.equalsIgnoringASCIICase(name) }?.value }
    set {
      guard let newValue else { return remove(name) }
      guard let first = fields.firstIndex(where: { $0.name.equalsIgnoringASCIICase(name) }) else {
        return fields.append(Field(name, newValue))
      }
      let later = fields.index(after: first)
      if fields[later...].contains(where: { $0.name.equalsIgnoringASCIICase(name) }) {
        let tail = fields[later...].filter { !$0.name.equalsIgnoringASCIICase(name) }
        fields.replaceSubrange(later..., with: tail)
      }
      fields[first].value = newValue
    }
  }

  /// Every value under `name`, in order of arrival.
  public func values(_ name: String) -> [String] {
    fields.filter { $0.name.equalsIgnoringASCIICase(name) }.map(\.value)
  }

  /// Says whether a field of that name is there.
  public func contains(_ name: String) -> Bool {
    for index in fields.indices where fields[index].name.utf8.count == name.utf8.count {
      if fields[index].name.equalsIgnoringASCIICase(name) { return true }
    }
    return false
  }

  /// Appends a field and keeps those of the same name.
  public mutating func add(_ name: String, _ value: String) { fields.append(Field(name, value)) }

  /// Removes every field of that name.
  public mutating func remove(_ name: String) {
    guard contains(name) else { return }
    fields.removeAll { $0.name.equalsIgnoringASCIICase(name) }
  }

  /// Makes room for that many fields at once.
  public mutating func reserveCapacity(_ count: Int) { fields.reserveCapacity(count) }
}

extension HTTPHeaders: RandomAccessCollection {
  /// The first position.
  public var startIndex: Int { fields.startIndex }
  /// The position behind the last field.
  public var endIndex: Int { fields.endIndex }
  /// The field at a position.
  public subscript(position: Int) -> Field { fields[position] }
}

extension HTTPHeaders: ExpressibleByDictionaryLiteral {
  /// Writes headers as a literal; order and repetitions stay as written.
  public init(dictionaryLiteral elements: (String, String)...) {
    fields = elements.map { Field($0.0, $0.1) }
  }
}

extension String {
  /// Compares as header names do: ASCII letters without case, everything else byte for byte.
  package func equalsIgnoringASCIICase(_ other: String) -> Bool {
    guard utf8.count == other.utf8.count else { return false }
    let mine = utf8.span
    let theirs = other.utf8.span
    for index in mine.indices where mine[index] != theirs[index] {
      let (a, b) = (mine[index] | 0x20, theirs[index] | 0x20)
      guard a == b, a &- UInt8(ascii: "a") < 26 else { return false }
    }
    return true
  }
}
