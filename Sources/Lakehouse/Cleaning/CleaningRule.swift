public import PinterestModels

/// What cleaning does to rows, rule by rule; a report counts the rows each one changed.
public enum CleaningRule: Int, CaseIterable, Sendable, Hashable {
  /// A title that says nothing became absent.
  case title
  /// A description that says nothing became absent.
  case description
  /// A number of followers that says nothing became absent.
  case followerCount
  /// A poster's name that says nothing became absent.
  case posterName
  /// Tags that say nothing became absent.
  case tagList
  /// A picture that could not be fetched became absent.
  case imageSource
  /// An empty text of a pin became absent.
  case emptyPinText
  /// `12k` and `3M` became the numbers they stand for.
  case followerLetter
  /// A number of followers that is no number became absent.
  case followerNumber
  /// `Local save in ` went from the save location.
  case saveLocation
  /// An empty text of a geolocation became absent.
  case emptyGeoText
  /// Latitude and longitude became coordinates.
  case coordinates
  /// Only one of latitude and longitude was there, so there are no coordinates.
  case halfCoordinates
  /// A time that is no day of the calendar became absent.
  case timestamp
  /// An empty text of a user became absent.
  case emptyUserText
  /// First and last name became one.
  case userName
  /// Only one of first and last name was there, so there is no name.
  case halfUserName
  /// A date of joining that is no day of the calendar became absent.
  case dateJoined
  /// A pin without a single value went.
  case emptyPin
  /// A geolocation without a single value went.
  case emptyGeo
  /// A user without a single value went.
  case emptyUser
  /// A pin that was there before went.
  case duplicatePin
  /// A geolocation that was there before went.
  case duplicateGeo
  /// A user that was there before went.
  case duplicateUser

  /// The table whose rows it changes.
  public var table: Table {
    switch self {
    case .title, .description, .followerCount, .posterName, .tagList, .imageSource, .emptyPinText,
      .followerLetter, .followerNumber, .saveLocation, .emptyPin, .duplicatePin:
      .pin
    case .emptyGeoText, .coordinates, .halfCoordinates, .timestamp, .emptyGeo, .duplicateGeo: .geo
    case .emptyUserText, .userName, .halfUserName, .dateJoined, .emptyUser, .duplicateUser: .user
    }
  }

  /// The column it changes; `nil` where it is the whole row.
  public var column: String? {
    switch self {
    case .title: "title"
    case .description: "description"
    case .followerCount, .followerLetter, .followerNumber: "follower_count"
    case .posterName: "poster_name"
    case .tagList: "tag_list"
    case .imageSource: "image_src"
    case .saveLocation: "save_location"
    case .coordinates, .halfCoordinates: "coordinates"
    case .timestamp: "timestamp"
    case .userName, .halfUserName: "user_name"
    case .dateJoined: "date_joined"
    case .emptyPinText, .emptyGeoText, .emptyUserText, .emptyPin, .emptyGeo, .emptyUser,
      .duplicatePin, .duplicateGeo, .duplicateUser:
      nil
    }
  }

  /// What it does, in a few words.
  public var summary: String {
    switch self {
    case .title, .description, .followerCount, .posterName, .tagList, .imageSource:
      "no relevant data: absent"
    case .emptyPinText, .emptyGeoText, .emptyUserText: "empty text: absent"
    case .followerLetter: "letter: thousands or millions"
    case .followerNumber: "no number: absent"
    case .saveLocation: "only the path"
    case .coordinates: "latitude and longitude joined"
    case .halfCoordinates: "one of two missing: absent"
    case .timestamp, .dateJoined: "no day of the calendar: absent"
    case .userName: "first and last name joined"
    case .halfUserName: "one of two missing: absent"
    case .emptyPin, .emptyGeo, .emptyUser: "row without a value: left out"
    case .duplicatePin, .duplicateGeo, .duplicateUser: "row that was there before: left out"
    }
  }

  /// The rule by which rows of a table without a value go.
  static func empty(_ table: Table) -> CleaningRule {
    switch table {
    case .pin: .emptyPin
    case .geo: .emptyGeo
    case .user: .emptyUser
    }
  }

  /// The rule by which rows of a table go that were there before.
  static func duplicate(_ table: Table) -> CleaningRule {
    switch table {
    case .pin: .duplicatePin
    case .geo: .duplicateGeo
    case .user: .duplicateUser
    }
  }
}
