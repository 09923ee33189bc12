/// Lines over years, each with marks of its own shape: they are told apart without colour.
struct LineChart {
  /// One line.
  struct Line {
    var name: String
    var points: [(year: Int, value: Double)]
  }

  private static let height = 260.0
  private static let top = 16.0
  private static let bottom = 232.0
  private static let left = 11.0
  private static let right = 96.0

  /// What the picture shows, for who does not see it.
  var summary: String
  var lines: [Line]

  /// The picture with its legend; nothing where there is no point.
  var svg: HTML {
    let years = Set(lines.flatMap { $0.points.map(\.year) }).sorted()
    let largest = lines.flatMap { $0.points.map(\.value) }.max() ?? 0
    guard let first = years.first, let last = years.last else { return "" }
    let scale = Scale(years: first...last, ceiling: Quantity.ceiling(of: largest))
    let drawn = lines.enumerated().map { index, line in draw(line, index, scale) }
    let legend: HTML = lines.count < 2 ? "" : self.legend
    return """
      \(legend)<svg class="chart lines" role="img" width="100%" height="\(Int(Self.height))" \
      aria-label="\(summary)">
      \(grid(scale))\(years.map { label($0, scale) })\(drawn)</svg>

      """
  }

  private struct Scale {
    var years: ClosedRange<Int>
    var ceiling: Double

    func x(_ year: Int) -> String {
      let span = years.upperBound - years.lowerBound
      guard span > 0 else { return percent((LineChart.left + LineChart.right) / 2) }
      let share = Double(year - years.lowerBound) / Double(span)
      return percent(LineChart.left + 3 + share * (LineChart.right - LineChart.left - 6))
    }

    func y(_ value: Double) -> Int {
      Int((LineChart.bottom - value / ceiling * (LineChart.bottom - LineChart.top)).rounded())
    }

    private func percent(_ value: Double) -> String {
      "\((value * 100).rounded() / 100)%"
    }
  }

  private func grid(_ scale: Scale) -> HTML {
    HTML(
      (0...4).map { step in
        let value = scale.ceiling * Double(step) / 4
        return """
          <line class="grid" x1="\(String(Self.left))%" x2="\(String(Self.right))%" \
          y1="\(scale.y(value))" y2="\(scale.y(value))"/>
          <text class="tick" x="\(String(Self.left - 1.5))%" y="\(scale.y(value) + 4)" \
          text-anchor="end">\(Quantity(value).short)</text>

          """
      }
    )
  }

  private func label(_ year: Int, _ scale: Scale) -> HTML {
    """
    <text class="tick" x="\(scale.x(year))" y="\(Int(Self.bottom) + 20)" \
    text-anchor="middle">\(year)</text>

    """
  }

  private func draw(_ line: Line, _ index: Int, _ scale: Scale) -> HTML {
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
