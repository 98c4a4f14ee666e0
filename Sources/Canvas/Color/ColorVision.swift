/// How a colour is seen: by most people, or without one of the three kinds of cone.
public enum ColorVision: String, Sendable, Hashable, CaseIterable {
  case normal, protanopia, deuteranopia, tritanopia

  /// Rows of the matrix on linear RGB, severity 1. Source: G. M. Machado, M. M. Oliveira, L. A. F. Fernandes, "A
  /// physiologically-based model for simulation of color vision deficiency", IEEE TVCG 15 (2009).
  var matrix: [[Double]] {
    switch self {
    case .normal: [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
    case .protanopia:
      [
        [0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998],
      ]
    case .deuteranopia:
      [
        [0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881],
      ]
    case .tritanopia:
      [
        [1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900],
      ]
    }
  }
}

extension Color {
  /// The colour as it looks to somebody; the terminal's own colour stays as it is.
  public func seen(with vision: ColorVision) -> Color {
    guard !isTerminal, vision != .normal else { return self }
    let light = [LinearLight.of(red), LinearLight.of(green), LinearLight.of(blue)]
    let seen = vision.matrix.map { row in
      LinearLight.component(row[0] * light[0] + row[1] * light[1] + row[2] * light[2])
    }
    return Color(red: seen[0], green: seen[1], blue: seen[2])
  }
}
