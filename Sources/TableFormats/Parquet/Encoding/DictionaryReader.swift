/// The values that indices mean, and how a column takes them up.
struct DictionaryReader {
  /// The dictionary's values, in a column's arrays.
  let values: Column
  /// How many there are.
  let count: Int
  let subject: String

  /// Appends the values of `indices`, without counting them as rows yet.
  func read(
    _ indices: [UInt32],
    into column: inout Column,
    _ budget: inout MemoryBudget
  ) throws(TableFormatError) {
    let largest = indices.max() ?? 0
    guard indices.isEmpty || largest < count else {
      throw TableFormatError(
        .malformed,
        subject,
        detail: "value \(largest) of a dictionary of \(count)"
      )
    }
    switch values.layout {
    case .integers: gather(indices, values.integers, &column.integers)
    case .doubles: gather(indices, values.doubles, &column.doubles)
    case .decimals: gather(indices, values.decimals, &column.decimals)
    case .bytes: try gatherBytes(indices, &column, &budget)
    case .list, .structure, .map: break
    }
  }

  private func gather<Number: BitwiseCopyable>(
    _ indices: [UInt32],
    _ values: [Number],
    _ numbers: inout [Number]
  ) {
    numbers.append(addingCapacity: indices.count) { output in
      // No index is as large as the count, which was looked at before.
      unsafe values.withUnsafeBufferPointer { values in
        for index in indices { output.append(unsafe values[Int(index)]) }
      }
    }
  }

  private func gatherBytes(
    _ indices: [UInt32],
    _ column: inout Column,
    _ budget: inout MemoryBudget
  ) throws(TableFormatError) {
    let base = column.bytes.count
    unsafe values.offsets.withUnsafeBufferPointer { starts in
      column.offsets.append(addingCapacity: indices.count) { output in
        var end = base
        for index in indices {
          end &+= unsafe starts[Int(index) + 1] &- starts[Int(index)]
          output.append(end)
        }
      }
    }
    // Every value is shorter than 2^31 bytes and so are the indices fewer: the sum cannot overflow.
    let total = column.offsets[column.offsets.count - 1] - base
    try budget.take(total)
    unsafe values.offsets.withUnsafeBufferPointer { starts in
      unsafe values.bytes.withUnsafeBytes { source in
        column.bytes.append(addingCapacity: total) { output in
          unsafe output.withUnsafeMutableBufferPointer { room, filled in
            guard let target = UnsafeMutableRawPointer(room.baseAddress),
              let start = source.baseAddress
            else { return }
            for index in indices {
              let from = unsafe starts[Int(index)]
              let length = unsafe starts[Int(index) + 1] - from
              unsafe (target + filled).copyMemory(from: start + from, byteCount: length)
              filled += length
            }
          }
        }
      }
    }
  }
}
