import Digests
import Testing

@Suite struct TextFormTests {
  /// The examples of RFC 4648 §10.
  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
    ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
  ])
  func `base64 is that of the RFC`(text: String, encoded: String) {
    let bytes = Array(text.utf8)
    #expect(Base64.encode(bytes) == encoded)
    #expect(Base64.decode(encoded) == bytes)
    #expect(decoded(encoded) == bytes)
    var appended = Array("x".utf8)
    Base64.append(bytes, to: &appended)
    #expect(String(decoding: appended, as: UTF8.self) == "x" + encoded)
    #expect(Base64.encodeForURL(bytes) == encoded.replacing("=", with: ""))
  }

  @Test(arguments: [
    "Z", "Zg=", "Zg", "Zg===", "Z===", "Zm9v=", "Zm 9v", "Zh==", "Zm9=", "=Zg=", "Zg-_",
  ])
  func `base64 that is none is refused`(text: String) {
    #expect(Base64.decode(text) == nil)
    #expect(decoded(text) == nil)
  }

  private func decoded(_ text: String) -> [UInt8]? {
    Array(text.utf8).withUnsafeBufferPointer { Base64.decode($0) }
  }

  @Test func `every byte survives both forms`() {
    let bytes = Array(UInt8.min...UInt8.max)
    for length in 0...bytes.count {
      let part = Array(bytes.suffix(length))
      #expect(Base64.decode(Base64.encode(part)) == part)
      #expect(decoded(Base64.encode(part)) == part)
      var appended: [UInt8] = []
      Base64.append(part, to: &appended)
      #expect(String(decoding: appended, as: UTF8.self) == Base64.encode(part))
      #expect(Hex.decode(Hex.encode(part)) == part)
      #expect(Hex.decode(Hex.encode(part).uppercased()) == part)
    }
    #expect(Hex.encode([0, 9, 10, 15, 16, 0x9a, 0xa9, 255]) == "00090a0f109aa9ff")
    #expect(Base64.encodeForURL([251, 255, 254]) == "-__-")
  }

  @Test(arguments: ["0", "0g", "g0", " 0", "0x"])
  func `hexadecimal that is none is refused`(text: String) {
    #expect(Hex.decode(text) == nil)
  }

  @Test func `a digest is read back from each of its forms`() throws {
    let digest = SHA256.hash("a")
    #expect(Digest<32>(hex: digest.hex) == digest)
    #expect(Digest<32>(base64: digest.base64) == digest)
    #expect(Digest<32>(digest.bytes) == digest)
    #expect(Digest<32>(hex: String(digest.hex.dropLast(2))) == nil)
    #expect(Digest<16>(digest.bytes) == nil)
    #expect("\(digest)" == digest.hex)
    #expect(Set([digest, SHA256.hash("a"), SHA256.hash("b")]).count == 2)
  }
}
