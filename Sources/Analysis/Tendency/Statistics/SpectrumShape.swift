/// How the variance is spread over the principal components: what the two statistics of isotropy read.
public struct VarianceSpectrum: Sendable, Equatable {
  /// d variances, divisor n − 1, in falling order; those beyond the rank are 0.
  public let variances: [Double]

  /// - Parameter variances: of the principal components, not negative; those that are left out are 0.
  public init(variances: [Double], columns: Int) {
    let sorted = variances.sorted(by: >)
    self.variances = sorted + Array(repeating: 0, count: max(0, columns - sorted.count))
  }

  /// O(n·d·min(n, d)) time.
  /// - Parameter features: n×d, finite.
  /// - Throws: as `PrincipalComponents.project`.
  public init(of features: Matrix, context: RunContext) throws {
    let components = try PrincipalComponents().project(features, seed: 0, context: context)
    self.init(variances: components.explainedVariance, columns: features.columns)
  }

  /// Over the largest, so that no square overflows.
  /// - Throws: `AnalysisError` under 2 rows' worth of variance: where there is none.
  fileprivate func relative(for what: String) throws -> [Double] {
    guard let largest = variances.first, largest > 0 else {
      throw AnalysisError.notApplicable("all rows are equal, so \(what) is undefined", advice: "give rows that differ")
    }
    return variances.map { $0 / largest }
  }
}

/// The participation ratio of the spectrum: (Σλ)² / Σλ², the number of components that share the variance.
public struct ParticipationRatio: TendencyStatistic, Equatable {
  public static let description = AlgorithmDescription(
    id: "participation-ratio", title: "Participation ratio",
    summary: "how many principal components share the variance",
    reference: "Gao et al., A theory of multineuronal dimensionality, dynamics and measurement, 2017",
    needs: [.features], cost: "that of the principal components")
  public static let key = "participationRatio"
  public static let range = "from 1 (all variance along one direction) to the number of columns (equal in all)"
  public static let reading = "a linear count of dimensions; far below the intrinsic dimension where the rows lie on a bent sheet"

  public let value: Double

  /// - Throws: `AnalysisError.notApplicable` where all rows are equal.
  public init(_ spectrum: VarianceSpectrum) throws {
    let shares = try spectrum.relative(for: "the participation ratio")
    let total = shares.reduce(0, +)
    value = total * total / shares.reduce(0) { $0 + $1 * $1 }
  }
}

/// IsoScore: how evenly the rows use all dimensions.
///
/// With Λ the variances along the principal components, brought to length √d, the defect is their distance from
/// (1, …, 1) over √(2(d − √d)); the share of dimensions used is φ = (d − defect²·(d − √d))² / d², and the score
/// (d·φ − 1) / (d − 1) (Rudman, Gillman, Rayne & Eickhoff, 2022, section 4).
public struct IsoScore: TendencyStatistic, Equatable {
  public static let description = AlgorithmDescription(
    id: "isoscore", title: "IsoScore", summary: "how evenly the rows use all dimensions",
    reference: "Rudman, Gillman, Rayne & Eickhoff, IsoScore: measuring the uniformity of embedding space utilization, "
      + "2022",
    needs: [.features], cost: "that of the principal components")
  public static let key = "isoScore"
  public static let range = "0 (all variance along one direction) to 1 (the same in every direction)"
  public static let reading = "near 0, distances are those along a few directions; near 1, a cloud or several on all sides"

  public let value: Double

  /// - Throws: `AnalysisError.notApplicable` for a single column, and where all rows are equal.
  public init(_ spectrum: VarianceSpectrum) throws {
    let count = spectrum.variances.count
    guard count > 1 else {
      throw AnalysisError.notApplicable("IsoScore compares directions and there is one column", advice: "give more")
    }
    let shares = try spectrum.relative(for: "IsoScore")
    let d = Double(count)
    let length = shares.reduce(0) { $0 + $1 * $1 }.squareRoot()
    let spare = d - d.squareRoot()
    let defect = shares.reduce(0) { total, share in
      let excess = d.squareRoot() * share / length - 1
      return total + excess * excess
    } / (2 * spare)
    let used = (d - defect * spare) * (d - defect * spare) / (d * d)
    value = min(1, max(0, (d * used - 1) / (d - 1)))
  }
}
