/// Files keep no place for nulls; columns do.
extension Column {
  /// Counts the values that were read from a page as rows, and moves them apart where nulls belong.
  mutating func spread(_ tally: PageLevels.Tally, _ definitions: [UInt8], _ node: ColumnNode) {
    if tally.present < tally.slots {
      makePlaces(tally, definitions, node)
      if field.isNullable { noteNulls(tally, definitions, node) }
    } else if nullCount > 0 {
      validity.append(contentsOf: repeatElement(true, count: tally.slots))
    }
    count += tally.slots
  }

  private mutating func noteNulls(
    _ tally: PageLevels.Tally,
    _ definitions: [UInt8],
    _ node: ColumnNode
  ) {
    if nullCount == 0 { validity.append(contentsOf: repeatElement(true, count: count)) }
    nullCount += tally.slots - tally.present
    validity.reserveCapacity(validity.count + tally.slots)
    for level in definitions where level >= node.slotDefinition {
      validity.append(level == node.definition)
    }
  }

  private mutating func makePlaces(
    _ tally: PageLevels.Tally,
    _ definitions: [UInt8],
    _ node: ColumnNode
  ) {
    switch layout {
    case .integers: Self.spread(&integers, 0, tally, definitions, node)
    case .doubles: Self.spread(&doubles, 0, tally, definitions, node)
    case .decimals: Self.spread(&decimals, 0, tally, definitions, node)
    case .bytes: spreadOffsets(tally, definitions, node)
    case .list, .structure, .map: break
    }
  }

  /// Moves the last values to their places, from the end on, so that none is overwritten.
  private static func spread<Number: BitwiseCopyable>(
    _ numbers: inout [Number],
    _ empty: Number,
    _ tally: PageLevels.Tally,
    _ definitions: [UInt8],
    _ node: ColumnNode
  ) {
    var source = numbers.count
    numbers.append(contentsOf: repeatElement(empty, count: tally.slots - tally.present))
    var place = numbers.count
    for level in definitions.reversed() where level >= node.slotDefinition {
      place -= 1
      if level == node.definition {
        source -= 1
        numbers[place] = numbers[source]
      } else {
        numbers[place] = empty
      }
    }
  }

  /// Does the same with the ends of texts; a null ends where the one before it does.
  private mutating func spreadOffsets(
    _ tally: PageLevels.Tally,
    _ definitions: [UInt8],
    _ node: ColumnNode
  ) {
    var source = offsets.count - 1
    offsets.append(contentsOf: repeatElement(0, count: tally.slots - tally.present))
    var place = offsets.count
    for level in definitions.reversed() where level >= node.slotDefinition {
      place -= 1
      offsets[place] = offsets[source]
      if level == node.definition { source -= 1 }
    }
  }
}
