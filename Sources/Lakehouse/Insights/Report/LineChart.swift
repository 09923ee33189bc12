/// Lines over years, each with marks of its own shape: they are told apart without colour.
struct LineChart {
  /// One line.
  struct Line {
    var name: String
    var points: [(year: Int, value: Double)]
  }

  private static let height = 260

  /// What the picture shows, for who does not see it.
  var summary: String
  var lines: [Line]

  /// The picture with its legend; nothing where there is no point.
  var svg: HTML {
    let points = lines.flatMap(\.points)
    let years = Set(points.map(\.year)).sorted()
    guard let scale = ChartScale(years: years, values: points.map(\.value)) else { return "" }
    let drawn = lines.enumerated().map { index, line in draw(line, index, scale) }
    let legend: HTML = lines.count < 2 ? "" : self.legend
    let caption: HTML =
      scale.isLogarithmic
      ? "<figcaption>Each line of the grid is ten times the one below</figcaption>\n" : ""
    return """
      \(caption)\(legend)<svg class="chart lines" role="img" width="100%" height="\(Self.height)" \
      aria-label="\(summary)">
      \(grid(scale))\(years.map { label($0, scale) })\(drawn)</svg>

      """
  }

  private func grid(_ scale: ChartScale) -> HTML {
    HTML(
      scale.ticks.map { value in
        """
        <line class="grid" x1="\(ChartScale.left)%" x2="\(ChartScale.right)%" \
        y1="\(scale.y(value))" y2="\(scale.y(value))"/>
        <text class="tick" x="\(ChartScale.left - 1)%" y="\(scale.y(value) + 4)" \
        text-anchor="end">\(Quantity(value).short)</text>

        """
      }
    )
  }

  private func label(_ year: Int, _ scale: ChartScale) -> HTML {
    """
    <text class="tick" x="\(scale.x(year))" y="\(ChartScale.bottom + 20)" \
    text-anchor="middle">\(year)</text>

    """
  }

  private func draw(_ line: Line, _ index: Int, _ scale: ChartScale) -> HTML {
    let points = line.points.sorted { $0.year < $1.year }
    let segments = zip(points, points.dropFirst()).map { from, to -> HTML in
      """
      <line class="stroke" x1="\(scale.x(from.year))" y1="\(scale.y(from.value))" \
      x2="\(scale.x(to.year))" y2="\(scale.y(to.value))"/>

      """
    }
    let marks = points.map { point -> HTML in
      """
      <svg class="at" x="\(scale.x(point.year))" y="\(scale.y(point.value))">\
      <title>\(line.name), \(point.year): \(Quantity(point.value).full)</title>\
      \(Self.mark(index))</svg>

      """
    }
    return "<g class=\"series s\(index % 4)\">\(segments)\(marks)</g>\n"
  }

  /// A disc, a square, a triangle or a diamond, around the origin.
  private static func mark(_ index: Int) -> HTML {
    switch index % 4 {
    case 0: "<circle r=\"5\"/>"
    case 1: "<rect x=\"-4.5\" y=\"-4.5\" width=\"9\" height=\"9\"/>"
    case 2: "<path d=\"M0-6 6 5H-6Z\"/>"
    default: "<path d=\"M0-6.5 6.5 0 0 6.5-6.5 0Z\"/>"
    }
  }

  private var legend: HTML {
    let entries = lines.enumerated().map { index, line -> HTML in
      """
      <li class="series s\(index % 4)"><svg width="14" height="14" viewBox="-7 -7 14 14" \
      aria-hidden="true">\(Self.mark(index))</svg>\(line.name)</li>
      """
    }
    return "<ul class=\"legend\">\(entries)</ul>\n"
  }
}
