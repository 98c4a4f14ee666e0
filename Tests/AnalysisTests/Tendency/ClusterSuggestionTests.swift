import Analysis
import Testing

@Suite("Number of clusters from the profile")
struct ClusterSuggestionTests {
  private func suggestion(_ points: Matrix) throws -> (ClusterSuggestion, VATOrder) {
    let order = try VATOrder(of: TendencyData.euclidean(points), context: RunContext(threads: 2))
    return (ClusterSuggestion(of: order, columns: points.columns), order)
  }

  @Test("separated groups are counted, and the cut finds them", arguments: [2, 3, 5], [2, 4, 10])
  func separated(clusters: Int, columns: Int) throws {
    let centres = (0..<clusters).map { c in (0..<columns).map { $0 == 0 ? Double(c) * 20 : 0 } }
    for n in [60, 400] {
      let (suggestion, order) = try suggestion(TendencyData.blobs(n, centres: centres))
      #expect(suggestion.suggestedClusters == clusters)
      let labels = order.labels(cut: suggestion.suggestedCut)
      var sizes: [Int: Int] = [:]
      for label in labels { sizes[label, default: 0] += 1 }
      #expect(sizes.values.count { $0 >= suggestion.support } == clusters)
    }
  }

  @Test("one normal or uniform cloud is one cluster", arguments: [2, 3, 5, 10])
  func none(columns: Int) throws {
    for n in [100, 300, 1000] {
      let gaussian = try suggestion(TendencyData.gaussian(n, columns)).0
      #expect(gaussian.suggestedClusters == 1)
      #expect(try suggestion(TendencyData.uniform(n, columns)).0.suggestedClusters == 1)
      #expect(gaussian.best == nil)
    }
  }

  @Test("known data sets")
  func known() throws {
    // Iris: setosa and the rest. Old Faithful: short and long. Lsun and chainlink: as drawn; aggregation: seven
    // drawn, of which two pairs are bridged.
    let expected = [
      "iris": 2, "faithful": 2, "penguins": 2, "fcps_lsun": 3, "fcps_chainlink": 2, "sipu_aggregation": 5,
      "sipu_unbalance": 8,
    ]
    for file in ReferenceFile.present {
      guard let clusters = expected[file.name], let features = file.features else { continue }
      #expect(try suggestion(features).0.suggestedClusters == clusters, "\(file)")
    }
  }

  @Test("outliers are no clusters")
  func outliers() throws {
    var points = TendencyData.blobs(200, centres: [[0, 0], [30, 0]])
    points[7, 1] = 500
    points[8, 1] = -300
    let (suggestion, _) = try suggestion(points)
    #expect(suggestion.suggestedClusters == 2)
  }

  @Test("little or degenerate data")
  func tiny() throws {
    for n in 0...3 {
      let (suggestion, order) = try suggestion(TendencyData.gaussian(n, 2))
      #expect(suggestion.suggestedClusters == min(1, n))
      #expect(suggestion.suggestedCut == order.joinDistances.max() ?? 0)
    }
    let (constant, _) = try suggestion(Matrix(rows: 50, columns: 2, repeating: 4))
    #expect(constant.suggestedClusters == 1 && constant.suggestedCut == 0)
    let (pairs, order) = try suggestion(Matrix([[0.0, 0], [0.1, 0], [10, 0], [10.1, 0]]))
    #expect(pairs.suggestedClusters == 2)
    #expect(order.labels(cut: pairs.suggestedCut) == [0, 0, 1, 1])
  }

  @Test("the gap by hand")
  func byHand() throws {
    // Five runs of ten, a unit apart within; splits at 9, 8, 3 and 2.
    let unit = [Double](repeating: 1, count: 9)
    let joins = unit + [3] + unit + [9] + unit + [2] + unit + [8] + unit
    let order = VATOrder(order: Array(0..<50), joinDistances: joins, parents: Array(0..<49))
    let suggestion = ClusterSuggestion(of: order)
    // Ratios: 9/8, 8/3, 3/2, 2/1.
    #expect(suggestion.suggestedClusters == 3)
    #expect(suggestion.suggestedCut == 5.5)
    #expect(suggestion.best?.ratio == 8.0 / 3)
    #expect(suggestion.best?.smallest == 10)
    #expect(suggestion.runnerUp?.clusters == 5)
    #expect(suggestion.runnerUp?.ratio == 2)
  }
}
