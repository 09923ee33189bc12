public import JSONBytes

extension Pin {
  /// Reads the next value of a scanner as a row; of a member that occurs twice the last one counts.
  public init(from json: inout JSONScanner) throws(JSONError) {
    var ind: Int?
    self.init()
    try json.beginObject()
    while let key = try json.nextKey() {
      switch key {
      case "index": index = try json.integer("index")
      case "unique_id": uniqueID = try json.text("unique_id")
      case "title": title = try json.text("title")
      case "description": description = try json.text("description")
      case "poster_name": posterName = try json.text("poster_name")
      case "follower_count": followerCount = try json.text("follower_count")
      case "tag_list": tagList = try json.text("tag_list")
      case "is_image_or_video": isImageOrVideo = try json.text("is_image_or_video")
      case "image_src": imageSource = try json.text("image_src")
      case "downloaded": downloaded = try json.integer("downloaded")
      case "save_location": saveLocation = try json.text("save_location")
      case "category": category = try json.text("category")
      case "ind": ind = try json.integer("ind")
      default: try json.skipValue()
      }
    }
    if index == nil { index = ind }
  }

  /// Appends the row as compact JSON: every column, in published order, absence as null.
  public func append(to output: inout [UInt8]) {
    var json = JSONWriter(appendingTo: output)
    json.object { row in
      row.member("index", index)
      row.member("unique_id", uniqueID)
      row.member("title", title)
      row.member("description", description)
      row.member("poster_name", posterName)
      row.member("follower_count", followerCount)
      row.member("tag_list", tagList)
      row.member("is_image_or_video", isImageOrVideo)
      row.member("image_src", imageSource)
      row.member("downloaded", downloaded)
      row.member("save_location", saveLocation)
      row.member("category", category)
    }
    output = json.bytes
  }
}
