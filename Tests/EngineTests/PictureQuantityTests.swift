import Analysis
import Engine
import Tabular
import Testing

@Suite("Quantities behind pictures of runs") struct PictureQuantityTests {
  private let basis = Basis(preparation: Preparation(labels: "label"))
  private let context = RunContext()
  private func iris() throws -> Study { Study(try Tables.sample("iris.csv")) }
  private func run(_ id: String, _ parameters: [String: ParameterValue] = [:]) -> ClusteringQuantity {
    ClusteringQuantity(basis, AlgorithmChoice(id, ParameterValues(parameters)))
  }

  @Test("numbers follow another run, keep to the rows both have, and fall back to the run's own")
  func numbers() throws {
    let study = try iris()
    let two = run("kmeans", ["k": .integer(2)])
    let three = run("kmeans", ["k": .integer(3)])
    let own = try study.value(NumberedClusteringQuantity(two, numbers: .own), context: context)
    #expect(own.codes == own.clustering.labels && own.numbers == [0, 1])
    let given = try study.value(NumberedClusteringQuantity(two, numbers: .given([4, 1])), context: context)
    #expect(given.codes == own.codes.map { $0 == 0 ? 4 : 1 })
    let matched = try study.value(NumberedClusteringQuantity(three, numbers: .matching(two, [4, 1])), context: context)
    // setosa is 4 still; the cluster without a partner takes the lowest number that is free.
    #expect(Set(matched.codes[..<50]) == [4])
    #expect(Set(matched.numbers) == [4, 1, 0])
    let back = try study.value(
      NumberedClusteringQuantity(two, numbers: .matching(three, matched.numbers)), context: context)
    #expect(back.numbers == [4, 1])
    // Rows 0..<60 alone.
    var part = basis
    part.preparation.rows = RowSet(0..<60, capacity: 150)
    let partial = ClusteringQuantity(part, two.clusterer)
    let partly = try study.value(
      NumberedClusteringQuantity(partial, numbers: .matching(two, [4, 1])), context: context)
    #expect(partly.codes.count == 60 && partly.codes[0] == 4)
    let failing = run("kmeans", ["k": .integer(1000)])
    let alone = try study.value(NumberedClusteringQuantity(two, numbers: .matching(failing, [])), context: context)
    #expect(alone.numbers == [0, 1])
    #expect(throws: (any Error).self) {
      try study.value(NumberedClusteringQuantity(failing, numbers: .own), context: context)
    }
  }

  @Test("the counts of two partitions add up, and pairs are those that share most")
  func contingency() throws {
    let study = try iris()
    let codes = GroupCodesQuantity(.clusters(NumberedClusteringQuantity(run("dbscan"), numbers: .own)))
    let value = try study.value(ContingencyQuantity(GroupCodesQuantity(.labels(basis)), codes), context: context)
    let labels = try study.value(run("dbscan"), context: context).clustering.labels
    #expect(value.first == [0, 1, 2])
    #expect(value.second == Set(labels).sorted() && value.second.first == -1)
    #expect(value.counts.map { $0.reduce(0, +) } == [50, 50, 50])
    for (column, group) in value.second.enumerated() {
      #expect(value.counts.map { $0[column] }.reduce(0, +) == labels.count { $0 == group })
    }
    #expect(value.agreeing == (0..<150).count { value.agrees(on: $0) })
    for first in value.first {
      for second in value.second {
        let rows = value.rows(first: first, second: second)
        #expect(rows.allSatisfy { $0 / 50 == first && labels[$0] == second })
      }
    }
    #expect(value.adjustedRand == AdjustedRand.value(value.firstCodes, labels))
  }

  @Test("the plot's window has the highest bar of each step, and needs a run of OPTICS")
  func reachability() throws {
    let study = try iris()
    let plot = try study.value(ReachabilityQuantity(run("optics")), context: context)
    let whole = try study.value(ReachabilityWindowQuantity(run("optics"), window: nil, steps: 1000), context: context)
    #expect(whole.positions == Array(0..<150) && whole.order == plot.order)
    #expect(whole.highest == plot.reachability.filter(\.isFinite).max())
    let coarse = try study.value(ReachabilityWindowQuantity(run("optics"), window: 20..<80, steps: 7), context: context)
    #expect(coarse.positions.count == 7 && coarse.positions.allSatisfy((20..<80).contains))
    #expect(coarse.positions.map { plot.profile[$0] }.max() == plot.profile[20..<80].max())
    #expect(throws: AnalysisError.self) { try study.value(ReachabilityQuantity(run("kmeans")), context: context) }
  }

  @Test("the condensed tree lays every row out once, clusters side by side")
  func condensed() throws {
    let study = try iris()
    let value = try study.value(CondensedTreeQuantity(run("hdbscan")), context: context)
    let labels = try study.value(run("hdbscan"), context: context).clustering.labels
    #expect(value.order.sorted() == Array(0..<150))
    for (cluster, places) in value.places.enumerated() {
      #expect(places.count == value.tree.clusters[cluster].size)
      for child in value.children[cluster] {
        #expect(places.contains(value.places[child].lowerBound) && places.upperBound >= value.places[child].upperBound)
      }
      let rows = value.order[places]
      #expect(value.cluster(holding: rows) == cluster)
      if value.tree.clusters[cluster].isSelected {
        #expect(value.owner[cluster] == cluster)
        #expect(Set(rows.map { labels[$0] }).subtracting([-1]).count == 1)
      }
    }
    // Rows of sibling clusters come apart where their parent ends.
    let (left, right) = (value.children[0][0], value.children[0][1])
    let parting = value.parting(value.places[left].lowerBound, value.places[right].lowerBound)
    #expect(parting == value.death(of: 0) && parting == value.birth(of: left))
    #expect(value.parting(value.places[left].lowerBound, value.places[left].lowerBound) == nil)
    #expect(value.lowest < value.highest && value.lowest >= 0)
    #expect(throws: AnalysisError.self) { try study.value(CondensedTreeQuantity(run("kmeans")), context: context) }
  }

  @Test("selected rows of the table have their places in every order")
  func places() throws {
    let study = Study(try Tables.sample("penguins.csv"))
    let rows = RowSet([0, 3, 4, 200, 343], capacity: 344)
    let numbers = try study.value(DatasetQuantity(basis.preparation), context: context).rowNumbers
    // Row 3 has missing values.
    let expected: Set<Int> = [0, 4, 200, 343]
    let orders = [
      PictureOrder.spanningTree(basis), .hierarchy(run("genie")), .reachability(run("optics")),
      .condensedTree(run("hdbscan")),
    ]
    for order in orders {
      let places = try study.value(SelectedPlacesQuantity(order, rows: rows), context: context)
      let all: [Int] =
        switch order {
        case .spanningTree: try study.value(VATQuantity(basis), context: context).order
        case .hierarchy(let run): try study.value(HierarchyTreeQuantity(run), context: context).order
        case .reachability(let run): try study.value(ReachabilityQuantity(run), context: context).order
        case .condensedTree(let run): try study.value(CondensedTreeQuantity(run), context: context).order
        }
      #expect(places == places.sorted())
      #expect(Set(places.map { numbers[all[$0]] }) == expected)
    }
  }

  @Test("which algorithms look at all pairs is told by their costs")
  func growth() {
    func looks(_ id: String, _ columns: Int) -> Bool? {
      Clusterers.all.map { $0.description }.first { $0.id == id }?.looksAtAllPairs(columns: columns)
    }
    for id in ["kmedoids", "affinity"] { #expect(looks(id, 2) == true) }
    for id in ["dbscan", "hdbscan", "optics", "linkage", "genie", "mean-shift"] {
      #expect(looks(id, 2) == false && looks(id, 20) == true)
    }
    for id in ["kmeans", "birch", "gmm", "spherical-kmeans"] { #expect(looks(id, 20) == false) }
  }
}
