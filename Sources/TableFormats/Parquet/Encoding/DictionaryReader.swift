/// The values that indices mean, and how a column takes them up.
///
/// Whoever reads has held every index against `count` before.
struct DictionaryReader {
  /// The dictionary's values, in a column's arrays.
  let values: Column
  /// How many there are.
  let count: Int

  /// How many bytes of text the values of `indices` are.
  func size(of indices: [UInt32]) -> Int {
    guard values.layout == .bytes else { return 0 }
    return unsafe values.offsets.withUnsafeBufferPointer { starts in
      indices.reduce(0) { unsafe $0 &+ starts[Int($1) + 1] &- starts[Int($1)] }
    }
  }

  /// Appends the values of `indices`, without counting them as rows yet.
  func read(_ indices: [UInt32], into column: inout Column) {
    switch values.layout {
    case .integers: gather(indices, values.integers, &column.integers)
    case .doubles: gather(indices, values.doubles, &column.doubles)
    case .decimals: gather(indices, values.decimals, &column.decimals)
    case .bytes: gatherBytes(indices, &column)
    case .list, .structure, .map: break
    }
  }

  private func gather<Number: BitwiseCopyable>(
    _ indices: [UInt32],
    _ values: [Number],
    _ numbers: inout [Number]
  ) {
    numbers.append(addingCapacity: indices.count) { output in
      unsafe values.withUnsafeBufferPointer { values in
        for index in indices { output.append(unsafe values[Int(index)]) }
      }
    }
  }

  private func gatherBytes(_ indices: [UInt32], _ column: inout Column) {
    var end = column.bytes.count
    let size = size(of: indices)
    unsafe values.offsets.withUnsafeBufferPointer { starts in
      column.offsets.append(addingCapacity: indices.count) { output in
        for index in indices {
          end &+= unsafe starts[Int(index) + 1] &- starts[Int(index)]
          output.append(end)
        }
      }
      unsafe values.bytes.withUnsafeBytes { source in
        column.bytes.append(addingCapacity: size) { output in
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
