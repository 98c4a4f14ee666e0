import FoundationEssentials

/// The JSON object of the contract, as far as tests read it.
struct Answer<Result: Decodable>: Decodable {
  struct Dataset: Decodable {
    let name: String
    let rows: Int
    let droppedRows: Int
    let features: [String]
    let labels: String?
    let constantColumns: [String]
    let ignoredTextColumns: [String]
    let imputedValues: Int
    let sampled: Bool
  }

  struct Preprocessing: Decodable {
    let scale: String
    let missing: String
    let metric: String
  }

  let schemaVersion: Int
  let command: String
  let dataset: Dataset
  let preprocessing: Preprocessing
  let seed: UInt64
  let elapsedSeconds: Double
  let warnings: [String]
  let result: Result

  init(_ text: String) throws { self = try JSONDecoder().decode(Self.self, from: Data(text.utf8)) }
}

struct VATAnswer: Decodable {
  let order: [Int]
  let joinDistances: [Double]
  let start: Int
  let suggestedClusters: Int
  let suggestedCut: Double?
}

struct TendencyAnswer: Decodable {
  struct Hopkins: Decodable {
    let statistic, standardDeviation, pValue: Double
    let sampleSize, repeats: Int
  }
  struct Dip: Decodable { let statistic, pValue: Double }
  struct Dimension: Decodable { let twoNN, mle: Double? }

  let hopkins: Hopkins?
  let dipTest: Dip?
  let intrinsicDimension: Dimension
  let suggestedClusters: Int
  let verdict: String
}

struct ProjectAnswer: Decodable {
  let method: String
  let coordinates: [[Double]]
  let explainedVarianceRatio: [Double]?
}

struct ClusterAnswer: Decodable {
  struct Objective: Decodable {
    let name: String
    let value: Double
  }

  let algorithm: String
  let labels: [Int]
  let clusters: Int
  let noise: Int
  let sizes: [Int]
  let objective: Objective?
  let hierarchy: [[Double]]?
  let rowNumbers: [Int]?
}

struct ValidateAnswer: Decodable {
  let algorithm: String?
  let clusters: Int
  let `internal`: [String: Double?]
  let external: [String: Double?]?
}

struct ReportAnswer: Decodable {
  struct Image: Decodable {
    let start: Int
    let suggestedClusters: Int
    let suggestedCut: Double?
  }
  struct Plane: Decodable {
    let method: String
    let explainedVarianceRatio: [Double]
  }
  struct Run: Decodable {
    let algorithm: String
    let clusters: Int
    let noise: Int
    let elapsedSeconds: Double
    let `internal`: [String: Double?]
    let external: [String: Double?]
  }

  let tendency: TendencyAnswer
  let vat: Image
  let projection: Plane?
  let runs: [Run]
}

/// The answer to a command that must succeed.
func answer<Result: Decodable>(_ type: Result.Type, _ arguments: String...) throws -> Answer<Result> {
  let outcome = Program(arguments + ["--format", "json"]).run()
  guard outcome.status == 0 else { throw Failed(outcome: outcome) }
  return try Answer<Result>(outcome.output)
}

struct Failed: Error, CustomStringConvertible {
  let outcome: Program.Outcome
  var description: String { "status \(outcome.status): \(outcome.errors)" }
}
