import HTTPWire

/// One reading of a shelf: pages are listed while objects of the pages before are fetched, several
/// at once, and those that have come are decoded.
///
/// Only so many batches are under way, counted from the oldest that is not through: one slow object
/// holds the others back instead of letting them pile up. A large object is read alone, as it
/// comes.
struct FetchPass<Shelf: ObjectShelf>: Sendable {
  private let shelf: Shelf
  private let limits: ReadingLimits
  private let threads: [DecodingThread]

  init(
    _ shelf: Shelf,
    _ limits: ReadingLimits,
    _ take: @escaping @Sendable (ObjectBatch) -> Bool
  ) {
    self.shelf = shelf
    self.limits = limits
    threads = (0..<limits.threads).map { _ in DecodingThread(take) }
  }

  /// A batch that went through, and whether more is wanted.
  private typealias Through = (number: Int, goesOn: Bool)

  /// The batches that are under way.
  private struct Progress {
    var next = 0
    var underWay: Set<Int> = []
    var waiting: [ListedObject] = []
    var waitingBytes = 0
    var isOver = false

    /// How far the next batch would be ahead of the oldest one.
    var lead: Int { underWay.min().map { next - $0 } ?? 0 }
  }

  func run() async throws(LakehouseError) {
    do {
      try await withThrowingTaskGroup(of: Through.self) { group in
        var progress = Progress()
        for try await page in shelf.pages {
          for object in page {
            try await add(object, to: &progress, &group)
            if progress.isOver { return group.cancelAll() }
          }
        }
        try await send(&progress, &group)
        try await wait(&progress, &group, downTo: 0)
        guard progress.next > 0 else {
          throw LakehouseError(.nothingFound, shelf.description, detail: "no object is there")
        }
      }
    } catch let error as LakehouseError {
      throw error
    } catch {
      throw LakehouseError(.unreadable, shelf.description, detail: "\(error)", underlying: error)
    }
  }

  private func add(
    _ object: ListedObject,
    to progress: inout Progress,
    _ group: inout ThrowingTaskGroup<Through, any Error>
  ) async throws {
    let isLarge = object.size > limits.batchBytes
    let isFull =
      progress.waiting.count >= limits.batchObjects
      || progress.waitingBytes + object.size > limits.batchBytes
    if isFull || isLarge { try await send(&progress, &group) }
    guard isLarge else {
      progress.waiting.append(object)
      progress.waitingBytes += object.size
      return
    }
    try await wait(&progress, &group, downTo: 0)
    guard !progress.isOver else { return }
    progress.isOver = try await !stream(object, number: progress.next)
    progress.next += 1
  }

  /// Starts to fetch what has gathered.
  private func send(
    _ progress: inout Progress,
    _ group: inout ThrowingTaskGroup<Through, any Error>
  ) async throws {
    guard !progress.waiting.isEmpty else { return }
    try await wait(&progress, &group, downTo: limits.batchesAhead - 1)
    guard !progress.isOver else { return }
    let objects = progress.waiting
    let number = progress.next
    group.addTask { (number, await fetch(objects, number: number)) }
    progress.underWay.insert(number)
    progress.next += 1
    progress.waiting = []
    progress.waitingBytes = 0
  }

  /// Waits until the next batch would be no further ahead than that.
  private func wait(
    _ progress: inout Progress,
    _ group: inout ThrowingTaskGroup<Through, any Error>,
    downTo lead: Int
  ) async throws {
    while progress.lead > lead, !progress.isOver {
      guard let through = try await group.next() else { return }
      progress.underWay.remove(through.number)
      progress.isOver = !through.goesOn
    }
  }
}

extension FetchPass {
  private typealias Fetched = (place: Int, bytes: Result<[UInt8], LakehouseError>)

  /// Fetches some objects and has them decoded; `false` says that no more is wanted.
  private func fetch(_ objects: [ListedObject], number: Int) async -> Bool {
    let (whole, failure) = await atOnce(objects)
    let names = objects.map { shelf.name(of: $0) }
    return await threads[number % threads.count].take(number, Array(zip(names, whole)), failure)
  }

  /// Fetches several at once, and gives those before the first that cannot be read.
  private func atOnce(_ objects: [ListedObject]) async -> ([[UInt8]], LakehouseError?) {
    var bodies = [[UInt8]?](repeating: nil, count: objects.count)
    var failure: (place: Int, error: LakehouseError)?
    await withTaskGroup(of: Fetched.self) { group in
      var next = 0
      func start() {
        guard next < objects.count, failure == nil else { return }
        let place = next
        next += 1
        group.addTask { await fetch(objects[place], place) }
      }
      for _ in 0..<max(1, limits.requests / limits.batchesAhead) { start() }
      for await (place, bytes) in group {
        switch bytes {
        case .success(let bytes): bodies[place] = bytes
        case .failure(let error) where place < failure?.place ?? .max: failure = (place, error)
        case .failure: break
        }
        start()
      }
    }
    return (bodies.prefix(failure?.place ?? bodies.count).compactMap { $0 }, failure?.error)
  }

  private func fetch(_ object: ListedObject, _ place: Int) async -> Fetched {
    do throws(LakehouseError) {
      return (place, .success(try await shelf.bytes(of: object)))
    } catch {
      return (place, .failure(error))
    }
  }

  /// Reads a large object piece by piece; `false` says that no more is wanted.
  private func stream(_ object: ListedObject, number: Int) async throws -> Bool {
    let thread = threads[number % threads.count]
    let name = shelf.name(of: object)
    var piece: [UInt8] = []
    var isFirst = true
    do {
      for try await chunk in try await shelf.chunks(of: object) {
        piece += chunk
        guard piece.count >= limits.batchBytes else { continue }
        let goesOn = await thread.take(number, name, piece, isFirst: isFirst, isLast: false)
        guard goesOn else { return false }
        piece.removeAll(keepingCapacity: true)
        isFirst = false
      }
    } catch {
      let failure =
        error as? LakehouseError
        ?? LakehouseError(.unreadable, name, detail: "\(error)", underlying: error)
      return await thread.take(number, [], failure)
    }
    return await thread.take(number, name, piece, isFirst: isFirst, isLast: true)
  }
}
