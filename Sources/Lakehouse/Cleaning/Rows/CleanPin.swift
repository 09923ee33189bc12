public import PinterestModels

/// A cleaned row of `pinterest_data`: what was pinned.
public struct CleanPin: CleanRow {
  /// The row it is made from.
  public typealias Raw = Pin

  /// `ind`: the number that joins it with the rows of the other two tables.
  public var index: Int?
  /// A UUID in lower case.
  public var uniqueID: String?
  /// The title.
  public var title: String?
  /// The description.
  public var description: String?
  /// The followers of who posted it, as a number of 32 bits.
  public var followerCount: Int?
  /// The display name of who posted it.
  public var posterName: String?
  /// Tags joined by commas.
  public var tagList: String?
  /// `image`, `video` or `multi-video(story page format)`.
  public var isImageOrVideo: String?
  /// The URL of the picture.
  public var imageSource: String?
  /// `/data/` and the category.
  public var saveLocation: String?
  /// One of thirteen.
  public var category: String?

  /// Makes a row of which nothing is known but what is given.
  public init(
    index: Int? = nil,
    uniqueID: String? = nil,
    title: String? = nil,
    description: String? = nil,
    followerCount: Int? = nil,
    posterName: String? = nil,
    tagList: String? = nil,
    isImageOrVideo: String? = nil,
    imageSource: String? = nil,
    saveLocation: String? = nil,
    category: String? = nil
  ) {
    self.index = index
    self.uniqueID = uniqueID
    self.title = title
    self.description = description
    self.followerCount = followerCount
    self.posterName = posterName
    self.tagList = tagList
    self.isImageOrVideo = isImageOrVideo
    self.imageSource = imageSource
    self.saveLocation = saveLocation
    self.category = category
  }

  /// `pin`.
  public static var table: Table { .pin }

  /// The columns in the order of the course's text.
  public static let columns: [CleanColumn] = [
    CleanColumn("ind", .long), CleanColumn("unique_id", .text), CleanColumn("title", .text),
    CleanColumn("description", .text), CleanColumn("follower_count", .int),
    CleanColumn("poster_name", .text), CleanColumn("tag_list", .text),
    CleanColumn("is_image_or_video", .text), CleanColumn("image_src", .text),
    CleanColumn("save_location", .text), CleanColumn("category", .text),
  ]

  /// What tells it from other rows: `unique_id`.
  public var key: CleanCell { uniqueID.map { .text($0) } ?? .null }

  /// Whether it holds not a single value.
  public var isEmpty: Bool { index == nil && uniqueID == nil && self == CleanPin() }

  /// Hands over one value a column.
  public func forEachCell(_ receiver: inout some CleanCellReceiver) {
    receiver.take(index)
    receiver.take(uniqueID)
    receiver.take(title)
    receiver.take(description)
    receiver.take(followerCount)
    receiver.take(posterName)
    receiver.take(tagList)
    receiver.take(isImageOrVideo)
    receiver.take(imageSource)
    receiver.take(saveLocation)
    receiver.take(category)
  }
}
