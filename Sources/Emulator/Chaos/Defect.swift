import JSONBytes
import PinterestModels

/// Something that was made wrong on purpose, so that cleaning can be scored against it.
public struct Defect: Sendable, Hashable {
  /// What can be made wrong: the dirt the published tables have.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// `No Title Data Available`
    case title
    /// `No description available`
    case description
    /// `User Info Error` in place of name and followers.
    case user
    /// The list of tags spelled letter by letter.
    case tags
    /// `Image src error.`, and nothing downloaded.
    case image
  }

  /// The post it is in.
  public let post: Int
  /// The index of its rows.
  public let index: Int?
  /// What is wrong.
  public let kind: Kind
  /// What stood there before.
  public let original: String?

  /// The defect as one JSON object.
  public var json: [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.member("post", post)
      json.member("table", Table.pin.rawValue)
      json.member("index", index)
      json.member("defect", kind.rawValue)
      json.member("original", original)
    }
    return json.bytes
  }
}

/// Puts defects into pins.
struct DirtInjector {
  private let dirt: Dirt
  private var random: SeededRandom

  init(_ dirt: Dirt, seed: UInt64) {
    self.dirt = dirt
    random = SeededRandom(seed: seed, stream: .dirt)
  }

  mutating func spoil(_ post: inout Post, number: Int) -> [Defect] {
    guard !dirt.shares.isEmpty else { return [] }
    var defects: [Defect] = []
    for kind in Defect.Kind.allCases {
      // A number is drawn for every kind, so that one share does not move the others.
      let draw = random.unit()
      guard draw < dirt.shares[kind] ?? 0 else { continue }
      let original = spoil(&post.pin, kind)
      defects.append(Defect(post: number, index: post.pin.index, kind: kind, original: original))
    }
    return defects
  }

  private func spoil(_ pin: inout Pin, _ kind: Defect.Kind) -> String? {
    switch kind {
    case .title: return exchange(&pin.title, "No Title Data Available")
    case .description: return exchange(&pin.description, "No description available")
    case .user:
      pin.followerCount = "User Info Error"
      return exchange(&pin.posterName, "User Info Error")
    case .tags: return exchange(&pin.tagList, "N,o, ,T,a,g,s, ,A,v,a,i,l,a,b,l,e")
    case .image:
      pin.downloaded = 0
      return exchange(&pin.imageSource, "Image src error.")
    }
  }

  private func exchange(_ value: inout String?, _ sentinel: String) -> String? {
    defer { value = sentinel }
    return value
  }
}
