import Digests
import Testing

@Suite struct KnownDigestTests {
  static let check = "123456789"

  @Test func `every function gives the published value of the check string`() {
    #expect(CRC32.hash(Self.check) == 0xCBF4_3926)
    #expect(CRC32C.hash(Self.check) == 0xE306_9283)
    #expect(CRC64NVME.hash(Self.check) == 0xAE8B_1486_0A79_9888)
    #expect(MD5.hash(Self.check).hex == "25f9e794323b453885f5181f1b624d0b")
    #expect(SHA1.hash(Self.check).hex == "f7c3bc1d808e04732adf679965ccc34ca7ae3441")
    #expect(
      SHA256.hash(Self.check).hex
        == "15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225"
    )
  }

  @Test func `nothing at all has its known values`() {
    #expect(CRC32.hash("") == 0 && CRC32C.hash("") == 0 && CRC64NVME.hash("") == 0)
    #expect(MD5.hash("").hex == "d41d8cd98f00b204e9800998ecf8427e")
    #expect(SHA1.hash("").hex == "da39a3ee5e6b4b0d3255bfef95601890afd80709")
    #expect(
      SHA256.ofNothing.hex == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    )
  }

  @Test func `S3's own examples come out in base64`() {
    let letters = [UInt8](repeating: UInt8(ascii: "a"), count: 66_560)
    #expect(Checksum.base64(.crc32c, of: letters) == "sOO8/Q==")
    let capitals = [UInt8](repeating: UInt8(ascii: "A"), count: 1_024)
    #expect(Checksum.base64(.crc64nvme, of: capitals) == "Qeh8oXvGiSo=")
  }
}
