import Analysis
import Testing

/// Every clusterer against the values of its peers, on sets that are not shipped as well: run where the folder `shared`
/// is present. An objective may be worse by a thousandth; what is deterministic must be equal.
@Suite(.enabled(if: SharedReference.isPresent)) struct SharedReferenceTests {
  private func run(
    _ type: any Clusterer.Type, _ input: ClusteringInput, _ assignments: String...
  ) throws -> Clustering {
    try type.init(ParameterValues(assignments: assignments, for: type.description))
      .cluster(input, context: RunContext())
  }

  // MARK: - Objectives

  @Test(arguments: SharedReference.names.filter { SharedReference.entries[$0]!.kmeans != nil })
  func kmeans(name: String) throws {
    let entry = SharedReference.entries[name]!
    let result = try run(KMeans.self, entry.input(), "k=\(entry.kmeans!.k)")
    #expect(result.objective!.value <= entry.kmeans!.best_known!.inertia * 1.001)
  }

  @Test(arguments: SharedReference.entries.keys.filter { SharedReference.entries[$0]!.kmedoids != nil }.sorted())
  func kmedoids(name: String) throws {
    let entry = SharedReference.entries[name]!
    let result = try run(KMedoids.self, entry.input(), "k=\(entry.kmedoids!.k)")
    #expect(result.objective!.value <= entry.kmedoids!.best_known_loss! * 1.001)
  }

  @Test(arguments: SharedReference.names.filter { SharedReference.entries[$0]!.gmm?.mean_loglik != nil })
  func gaussianMixture(name: String) throws {
    let entry = SharedReference.entries[name]!
    let input = try entry.input()
    let best = entry.gmm!.mean_loglik!
    let result = try run(GaussianMixtureClustering.self, input, "k=\(entry.gmm!.k)")
    #expect(result.objective!.value >= best - 0.001 * abs(best))
    let one = try #require(entry.gmm!.one_component)
    let fit = try MixtureFitting(regularization: 0).fit(input.features!, components: 1, context: RunContext())
    #expect(isClose(fit.meanLogLikelihood, one.mean_loglik, relative: 1e-9))
    #expect(isClose(fit.bayesianInformation, one.bic, relative: 1e-9))
  }

  @Test(arguments: SharedReference.extras.keys.filter { SharedReference.extras[$0]!.spherical_kmeans != nil }.sorted())
  func sphericalKMeans(name: String) throws {
    let (entry, extra) = (SharedReference.entries[name]!, SharedReference.extras[name]!)
    let result = try run(SphericalKMeans.self, entry.input(), "k=\(extra.k)")
    #expect(result.objective!.value >= extra.spherical_kmeans!.best_known_cosine_sum * 0.999)
  }

  @Test func exactOptima() throws {
    let exact = try #require(SharedReference.exact)
    let cities = try SharedReference.entries["eurodist_matrix"]!.input()
    for (k, optimum) in exact.kmedoids_exact_eurodist {
      #expect(try run(KMedoids.self, cities, "k=\(k)").objective!.value == optimum.loss)
    }
    let eruptions = try SharedReference.entries["faithful"]!.column(0)
    for (k, inertia) in exact.kmeans_1d_exact_faithful_eruptions {
      let result = try run(KMeans.self, euclideanInput(eruptions), "k=\(k)")
      #expect(isClose(result.objective!.value, inertia, relative: 1e-9), "k = \(k)")
    }
  }

  // MARK: - Neighbours and their graph

  @Test(arguments: SharedReference.names) func neighborsAndGraphs(name: String) throws {
    let entry = SharedReference.entries[name]!
    let features = try entry.matrix()
    let nearest = try NearestNeighbors(
      of: EuclideanMetric().dissimilarities(of: features), k: 16, context: RunContext())
    let values = nearest.comparisonValues
    if let expected = entry.knn {
      let sums = [0, 9].map { place in
        (0..<entry.n).reduce(0) { $0 + values[$1 * 16 + place].squareRoot() }
      }
      #expect(isClose(sums[0], expected.sum_1nn, relative: 1e-9))
      #expect(isClose(sums[1], expected.sum_10nn, relative: 1e-9))
    }
    let input = ClusteringInput(
      features: features, dissimilarities: try EuclideanMetric().dissimilarities(of: features), seed: 42,
      neighbors: { k, _ in nearest.first(k) })
    // Where neighbours are equally far, the graph is one of several.
    func isDetermined(_ k: Int) -> Bool { (0..<entry.n).allSatisfy { values[$0 * 16 + k - 1] < values[$0 * 16 + k] } }
    if let expected = entry.leiden {
      let graphIsOurs = isDetermined(15)
      let result = try run(Leiden.self, input)
      #expect(result.objective!.value >= expected.modularity_best_of_5 * (graphIsOurs ? 0.999 : 0.99))
    }
    if let expected = entry.spectral {
      let result = try run(Spectral.self, input, "k=\(entry.k)")
      #expect(result.eigenvalues!.prefix { $0 == 0 }.count == expected.components)
      guard isDetermined(9) else { return }
      for (value, reference) in zip(result.eigenvalues!, expected.eigenvalues_smallest ?? []) {
        #expect(abs(value - reference) < 1e-9)
      }
      if let ari = expected.ari, let classes = try entry.classes() {
        #expect(agreement(result.labels, classes) >= ari - 0.001)
      }
    }
  }

  @Test(arguments: SharedReference.names) func principalComponents(name: String) throws {
    let entry = SharedReference.entries[name]!
    let result = try PrincipalComponents().project(entry.matrix(), seed: 0, context: RunContext())
    for (value, reference) in zip(result.explainedVariance, try #require(entry.pca).explained_variance) {
      #expect(isClose(value, reference, relative: 1e-8))
    }
  }

  // MARK: - Density

  @Test(arguments: SharedReference.names) func dbscan(name: String) throws {
    let entry = SharedReference.entries[name]!
    let expected = try #require(entry.dbscan)
    let input = try entry.input()
    let values = ParameterValues(["eps": .real(expected.eps), "min-points": .integer(expected.min_samples)])
    let result = try DBSCAN(values).cluster(input, context: RunContext())
    #expect(result.clusterCount == expected.clusters && result.noiseCount == expected.noise)
    let core = try DBSCAN.corePoints(
      of: input.dissimilarities, eps: expected.eps, minPoints: expected.min_samples, context: RunContext())
    #expect(core.count { $0 } == expected.core)
    #expect(
      clusterSizes(core.indices.filter { core[$0] }.map { result.labels[$0] }) == expected.core_sizes.sorted(by: >))
  }

  /// Where the peers give the same labels so do we; where edges of equal reachability make them differ, we differ from
  /// them no more than they from one another.
  @Test(arguments: SharedReference.names) func hdbscan(name: String) throws {
    let entry = SharedReference.entries[name]!
    let expected = try #require(entry.hdbscan)
    let input = try entry.input()
    let result = try run(
      HDBSCAN.self, input, "min-cluster-size=\(expected.min_cluster_size)", "min-samples=\(expected.min_samples)")
    #expect(result.clusterCount == expected.clusters)
    #expect(abs(result.noiseCount - expected.noise) * 100 <= entry.n)
    if let weight = expected.mutual_reachability_mst_weight {
      #expect(isClose(result.hierarchy!.merges.reduce(0) { $0 + $1.height }, weight, relative: 1e-9))
    }
    if let labels = expected.labels { #expect(agreement(result.labels, labels) >= expected.peers_agree_ari - 1e-6) }
  }

  @Test(arguments: SharedReference.extras.keys.filter { SharedReference.extras[$0]!.optics != nil }.sorted())
  func optics(name: String) throws {
    let expected = SharedReference.extras[name]!.optics!
    let result = try run(
      OPTICS.self, SharedReference.entries[name]!.input(), "min-points=\(expected.min_samples)")
    let plot = try #require(result.reachability)
    #expect(isClose(plot.coreDistances.reduce(0, +), expected.core_distance_sum, relative: 1e-9))
    // Each core distance is also that to a neighbour. Peers that compute the two in different ways have one or the
    // other of the tied rows first, by rounding: their sums differ by up to half a hundredth.
    let reached = plot.reachability.filter(\.isFinite)
    #expect(isClose(reached.reduce(0, +), expected.reachability_sum, relative: 5e-3))
  }

  // MARK: - Trees

  /// Complete, average and Ward linkage of the largest sets take some seconds.
  @Test(arguments: SharedReference.entries.keys.sorted()) func linkage(name: String) throws {
    let entry = SharedReference.entries[name]!
    let input = try entry.input()
    for (method, expected) in try #require(entry.linkage).all where method == "single" || entry.n <= 2500 {
      let result = try run(Linkage.self, input, "linkage=\(method)", "k=\(expected.k)")
      let heights = result.hierarchy!.merges.map(\.height)
      if expected.row_order_changes_heights != true {
        #expect(isClose(heights.reduce(0, +), expected.height_sum, relative: 1e-9), "\(method)")
        for (height, top) in zip(heights.reversed(), expected.top_heights) {
          #expect(isClose(height, top, relative: 1e-8), "\(method)")
        }
        if let cophenetic = expected.cophenetic_correlation {
          #expect(isClose(result.objective!.value, cophenetic, relative: 1e-7), "\(method)")
        }
      }
      if !expected.ties_at_cut, expected.row_order_changes_cut != true {
        #expect(clusterSizes(result.labels) == expected.sizes.sorted(by: >), "\(method)")
      }
      if let cost = SharedReference.extras[name]?.dasgupta_cost?.all[method],
        expected.row_order_changes_heights != true
      {
        // Edges of equal length leave the tree of single linkage open.
        let tolerance = method == "single" ? 1e-3 : 1e-6
        #expect(isClose(dasguptaCost(of: result.hierarchy!, input.dissimilarities), cost, relative: tolerance))
      }
    }
  }

  @Test(arguments: SharedReference.names) func genie(name: String) throws {
    let entry = SharedReference.entries[name]!
    guard let ari = entry.genie?.ari, let classes = try entry.classes() else { return }
    let result = try run(Genie.self, entry.input(), "k=\(entry.k)")
    #expect(abs(agreement(result.labels, classes) - ari) < 1e-6)
  }

  @Test(arguments: SharedReference.extras.keys.filter { SharedReference.extras[$0]!.gdl != nil }.sorted())
  func graphDegreeLinkage(name: String) throws {
    let (entry, extra) = (SharedReference.entries[name]!, SharedReference.extras[name]!)
    let expected = try #require(extra.gdl)
    let result = try run(
      GraphDegreeLinkage.self, entry.input(), "k=\(extra.k)", "neighbors=\(expected.K)", "bandwidth=\(expected.a)")
    #expect(result.labels == expected.labels)
  }

  /// Σ over pairs of rows of similarity 1/(1 + d), times the leaves under the lowest node above both (Dasgupta, "A cost
  /// function for similarity-based hierarchical clustering", 2016).
  private func dasguptaCost(of hierarchy: Hierarchy, _ dissimilarities: any Dissimilarities) -> Double {
    let n = hierarchy.leafCount
    var leaves = (0..<n).map { [$0] }
    var cost = 0.0
    for merge in hierarchy.merges {
      for i in leaves[merge.first] {
        for j in leaves[merge.second] { cost += Double(merge.size) / (1 + dissimilarities(i, j)) }
      }
      leaves.append(leaves[merge.first] + leaves[merge.second])
    }
    return cost
  }
}
