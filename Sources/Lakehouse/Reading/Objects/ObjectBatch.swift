/// Some objects, or a piece of a large one, with their bytes side by side.
///
/// Whoever reads objects fills it; it is used again for the next batch, so that no object costs an
/// allocation.
public final class ObjectBatch {
  /// Its place in the order, from 0.
  public private(set) var number: Int
  /// Whether no further piece with the same number follows.
  public var isLast = true
  /// Why the object behind those it holds cannot be read.
  public var failure: LakehouseError?
  /// The number of bytes it holds.
  public private(set) var used = 0

  private(set) var pieces: [Piece] = []
  private var bytes: [UInt8]
  private var names: [String] = []
  /// What stands before every name.
  private let place: String
  /// Where files have their names, instead of `names`.
  private let files: FileListing?
  /// What the decoder knows of an object of which only a piece was here.
  var split: SplitObject?

  /// An object, or a piece of one, in the bytes of a batch.
  struct Piece {
    /// The place of its name among the names, or of the file in the listing.
    let name: Int
    let bytes: Range<Int>
    let isFirst: Bool
    let isLast: Bool

    var isWhole: Bool { isFirst && isLast }
  }

  /// Makes an empty batch with room for so many bytes; it grows where they do not suffice.
  public convenience init(number: Int, capacity: Int = 64 * 1024) {
    self.init(number: number, capacity: capacity, below: "")
  }

  /// Makes an empty batch for objects whose names all begin alike.
  init(number: Int, capacity: Int, below place: String) {
    self.number = number
    self.place = place
    files = nil
    bytes = [UInt8](repeating: 0, count: capacity)
  }

  /// Makes an empty batch for files, whose names are looked up only where somebody asks.
  init(of files: FileListing, capacity: Int) {
    number = 0
    place = ""
    self.files = files
    bytes = [UInt8](repeating: 0, count: capacity)
  }

  /// Empties it for the next batch.
  public func restart(number: Int) {
    self.number = number
    isLast = true
    failure = nil
    split = nil
    clear()
  }

  /// Empties it for the next piece of the same number.
  public func clear() {
    used = 0
    pieces.removeAll(keepingCapacity: true)
    names.removeAll(keepingCapacity: true)
  }

  /// Adds an object, or a piece of it: whether it is the first and the last one must be said.
  public func append(
    _ name: String,
    _ content: some Collection<UInt8>,
    isFirst: Bool = true,
    isLast: Bool = true
  ) {
    let copied: Void? = content.withContiguousStorageIfAvailable { bytes in
      append(name, bytes.span, isFirst: isFirst, isLast: isLast)
    }
    if copied == nil { append(name, Array(content).span, isFirst: isFirst, isLast: isLast) }
  }

  /// Adds an object, or a piece of it, whose bytes lie side by side.
  func append(_ name: String, _ content: Span<UInt8>, isFirst: Bool, isLast: Bool) {
    names.append(name)
    let end = used
    makeRoom(for: content.count)
    content.withUnsafeBytes { content in
      bytes.withUnsafeMutableBytes { buffer in
        UnsafeMutableRawBufferPointer(rebasing: buffer[end...]).copyMemory(from: content)
      }
    }
    used += content.count
    add(names.count - 1, from: end, isFirst: isFirst, isLast: isLast)
  }

  /// The bytes that still have room without growing.
  var room: Int { bytes.count - used }

  /// Makes sure that so many more bytes have room.
  func makeRoom(for count: Int) {
    guard room < count else { return }
    bytes.append(contentsOf: repeatElement(0, count: max(count - room, bytes.count)))
  }

  /// Lets `fill` write into the free room behind what is there and counts what it wrote.
  func fill(_ fill: (UnsafeMutableRawBufferPointer) -> Int) -> Int {
    let count = bytes.withUnsafeMutableBytes { buffer in
      fill(UnsafeMutableRawBufferPointer(rebasing: buffer[used...]))
    }
    used += max(0, count)
    return count
  }

  /// Says that the bytes from `start` on belong to a file of the listing.
  func add(_ file: Int, from start: Int, isFirst: Bool, isLast: Bool) {
    pieces.append(Piece(name: file, bytes: start..<used, isFirst: isFirst, isLast: isLast))
  }

  /// The name of the object a piece belongs to.
  func name(of piece: Piece) -> String { files?.name(of: piece.name) ?? place + names[piece.name] }

  /// Lends the bytes of all pieces to `body`; those of a piece are `bytes[piece.bytes]`.
  func withBytes<Failure>(
    _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Void
  ) throws(Failure) {
    try bytes.withUnsafeBufferPointer { buffer throws(Failure) in
      try body(UnsafeBufferPointer(rebasing: buffer[..<used]))
    }
  }
}
