import JSONBytes

/// How a stream's description stands in the log; what is not known is passed over, so that an older
/// program reads what a newer one has left.
extension StreamDescription {
  /// The description as JSON.
  var bytes: [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.member("name", name)
      json.member("id", String(id, radix: 16))
      json.member("created", created)
      json.member("mode", mode.rawValue)
      json.member("retentionHours", retentionHours)
      json.member("maxRecordKiB", maxRecordKiB)
      json.array("shards") { json in for shard in shards { Self.write(shard, to: &json) } }
      Self.write("tags", tags, to: &json)
      json.array("consumers") { json in
        for consumer in consumers { Self.write(consumer, to: &json) }
      }
      Self.write(transition, to: &json)
      json.array("countUpdates") { json in for update in countUpdates { json.write(update) } }
    }
    return json.bytes
  }

  /// Reads what `bytes` wrote.
  init?(_ bytes: ArraySlice<UInt8>) {
    guard let json = try? JSONValue(parsing: Array(bytes)), let name = json["name"]?.string,
      let id = json["id"]?.string.flatMap({ UInt64($0, radix: 16) }),
      let created = json["created"]?.int
    else { return nil }
    self.name = name
    self.id = id
    self.created = created
    mode = json["mode"]?.string.flatMap(Mode.init) ?? .onDemand
    retentionHours = json["retentionHours"]?.int ?? 24
    maxRecordKiB = json["maxRecordKiB"]?.int ?? 1024
    shards = (json["shards"]?.array ?? []).compactMap(Self.shard)
    tags = Self.texts(json["tags"])
    consumers = (json["consumers"]?.array ?? []).compactMap(Self.consumer)
    transition = Self.transition(json["transition"])
    countUpdates = (json["countUpdates"]?.array ?? []).compactMap(\.int)
    guard shards.indices.allSatisfy({ shards[$0].id.number == $0 }),
      shards.contains(where: \.isOpen)
    else { return nil }
  }

  private static func write(_ shard: Shard, to json: inout JSONWriter) {
    json.object { json in
      json.member("number", shard.id.number)
      json.member("lower", String(shard.range.lower))
      json.member("upper", String(shard.range.upper))
      json.member("opened", shard.opened)
      json.member("created", shard.created)
      if let parent = shard.parent { json.member("parent", parent.number) }
      if let parent = shard.adjacentParent { json.member("adjacentParent", parent.number) }
      if let closed = shard.closed { json.member("closed", closed) }
    }
  }

  private static func shard(_ json: JSONValue) -> Shard? {
    guard let number = json["number"]?.int, let opened = json["opened"]?.int,
      let lower = json["lower"]?.string.flatMap({ UInt128($0) }),
      let upper = json["upper"]?.string.flatMap({ UInt128($0) })
    else { return nil }
    return Shard(
      id: ShardID(number),
      range: HashKeyRange(lower: lower, upper: upper),
      opened: opened,
      created: json["created"]?.int,
      parent: json["parent"]?.int.map(ShardID.init),
      adjacentParent: json["adjacentParent"]?.int.map(ShardID.init),
      closed: json["closed"]?.int
    )
  }

  private static func write(_ consumer: StreamConsumer, to json: inout JSONWriter) {
    json.object { json in
      json.member("name", consumer.name)
      json.member("created", consumer.created)
      write("tags", consumer.tags, to: &json)
      write(consumer.transition, to: &json)
    }
  }

  private static func consumer(_ json: JSONValue) -> StreamConsumer? {
    guard let name = json["name"]?.string, let created = json["created"]?.int else { return nil }
    return StreamConsumer(
      name: name,
      created: created,
      tags: texts(json["tags"]),
      transition: transition(json["transition"])
    )
  }

  private static func write(_ transition: Transition?, to json: inout JSONWriter) {
    guard let transition else { return }
    json.object("transition") { json in
      json.member("status", transition.status.rawValue)
      json.member("end", transition.end)
    }
  }

  private static func transition(_ json: JSONValue?) -> Transition? {
    guard let status = json?["status"]?.string.flatMap(Transition.Status.init),
      let end = json?["end"]?.int
    else { return nil }
    return Transition(status: status, end: end)
  }

  private static func write(_ name: String, _ texts: [String: String], to json: inout JSONWriter) {
    json.object(name) { json in
      for (key, value) in texts.sorted(by: { $0.key < $1.key }) { json.member(key, value) }
    }
  }

  private static func texts(_ json: JSONValue?) -> [String: String] {
    let members = json?.object?.members ?? []
    return Dictionary(members.map { ($0.key, $0.value.string ?? "") }) { $1 }
  }
}
