public import JSONBytes

extension Pin {
  /// Reads the next value of a scanner as a row; of a member that occurs twice the last one counts.
  public init(from json: inout JSONScanner) throws(JSONError) {
    // Gathered apart, because a half-made row would be copied once it is whole.
    var index, ind, downloaded: Int?
    var uniqueID, title, description, posterName, followerCount, tagList: String?
    var isImageOrVideo, imageSource, saveLocation, category: String?
    try json.beginObject()
    // As everybody writes it; what stands in another order is left for the loop.
    if json.readKey("index") { index = try json.integer("index") }
    if json.readKey("unique_id") { uniqueID = try json.text("unique_id") }
    if json.readKey("title") { title = try json.text("title") }
    if json.readKey("description") { description = try json.text("description") }
    if json.readKey("poster_name") { posterName = try json.text("poster_name") }
    if json.readKey("follower_count") { followerCount = try json.text("follower_count") }
    if json.readKey("tag_list") { tagList = try json.text("tag_list") }
    if json.readKey("is_image_or_video") {
      isImageOrVideo = try json.recurringText("is_image_or_video")
    }
    if json.readKey("image_src") { imageSource = try json.text("image_src") }
    if json.readKey("downloaded") { downloaded = try json.integer("downloaded") }
    if json.readKey("save_location") { saveLocation = try json.recurringText("save_location") }
    if json.readKey("category") { category = try json.text("category") }
    while let key = try json.nextKey() {
      switch key {
      case "index": index = try json.integer("index")
      case "unique_id": uniqueID = try json.text("unique_id")
      case "title": title = try json.text("title")
      case "description": description = try json.text("description")
      case "poster_name": posterName = try json.text("poster_name")
      case "follower_count": followerCount = try json.text("follower_count")
      case "tag_list": tagList = try json.text("tag_list")
      case "is_image_or_video": isImageOrVideo = try json.recurringText("is_image_or_video")
      case "image_src": imageSource = try json.text("image_src")
      case "downloaded": downloaded = try json.integer("downloaded")
      case "save_location": saveLocation = try json.recurringText("save_location")
      case "category": category = try json.text("category")
      case "ind": ind = try json.integer("ind")
      default: try json.skipValue()
      }
    }
    self.index = index ?? ind
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

  /// Appends the row as compact JSON: every column, in published order, absence as null.
  public func append(to output: inout [UInt8]) {
    JSONStage.append(to: &output) { row in
      row.put(raw: #"{"index":"#)
      row.put(index)
      row.put(raw: #","unique_id":"#)
      row.put(uniqueID)
      row.put(raw: #","title":"#)
      row.put(title)
      row.put(raw: #","description":"#)
      row.put(description)
      row.put(raw: #","poster_name":"#)
      row.put(posterName)
      row.put(raw: #","follower_count":"#)
      row.put(followerCount)
      row.put(raw: #","tag_list":"#)
      row.put(tagList)
      row.put(raw: #","is_image_or_video":"#)
      row.put(isImageOrVideo)
      row.put(raw: #","image_src":"#)
      row.put(imageSource)
      row.put(raw: #","downloaded":"#)
      row.put(downloaded)
      row.put(raw: #","save_location":"#)
      row.put(saveLocation)
      row.put(raw: #","category":"#)
      row.put(category)
      row.put(raw: "}")
    }
  }
}
