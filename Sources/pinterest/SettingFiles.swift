import FoundationEssentials
import Terminal

/// Where settings come from when they are not typed: variables, then `./pinterest.json`, then the
/// person's own configuration.
enum SettingFiles {
  static func layers(environment: [String: String]) -> SettingLayers {
    let home = environment["XDG_CONFIG_HOME"] ?? environment["HOME"].map { $0 + "/.config" }
    let files = ["./pinterest.json"] + (home.map { ["\($0)/pinterest/config.json"] } ?? [])
    return SettingLayers(
      [SettingLayers.environment(environment)] + files.compactMap(layer(of:))
    )
  }

  /// The settings of one file; a file that is not there is no layer.
  private static func layer(of path: String) -> SettingLayers.Layer? {
    guard let data = FileManager.default.contents(atPath: path) else { return nil }
    do {
      let values = try JSONDecoder().decode([String: Scalar].self, from: data)
      return SettingLayers.Layer(origin: { _ in path }, value: { values[$0]?.text })
    } catch {
      Console(environment: [:]).warn("\(path) is not a JSON object of settings; it is not used")
      return nil
    }
  }

  /// A setting as JSON has it: a text, a number or a truth value.
  private struct Scalar: Decodable {
    let text: String

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let text = try? container.decode(String.self) {
        self.text = text
      } else if let number = try? container.decode(Int.self) {
        text = String(number)
      } else if let truth = try? container.decode(Bool.self) {
        text = String(truth)
      } else {
        text = String(try container.decode(Double.self))
      }
    }
  }
}
