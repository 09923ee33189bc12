/// One of the course's questions, named by its task.
public enum InsightQuestion: String, CaseIterable, Hashable, Sendable {
  /// The most popular category in each country.
  case categoryByCountry = "4"
  /// The most popular category in each year.
  case categoryByYear = "5"
  /// The most followed user of each country.
  case topUserByCountry = "6.1"
  /// The country of the most followed user of all.
  case topCountry = "6.2"
  /// The most popular category of each age group.
  case categoryByAge = "7"
  /// The median follower count of each age group.
  case medianByAge = "8"
  /// How many users joined in each year.
  case joinedByYear = "9"
  /// The median follower count by year of joining.
  case medianByYear = "10"
  /// The median follower count by year of joining and age group.
  case medianByAgeAndYear = "11"

  /// The question in words.
  public var title: String {
    switch self {
    case .categoryByCountry: "Most popular category in each country"
    case .categoryByYear: "Most popular category in each year"
    case .topUserByCountry: "User with the most followers in each country"
    case .topCountry: "Country of the user with the most followers"
    case .categoryByAge: "Most popular category of each age group"
    case .medianByAge: "Median follower count of each age group"
    case .joinedByYear: "Users who joined in each year"
    case .medianByYear: "Median follower count by year of joining"
    case .medianByAgeAndYear: "Median follower count by age group and year of joining"
    }
  }

  /// The query as these options mean it: plain SQL that SQLite, DuckDB, MariaDB and Spark run alike.
  public func sql(_ options: InsightOptions = InsightOptions()) -> String {
    template.sql(options)
  }

  /// Its name in files: `task-04`, `task-06.1`.
  public var name: String { rawValue.first == "1" ? "task-\(rawValue)" : "task-0\(rawValue)" }

  /// The name of its file, here and in an exported job.
  public var fileName: String { "\(name).sql" }

  /// The columns that any of the questions looks at.
  static let askedColumns: Set<String> = [
    "ind", "category", "country", "timestamp", "poster_name", "follower_count", "user_name", "age",
    "date_joined",
  ]

  /// The names of the options that change the query.
  package var optionNames: Set<String> { template.optionNames }

  var template: QueryTemplate {
    switch self {
    case .categoryByCountry: QueryTemplate(PackageResources.task_04_sql)
    case .categoryByYear: QueryTemplate(PackageResources.task_05_sql)
    case .topUserByCountry: QueryTemplate(PackageResources.task_06_1_sql)
    case .topCountry: QueryTemplate(PackageResources.task_06_2_sql)
    case .categoryByAge: QueryTemplate(PackageResources.task_07_sql)
    case .medianByAge: QueryTemplate(PackageResources.task_08_sql)
    case .joinedByYear: QueryTemplate(PackageResources.task_09_sql)
    case .medianByYear: QueryTemplate(PackageResources.task_10_sql)
    case .medianByAgeAndYear: QueryTemplate(PackageResources.task_11_sql)
    }
  }
}
