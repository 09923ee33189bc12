/// What became of every record of one request, in the order they were given.
public struct ProduceReport: Sendable, RandomAccessCollection {
  /// One outcome a record.
  public var outcomes: [RecordOutcome]
  /// The identifier under which the keys' schema is registered.
  public var keySchemaID: Int?
  /// The identifier under which the values' schema is registered: send it in the schema's place.
  public var valueSchemaID: Int?

  /// The first position.
  public var startIndex: Int { outcomes.startIndex }
  /// The position behind the last outcome.
  public var endIndex: Int { outcomes.endIndex }
  /// The outcome of one record.
  public subscript(position: Int) -> RecordOutcome { outcomes[position] }

  /// Whether every record was written.
  public var isComplete: Bool { outcomes.allSatisfy { $0.written != nil } }
}

/// The schemas of a request in one of the schema formats: their text, or what they are known by.
public struct RecordSchemas: Hashable, Sendable {
  /// The text of the keys' schema.
  public var key: String?
  /// The identifier of the keys' schema.
  public var keyID: Int?
  /// The text of the values' schema.
  public var value: String?
  /// The identifier of the values' schema.
  public var valueID: Int?

  /// Names the schemas of a request; the other formats need none.
  public init(
    key: String? = nil,
    keyID: Int? = nil,
    value: String? = nil,
    valueID: Int? = nil
  ) {
    self.key = key
    self.keyID = keyID
    self.value = value
    self.valueID = valueID
  }
}
