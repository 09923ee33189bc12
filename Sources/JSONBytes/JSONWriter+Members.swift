extension JSONWriter {
  /// Writes an object whose members `body` writes.
  public mutating func object<Failure>(
    _ body: (inout JSONWriter) throws(Failure) -> Void
  ) throws(Failure) {
    beginObject()
    try body(&self)
    endObject()
  }

  /// Writes an array whose elements `body` writes.
  public mutating func array<Failure>(
    _ body: (inout JSONWriter) throws(Failure) -> Void
  ) throws(Failure) {
    beginArray()
    try body(&self)
    endArray()
  }

  /// Writes a member that is an object.
  public mutating func object<Failure>(
    _ name: String,
    _ body: (inout JSONWriter) throws(Failure) -> Void
  ) throws(Failure) {
    key(name)
    try object(body)
  }

  /// Writes a member that is an array.
  public mutating func array<Failure>(
    _ name: String,
    _ body: (inout JSONWriter) throws(Failure) -> Void
  ) throws(Failure) {
    key(name)
    try array(body)
  }

  /// Writes a member that is a text, or `null`.
  public mutating func member(_ name: String, _ text: String?) {
    key(name)
    if let text { write(text) } else { writeNull() }
  }

  /// Writes a member that is an integer, or `null`.
  public mutating func member(_ name: String, _ integer: Int?) {
    key(name)
    if let integer { write(integer) } else { writeNull() }
  }

  /// Writes a member that is a number, or `null`.
  public mutating func member(_ name: String, _ number: Double?) {
    key(name)
    if let number { write(number) } else { writeNull() }
  }

  /// Writes a member that is true or false, or `null`.
  public mutating func member(_ name: String, _ boolean: Bool?) {
    key(name)
    if let boolean { write(boolean) } else { writeNull() }
  }

  /// Writes a member whose value already is JSON.
  public mutating func member(_ name: String, raw value: some Sequence<UInt8>) {
    key(name)
    write(raw: value)
  }

  /// Writes a finished object with further members behind its own.
  ///
  /// The object's own bytes stay as they are, only trailing white space goes. Throws where `object`
  /// does not end in a closing brace; what stands before it is not looked at.
  public mutating func write(
    object: some BidirectionalCollection<UInt8>,
    adding members: (inout JSONWriter) -> Void
  ) throws(JSONError) {
    let isSpace: (UInt8) -> Bool = { [0x20, 0x09, 0x0a, 0x0d].contains($0) }
    guard let brace = object.lastIndex(where: { !isSpace($0) }), object[brace] == UInt8(ascii: "}")
    else { throw JSONError(.unsuitableValue, at: 0, "members can only be added to an object") }
    guard let end = object[..<brace].lastIndex(where: { !isSpace($0) }) else {
      throw JSONError(.unexpectedByte, at: 0, "a closing brace without an opening one")
    }
    write(raw: object[...end])
    members(&self)
    endObject()
  }
}
