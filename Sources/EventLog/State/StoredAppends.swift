/// The appends with idempotency keys that are remembered: the latest, up to a number and an age.
struct StoredAppends {
  private let most: Int
  private let lifetime: Int64
  private var byKey: [String: StoredAppend] = [:]
  private var arrivals: [(key: String, time: Int64)] = []
  private var firstArrival = 0

  /// Remembers `most` appends, each for a number of milliseconds.
  init(most: Int, lifetime: Int64) {
    self.most = most
    self.lifetime = lifetime
  }

  /// The append of that key, unless it is too old by `time`.
  func find(_ key: String, at time: Int64) -> StoredAppend? {
    byKey[key].flatMap { time - $0.time <= lifetime ? $0 : nil }
  }

  mutating func insert(_ append: StoredAppend) {
    byKey[append.key.text] = append
    arrivals.append((append.key.text, append.time))
    while firstArrival < arrivals.count,
      byKey.count > most || append.time - arrivals[firstArrival].time > lifetime
    {
      let (key, time) = arrivals[firstArrival]
      // A key that came again later is remembered for its later append.
      if byKey[key]?.time == time { byKey[key] = nil }
      firstArrival += 1
    }
    if firstArrival > arrivals.count / 2 {
      arrivals.removeFirst(firstArrival)
      firstArrival = 0
    }
  }

  mutating func forget(topic: UInt32) {
    byKey = byKey.filter { $0.value.topic != topic }
  }

  /// What is remembered, oldest first.
  var all: [StoredAppend] {
    arrivals[firstArrival...].compactMap { arrival in
      byKey[arrival.key].flatMap { $0.time == arrival.time ? $0 : nil }
    }
  }
}
