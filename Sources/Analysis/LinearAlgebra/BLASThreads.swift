import COpenBLAS

/// OpenBLAS on one thread: the parts of a product are shared out here instead, so that results do not depend on how
/// many threads there are, and no idle threads spin.
enum BLASThreads {
  private static let single: Void = openblas_set_num_threads(1)
  static func useOne() { _ = single }
}
