/// Which defects are put into posts, in shares of all posts, beyond what the source has.
public struct Dirt: Sendable, Hashable {
  /// The shares, by kind.
  public var shares: [Defect.Kind: Double]

  /// Nothing is spoiled.
  public init() { shares = [:] }

  /// Reads `5%` for each kind, or `title=5%,missing=1%`.
  public init(parsing text: String) throws(EmulatorError) {
    self.init()
    if !text.contains("=") {
      let share = try Chaos.share(text)
      for kind in Defect.Kind.allCases { shares[kind] = share }
      return
    }
    for part in text.split(separator: ",") {
      let pair = part.split(separator: "=", maxSplits: 1).map(String.init)
      guard let kind = Defect.Kind(rawValue: pair[0]), pair.count == 2 else {
        let known = Defect.Kind.allCases.map(\.rawValue).joined(separator: ", ")
        throw .option("dirty", "\(part) is not KIND=SHARE; there is \(known)")
      }
      shares[kind] = try Chaos.share(pair[1])
    }
  }
}
