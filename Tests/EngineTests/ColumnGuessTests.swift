import Engine
import Tabular
import Testing

@Suite struct ColumnGuessTests {
  @Test func findsClasses() {
    let table = Table(
      name: "t", columns: [Tables.column("x", [1, 2, 3]), Tables.text("Species", ["a", "b", "a"])])
    #expect(ColumnGuess(table).labels == "Species")
    #expect(ColumnGuess(Tables.numeric(("label", [0, 1, 1]), ("x", [1, 2, 3]))).labels == "label")
    #expect(ColumnGuess(Tables.numeric(("label", [0.5, 1, 1]), ("x", [1, 2, 3]))).labels == nil)
  }

  @Test func findsRowNumbersAndNames() {
    #expect(ColumnGuess(Tables.numeric(("CustomerID", [1, 2, 3, 4]), ("x", [4, 4, 1, 2]))).id == "CustomerID")
    #expect(ColumnGuess(Tables.numeric(("x", [1, 2, 3, 4]))).id == nil)
    let states = Table(
      name: "t", columns: [Tables.text("state", ["Ohio", "Utah", "Iowa"]), Tables.column("x", [1, 2, 3])])
    #expect(ColumnGuess(states).id == "state")
  }

  @Test func findsDissimilarityMatrices() {
    #expect(ColumnGuess(Tables.numeric(("a", [0, 1, 2]), ("b", [1, 0, 3]), ("c", [2, 3, 0]))).isDissimilarityMatrix)
    #expect(!ColumnGuess(Tables.numeric(("a", [0, 1, 2]), ("b", [1, 0, 4]), ("c", [2, 3, 0]))).isDissimilarityMatrix)
    #expect(!ColumnGuess(Tables.numeric(("a", [0, 1, 2]), ("b", [1, 0, 3]))).isDissimilarityMatrix)
  }

  @Test func advises() throws {
    let table = Tables.numeric(("label", [0, 1, 1]), ("x", [1, 2, 3]))
    #expect(try Dataset(table, Preparation()).warnings.contains { $0.contains("--labels label") })
    #expect(try Dataset(table, Preparation(labels: "label")).warnings.isEmpty)
    let numbered = Tables.numeric(("id", [1, 2, 3]), ("x", [3, 2, 3]))
    #expect(try Dataset(numbered, Preparation()).warnings.contains { $0.contains("--id id") })
    #expect(try Dataset(numbered, Preparation(id: "id")).warnings.isEmpty)
    let matrix = Tables.numeric(("a", [0, 1, 2]), ("b", [1, 0, 3]), ("c", [2, 3, 0]))
    #expect(try Dataset(matrix, Preparation()).warnings.contains { $0.contains("--metric precomputed") })
    #expect(try Dataset(matrix, Preparation(isDissimilarityMatrix: true)).warnings.isEmpty)
  }
}
