public import PinterestModels

extension CleanGeolocation {
  /// Cleans a geolocation: latitude and longitude become coordinates.
  public init(
    cleaning place: consuming Geolocation,
    by cleaner: Cleaner,
    _ report: inout CleaningReport
  ) {
    var coordinates: Coordinates?
    switch (place.latitude, place.longitude) {
    case (let latitude?, let longitude?):
      coordinates = Coordinates(latitude: latitude, longitude: longitude)
      report.note(.coordinates)
    case (nil, nil): break
    default: report.note(.halfCoordinates)
    }
    self.init(
      index: place.index,
      country: cleaner.filled(place.country, .emptyGeoText, &report),
      coordinates: coordinates,
      timestamp: cleaner.dated(place.timestamp, .timestamp, &report)
    )
  }
}
