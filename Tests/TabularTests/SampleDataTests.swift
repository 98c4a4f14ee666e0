import Glibc
import Tabular
import Testing

@Suite struct SampleDataTests {
  /// Rows, columns and columns of text as SampleData/README.md says.
  @Test(arguments: [
    ("iris", 150, 5, 1), ("wine", 178, 14, 1), ("penguins", 344, 8, 3), ("faithful", 272, 2, 0),
    ("usarrests", 50, 5, 1),
    ("digits", 1797, 65, 0), ("eurodist_matrix", 21, 22, 1), ("two_moons", 300, 3, 1), ("rings", 480, 3, 1),
    ("anisotropic_blobs", 450, 3, 1), ("one_gaussian", 300, 3, 1), ("uniform_square", 300, 3, 1),
    ("unbalanced_blobs_with_noise", 540, 3, 1), ("shoppers", 250, 5, 1),
  ])
  func shapesAreAsTheReadmeSays(name: String, rows: Int, columns: Int, text: Int) throws {
    let table = try TableReader.read(path: "\(Folder.samples)/\(name).csv")
    #expect(table.name == name)
    #expect(table.rowCount == rows && table.columns.count == columns)
    #expect(table.columns.count { !$0.isNumeric } == text)
    #expect(table.notes == [])
    #expect(table.columns.reduce(0) { $0 + $1.missingCount } == (name == "penguins" ? 19 : 0))
    // Written and read again, it is the same.
    let again = try TableReader.read(bytes: TableWriter.delimited(table), name: name)
    #expect(render(again) == render(table))
  }

  @Test func theReadmeNamesEveryFile() throws {
    let readme = String(decoding: try #require(contents(Folder.samples + "/README.md")), as: UTF8.self)
    guard let folder = opendir(Folder.samples) else {
      Issue.record("no folder")
      return
    }
    defer { closedir(folder) }
    var files = 0
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      guard name.hasSuffix(".csv") else { continue }
      files += 1
      #expect(readme.contains("| `\(name)` |"))
    }
    #expect(files == 14)
  }

  /// Means published with the data: iris by the UCI repository, penguins by palmerpenguins, faithful by R.
  @Test func knownMeans() throws {
    func mean(_ file: String, _ column: String) throws -> Double {
      let table = try TableReader.read(path: "\(Folder.samples)/\(file).csv")
      guard case .numeric(let all)? = table.column(named: column)?.values else { return .nan }
      let numbers = all.filter { !$0.isNaN }
      return numbers.reduce(0, +) / Double(numbers.count)
    }
    #expect(abs(try mean("iris", "sepal_length") - 5.8433) < 0.0001)
    #expect(abs(try mean("iris", "petal_width") - 1.1993) < 0.0001)
    #expect(abs(try mean("penguins", "bill_length_mm") - 43.92193) < 0.00001)
    #expect(abs(try mean("penguins", "body_mass_g") - 4201.754) < 0.001)
    #expect(abs(try mean("faithful", "waiting") - 70.89706) < 0.00001)
  }

  static let spotifyPath = Folder.development + "/spotify.csv"

  @Test(.enabled(if: access(spotifyPath, R_OK) == 0, "needs ../shared/data/dev/spotify.csv"))
  func spotifySongs() throws {
    let table = try TableReader.read(path: Self.spotifyPath)
    #expect(table.rowCount == 3069 && table.columns.count == 17)
    let text = table.columns.filter { !$0.isNumeric }.map(\.name)
    #expect(text == ["track_name", "track_artist", "playlist_genre", "playlist_subgenre"])
  }
}
