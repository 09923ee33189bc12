/// What is missing of a pin: sentinels come in fixed bundles, never alone.
enum Bundle {
  /// Nothing is missing.
  case clean
  /// A story whose page is gone: only category and id are left.
  case deadStory
  /// A story without description and picture.
  case storyWithoutImage
  /// A story; these never have a description.
  case story
  /// An image or video without description.
  case noDescription
  /// An image or video without tags.
  case noTags

  /// Draws the bundle of a row with the published shares, times `dirt`.
  init(dirt: Double, using random: inout RowRandom) {
    guard dirt > 0 else {
      self = .clean
      return
    }
    switch Double(random.below(1_000_000)) / 1_000 / dirt {
    case ..<11: self = .deadStory
    case ..<26: self = .storyWithoutImage
    case ..<76: self = .story
    case ..<92: self = .noDescription
    case ..<98: self = .noTags
    default: self = .clean
    }
  }

  var isStory: Bool {
    switch self {
    case .deadStory, .storyWithoutImage, .story: true
    case .clean, .noDescription, .noTags: false
    }
  }

  var hasImage: Bool { self != .deadStory && self != .storyWithoutImage }
}
