import PinterestModels
import Testing

@Suite struct PublishedDrawTests {
  @Test func `the generator is CPython's`() {
    var random = PythonRandom(seed: 100)
    #expect(
      (0..<6).map { _ in random.next32() } == [
        625_644_691, 1_973_661_107, 1_953_896_601, 4_087_596_401, 3_310_491_232, 750_534_796,
      ]
    )
  }

  @Test(arguments: [
    // python3 -c "import random; random.seed(S); print([random.getrandbits(64) for _ in range(2)])"
    (UInt64(0), [7_106_521_602_475_165_645, 16_422_101_724_900_707_500]),
    (UInt64(4_294_967_296), [6_480_552_028_864_852_439, 17_242_564_240_753_480_966]),
  ])
  func `seeds of any width are taken as CPython takes them`(seed: UInt64, numbers: [UInt64]) {
    var random = PythonRandom(seed: seed)
    #expect([random.next(), random.next()] == numbers)
  }

  @Test func `everybody's first forty rows`() {
    #expect(
      PublishedDraw().prefix(40).map(\.position) == [
        7528, 2863, 5730, 8304, 8731, 1313, 4315, 10794, 5494, 5069, 2923, 3089, 6063, 3454, 7554,
        6145, 10625, 2959, 9875, 2418, 3156, 428, 7343, 2074, 9979, 10138, 9672, 8653, 8887, 7922,
        1014, 4913, 4137, 7166, 9546, 2411, 9590, 2698, 4508, 831,
      ]
    )
  }

  @Test func `everybody's first forty pauses`() {
    let seconds = PublishedDraw().prefix(40).map(\.pause.components.seconds)
    #expect(
      seconds == [
        0, 1, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 1, 1, 1, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 1, 1, 1, 1,
        1, 0, 1, 0, 1, 1, 0, 1, 0, 0,
      ]
    )
  }

  @Test func `other limits stay within them`() {
    #expect(PublishedDraw(seed: 7, lastPosition: 0).prefix(9).allSatisfy { $0.position == 0 })
    let few = Set(PublishedDraw(lastPosition: 3).prefix(200).map(\.position))
    #expect(few == [0, 1, 2, 3])
  }
}
