/// How the name of an object is made of what is in it.
public struct ObjectNaming: Sendable, Hashable {
  let topicsDirectory: String
  let directoryDelimiter: String
  let fileDelimiter: String
  let offsetWidth: Int
  let ending: String

  /// The key of an object: topic, folder, topic again, partition and first offset.
  func key(topic: String, path: String, partition: Int, firstOffset: Int) -> String {
    let digits = String(firstOffset)
    let zeros = String(repeating: "0", count: max(0, offsetWidth - digits.count))
    let file = [topic, String(partition), zeros + digits].joined(separator: fileDelimiter) + ending
    let folders = topicsDirectory.isEmpty ? [] : [topicsDirectory]
    return (folders + [topic, path, file]).joined(separator: directoryDelimiter)
  }
}
