/// Reads Thrift's compact protocol from bytes that may say anything.
///
/// Every length is held against the bytes that are left before anything is made of it, and structures
/// go at most so deep. Fields come in any order; unknown ones are skipped.
///
/// ```swift
/// try thrift.structure { thrift, field throws(TableFormatError) in
///   switch field.id {
///   case 1: rows = try thrift.count(field)
///   default: try thrift.skip(field)
///   }
/// }
/// ```
struct ThriftReader {
  /// The head of a field: what it is, and how it is written.
  struct Field {
    let id: Int
    let type: ThriftType
  }

  /// What is read, for complaints.
  let subject: String
  /// Where the next byte stands.
  private(set) var position: Int
  private let bytes: [UInt8]
  private let end: Int
  private var depth = 0
  private static let maximumDepth = 64

  init(_ bytes: [UInt8], in range: Range<Int>, subject: String) {
    self.bytes = bytes
    self.subject = subject
    position = range.lowerBound
    end = range.upperBound
  }

  /// Reads a structure; `read` takes or skips the value of every field it is shown.
  mutating func structure(
    _ read: (inout ThriftReader, Field) throws(TableFormatError) -> Void
  ) throws(TableFormatError) {
    depth += 1
    guard depth <= Self.maximumDepth else { throw malformed("structures too deep") }
    var last = 0
    while let field = try nextField(after: last) {
      last = field.id
      try read(&self, field)
    }
    depth -= 1
  }

  /// Reads a field that is a structure.
  mutating func structure(
    _ field: Field,
    _ read: (inout ThriftReader, Field) throws(TableFormatError) -> Void
  ) throws(TableFormatError) {
    try expect(.structure, field)
    try structure(read)
  }

  /// Reads a field that is a list; `read` takes one element of the given type.
  mutating func list(
    _ field: Field,
    of type: ThriftType,
    _ read: (inout ThriftReader) throws(TableFormatError) -> Void
  ) throws(TableFormatError) {
    guard field.type == .list || field.type == .set else { throw unexpected(field) }
    let head = try listHead()
    guard head.count == 0 || head.type == type else {
      throw malformed("a list of \(head.type) where \(type) belongs")
    }
    for _ in 0..<head.count { try read(&self) }
  }

  /// Reads a whole number of any width.
  mutating func integer(_ field: Field) throws(TableFormatError) -> Int64 {
    switch field.type {
    case .byte: return Int64(Int8(bitPattern: try byte()))
    case .int16, .int32, .int64: return try zigzag()
    default: throw unexpected(field)
    }
  }

  /// Reads a whole number that counts or measures something: never negative, and small enough to reckon with.
  mutating func count(_ field: Field) throws(TableFormatError) -> Int {
    let value = try integer(field)
    guard (0...(1 << 48)).contains(value) else { throw malformed("\(value) where a count belongs") }
    return Int(value)
  }

  /// Reads a whole number of 32 bits: a member of an enumeration.
  mutating func member(_ field: Field) throws(TableFormatError) -> Int {
    try member(integer(field))
  }

  /// Reads an element of a list of whole numbers of 32 bits.
  mutating func memberElement() throws(TableFormatError) -> Int { try member(zigzag()) }

  /// Reads true or false, which stands in the head of its field.
  mutating func boolean(_ field: Field) throws(TableFormatError) -> Bool {
    switch field.type {
    case .yes: return true
    case .no: return false
    default: throw unexpected(field)
    }
  }

  /// Reads bytes.
  mutating func binary(_ field: Field) throws(TableFormatError) -> [UInt8] {
    try expect(.binary, field)
    return try binaryElement()
  }

  /// Reads text.
  mutating func string(_ field: Field) throws(TableFormatError) -> String {
    String(decoding: try binary(field), as: UTF8.self)
  }

  /// Reads an element of a list of bytes.
  mutating func binaryElement() throws(TableFormatError) -> [UInt8] {
    Array(bytes[try block()])
  }

  /// Passes over a value nobody asked for.
  mutating func skip(_ field: Field) throws(TableFormatError) {
    try skip(field.type, isElement: false)
  }

  func malformed(_ detail: String) -> TableFormatError {
    TableFormatError(.malformed, subject, detail: "\(detail), at byte \(position)")
  }
}

extension ThriftReader {
  private mutating func nextField(after last: Int) throws(TableFormatError) -> Field? {
    let head = try byte()
    guard let type = ThriftType(rawValue: head & 0x0f) else {
      throw malformed("a value of kind \(head & 0x0f)")
    }
    if type == .stop { return nil }
    if head >> 4 != 0 { return Field(id: last + Int(head >> 4), type: type) }
    let id = try zigzag()
    guard let id = Int16(exactly: id) else { throw malformed("a field numbered \(id)") }
    return Field(id: Int(id), type: type)
  }

  private mutating func listHead() throws(TableFormatError) -> (count: Int, type: ThriftType) {
    let head = try byte()
    guard let type = ThriftType(rawValue: head & 0x0f), type != .stop else {
      throw malformed("a list of kind \(head & 0x0f)")
    }
    let count = head >> 4 < 15 ? UInt64(head >> 4) : try varint()
    // Every element takes a byte at least.
    guard count <= UInt64(end - position) else { throw malformed("a list of \(count) elements") }
    return (Int(count), type)
  }

  private mutating func skip(
    _ type: ThriftType,
    isElement: Bool
  ) throws(TableFormatError) {
    switch type {
    case .stop: throw malformed("a value of no kind")
    case .yes, .no: if isElement { _ = try byte() }
    case .byte: _ = try byte()
    case .int16, .int32, .int64: _ = try varint()
    case .double: try advance(8)
    case .uuid: try advance(16)
    case .binary: _ = try block()
    case .list, .set:
      let head = try listHead()
      try deeper { reader throws(TableFormatError) in
        for _ in 0..<head.count { try reader.skip(head.type, isElement: true) }
      }
    case .map: try deeper { reader throws(TableFormatError) in try reader.skipMap() }
    case .structure:
      try structure { reader, field throws(TableFormatError) in try reader.skip(field) }
    }
  }

  private mutating func skipMap() throws(TableFormatError) {
    let count = try varint()
    if count == 0 { return }
    let kinds = try byte()
    guard count <= UInt64(end - position), let key = ThriftType(rawValue: kinds >> 4),
      let value = ThriftType(rawValue: kinds & 0x0f)
    else { throw malformed("a map of \(count) entries") }
    for _ in 0..<count {
      try skip(key, isElement: true)
      try skip(value, isElement: true)
    }
  }

  private mutating func deeper(
    _ body: (inout ThriftReader) throws(TableFormatError) -> Void
  ) throws(TableFormatError) {
    depth += 1
    guard depth <= Self.maximumDepth else { throw malformed("lists too deep") }
    try body(&self)
    depth -= 1
  }

  private func expect(_ type: ThriftType, _ field: Field) throws(TableFormatError) {
    guard field.type == type else { throw unexpected(field) }
  }

  private func unexpected(_ field: Field) -> TableFormatError {
    malformed("field \(field.id) is \(field.type)")
  }

  private func member(_ value: Int64) throws(TableFormatError) -> Int {
    guard let number = Int32(exactly: value) else { throw malformed("\(value) is too large") }
    return Int(number)
  }

  private mutating func advance(_ count: Int) throws(TableFormatError) {
    guard count <= end - position else { throw malformed("the end, in the middle of a value") }
    position += count
  }

  private mutating func byte() throws(TableFormatError) -> UInt8 {
    try advance(1)
    return bytes[position - 1]
  }

  /// The place of a length and as many bytes.
  private mutating func block() throws(TableFormatError) -> Range<Int> {
    let count = try varint()
    guard count <= UInt64(end - position) else { throw malformed("\(count) bytes announced") }
    position += Int(count)
    return (position - Int(count))..<position
  }

  private mutating func varint() throws(TableFormatError) -> UInt64 {
    var value: UInt64 = 0
    for shift in stride(from: 0, to: 64, by: 7) {
      let next = try byte()
      value |= UInt64(next & 0x7f) << UInt64(shift)
      if next < 0x80 { return value }
    }
    throw malformed("a number of more than 64 bits")
  }

  private mutating func zigzag() throws(TableFormatError) -> Int64 {
    let value = try varint()
    return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
  }
}
