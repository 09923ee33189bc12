/// A row of `pinterest_data`: what was pinned.
public struct Pin: TableRow {
  /// The number that joins it with the rows of the other two tables.
  public var index: Int?
  /// A UUID in lower case.
  public var uniqueID: String?
  /// The title, or `No Title Data Available`.
  public var title: String?
  /// The description, cut at 180 characters by an ellipsis and a no-break space.
  public var description: String?
  /// The display name of who posted it, or `User Info Error`.
  public var posterName: String?
  /// Digits, digits and `k`, or digits and `M`; or `User Info Error`.
  public var followerCount: String?
  /// Tags joined by commas.
  public var tagList: String?
  /// `image`, `video` or `multi-video(story page format)`.
  public var isImageOrVideo: String?
  /// The URL of the picture, or `Image src error.`.
  public var imageSource: String?
  /// 1, or 0 where the picture could not be fetched.
  public var downloaded: Int?
  /// `Local save in /data/` and the category.
  public var saveLocation: String?
  /// One of thirteen.
  public var category: String?

  /// Makes a row of which nothing is known but what is given.
  public init(
    index: Int? = nil,
    uniqueID: String? = nil,
    title: String? = nil,
    description: String? = nil,
    posterName: String? = nil,
    followerCount: String? = nil,
    tagList: String? = nil,
    isImageOrVideo: String? = nil,
    imageSource: String? = nil,
    downloaded: Int? = nil,
    saveLocation: String? = nil,
    category: String? = nil
  ) {
    self.index = index
    self.uniqueID = uniqueID
    self.title = title
    self.description = description
    self.posterName = posterName
    self.followerCount = followerCount
    self.tagList = tagList
    self.isImageOrVideo = isImageOrVideo
    self.imageSource = imageSource
    self.downloaded = downloaded
    self.saveLocation = saveLocation
    self.category = category
  }
}

extension Pin {
  /// The columns in published order.
  static let columns: [Column] = [
    Column("index", .integer), Column("unique_id", .text), Column("title", .text),
    Column("description", .text), Column("poster_name", .text), Column("follower_count", .text),
    Column("tag_list", .text), Column("is_image_or_video", .text), Column("image_src", .text),
    Column("downloaded", .integer), Column("save_location", .text), Column("category", .text),
  ]

  /// `pin`.
  public static var table: Table { .pin }

  /// Puts a row together from one cell a column, in published order.
  public init(cells: [Cell]) throws(CellError) {
    var reader = CellReader(cells, of: .pin)
    index = try reader.integer()
    uniqueID = reader.text()
    title = reader.text()
    description = reader.text()
    posterName = reader.text()
    followerCount = reader.text()
    tagList = reader.text()
    isImageOrVideo = reader.text()
    imageSource = reader.text()
    downloaded = try reader.integer()
    saveLocation = reader.text()
    category = reader.text()
  }

  /// One cell a column, in published order.
  public var cells: [Cell] {
    [
      Cell(index), Cell(uniqueID), Cell(title), Cell(description), Cell(posterName),
      Cell(followerCount), Cell(tagList), Cell(isImageOrVideo), Cell(imageSource),
      Cell(downloaded), Cell(saveLocation), Cell(category),
    ]
  }
}
