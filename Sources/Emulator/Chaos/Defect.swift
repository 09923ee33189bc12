import JSONBytes
public import PinterestModels

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
    /// The row of one table is not sent at all.
    case missing
    /// The row of one table is sent twice.
    case duplicate
  }

  /// The post it is in.
  public let post: Int
  /// The index of its rows.
  public let index: Int?
  /// What is wrong.
  public let kind: Kind
  /// The table whose row it is.
  public let table: Table
  /// What stood there before.
  public let original: String?

  init(post: Int, index: Int?, kind: Kind, table: Table = .pin, original: String? = nil) {
    self.post = post
    self.index = index
    self.kind = kind
    self.table = table
    self.original = original
  }

  /// The defect as one JSON object.
  public var json: [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.member("post", post)
      json.member("table", table.rawValue)
      json.member("index", index)
      json.member("defect", kind.rawValue)
      json.member("original", original)
    }
    return json.bytes
  }
}

/// Puts defects into posts.
struct DirtInjector {
  /// What became of a post.
  struct Spoiled {
    var defects: [Defect] = []
    /// The table whose row is not sent.
    var missing: Table?
    /// The table whose row is sent twice.
    var repeated: Table?
  }

  private let dirt: Dirt
  private var random: SeededRandom

  init(_ dirt: Dirt, seed: UInt64) {
    self.dirt = dirt
    random = SeededRandom(seed: seed, stream: .dirt)
  }

  mutating func spoil(_ post: inout Post, number: Int, tables: [Table]) -> Spoiled {
    var spoiled = Spoiled()
    guard !dirt.shares.isEmpty else { return spoiled }
    for kind in Defect.Kind.allCases {
      // Numbers are drawn for every kind, so that one share does not move the others.
      let (draw, lot) = (random.unit(), random.next())
      guard draw < dirt.shares[kind] ?? 0 else { continue }
      let table = tables.isEmpty ? .pin : tables[Int(lot % UInt64(tables.count))]
      switch kind {
      case .missing: spoiled.missing = table
      case .duplicate where table != spoiled.missing: spoiled.repeated = table
      case .duplicate: continue
      default: break
      }
      let isOfTable = kind == .missing || kind == .duplicate
      let defect = Defect(
        post: number,
        index: post.pin.index,
        kind: kind,
        table: isOfTable ? table : .pin,
        original: spoil(&post.pin, kind)
      )
      spoiled.defects.append(defect)
    }
    return spoiled
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
    case .missing, .duplicate: return nil
    }
  }

  private func exchange(_ value: inout String?, _ sentinel: String) -> String? {
    defer { value = sentinel }
    return value
  }
}
