public import PinterestModels

extension CleanPin {
  /// Cleans a pin: sentinels go, followers become a number, the save location a path; `index`
  /// becomes
  /// `ind`, and `downloaded` is not taken over.
  public init(cleaning pin: consuming Pin, by cleaner: Cleaner, _ report: inout CleaningReport) {
    self.init(
      index: pin.index,
      uniqueID: cleaner.filled(pin.uniqueID, .emptyPinText, &report),
      title: cleaner.relevant(pin.title, cleaner.options.sentinels.title, .title, &report),
      description: cleaner.relevant(
        pin.description,
        cleaner.options.sentinels.description,
        .description,
        &report
      ),
      followerCount: Self.followers(pin.followerCount, cleaner, &report),
      posterName: cleaner.relevant(
        pin.posterName,
        cleaner.options.sentinels.posterName,
        .posterName,
        &report
      ),
      tagList: cleaner.relevant(pin.tagList, cleaner.options.sentinels.tagList, .tagList, &report),
      isImageOrVideo: cleaner.filled(pin.isImageOrVideo, .emptyPinText, &report),
      imageSource: cleaner.relevant(
        pin.imageSource,
        cleaner.options.sentinels.imageSource,
        .imageSource,
        &report
      ),
      saveLocation: Self.path(pin.saveLocation, cleaner, &report),
      category: cleaner.filled(pin.category, .emptyPinText, &report)
    )
  }

  private static func followers(
    _ text: String?,
    _ cleaner: Cleaner,
    _ report: inout CleaningReport
  ) -> Int? {
    let sentinels = cleaner.options.sentinels.followerCount
    guard let text = cleaner.relevant(text, sentinels, .followerCount, &report) else { return nil }
    guard let count = cleaner.options.followers.count(text) else {
      report.note(.followerNumber)
      return nil
    }
    if let last = text.utf8.last, last > UInt8(ascii: "9") { report.note(.followerLetter) }
    return count
  }

  private static func path(
    _ text: String?,
    _ cleaner: Cleaner,
    _ report: inout CleaningReport
  ) -> String? {
    guard let text = cleaner.filled(text, .emptyPinText, &report) else { return nil }
    let path = SaveLocation.path(text)
    if path.utf8.count != text.utf8.count { report.note(.saveLocation) }
    return path
  }
}
