/// Chooses the small files that go together.
struct CompactionPlan {
  /// Files that become one.
  struct Bin: Sendable {
    let files: [AddFile]
    var partitionValues: [String: String?] { files[0].partitionValues }
  }

  let bins: [Bin]

  /// Fills bins of one partition each up to a size, in the order in which the files came.
  init(_ files: [AddFile], targetSize: Int) {
    var open: [[String: String?]: [AddFile]] = [:]
    var order: [[String: String?]] = []
    var bins: [Bin] = []
    func close(_ partition: [String: String?]) {
      if let full = open[partition], full.count > 1 { bins.append(Bin(files: full)) }
      open[partition] = nil
    }
    for file in files where file.size < targetSize {
      let partition = file.partitionValues
      let size = open[partition, default: []].reduce(0) { $0 + $1.size }
      if size + file.size > targetSize { close(partition) }
      if open[partition] == nil { order.append(partition) }
      open[partition, default: []].append(file)
    }
    for partition in order { close(partition) }
    self.bins = bins
  }
}
