import Analysis

// What each statistic of tendency says, and its members in JSON.

extension HopkinsQuantity {
  public static func reading(of value: Hopkins) -> TendencyReading {
    TendencyReading(
      value.statistic, pValue: value.pValue,
      remark: "\(value.repeats) draws of \(value.sampleSize), spread \(thousandths(value.standardDeviation))",
      notes: value.notes,
      [
        JSON.Member("statistic", .number(value.statistic)),
        JSON.Member("standardDeviation", .number(value.standardDeviation)),
        JSON.Member("pValue", .number(value.pValue)), JSON.Member("sampleSize", .integer(value.sampleSize)),
        JSON.Member("repeats", .integer(value.repeats)), JSON.Member("pValueOfMean", .number(value.pValueOfMean)),
        JSON.Member("torus", .flag(value.isTorus)), JSON.Member("rows", .integer(value.rows)),
        JSON.Member("duplicateDraws", .integer(value.duplicateDraws)),
      ])
  }
}

extension DipTest {
  fileprivate func reading(of what: String, notes: [String] = []) -> TendencyReading {
    TendencyReading(
      statistic, pValue: pValue, notes: notes,
      [
        JSON.Member("statistic", .number(statistic)), JSON.Member("pValue", .number(pValue)),
        JSON.Member("of", .string(what)), JSON.Member("sampleSize", .integer(sampleSize)),
      ])
  }
}

extension DistanceDipQuantity {
  public static func reading(of value: DipTest) -> TendencyReading {
    value.reading(
      of: "distances between rows",
      notes: value.isSampled
        ? ["The dip of the distances is that of \(value.sampleSize) pairs of rows drawn at random."] : [])
  }
}

extension ComponentDipQuantity {
  public static func reading(of value: DipTest) -> TendencyReading { value.reading(of: "first principal component") }
}

extension SilvermanQuantity {
  public static func reading(of value: SilvermanTest) -> TendencyReading {
    TendencyReading(
      value.criticalBandwidth, pValue: value.pValue, remark: "\(SilvermanTest.bootstraps) bootstrap samples",
      notes: sampleNote("Silverman's test", value.sampleSize, value.isSampled),
      [
        JSON.Member("criticalBandwidth", .number(value.criticalBandwidth)),
        JSON.Member("pValue", .number(value.pValue)), JSON.Member("modes", .integer(value.modes)),
        JSON.Member("of", .string("first principal component")), JSON.Member("sampleSize", .integer(value.sampleSize)),
      ])
  }
}

extension SpatialHistogramQuantity {
  public static func reading(of value: SpatialHistogram) -> TendencyReading {
    let cells = value.dimensions == 1 ? "\(value.bins) cells" : "\(value.bins) by \(value.bins) cells"
    return TendencyReading(
      value.divergence, pValue: value.pValue,
      remark: "\(cells), spread \(thousandths(value.standardDeviation))",
      notes: sampleNote("The spatial histogram", value.sampleSize, value.isSampled),
      [
        JSON.Member("divergence", .number(value.divergence)),
        JSON.Member("standardDeviation", .number(value.standardDeviation)),
        JSON.Member("pValue", .number(value.pValue)), JSON.Member("bins", .integer(value.bins)),
        JSON.Member("dimensions", .integer(value.dimensions)), JSON.Member("sampleSize", .integer(value.sampleSize)),
      ])
  }
}

extension GapStatisticQuantity {
  public static func reading(of value: GapStatistic) -> TendencyReading {
    let shown = (value.suggestedClusters ?? value.gaps.count) - 1
    return TendencyReading(
      value.gaps[shown],
      remark: (value.suggestedClusters.map { "suggests \($0)" } ?? "rises on, suggests none")
        + "; standard error \(thousandths(value.standardErrors[shown]))",
      notes: sampleNote("The gap statistic", value.sampleSize, value.isSampled),
      [
        JSON.Member("gaps", .numbers(value.gaps)), JSON.Member("standardErrors", .numbers(value.standardErrors)),
        JSON.Member("suggestedClusters", JSON(value.suggestedClusters)),
        JSON.Member("references", .integer(GapStatistic.references)),
        JSON.Member("sampleSize", .integer(value.sampleSize)),
      ])
  }
}

extension IntrinsicDimensionQuantity {
  public static func reading(of value: IntrinsicDimension) -> TendencyReading {
    TendencyReading(
      value.twoNN,
      remark: value.maximumLikelihood.map { "by \(value.neighbors) neighbours \(thousandths($0))" } ?? "",
      notes: sampleNote("The intrinsic dimension", value.sampleSize, value.isSampled),
      [
        JSON.Member("twoNN", JSON(value.twoNN)), JSON.Member("mle", JSON(value.maximumLikelihood)),
        JSON.Member("neighbors", .integer(value.neighbors)), JSON.Member("distinctRows", .integer(value.distinctRows)),
        JSON.Member("sampleSize", .integer(value.sampleSize)),
      ])
  }
}

extension ParticipationRatioQuantity {
  public static func reading(of value: ParticipationRatio) -> TendencyReading {
    TendencyReading(value.value, [JSON.Member("value", .number(value.value))])
  }
}

extension IsoScoreQuantity {
  public static func reading(of value: IsoScore) -> TendencyReading {
    TendencyReading(value.value, [JSON.Member("value", .number(value.value))])
  }
}

private func sampleNote(_ what: String, _ size: Int, _ isSampled: Bool) -> [String] {
  isSampled ? ["\(what) is that of \(size) rows drawn at random."] : []
}

/// With three decimals at most.
private func thousandths(_ value: Double) -> String {
  abs(value) < 1e12 ? "\((value * 1000).rounded() / 1000)" : "\(value)"
}
