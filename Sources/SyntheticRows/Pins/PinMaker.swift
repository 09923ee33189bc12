import PinterestModels

/// Makes the pin of a position out of its bundle, its category and its poster.
struct PinMaker {
  let position: Int
  let bundle: Bundle
  let category: Category
  let posterName: String
  let followerCount: String
  let random: RowRandom

  func pin() -> Pin {
    TextBuffer.lend { buffer in pin(in: &buffer) }
  }

  private func pin(in buffer: inout TextBuffer) -> Pin {
    var random = random
    let uniqueID = Self.uuid(random.next(), random.next(), in: &buffer)
    let isVideo = random.happens(perMille: 32)
    let source = imageSource(isMoving: isVideo || bundle.isStory, &random, in: &buffer)
    let isDead = bundle == .deadStory
    var text = PinText(category, using: random, in: buffer)
    return Pin(
      index: position,
      uniqueID: uniqueID,
      title: isDead ? Sentinel.title : text.title(),
      description: description(text: &text),
      posterName: isDead ? Sentinel.user : posterName,
      followerCount: isDead ? Sentinel.user : followerCount,
      tagList: isDead || bundle == .noTags ? Sentinel.tags : text.tags(),
      isImageOrVideo: bundle.isStory ? Sentinel.story : isVideo ? "video" : "image",
      imageSource: source,
      downloaded: bundle.hasImage ? 1 : 0,
      saveLocation: category.saveLocation,
      category: category.name
    )
  }

  private func description(text: inout PinText) -> String {
    if bundle.isStory { return Sentinel.storyDescription }
    return bundle == .noDescription ? Sentinel.description : text.description()
  }

  /// The folders of a picture are the first digits of its name.
  private func imageSource(
    isMoving: Bool,
    _ random: inout RowRandom,
    in buffer: inout TextBuffer
  ) -> String {
    let high = random.next()
    let low = random.next()
    let percent = random.below(100)
    guard bundle.hasImage else { return Sentinel.image }
    buffer.append("https://i.pinimg.com/")
    if isMoving { buffer.append("videos/thumbnails/") }
    buffer.append("originals/")
    for start in [0, 2, 4] {
      buffer.append(hexadecimal: high, digits: start..<(start + 2))
      buffer.append(UInt8(ascii: "/"))
    }
    buffer.append(hexadecimal: high)
    buffer.append(hexadecimal: low)
    buffer.append(isMoving ? ".0000001.jpg" : Self.fileExtension(percent))
    return buffer.take()
  }

  private static func fileExtension(_ percent: Int) -> String {
    switch percent {
    case ..<84: ".jpg"
    case ..<95: ".png"
    case ..<98: ".webp"
    default: ".gif"
    }
  }

  /// Version 4, variant 1.
  private static func uuid(_ high: UInt64, _ low: UInt64, in buffer: inout TextBuffer) -> String {
    let high = high & ~0xf000 | 0x4000
    let low = low & ~(0b11 << 62) | 0b10 << 62
    for (number, digits) in [(high, 0..<8), (high, 8..<12), (high, 12..<16), (low, 0..<4)] {
      buffer.append(hexadecimal: number, digits: digits)
      buffer.append(UInt8(ascii: "-"))
    }
    buffer.append(hexadecimal: low, digits: 4..<16)
    return buffer.take()
  }
}
