import Analysis
import Engine

/// The clustering as the panes show it: the last one that has come in, with numbers for its clusters. A cluster keeps
/// number and colour when another run takes the place of this one.
public struct ShownRun: Sendable {
  public let run: ClusteringQuantity
  public let clustering: Clustering
  /// The number of each cluster, in order of first appearance.
  public let numbers: [Int]
  /// The number of each row's cluster; −1 for noise.
  public let codes: [Int]

  init(_ run: ClusteringQuantity, _ value: NumberedClusteringQuantity.Value) {
    self.run = run
    clustering = value.clustering
    numbers = value.numbers
    codes = value.codes
  }

  /// As a quantity, for pictures that are drawn in the background.
  var quantity: NumberedClusteringQuantity { NumberedClusteringQuantity(run, numbers: .given(numbers)) }

  /// "cluster 0" and so on up to the highest number.
  var names: [String] { (0..<(numbers.max() ?? -1) + 1).map { "cluster \($0)" } }
}

/// The numbers of a run's clusters once they are known: a choice like others, so that undo and saved sessions bring
/// back the colours.
public struct ClusterNumbers: Sendable, Equatable {
  public var run: ClusteringQuantity
  /// One for each cluster, in order of first appearance; empty for 0, 1 and so on.
  public var numbers: [Int]
}

extension Session {
  /// The numbers of the current run's clusters; nil while they are not known.
  var currentNumbers: [Int]? { clusterNumbers.flatMap { $0.run == clusteringQuantity ? $0.numbers : nil } }

  /// Whether the current run is the one that the panes show, with its numbers.
  var showsCurrentRun: Bool {
    guard let shownRun, let numbers = currentNumbers else { return false }
    return shownRun.run == clusteringQuantity && (numbers == shownRun.numbers || isOwn(numbers, shownRun))
  }

  private func isOwn(_ numbers: [Int], _ shown: ShownRun) -> Bool {
    numbers.isEmpty && shown.numbers == Array(0..<shown.numbers.count)
  }

  /// A run in the numbers of what is shown.
  func numbered(_ run: ClusteringQuantity) -> NumberedClusteringQuantity {
    if run == clusteringQuantity, let numbers = currentNumbers {
      return NumberedClusteringQuantity(run, numbers: numbers.isEmpty ? .own : .given(numbers))
    }
    guard let shownRun else { return NumberedClusteringQuantity(run, numbers: .own) }
    return shownRun.run == run
      ? shownRun.quantity : NumberedClusteringQuantity(run, numbers: .matching(shownRun.run, shownRun.numbers))
  }

  /// What has to be known to show the current run, once it has come in; nil where it is shown, or not there.
  var awaitedNumbers: NumberedClusteringQuantity? {
    guard !showsCurrentRun, results.value(clusteringQuantity) != nil else { return nil }
    return numbered(clusteringQuantity)
  }

  /// The clusters of the current run are 0, 1 and so on, unless their numbers are known.
  mutating func numberAsUsual() {
    if currentNumbers == nil { clusterNumbers = ClusterNumbers(run: clusteringQuantity, numbers: []) }
  }

  /// Shows the current run as soon as it has its numbers.
  mutating func settleShownRun() {
    guard let awaited = awaitedNumbers, let value = results.value(awaited) else { return }
    shownRun = ShownRun(clusteringQuantity, value)
    let isOwn = value.numbers == Array(0..<value.numbers.count)
    clusterNumbers = ClusterNumbers(run: clusteringQuantity, numbers: isOwn ? [] : value.numbers)
  }
}
