import JSONBytes

// Texts that thousands of rows share are given as literals, which nobody allocates.
extension JSONScanner {
  /// Reads a text column that mostly holds one of a few long texts.
  mutating func recurringText(_ column: String) throws(JSONError) -> String? {
    guard let text = try readStringSlice() else { return try self.text(column) }
    switch text {
    case "multi-video(story page format)": return "multi-video(story page format)"
    case "Local save in /data/art": return "Local save in /data/art"
    case "Local save in /data/beauty": return "Local save in /data/beauty"
    case "Local save in /data/christmas": return "Local save in /data/christmas"
    case "Local save in /data/diy-and-crafts": return "Local save in /data/diy-and-crafts"
    case "Local save in /data/education": return "Local save in /data/education"
    case "Local save in /data/event-planning": return "Local save in /data/event-planning"
    case "Local save in /data/finance": return "Local save in /data/finance"
    case "Local save in /data/home-decor": return "Local save in /data/home-decor"
    case "Local save in /data/mens-fashion": return "Local save in /data/mens-fashion"
    case "Local save in /data/quotes": return "Local save in /data/quotes"
    case "Local save in /data/tattoos": return "Local save in /data/tattoos"
    case "Local save in /data/travel": return "Local save in /data/travel"
    case "Local save in /data/vehicles": return "Local save in /data/vehicles"
    default: return text.string
    }
  }
}
