/// A piece of stack on which a record is put together before it is appended to an array at once.
///
/// Growing an array costs some seventy instructions a time however little is appended; a record of
/// twelve members pays that once instead of two dozen times. What does not fit is handed over early.
public struct JSONStage {
  @usableFromInline static var capacity: Int { 1024 }

  @usableFromInline let base: UnsafeMutablePointer<UInt8>
  @usableFromInline var used = 0
  private let output: UnsafeMutablePointer<[UInt8]>

  /// Lends a stage to `body` and appends to `output` what is put on it.
  @inlinable @inline(__always)
  public static func append<Failure>(
    to output: inout [UInt8],
    _ body: (inout JSONStage) throws(Failure) -> Void
  ) throws(Failure) {
    try withUnsafeMutablePointer(to: &output) { output throws(Failure) in
      try withUnsafeTemporaryAllocation(of: UInt8.self, capacity: capacity) {
        stack throws(Failure) in
        guard let base = stack.baseAddress else { return }
        var stage = JSONStage(base: base, output: output)
        try body(&stage)
        stage.handOver()
      }
    }
  }

  @usableFromInline
  init(base: UnsafeMutablePointer<UInt8>, output: UnsafeMutablePointer<[UInt8]>) {
    self.base = base
    self.output = output
  }

  /// Puts the bytes of a literal, which must not be longer than a kilobyte, as they are.
  @inlinable @inline(__always)
  public mutating func put(raw literal: StaticString) {
    let count = literal.utf8CodeUnitCount
    makeRoom(for: count)
    (base + used).update(from: literal.utf8Start, count: count)
    used &+= count
  }

  /// Puts a quoted text, or null.
  public mutating func put(_ text: String?) {
    guard let text else { return put(raw: "null") }
    text.utf8Span.span.withUnsafeBufferPointer { put(utf8: $0) }
  }

  /// Puts `true` or `false`.
  public mutating func put(_ boolean: Bool) {
    if boolean { put(raw: "true") } else { put(raw: "false") }
  }

  /// Puts bytes as they are, however many.
  @inline(__always)
  public mutating func put(bytes: UnsafeBufferPointer<UInt8>) {
    guard let start = bytes.baseAddress, bytes.count <= Self.capacity / 2 else {
      handOver()
      return output.pointee.append(contentsOf: bytes)
    }
    makeRoom(for: bytes.count)
    (base + used).update(from: start, count: bytes.count)
    used &+= bytes.count
  }

  /// Puts an integer, or null.
  public mutating func put(_ integer: Int?) {
    guard let integer else { return put(raw: "null") }
    makeRoom(for: DecimalText.longest)
    used &+= DecimalText.write(integer, to: base + used)
  }

  /// Puts a number in its shortest spelling, or null.
  public mutating func put(_ number: Double?) {
    guard let number, number.isFinite else { return put(raw: "null") }
    makeRoom(for: DecimalText.longest)
    if let decimal = ShortDecimal(number) {
      used &+= decimal.write(to: base + used)
    } else {
      var text = number.description
      text.withUTF8 { put(bytes: $0) }
    }
  }

  /// Puts ASCII that needs no escape between quotes; `write` gives the number of bytes it wrote.
  public mutating func putQuoted(
    atMost length: Int,
    _ write: (UnsafeMutableBufferPointer<UInt8>) -> Int
  ) {
    makeRoom(for: length + 2)
    base[used] = UInt8(ascii: "\"")
    let written = write(UnsafeMutableBufferPointer(start: base + used + 1, count: length))
    base[used + 1 + written] = UInt8(ascii: "\"")
    used &+= written &+ 2
  }

  /// Makes sure that so many bytes fit.
  @inlinable @inline(__always)
  mutating func makeRoom(for count: Int) {
    if used &+ count > Self.capacity { handOver() }
    precondition(count <= Self.capacity, "too much for one piece")
  }

  @usableFromInline @inline(never)
  mutating func handOver() {
    output.pointee.append(contentsOf: UnsafeBufferPointer(start: base, count: used))
    used = 0
  }
}

extension JSONStage {
  /// Puts a quoted text; plain text is looked at and copied word by word in one go.
  @inline(__always)
  public mutating func put(utf8 text: UnsafeBufferPointer<UInt8>) {
    guard text.count < Self.capacity - 16, let source = text.baseAddress else {
      handOver()
      return JSONWriter.append(utf8: text, to: &output.pointee)
    }
    makeRoom(for: text.count &+ 10)
    let target = base + used + 1
    target[-1] = UInt8(ascii: "\"")
    let plain = Self.copyPlain(source, text.count, to: target)
    used &+= plain &+ 1
    if plain < text.count { return putIntricate(UnsafeBufferPointer(rebasing: text[plain...])) }
    target[plain] = UInt8(ascii: "\"")
    used &+= 1
  }

  /// Puts the rest of a text, from the first character that must be escaped on, and its quote.
  @inline(never)
  private mutating func putIntricate(_ rest: UnsafeBufferPointer<UInt8>) {
    handOver()
    JSONWriter.appendEscaped(rest, to: &output.pointee)
    put(raw: "\"")
  }

  /// Copies up to the first byte that must be escaped and gives the number of bytes copied; up to
  /// seven bytes more may be written.
  @inline(__always)
  private static func copyPlain(
    _ source: UnsafePointer<UInt8>,
    _ count: Int,
    to target: UnsafeMutablePointer<UInt8>
  ) -> Int {
    var index = 0
    while index &+ 8 <= count {
      let word = WordScan.load(source + index)
      WordScan.store(word, target + index)
      let hits = WordScan.mustEscape(word)
      if hits != 0 { return index &+ hits.trailingZeroBitCount / 8 }
      index &+= 8
    }
    if index < count, count >= 8 {
      // The last eight bytes, some of which are known to be plain, at once.
      let start = count &- 8
      let word = WordScan.load(source + start)
      WordScan.store(word, target + start)
      let hits = WordScan.mustEscape(word)
      return hits == 0 ? count : start &+ hits.trailingZeroBitCount / 8
    }
    while index < count, !WordScan.mustEscape(source[index]) {
      target[index] = source[index]
      index &+= 1
    }
    return index
  }
}
