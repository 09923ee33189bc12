import JSONBytes

/// The body of a produce request, read in one pass without decoding what it carries.
struct ProduceRequest {
  /// One record; key and value are ranges of `arena`, `nil` is Kafka's null.
  struct Entry {
    var key: Range<Int>?
    var value: Range<Int>?
    var partition: Int?
  }

  /// The bytes of every key and value, one behind the other, as they will be stored.
  private(set) var arena: [UInt8] = []
  private(set) var entries: [Entry] = []
  private var schemas: Set<String> = []

  init(_ body: [UInt8], _ format: EmbeddedFormat) throws(KafkaRESTFailure) {
    guard !body.isEmpty else { throw KafkaRESTFailure(422, "records must not be null") }
    arena.reserveCapacity(body.count)
    var hasRecords = false
    do {
      try JSONScanner.scan(body) { json in
        try json.beginObject()
        while let key = try json.nextKey() {
          switch key {
          case "records":
            hasRecords = true
            try readRecords(&json, format)
          case "key_schema", "key_schema_id", "value_schema", "value_schema_id":
            schemas.insert(key.string)
            try json.skipValue()
          default: throw KafkaRESTFailure(422, "Unrecognized field: \(key.string)")
          }
        }
        try json.finish()
      }
    } catch let failure as KafkaRESTFailure {
      throw failure
    } catch {
      throw .badRequest("\(error)")
    }
    guard hasRecords, !entries.isEmpty else {
      throw KafkaRESTFailure(422, "records must not be empty")
    }
    if format.needsSchema { try checkSchemas() }
  }

  private mutating func readRecords(_ json: inout JSONScanner, _ format: EmbeddedFormat) throws {
    try json.beginArray()
    while try json.nextElement() {
      var entry = Entry()
      try json.beginObject()
      while let key = try json.nextKey() {
        switch key {
        case "key": entry.key = try read(&json, format)
        case "value": entry.value = try read(&json, format)
        case "partition":
          if try !json.readNull() { entry.partition = try json.integer() }
        default: throw KafkaRESTFailure(422, "Unrecognized field: \(key.string)")
        }
      }
      entries.append(entry)
    }
  }

  private mutating func read(
    _ json: inout JSONScanner,
    _ format: EmbeddedFormat
  ) throws -> Range<Int>? {
    do { return try format.read(&json, into: &arena) } catch {
      switch error {
      case .malformed(let error): throw error
      case .notBase64(let text): throw KafkaRESTFailure.badRequest(text)
      }
    }
  }

  private func checkSchemas() throws(KafkaRESTFailure) {
    let hasKeys = entries.contains { $0.key != nil }
    if hasKeys, schemas.isDisjoint(with: ["key_schema", "key_schema_id"]) {
      throw KafkaRESTFailure(42201, "Request includes keys but does not include key schema")
    }
    if schemas.isDisjoint(with: ["value_schema", "value_schema_id"]) {
      throw KafkaRESTFailure(42202, "Request includes values but does not include value schema")
    }
    throw KafkaRESTFailure(
      50101,
      "this proxy has no schema registry; produce application/vnd.kafka.json.v2+json instead"
    )
  }
}
