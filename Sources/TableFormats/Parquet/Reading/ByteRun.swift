/// A part of bytes that were read together with others.
struct ByteRun {
  let bytes: [UInt8]
  let range: Range<Int>
}
