import Analysis
import ArgumentParser
import Canvas
import Engine

/// The two dissimilarity images.
enum ImageKind: Equatable {
  case vat, ivat

  var title: String { self == .vat ? "VAT image" : "iVAT image" }
}

/// Which image is drawn, which part of it, and how large.
struct ImageView {
  var kind: ImageKind
  /// In cells; nil to fit the page.
  var size: Size?
  /// Nil for the whole.
  var window: WindowArgument?
  var summary = DissimilarityImage.Summary.mean

  /// The part of the order from top to bottom and from left to right.
  func ranges(count: Int) -> (rows: Range<Int>, columns: Range<Int>) {
    window.map { ($0.rows, $0.columns) } ?? (0..<count, 0..<count)
  }

  func quantity(_ report: VATReport, width: Int, height: Int) -> DissimilarityImageQuantity {
    let (rows, columns) = ranges(count: report.order.order.count)
    return DissimilarityImageQuantity(
      report.subject.basis, report.ordering, isPathBased: kind == .ivat, rows: rows, columns: columns, width: width,
      height: height, summary: summary)
  }
}

extension DissimilarityImage.Summary: ExpressibleByArgument {}
