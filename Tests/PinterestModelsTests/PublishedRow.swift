import PinterestModels

/// Row 7528 of each table, as published: the first one everybody posts.
enum PublishedRow {
  static let pinJSON = #"""
    {"index":7528,"unique_id":"fbe53c66-3442-4773-b19e-d3ec6f54dddf",\#
    "title":"No Title Data Available","description":"No description available Story format",\#
    "poster_name":"User Info Error","follower_count":"User Info Error",\#
    "tag_list":"N,o, ,T,a,g,s, ,A,v,a,i,l,a,b,l,e",\#
    "is_image_or_video":"multi-video(story page format)","image_src":"Image src error.",\#
    "downloaded":0,"save_location":"Local save in /data/mens-fashion","category":"mens-fashion"}
    """#
  static let geolocationJSON = #"""
    {"ind":7528,"timestamp":"2020-08-28 03:52:47","latitude":-89.9787,"longitude":-173.293,\#
    "country":"Albania"}
    """#
  static let userJSON = #"""
    {"ind":7528,"first_name":"Abigail","last_name":"Ali","age":20,\#
    "date_joined":"2015-10-24 11:23:51"}
    """#

  static let pin = Pin(
    index: 7528,
    uniqueID: "fbe53c66-3442-4773-b19e-d3ec6f54dddf",
    title: "No Title Data Available",
    description: "No description available Story format",
    posterName: "User Info Error",
    followerCount: "User Info Error",
    tagList: "N,o, ,T,a,g,s, ,A,v,a,i,l,a,b,l,e",
    isImageOrVideo: "multi-video(story page format)",
    imageSource: "Image src error.",
    downloaded: 0,
    saveLocation: "Local save in /data/mens-fashion",
    category: "mens-fashion"
  )
  static let geolocation = Geolocation(
    index: 7528,
    timestamp: WireTimestamp(year: 2020, month: 8, day: 28, hour: 3, minute: 52, second: 47),
    latitude: -89.9787,
    longitude: -173.293,
    country: "Albania"
  )
  static let user = User(
    index: 7528,
    firstName: "Abigail",
    lastName: "Ali",
    age: 20,
    dateJoined: WireTimestamp(year: 2015, month: 10, day: 24, hour: 11, minute: 23, second: 51)
  )
}
