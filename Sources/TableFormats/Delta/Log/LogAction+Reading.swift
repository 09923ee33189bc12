import JSONBytes

extension JSONScanner {
  /// Reads the members of an object that are not null; the closure consumes each value.
  mutating func members(
    _ body: (inout JSONScanner, JSONText) throws(JSONError) -> Void
  ) throws(JSONError) {
    try beginObject()
    while let key = try nextKey() {
      if try !readNull() { try body(&self, key) }
    }
  }

  /// Reads an object whose values are texts or null.
  mutating func texts() throws(JSONError) -> [String: String?] {
    var texts: [String: String?] = [:]
    try beginObject()
    while let key = try nextKey() {
      let name = key.string
      texts[name] = .some(try readNull() ? nil : try string())
    }
    return texts
  }

  /// Reads an object whose values are texts; a null is as good as no member.
  mutating func plainTexts() throws(JSONError) -> [String: String] {
    try texts().compactMapValues { $0 }
  }

  /// Reads an array of texts.
  mutating func strings() throws(JSONError) -> [String] {
    var strings: [String] = []
    try beginArray()
    while try nextElement() { strings.append(try string()) }
    return strings
  }

  /// The path that was just read as the log spells it.
  func path(_ text: String) throws(JSONError) -> String {
    guard let path = PathEncoding.decode(text) else {
      throw JSONError(.unsuitableValue, at: position, "the path has a % that encodes nothing")
    }
    return path
  }

  /// Complains of a member that must be there.
  func missing(_ name: String) -> JSONError {
    JSONError(.unsuitableValue, at: position, "no \(name)")
  }
}

extension AddFile {
  init(from json: inout JSONScanner) throws(JSONError) {
    var path: String?
    var size: Int?
    self.init(path: "", size: 0, modificationTime: 0)
    try json.members { json, key throws(JSONError) in
      switch key {
      case "path":
        let text = try json.string()
        path = try json.path(text)
        if PathEncoding.leavesTable(text) { obstacle = "a file outside of the table's folder" }
      case "partitionValues": partitionValues = try json.texts()
      case "size": size = try json.integer()
      case "modificationTime": modificationTime = try json.integer()
      case "dataChange": dataChange = try json.boolean()
      case "stats": stats = try json.string()
      case "tags": tags = try json.plainTexts()
      case "deletionVector":
        obstacle = "deletionVectors"
        _ = try json.skipValue()
      default: _ = try json.skipValue()
      }
    }
    guard let path, !path.isEmpty else { throw json.missing("path of the added file") }
    guard let size else { throw json.missing("size of the added file") }
    (self.path, self.size) = (path, size)
  }
}

extension RemoveFile {
  init(from json: inout JSONScanner) throws(JSONError) {
    self.init(path: "")
    try json.members { json, key throws(JSONError) in
      switch key {
      case "path": path = try json.path(json.string())
      case "deletionTimestamp": deletionTimestamp = try json.integer()
      case "dataChange": dataChange = try json.boolean()
      case "extendedFileMetadata": extendedFileMetadata = try json.boolean()
      case "partitionValues": partitionValues = try json.texts()
      case "size": size = try json.integer()
      default: _ = try json.skipValue()
      }
    }
    if path.isEmpty { throw json.missing("path of the removed file") }
  }
}

extension WriterTransaction {
  init(from json: inout JSONScanner) throws(JSONError) {
    var version: Int?
    self.init(appID: "", version: 0)
    try json.members { json, key throws(JSONError) in
      switch key {
      case "appId": appID = try json.string()
      case "version": version = try json.integer()
      case "lastUpdated": lastUpdated = try json.integer()
      default: _ = try json.skipValue()
      }
    }
    guard let version, !appID.isEmpty else { throw json.missing("appId and version of the txn") }
    self.version = version
  }
}

extension TableMetadata {
  init(from json: inout JSONScanner) throws(JSONError) {
    self.init(id: "", schemaText: "")
    try json.members { json, key throws(JSONError) in
      switch key {
      case "id": id = try json.string()
      case "name": name = try json.string()
      case "description": description = try json.string()
      case "schemaString": schemaText = try json.string()
      case "partitionColumns": partitionColumns = try json.strings()
      case "configuration": configuration = try json.plainTexts()
      case "createdTime": createdTime = try json.integer()
      default: _ = try json.skipValue()
      }
    }
    if schemaText.isEmpty { throw json.missing("schemaString of the table") }
  }
}

extension TableProtocol {
  init(from json: inout JSONScanner) throws(JSONError) {
    self.init()
    try json.members { json, key throws(JSONError) in
      switch key {
      case "minReaderVersion": minReaderVersion = try json.integer()
      case "minWriterVersion": minWriterVersion = try json.integer()
      case "readerFeatures": readerFeatures = try json.strings()
      case "writerFeatures": writerFeatures = try json.strings()
      default: _ = try json.skipValue()
      }
    }
  }
}

extension CommitInfo {
  init(from json: inout JSONScanner) throws(JSONError) {
    members = try JSONValue(from: &json).object ?? JSONObject()
  }
}
