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
    get { place(of: name).map { fields[$0].value } }
    set {
      guard let newValue else { return remove(name) }
      guard let first = place(of: name) else { return fields.append(Field(name, newValue)) }
      fields[first].value = newValue
      while let later = place(of: name, from: first + 1) { fields.remove(at: later) }
    }
  }

  /// The lengths are compared here: they tell most names apart without a call.
  private func place(of name: String, from start: Int = 0) -> Int? {
    let length = name.utf8.count
    for place in start..<fields.count where fields[place].name.utf8.count == length {
      if fields[place].name.equalsIgnoringASCIICase(name) { return place }
    }
    return nil
  }

  /// Every value under `name`, in order of arrival.
  public func values(_ name: String) -> [String] {
    fields.filter { $0.name.equalsIgnoringASCIICase(name) }.map(\.value)
  }

  /// Says whether a field of that name is there.
  public func contains(_ name: String) -> Bool { place(of: name) != nil }

  /// Appends a field and keeps those of the same name.
  public mutating func add(_ name: consuming String, _ value: consuming String) {
    fields.append(Field(name, value))
  }

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
    fields = []
    // Whoever signs and sends the request adds some more.
    fields.reserveCapacity(elements.count + 8)
    for (name, value) in elements { fields.append(Field(name, value)) }
  }
}
