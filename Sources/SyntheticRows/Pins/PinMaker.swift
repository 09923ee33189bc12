import PinterestModels

/// Makes the pin of a position out of its bundle, its category and its poster.
struct PinMaker {
  let position: Int
  let bundle: Bundle
  let category: Category
  let posterName: String
  let followerCount: String
  var random: RowRandom

  mutating func pin() -> Pin {
    let identifier = Self.hexadecimal(random.next(), random.next())
    let picture = Self.hexadecimal(random.next(), random.next())
    let isVideo = random.happens(perMille: 32)
    let `extension` = Self.fileExtension(random.below(100))
    var text = PinText(category, using: random)
    return Pin(
      index: position,
      uniqueID: Self.uuid(identifier),
      title: bundle == .deadStory ? Sentinel.title : text.title(),
      description: description(text: &text),
      posterName: bundle == .deadStory ? Sentinel.user : posterName,
      followerCount: bundle == .deadStory ? Sentinel.user : followerCount,
      tagList: bundle == .deadStory || bundle == .noTags ? Sentinel.tags : text.tags(),
      isImageOrVideo: bundle.isStory
        ? "multi-video(story page format)" : isVideo ? "video" : "image",
      imageSource: bundle.hasImage
        ? Self.source(of: picture, isMoving: isVideo || bundle.isStory, extension: `extension`)
        : Sentinel.image,
      downloaded: bundle.hasImage ? 1 : 0,
      saveLocation: category.saveLocation,
      category: category.name
    )
  }

  private func description(text: inout PinText) -> String {
    if bundle.isStory { return Sentinel.storyDescription }
    return bundle == .noDescription ? Sentinel.description : text.description()
  }

  private static func fileExtension(_ percent: Int) -> String {
    switch percent {
    case ..<84: "jpg"
    case ..<95: "png"
    case ..<98: "webp"
    default: "gif"
    }
  }

  private static func source(of name: [UInt8], isMoving: Bool, extension: String) -> String {
    var url = Array("https://i.pinimg.com/".utf8)
    if isMoving { url += "videos/thumbnails/".utf8 }
    url += "originals/".utf8
    for start in [0, 2, 4] {
      url += name[start..<(start + 2)]
      url.append(UInt8(ascii: "/"))
    }
    url += name
    url += isMoving ? ".0000001.jpg".utf8 : ".\(`extension`)".utf8
    return String(decoding: url, as: UTF8.self)
  }

  /// Version 4, variant 1.
  private static func uuid(_ digits: [UInt8]) -> String {
    var text: [UInt8] = []
    for (index, digit) in digits.enumerated() {
      if [8, 12, 16, 20].contains(index) { text.append(UInt8(ascii: "-")) }
      switch index {
      case 12: text.append(UInt8(ascii: "4"))
      case 16: text.append(Array("89ab".utf8)[Int(digit & 3)])
      default: text.append(digit)
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The thirty-two hexadecimal digits of two numbers.
  private static func hexadecimal(_ high: UInt64, _ low: UInt64) -> [UInt8] {
    let digits: StaticString = "0123456789abcdef"
    return [high, low].flatMap { number in
      stride(from: 60, through: 0, by: -4).map { digits.utf8Start[Int(number >> $0 & 15)] }
    }
  }
}
