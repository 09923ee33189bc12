import JSONBytes

// Objects of which a batch holds only a piece, and compressed ones.
extension RecordReader {
  mutating func readPiece(
    _ stored: Bytes,
    _ piece: ObjectBatch.Piece,
    _ batch: ObjectBatch,
    _ name: () -> String
  ) throws(LakehouseError) {
    let object = (piece.isFirst ? nil : batch.split) ?? SplitObject()
    batch.split = piece.isLast ? nil : object
    try object.expand(stored, isEnd: piece.isLast, name) {
      content,
      isEnd throws(LakehouseError) in
      try read(content, of: object, isEnd: isEnd, name)
    }
  }

  private mutating func read(
    _ content: Bytes,
    of object: SplitObject,
    isEnd: Bool,
    _ name: () -> String
  ) throws(LakehouseError) {
    if object.rest.isEmpty {
      try readPart(content, of: object, isEnd: isEnd, name)
    } else {
      object.rest.append(contentsOf: content)
      guard isEnd || object.rest.count >= object.wanted else { return }
      let rest = object.rest
      object.rest = []
      try rest.withUnsafeBufferPointer { bytes throws(LakehouseError) in
        try readPart(bytes, of: object, isEnd: isEnd, name)
      }
    }
  }

  private mutating func readPart(
    _ bytes: Bytes,
    of object: SplitObject,
    isEnd: Bool,
    _ name: () -> String
  ) throws(LakehouseError) {
    // A byte order mark may have been cut.
    guard isEnd || !object.state.isEmpty || bytes.count > 2 else {
      object.rest = Array(bytes)
      return
    }
    var cursor = RecordCursor(bytes, isEnd: isEnd, object.state)
    try read(&cursor, name)
    if bytes.count - cursor.position > options.limits.recordBytes {
      let complaint = "longer than the \(options.limits.recordBytes) bytes allowed"
      let error = JSONError(.unexpectedEnd, at: cursor.position, complaint)
      try damaged(&cursor, error, name)
    }
    object.rest = Array(bytes[cursor.position...])
    object.wanted = object.rest.count * 2
    object.state = cursor.stateAtPosition
    if isEnd, cursor.isEmpty { report.emptyObjects += 1 }
  }
}
