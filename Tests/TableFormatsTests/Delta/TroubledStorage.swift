import Synchronization
import TableFormats

/// A storage in which one call goes wrong, or all of them from one on: the process was killed.
final class TroubledStorage: TableStorage {
  enum Trouble: Sendable, CaseIterable {
    /// The call does nothing, and says so.
    case fails
    /// The call does its work, and nobody hears of it.
    case losesAnswer
    /// The call does nothing, and nobody hears of that either; a later attempt may.
    case losesRequest
    /// The call does nothing, and there is no next one.
    case diesBefore
    /// The call does its work, and there is no next one.
    case diesAfter
  }

  private let inner: any TableStorage
  private let trouble: Trouble
  private let call: Int
  private let calls = Mutex(0)

  /// Goes wrong at the call of that number, counted from 0.
  init(_ inner: any TableStorage, _ trouble: Trouble, at call: Int) {
    self.inner = inner
    self.trouble = trouble
    self.call = call
  }

  /// Whether the call that was to go wrong has been made.
  var hasHappened: Bool { calls.withLock { $0 > call } }
  var description: String { inner.description }

  private enum Fate { case works, fails, worksUnheard }

  private func fate() -> Fate {
    let number = calls.withLock { calls in
      defer { calls += 1 }
      return calls
    }
    switch trouble {
    case .fails, .losesRequest: return number == call ? .fails : .works
    case .losesAnswer: return number == call ? .worksUnheard : .works
    case .diesBefore: return number >= call ? .fails : .works
    case .diesAfter: return number > call ? .fails : number == call ? .worksUnheard : .works
    }
  }

  private var error: TableFormatError {
    TableFormatError(.storageFailed, "call \(call)", detail: "\(trouble)")
  }

  private func through<Value: Sendable>(
    _ work: () async throws(TableFormatError) -> Value
  ) async throws(TableFormatError) -> Value {
    switch fate() {
    case .works: return try await work()
    case .fails: throw error
    case .worksUnheard:
      _ = try await work()
      throw error
    }
  }

  func list(_ folder: String, startAfter: String?) async throws(TableFormatError) -> [StoredFile] {
    try await through { () throws(TableFormatError) in
      try await inner.list(folder, startAfter: startAfter)
    }
  }

  func read(_ path: String) async throws(TableFormatError) -> [UInt8] {
    try await through { () throws(TableFormatError) in try await inner.read(path) }
  }

  func read(_ path: String, range: Range<Int>) async throws(TableFormatError) -> [UInt8] {
    try await through { () throws(TableFormatError) in
      try await inner.read(path, range: range)
    }
  }

  func file(_ path: String) async throws(TableFormatError) -> StoredFile? {
    try await through { () throws(TableFormatError) in try await inner.file(path) }
  }

  func write(_ bytes: [UInt8], to path: String) async throws(TableFormatError) {
    try await through { () throws(TableFormatError) in try await inner.write(bytes, to: path) }
  }

  func create(_ bytes: [UInt8], at path: String) async -> Creation {
    switch fate() {
    case .works: return await inner.create(bytes, at: path)
    case .fails: return trouble == .fails ? .refused(error) : .unknown(error)
    case .worksUnheard:
      _ = await inner.create(bytes, at: path)
      return .unknown(error)
    }
  }

  func delete(_ path: String) async throws(TableFormatError) {
    try await through { () throws(TableFormatError) in try await inner.delete(path) }
  }
}
