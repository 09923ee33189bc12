/// Where a listing goes on; it is used up after five minutes.
struct PageToken: Sendable, Hashable {
  private static let lifetime = 300_000

  /// Which listing it belongs to.
  let kind: String
  /// What the listing stopped behind.
  let name: String
  /// What the listing was asked for at first, for it is not asked again.
  var question: [String] = []
  let issued: Int

  init(kind: String, name: String, question: [String] = [], issued: Int) {
    self.kind = kind
    self.name = name
    self.question = question
    self.issued = issued
  }

  func text(in service: KinesisService) -> String {
    let parts = ["\(issued)", kind, name] + question
    return SealedText.seal(
      Array(parts.joined(separator: "\n").utf8),
      with: service.storage.iteratorKey
    )
  }

  init(_ text: String, kind: String = "streams", in service: KinesisService, at now: Int)
    throws(KinesisFailure)
  {
    guard let bytes = SealedText.open(text, with: service.storage.iteratorKey) else {
      throw .invalidArgument("NextToken is invalid.")
    }
    let parts = String(decoding: bytes, as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard parts.count >= 3, let issued = Int(parts[0]), parts[1] == kind else {
      throw .invalidArgument("NextToken is invalid.")
    }
    guard now - issued <= Self.lifetime else {
      throw KinesisFailure("ExpiredNextTokenException", "NextToken has expired.")
    }
    self.issued = issued
    self.kind = kind
    name = parts[2]
    question = Array(parts[3...])
  }
}
