internal import Glibc
internal import HTTPWire

/// A file opened for sending.
struct OpenFile: ~Copyable {
  let descriptor: Int32

  /// Opens the file of a region; `nil` where it is not there or too short for the region.
  init?(_ region: HTTPFileRegion) {
    descriptor = unsafe open(region.path, O_RDONLY | O_CLOEXEC)
    var status = stat()
    guard descriptor >= 0, unsafe fstat(descriptor, &status) == 0,
      status.st_size >= region.offset + region.length
    else { return nil }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }
}
