import JSONBytes

/// The file of one commit, between bytes and actions.
struct CommitFile {
  /// Its name, for messages.
  let name: String

  /// Reads the actions, without what the writer says of itself unless it is wanted.
  func actions(
    in bytes: [UInt8],
    withCommitInfo: Bool = false
  ) throws(TableFormatError) -> [LogAction] {
    var actions: [LogAction] = []
    do throws(JSONError) {
      try JSONScanner.scan(bytes) { json throws(JSONError) in
        while !json.isAtEnd() {
          if let action = try Self.action(&json, withCommitInfo) { actions.append(action) }
        }
      }
    } catch {
      let (line, column) = error.position(in: bytes)
      throw TableFormatError(
        .malformed,
        name,
        detail: "line \(line), column \(column): \(error)",
        underlying: error
      )
    }
    return actions
  }

  /// The bytes of a commit: an action a line.
  static func bytes(of actions: [LogAction]) -> [UInt8] {
    var json = JSONWriter()
    for action in actions {
      json.write(action)
      json.endLine()
    }
    return json.bytes
  }

  /// What one line says; actions that came after us are passed over, as the protocol wants.
  private static func action(
    _ json: inout JSONScanner,
    _ withCommitInfo: Bool
  ) throws(JSONError) -> LogAction? {
    var action: LogAction?
    try json.beginObject()
    while let key = try json.nextKey() {
      switch key {
      case "add": action = .add(try AddFile(from: &json))
      case "remove": action = .remove(try RemoveFile(from: &json))
      case "txn": action = .transaction(try WriterTransaction(from: &json))
      case "metaData": action = .metadata(try TableMetadata(from: &json))
      case "protocol": action = .tableProtocol(try TableProtocol(from: &json))
      case "commitInfo" where withCommitInfo: action = .commitInfo(try CommitInfo(from: &json))
      default: _ = try json.skipValue()
      }
    }
    return action
  }
}
