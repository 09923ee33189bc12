import PinterestModels

/// The rules of reading and cleaning as a job in Python wants them.
struct SparkRules {
  private let reading: ReadingOptions
  private let cleaning: CleaningOptions

  init(_ reading: ReadingOptions, _ cleaning: CleaningOptions) {
    self.reading = reading
    self.cleaning = cleaning
  }

  var literal: PythonLiteral {
    .dictionary([
      (
        "tables",
        .dictionary([
          ("pin", table(CleanPin.self, key: "unique_id")),
          ("geo", table(CleanGeolocation.self, key: "ind")),
          ("user", table(CleanUser.self, key: "ind")),
        ])
      ),
      ("mode", .text(mode)), ("sentinels", sentinels),
      ("matching", .text(cleaning.sentinels.matching.rawValue)),
      ("empty_is_absent", .bool(cleaning.sentinels.emptyIsAbsent)), ("followers", followers),
      ("save_location_words", .text(SaveLocation.words)), ("timestamps", timestamps),
      ("drops_empty_rows", .bool(cleaning.dropsEmptyRows)), ("duplicates", .text(duplicates)),
    ])
  }

  private func table<Row: CleanRow>(_ row: Row.Type, key: String) -> PythonLiteral {
    .dictionary([
      ("raw", .list(Row.table.columns.map { .text($0.name) })),
      ("clean", .list(Row.columns.map { .list([.text($0.name), .text($0.kind.rawValue)]) })),
      ("key", .text(key)),
    ])
  }

  private var mode: String {
    switch reading.mode {
    case .permissive: "PERMISSIVE"
    case .dropMalformed: "DROPMALFORMED"
    case .failFast: "FAILFAST"
    }
  }

  private var sentinels: PythonLiteral {
    let sentinels = cleaning.sentinels
    let columns = [
      ("title", sentinels.title), ("description", sentinels.description),
      ("follower_count", sentinels.followerCount), ("poster_name", sentinels.posterName),
      ("tag_list", sentinels.tagList), ("image_src", sentinels.imageSource),
    ]
    return .dictionary(columns.map { ($0, .list($1.map { .text($0) })) })
  }

  private var followers: PythonLiteral {
    let spelling = cleaning.followers
    let factors = [
      (spelling.billions, 1_000_000_000), (spelling.millions, 1_000_000),
      (spelling.thousands, 1_000),
    ]
    return .dictionary([
      (
        "factors",
        .list(
          factors.flatMap { letters, factor in
            letters.map { .list([.text(String($0)), .number(factor)]) }
          }
        )
      ),
      ("allows_decimals", .bool(spelling.allowsDecimals)),
    ])
  }

  private var timestamps: PythonLiteral {
    switch cleaning.timestamps {
    case .every:
      .dictionary([
        ("forms", .text("every")), ("patterns", .list([.text("MM/dd/yyyy, HH:mm:ss[.SSSSSS]")])),
      ])
    case .spark: .dictionary([("forms", .text("spark"))])
    case .pattern(let pattern):
      .dictionary([("forms", .text("pattern")), ("pattern", .text(pattern.description))])
    }
  }

  private var duplicates: String {
    switch cleaning.duplicates {
    case .kept: "kept"
    case .sameRow: "same_row"
    case .sameKey: "same_key"
    }
  }
}
