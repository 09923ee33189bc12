/// A poster's place and user data: of each column the least that their posts drew.
///
/// That is how the published tables came about: people with many posts have names that start with
/// Aa, are about twenty, joined first and live near the South Pole.
struct Person {
  private var firstName = UInt32.max
  private var lastName = UInt32.max
  private var age = UInt32.max
  private var joined = UInt32.max
  private var latitude = UInt32.max
  private var longitude = UInt32.max
  private var country = UInt32.max

  /// Lowers every column to what another post draws, where that is less.
  mutating func lower(using random: inout RowRandom) {
    func lower(_ column: inout UInt32, to draw: UInt64) {
      column = min(column, UInt32(truncatingIfNeeded: draw))
    }
    let names = random.next()
    lower(&firstName, to: names)
    lower(&lastName, to: names >> 32)
    let dates = random.next()
    lower(&age, to: dates)
    lower(&joined, to: dates >> 32)
    let place = random.next()
    lower(&latitude, to: place)
    lower(&longitude, to: place >> 32)
    lower(&country, to: random.next())
  }

  var firstNameIndex: Int { Self.scaled(firstName, to: Vocabulary.firstNames.count) }
  var lastNameIndex: Int { Self.scaled(lastName, to: Vocabulary.lastNames.count) }
  var countryIndex: Int { Self.scaled(country, to: Vocabulary.countries.count) }
  /// 20 to 60.
  var ageInYears: Int { 20 + Self.scaled(age, to: 41) }
  /// Between 2015-10-20 and 2017-10-20.
  var secondsOfJoining: Int { 1_445_299_200 + Self.scaled(joined, to: 63_158_400) }
  var degreesNorth: Double { Self.degrees(latitude, halfRange: 90) }
  var degreesEast: Double { Self.degrees(longitude, halfRange: 180) }

  private static func scaled(_ draw: UInt32, to range: Int) -> Int { (Int(draw) * range) >> 32 }

  /// Six significant digits, as MySQL shows a FLOAT.
  private static func degrees(_ draw: UInt32, halfRange: Double) -> Double {
    let degrees = (Double(draw) / 0x1p31 - 1) * halfRange
    var scale = 1e3
    var bound = 100.0
    while abs(degrees) < bound, scale < 1e9 {
      scale *= 10
      bound /= 10
    }
    return (degrees * scale).rounded() / scale
  }
}
