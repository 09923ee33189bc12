/// What stands where something could not be fetched, or is a story.
enum Sentinel {
  static let title = "No Title Data Available"
  static let storyDescription = "No description available Story format"
  static let description = "No description available"
  static let user = "User Info Error"
  static let tags = "N,o, ,T,a,g,s, ,A,v,a,i,l,a,b,l,e"
  static let story = "multi-video(story page format)"
  static let image = "Image src error."
}
