extension CondensedTree {
  /// How clusters are taken from the tree.
  struct Selection {
    enum Method {
      /// The clusters of largest total stability, none within another (excess of mass).
      case excessOfMass
      /// The clusters that have no clusters within them.
      case leaves
    }

    var method: Method
    /// Clusters that split off at a smaller distance than this are not parted.
    var epsilon = 0.0
    /// Whether all rows may be one cluster.
    var allowsSingle = false
    /// Rows that a cluster by excess of mass may have at most.
    var largest: Int?
  }

  /// Marks the clusters of the partition. O(clusters).
  mutating func select(_ selection: Selection) {
    guard !clusters.isEmpty else { return }
    var selected: [Bool]
    switch selection.method {
    case .excessOfMass: selected = excessOfMass(selection)
    case .leaves:
      selected = clusters.map { _ in true }
      for cluster in clusters where cluster.parent >= 0 { selected[cluster.parent] = false }
      if clusters.count == 1 { selected[0] = selection.allowsSingle }
    }
    if selection.epsilon > 0, !selected[0] { selected = joined(selected, selection) }
    for i in clusters.indices { clusters[i].isSelected = selected[i] }
  }

  /// From the leaves up, a cluster is taken unless those within it are more stable together.
  private func excessOfMass(_ selection: Selection) -> [Bool] {
    var selected = clusters.map { _ in true }
    var within = clusters.map { _ in 0.0 }
    for i in clusters.indices.reversed() {
      let cluster = clusters[i]
      let isTooLarge = selection.largest.map { cluster.size > $0 } ?? false
      let isRoot = i == 0 && !selection.allowsSingle
      var best = cluster.stability
      if isRoot || isTooLarge || within[i] > cluster.stability {
        selected[i] = false
        best = within[i]
      }
      if cluster.parent >= 0 { within[cluster.parent] += best }
    }
    // Nothing within a cluster that is taken.
    var isCovered = clusters.map { _ in false }
    for i in clusters.indices.dropFirst() {
      let parent = clusters[i].parent
      isCovered[i] = isCovered[parent] || selected[parent]
      if isCovered[i] { selected[i] = false }
    }
    return selected
  }

  /// Replaces clusters that split off below the distance by the cluster above them that did not (Malzer & Baum, "A
  /// hybrid approach to hierarchical density-based cluster selection", 2020).
  private func joined(_ selected: [Bool], _ selection: Selection) -> [Bool] {
    func distance(_ cluster: Int) -> Double { 1 / clusters[cluster].birth }
    var result = clusters.map { _ in false }
    for i in clusters.indices where selected[i] {
      var cluster = i
      if distance(cluster) < selection.epsilon {
        repeat {
          let parent = clusters[cluster].parent
          if parent == 0 {
            if selection.allowsSingle { cluster = 0 }
            break
          }
          cluster = parent
        } while distance(cluster) <= selection.epsilon
      }
      result[cluster] = true
    }
    for i in clusters.indices.dropFirst() {
      var above = clusters[i].parent
      while result[i], above >= 0 {
        if result[above] { result[i] = false }
        above = clusters[above].parent
      }
    }
    return result
  }

  /// For each row, the selected cluster that it is in; −1 for none.
  ///
  /// Where all rows are the one cluster, those count that have not left when it splits, or with an epsilon those that
  /// leave below that distance.
  func labels(_ selection: Selection) -> [Int] {
    var owner = clusters.map { _ in -1 }
    for i in clusters.indices {
      owner[i] = clusters[i].isSelected ? i : clusters[i].parent >= 0 ? owner[clusters[i].parent] : -1
    }
    let needed = selection.epsilon > 0 ? 1 / selection.epsilon : clusters.first?.death ?? 0
    return clusterOfRow.indices.map { row in
      let cluster = owner[clusterOfRow[row]]
      return cluster == 0 && lambdas[row] < needed ? -1 : cluster
    }
  }

  /// How long each row stays in its cluster, as a share of how long the cluster lasts (McInnes & Healy 2017); 0 for
  /// noise.
  func membershipStrengths(_ labels: [Int]) -> [Double] {
    labels.indices.map { row in
      guard labels[row] >= 0 else { return 0 }
      let death = clusters[labels[row]].death
      return death > 0 ? min(lambdas[row], death) / death : 1
    }
  }

  /// GLOSH (Campello, Moulavi, Zimek & Sander, "Hierarchical density estimates for data clustering, visualization, and
  /// outlier detection", 2015): how much less dense each row is than the densest place of the cluster that it leaves.
  func outlierScores() -> [Double] {
    var densest = clusters.map(\.death)
    for i in clusters.indices.dropFirst().reversed() {
      densest[clusters[i].parent] = max(densest[clusters[i].parent], densest[i])
    }
    return clusterOfRow.indices.map { row in
      let most = densest[clusterOfRow[row]]
      return most > 0 ? (most - lambdas[row]) / most : 0
    }
  }
}
