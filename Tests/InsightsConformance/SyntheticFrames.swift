package import Lakehouse
import PinterestModels
import SyntheticRows

/// The synthetic tables, cleaned; made once.
package enum SyntheticFrames {
  package static let published: CleanFrames = {
    let rows = SyntheticRows()
    let cleaner = Cleaner()
    var report = CleaningReport()
    var frames = CleanFrames()
    for position in 0..<rows.count(of: .pin) {
      guard let post = try? rows.post(at: position) else { continue }
      frames.pins.append(cleaner.clean(post.pin, &report))
      frames.geolocations.append(cleaner.clean(post.geolocation, &report))
      frames.users.append(cleaner.clean(post.user, &report))
    }
    return frames
  }()
}
