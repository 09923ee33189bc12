import PinterestModels

/// Writes each record as a line of JSON, in order: to a terminal, a pipe, a file.
public struct LineTarget: RecordTarget {
  /// What the summary calls it.
  public let name: String
  /// Lines stand in the order of the posts.
  public let separatesTables = false
  /// One writer, so that the order stays.
  public let concurrencyLimit = 1
  private let write: @Sendable ([UInt8]) throws -> Void

  /// Writes through a function that takes whole lines.
  public init(name: String, write: @escaping @Sendable ([UInt8]) throws -> Void) {
    self.name = name
    self.write = write
  }

  /// Writes records.
  public func send(_ records: [OutgoingRecord]) async -> [Delivery] {
    var lines: [UInt8] = []
    for record in records {
      lines += record.value
      lines.append(UInt8(ascii: "\n"))
    }
    do {
      try write(lines)
      return records.map { _ in .acknowledged(possiblyDuplicated: false) }
    } catch {
      return records.map { _ in
        .failed(code: "write", message: "\(error)", mayHaveArrived: false)
      }
    }
  }
}

/// Sends nothing: a dry run, which shows that the rows can be had and how many there would be.
public struct DryTarget: RecordTarget {
  /// What the summary calls it.
  public let name: String
  /// As a proxy would have it.
  public let separatesTables = true
  /// As many as are asked for.
  public let concurrencyLimit = Int.max

  /// Prepares to send nothing to a target that has a name.
  public init(name: String = "nowhere") { self.name = "\(name) (dry run)" }

  /// Says that nothing was sent.
  public func send(_ records: [OutgoingRecord]) async -> [Delivery] {
    records.map { _ in .notSent(reason: "dry run") }
  }
}
