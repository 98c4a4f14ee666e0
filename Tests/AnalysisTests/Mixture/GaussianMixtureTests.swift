import Analysis
import Testing

@Suite struct GaussianMixtureTests {
  private let context = RunContext()

  private func mixture(_ shape: CovarianceShape, k: Int, d: Int, _ random: inout RandomSource) -> GaussianMixture {
    var covariances: [Matrix] = []
    for c in 0..<k {
      var covariance = Matrix(rows: d, columns: d)
      let factor = randomFeatures(d, d, random: &random)
      for i in 0..<d {
        for j in 0..<d {
          switch shape {
          case .full, .tied: covariance[i, j] = (0..<d).reduce(i == j ? 0.5 : 0) { $0 + factor[i, $1] * factor[j, $1] }
          case .diagonal: covariance[i, j] = i == j ? 0.3 + factor[i, i] * factor[i, i] : 0
          case .spherical: covariance[i, j] = i == j ? 0.3 + factor[0, 0] * factor[0, 0] : 0
          }
        }
      }
      covariances.append(shape == .tied && c > 0 ? covariances[0] : covariance)
    }
    let raw = (0..<k).map { _ in 0.2 + random.uniform() }
    let total = raw.reduce(0, +)
    return GaussianMixture(
      weights: raw.map { $0 / total }, means: randomFeatures(k, d, random: &random), covariances: covariances,
      shape: shape)
  }

  /// The definition, with the inverse and the determinant by Gauss and Jordan's elimination.
  private func density(_ x: [Double], _ mean: [Double], _ covariance: Matrix) -> Double {
    let d = x.count
    var a = (0..<d).map { i in (0..<d).map { covariance[i, $0] } + [x[i] - mean[i]] }
    var determinant = 1.0
    for p in 0..<d {
      determinant *= a[p][p]
      let pivot = a[p][p]
      for j in 0...d { a[p][j] /= pivot }
      for i in 0..<d where i != p {
        let factor = a[i][p]
        for j in 0...d { a[i][j] -= factor * a[p][j] }
      }
    }
    let square = (0..<d).reduce(0) { $0 + (x[$1] - mean[$1]) * a[$1][d] }
    let scale = (0..<d).reduce(determinant) { product, _ in product * 2 * .pi }
    return exponentialFunction(-square / 2) / scale.squareRoot()
  }

  @Test(arguments: CovarianceShape.allCases, [1, 2, 3, 5, 6, 9])
  func densitiesAreThoseOfTheDefinition(shape: CovarianceShape, d: Int) throws {
    var random = RandomSource(seed: UInt64(d))
    let k = 3
    let mixture = mixture(shape, k: k, d: d, &random)
    // More than one block of rows, and a block that is not full.
    let features = randomFeatures(300, d, random: &random)
    let logs = try mixture.logDensities(of: features, context: context)
    let (total, responsibilities) = try mixture.evaluate(features, context: context)
    var expectedTotal = 0.0
    for i in 0..<300 {
      let parts = (0..<k).map {
        mixture.weights[$0] * density(features.row(i), mixture.means.row($0), mixture.covariances[$0])
      }
      let sum = parts.reduce(0, +)
      #expect(isClose(exponentialFunction(logs[i]), sum, relative: 1e-10))
      for c in 0..<k { #expect(abs(responsibilities[i, c] - parts[c] / sum) < 1e-11) }
      expectedTotal += logarithm(sum)
    }
    #expect(isClose(total, expectedTotal, relative: 1e-10))
  }

  /// `bayesianInformation` and `akaikeInformation` of one component without regularisation, and the best of 30 starts
  /// that did not degenerate: scikit-learn 1.9.1.
  static let peers:
    [(name: String, k: Int, meanLogLikelihood: Double, bayesian: Double, one: Double, oneBayesian: Double)] = [
      ("iris", 3, -1.201236517, 580.8389081, -2.53276420082, 829.978154362),
      ("iris_z", 3, -1.936873749, 801.5300776, -3.2684014324, 1050.66932384),
      ("wine", 3, -11.54056051, 5735.519578, -14.613473067, 5741.3019011),
      ("wine_raw", 3, -16.19555636, 7392.6981, -18.7137624303, 7201.0049144),
      ("penguins", 3, -3.358004109, 2553.606483, -4.43904174781, 3117.99190582),
      ("faithful", 2, -1.41713491, 832.585214, -2.00365250183, 1118.01597133),
      ("usarrests", 4, -3.512938138, 582.1031711, -4.7331760524, 528.085927316),
    ]

  @Test(arguments: peers.indices) func oneComponentIsTheNormalDistribution(index: Int) throws {
    let peer = Self.peers[index]
    let fit = try MixtureFitting(regularization: 0)
      .fit(ClusteringReference.features(peer.name), components: 1, context: context)
    #expect(isClose(fit.meanLogLikelihood, peer.one, relative: 1e-10))
    #expect(isClose(fit.bayesianInformation, peer.oneBayesian, relative: 1e-10))
  }

  @Test(arguments: peers.indices) func reachesTheBestKnownLikelihood(index: Int) throws {
    let peer = Self.peers[index]
    let fit = try MixtureFitting(restarts: 30)
      .fit(ClusteringReference.features(peer.name), components: peer.k, context: context)
    #expect(!fit.isDegenerate)
    #expect(fit.meanLogLikelihood >= peer.meanLogLikelihood - 1e-3 * abs(peer.meanLogLikelihood))
    #expect(fit.bayesianInformation <= peer.bayesian * (1 + 1e-3))
  }

  @Test(arguments: CovarianceShape.allCases, [1, 2, 7])
  func likelihoodNeverFalls(shape: CovarianceShape, d: Int) throws {
    var random = RandomSource(seed: 11)
    var features = randomFeatures(700, d, random: &random)
    for i in 0..<700 { features[i, 0] += Double(i % 3) * 3 }
    let fitting = MixtureFitting(shape: shape, restarts: 2, tolerance: 1e-9)
    let fit = try fitting.fit(features, components: 4, context: context)
    #expect(fit.history.count > 1)
    #expect(zip(fit.history, fit.history.dropFirst()).allSatisfy { $0 <= $1 })
    #expect(fit.history.last == fit.meanLogLikelihood)
    // What is reported is the mixture's own likelihood.
    let again = try fit.mixture.evaluate(features, context: context).logLikelihood
    #expect(isClose(again, fit.logLikelihood, relative: 1e-12))
    #expect(isClose(fit.mixture.weights.reduce(0, +), 1, relative: 1e-12))
    let expected = [
      CovarianceShape.full: 4 * d * (d + 1) / 2, .tied: d * (d + 1) / 2, .diagonal: 4 * d, .spherical: 4,
    ][shape]!
    #expect(fit.mixture.parameterCount == 3 + 4 * d + expected)
  }

  /// A step written out plainly must lead to the same mixture.
  @Test(arguments: CovarianceShape.allCases, [1, 3, 8])
  func aStepIsThatOfTheFormulas(shape: CovarianceShape, d: Int) throws {
    var random = RandomSource(seed: UInt64(20 + d))
    let (n, k) = (530, 3)
    let start = mixture(shape, k: k, d: d, &random)
    let features = randomFeatures(n, d, random: &random)
    let fit = try MixtureFitting(shape: shape, regularization: 1e-3, tolerance: 0, maximumIterations: 1)
      .fit(features, from: start, context: context)
    let r = try start.responsibilities(of: features, context: context)
    var shared = Matrix(rows: d, columns: d)
    var expected: [Matrix] = []
    for c in 0..<k {
      let mass = (0..<n).reduce(0) { $0 + r[$1, c] }
      #expect(isClose(fit.mixture.weights[c], mass / Double(n), relative: 1e-10))
      let mean = (0..<d).map { j in (0..<n).reduce(0) { $0 + r[$1, c] * features[$1, j] } / mass }
      for j in 0..<d { #expect(abs(fit.mixture.means[c, j] - mean[j]) < 1e-11) }
      var covariance = Matrix(rows: d, columns: d)
      for i in 0..<d {
        for j in 0..<d {
          let sum = (0..<n).reduce(0) { $0 + r[$1, c] * (features[$1, i] - mean[i]) * (features[$1, j] - mean[j]) }
          shared[i, j] += sum / Double(n)
          if shape.rawValue == "full" || i == j { covariance[i, j] = sum / mass }
        }
      }
      if shape == .spherical {
        let variance = (0..<d).reduce(0) { $0 + covariance[$1, $1] } / Double(d)
        for j in 0..<d { covariance[j, j] = variance }
      }
      expected.append(covariance)
    }
    for c in 0..<k {
      let covariance = shape == .tied ? shared : expected[c]
      for i in 0..<d {
        for j in 0..<d {
          #expect(abs(fit.mixture.covariances[c][i, j] - covariance[i, j] - (i == j ? 1e-3 : 0)) < 1e-10)
        }
      }
    }
  }

  @Test(arguments: CovarianceShape.allCases) func doesNotDependOnThreads(shape: CovarianceShape) throws {
    var random = RandomSource(seed: 5)
    let features = randomFeatures(2000, 3, random: &random)
    for start in MixtureFitting.Start.allCases {
      let fitting = MixtureFitting(shape: shape, start: start, restarts: 3, tolerance: 1e-5)
      let one = try fitting.fit(features, components: 3, context: RunContext(threads: 1))
      #expect(one == (try fitting.fit(features, components: 3, context: RunContext(threads: 2))))
      #expect(one == (try fitting.fit(features, components: 3, context: RunContext(threads: 5))))
    }
  }

  /// An independent check of the vectorised exponential, by way of the densities: far tails and near the mean.
  @Test func tailsAreFiniteAndExact() throws {
    let mixture = GaussianMixture(
      weights: [0.5, 0.5], means: Matrix([[0], [1]]), covariances: [Matrix([[1]]), Matrix([[1]])])
    let features = Matrix([[0.5], [30], [-30], [1e5], [1e160], [-1e200]])
    let (total, responsibilities) = try mixture.evaluate(features, context: context)
    #expect(total.isFinite)
    for (i, x) in [0.5, 30, -30].enumerated() {
      // The ratio of the densities is e^(x − ½).
      #expect(isClose(responsibilities[i, 1], 1 / (1 + exponentialFunction(0.5 - x)), relative: 1e-12))
    }
    for i in 0..<6 { #expect(abs(responsibilities[i, 0] + responsibilities[i, 1] - 1) < 1e-12) }
  }
}
