/// Bars that lie, one below the other, each under its label: readable at any width.
///
/// Lengths are percentages and texts have a size of their own, so nothing shrinks with the window.
struct BarChart {
  /// One bar.
  struct Bar {
    var label: String
    /// What stands smaller behind the label.
    var note = ""
    var value: Double
  }

  private static let rowHeight = 42

  /// What the picture shows, for who does not see it.
  var summary: String
  var bars: [Bar]
  /// Whether the longest bar stands out.
  var showsBest = false

  /// The picture; nothing where there is no bar.
  var svg: HTML {
    guard !bars.isEmpty else { return "" }
    let largest = max(bars.map(\.value).max() ?? 1, .leastNonzeroMagnitude)
    let height = bars.count * Self.rowHeight
    let rows = bars.enumerated().map { index, bar in
      row(bar, at: index * Self.rowHeight, share: bar.value / largest)
    }
    return """
      <svg class="chart bars" role="img" width="100%" height="\(height)" aria-label="\(summary)">
      \(rows)</svg>

      """
  }

  private func row(_ bar: Bar, at top: Int, share: Double) -> HTML {
    // The longest leaves room for the figure behind it.
    let width = Int((share * 8_400).rounded())
    let percent = "\(width / 100).\(width % 100 < 10 ? "0" : "")\(width % 100)%"
    let kind = showsBest && share == 1 ? "bar best" : "bar"
    let note: HTML = bar.note.isEmpty ? "" : "<tspan class=\"note\" dx=\"6\">\(bar.note)</tspan>"
    return """
      <g><title>\(bar.label) \(bar.note): \(Quantity(bar.value).full)</title>
      <text class="label" x="0" y="\(top + 14)">\(Self.cut(bar.label, to: bar.note.isEmpty ? 44 : 30))\(note)</text>
      <rect class="track" x="0" y="\(top + 21)" width="84%" height="12" rx="6"/>
      <rect class="\(kind)" x="0" y="\(top + 21)" width="\(percent)" height="12" rx="6"/>
      <text class="value" x="85.5%" y="\(top + 31)">\(Quantity(bar.value).short)</text></g>

      """
  }

  /// A label that leaves room for what stands behind it, also on a small screen.
  private static func cut(_ label: String, to count: Int) -> String {
    label.count > count ? "\(label.prefix(count - 1))…" : label
  }
}
