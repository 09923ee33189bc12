import AWSSigV4
import Digests
import Foundation
import HTTPWire

/// Signatures and digests by themselves: no network, one thread.
let signArea = Area(name: "sign") { bench in
  let limit = try bench.compiled("sig_limit.c", libraries: ["-lcrypto"])
  func microseconds(_ mode: String) throws -> Double {
    try bench.number(before: "cpu-s/1M", in: bench.output(of: limit, [mode, "300000", "5"]))
  }
  let botocore = try bench.python("sig_botocore.py", ["5000", "5"]).split(separator: "\n")
  func peer(_ line: Int) throws -> Double {
    try bench.number(before: "cpu-s/1M", in: String(botocore[line]))
  }
  let load = SignLoad()
  let cases: [(String, Double, Double?, Double?, Double?)] = [
    ("sign-put-300B", load.headers(), try peer(0), try microseconds("full"), 1.0),
    ("sign-put-unsigned", load.unsigned(), try peer(1), try microseconds("nopayload"), nil),
    ("sign-put-300B, new key", load.newKeys(), nil, try microseconds("fullkey"), 6.0),
    ("presign-get", try load.presigned(), nil, nil, nil),
    ("verify-put-300B", load.verified(), nil, nil, nil),
  ]
  for (name, ours, peer, limit, goal) in cases {
    try bench.report(
      Figure(
        case: name,
        unit: "cpu-us/op",
        ours: ours,
        peer: peer == nil ? nil : "botocore",
        peerValue: peer,
        limit: limit,
        goal: goal
      )
    )
  }
  try digests(bench)
}

/// The request of all signing rows: 300 B, four signed fields.
private struct SignLoad {
  private static let count = 100_000

  private let signer = SigV4Signer(service: "s3", region: "us-east-1")
  private let origin = HTTPOrigin(scheme: .http, host: "127.0.0.1", port: 9000)
  private let target = "/pinterest-bucket/topics/pin/partition%3D0/pin%2B0%2B0000007528.json"
  private let date = Date(timeIntervalSince1970: 1_598_586_767)
  private let body = [UInt8](repeating: UInt8(ascii: "a"), count: 300)
  private let credentials = Credentials(
    accessKeyID: "AKIAIOSFODNN7EXAMPLE",
    secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
  )

  init() {
    let signature = signer.explain(
      request(),
      payload: .of(body),
      with: credentials,
      at: date
    ).signature
    // The signature that the C program makes of the same request.
    precondition(signature == "0706ac355f93a5777e25dc06304cb1e4e39c2ee1407f25a7bc549fa743a5f26a")
  }

  func headers() -> Double {
    measured { _ in
      var request = request()
      signer.sign(&request, payload: .of(body), with: credentials, at: date)
      return request.headers.count
    }
  }

  func unsigned() -> Double {
    measured { _ in
      var request = request()
      signer.sign(&request, payload: .unsigned, with: credentials, at: date)
      return request.headers.count
    }
  }

  /// Every request has a day of its own, so that no key is at hand.
  func newKeys() -> Double {
    measured { number in
      var request = request()
      let date = date.addingTimeInterval(86_400 * Double(number))
      signer.sign(&request, payload: .of(body), with: credentials, at: date)
      return request.headers.count
    }
  }

  func presigned() throws -> Double {
    let request = request()
    return try measured { _ in
      try signer.presign(request, with: credentials, at: date, expires: .seconds(900)).utf8.count
    }
  }

  func verified() -> Double {
    var request = request()
    signer.sign(&request, payload: .of(body), with: credentials, at: date)
    let verifier = SigV4Verifier { [credentials] _ in credentials }
    return measured { _ in
      guard case .verified(let verified) = verifier.verify(request, at: date) else { return 0 }
      return verified.signedHeaders.count
    }
  }

  private func request() -> HTTPRequest {
    HTTPRequest(
      .put,
      origin: origin,
      target: target,
      headers: ["Content-Type": "application/json"],
      body: .bytes(body)
    )
  }

  /// The least CPU microseconds an operation takes in five rounds.
  private func measured(_ operation: (Int) throws -> Int) rethrows -> Double {
    var best = Double.infinity
    for round in 0..<5 {
      let start = Bench.cpuSeconds()
      var sum = 0
      for number in 0..<Self.count { sum += try operation(round * Self.count + number) }
      best = min(best, (Bench.cpuSeconds() - start) / Double(Self.count) * 1e6)
      precondition(sum > 0)
    }
    return best
  }
}

/// Gigabytes a second over 1 MiB, beside what Python reaches with C behind it.
private func digests(_ bench: Bench) throws {
  let peers = try bench.python("digests_py.py")
  let bytes = [UInt8](repeating: 7, count: 1 << 20)
  func rate(_ digest: () -> UInt64) -> Double {
    var best = Double.infinity
    for _ in 0..<5 {
      let start = Bench.cpuSeconds()
      var sum: UInt64 = 0
      for _ in 0..<100 { sum &+= digest() }
      best = min(best, Bench.cpuSeconds() - start)
      precondition(sum > 0)
    }
    return 100 * Double(bytes.count) / best / 1e9
  }
  let cases: [(String, String, Double, Double?)] = [
    ("crc32", "awscrt", rate { UInt64(CRC32.hash(bytes)) }, 5),
    ("crc32c", "awscrt", rate { UInt64(CRC32C.hash(bytes)) }, 5),
    ("crc64nvme", "awscrt", rate { CRC64NVME.hash(bytes) | 1 }, 5),
    ("sha256", "hashlib", rate { UInt64(SHA256.hash(bytes).bytes[0]) + 1 }, nil),
    ("sha1", "hashlib", rate { UInt64(SHA1.hash(bytes).bytes[0]) + 1 }, nil),
    ("md5", "hashlib", rate { UInt64(MD5.hash(bytes).bytes[0]) + 1 }, nil),
  ]
  for (name, peer, ours, goal) in cases {
    try bench.report(
      Figure(
        case: "digest-\(name)",
        unit: "GB/s",
        ours: ours,
        peer: peer,
        peerValue: try bench.number(before: name, in: peers),
        goal: goal
      )
    )
  }
}
