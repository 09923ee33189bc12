import Lakehouse
import PinterestModels
import SyntheticRows

/// The synthetic tables, cleaned; made once.
enum SyntheticFrames {
  static let published = make(SyntheticRows())

  static func make(_ rows: SyntheticRows) -> CleanFrames {
    var frames = CleanFrames()
    for position in 0..<rows.count(of: .pin) {
      guard let post = try? rows.post(at: position) else { continue }
      frames.pins.append(clean(post.pin))
      frames.geolocations.append(
        CleanGeolocation(index: position, country: post.geolocation.country, coordinates: nil, timestamp: post.geolocation.timestamp)
      )
      frames.users.append(
        CleanUser(index: position, userName: "\(post.user.firstName!) \(post.user.lastName!)", age: post.user.age, dateJoined: post.user.dateJoined)
      )
    }
    return frames
  }

  private static func clean(_ pin: Pin) -> CleanPin {
    var count: Int?
    if let text = pin.followerCount {
      count = Int(text.replacing("k", with: "000").replacing("M", with: "000000"))
    }
    return CleanPin(index: pin.index, title: pin.title, followerCount: count, posterName: pin.posterName == "User Info Error" ? nil : pin.posterName, category: pin.category)
  }
}
