/// The thirteen categories, each a block of positions, in alphabetical order.
enum Category: Int, CaseIterable {
  case art, beauty, christmas, diyAndCrafts, education, eventPlanning, finance, homeDecor
  case mensFashion, quotes, tattoos, travel, vehicles

  /// The number of rows in a published table.
  static let publishedCount = 11_154

  /// Where the blocks of the published table start.
  private static let starts = [
    0, 896, 1643, 2637, 3467, 4331, 5079, 5867, 6725, 7583, 8488, 9458, 10_316,
  ]

  /// The category of a position in a table of `count` rows, blocks growing with the table.
  init(position: Int, of count: Int) {
    let published = position * Self.publishedCount / count
    let block = Self.starts.lastIndex { $0 <= published } ?? 0
    self = Self.allCases[block]
  }

  var name: String {
    switch self {
    case .art: "art"
    case .beauty: "beauty"
    case .christmas: "christmas"
    case .diyAndCrafts: "diy-and-crafts"
    case .education: "education"
    case .eventPlanning: "event-planning"
    case .finance: "finance"
    case .homeDecor: "home-decor"
    case .mensFashion: "mens-fashion"
    case .quotes: "quotes"
    case .tattoos: "tattoos"
    case .travel: "travel"
    case .vehicles: "vehicles"
    }
  }

  var saveLocation: String { Self.saveLocations[rawValue] }

  private static let saveLocations = allCases.map { "Local save in /data/\($0.name)" }

  var subjects: [String] { Vocabulary.subjects[rawValue] }
}
