/// The lines of a box drawing scalar (U+2500…U+257F): one from the cell's middle to each side, of a weight.
struct BoxLines {
  /// 0 none, 1 light, 2 heavy, 3 double.
  let left, right, up, down: Int
  /// Into how many dashes the line is cut; 1 for a whole one.
  let dashes: Int

  /// Nil for curves and diagonals, and for what is no box drawing.
  static func of(_ scalar: Unicode.Scalar) -> BoxLines? {
    guard (0x2500...0x257F).contains(scalar.value), !(0x256D...0x2573).contains(scalar.value) else { return nil }
    let digits = table[Int(scalar.value - 0x2500)]
    let dashes =
      switch scalar.value {
      case 0x2504...0x2507: 3
      case 0x2508...0x250B: 4
      case 0x254C...0x254F: 2
      default: 1
      }
    return BoxLines(
      left: digits / 1000, right: digits / 100 % 10, up: digits / 10 % 10, down: digits % 10, dashes: dashes)
  }

  /// Left, right, up, down in the order of the digits, by scalar.
  private static let table: [Int] = """
    1100 2200 0011 0022 1100 2200 0011 0022 1100 2200 0011 0022 0101 0201 0102 0202
    1001 2001 1002 2002 0110 0210 0120 0220 1010 2010 1020 2020 0111 0211 0121 0112
    0122 0221 0212 0222 1011 2011 1021 1012 1022 2021 2012 2022 1101 2101 1201 2201
    1102 2102 1202 2202 1110 2110 1210 2210 1120 2120 1220 2220 1111 2111 1211 2211
    1121 1112 1122 2121 1221 2112 1212 2221 2212 2122 1222 2222 1100 2200 0011 0022
    3300 0033 0301 0103 0303 3001 1003 3003 0310 0130 0330 3010 1030 3030 0311 0133
    0333 3011 1033 3033 3301 1103 3303 3310 1130 3330 3311 1133 3333 0101 1001 1010
    0110 0000 0000 0000 1000 0010 0100 0001 2000 0020 0200 0002 1200 0012 2100 0021
    """.split { $0 == " " || $0 == "\n" }.map { Int($0) ?? 0 }

  static func thickness(_ weight: Int, _ cell: FigureArea) -> Double {
    let light = max(1, (min(cell.width, cell.height / 2) / 8).rounded())
    return weight == 2 ? light * 2 : light
  }

  /// The lines as rectangles with edges at whole pixels, as far as the cells are.
  func rectangles(in cell: FigureArea) -> [FigureArea] {
    if dashes > 1 { return dashed(in: cell) }
    var result: [FigureArea] = []
    let light = BoxLines.thickness(1, cell)
    // Where the middle lies: the edges of a light line.
    let x = (cell.x + cell.width / 2 - light / 2).rounded()
    let y = (cell.y + cell.height / 2 - light / 2).rounded()
    // Double lines lie two thicknesses apart, around where a single one would be.
    func offsets(_ weight: Int) -> [Double] { weight == 3 ? [-light, light] : weight == 0 ? [] : [0] }
    func edges(_ start: Double, _ weight: Int) -> (Double, Double) {
      weight == 2 ? (start - light / 2, start + light * 1.5) : (start, start + light)
    }
    let (across, upright) = (max(left, right), max(up, down))
    for offset in offsets(across) {
      let (top, bottom) = edges(y + offset, across)
      // A double line stops at the nearer of two lines that leave on its side.
      let meets = offset < 0 ? up : offset > 0 ? down : upright
      let reach = upright == 3 ? light : 0
      let begin = left > 0 ? cell.x : offset != 0 && meets == 3 ? x + reach : x - reach
      let end = right > 0 ? cell.maxX : (offset != 0 && meets == 3 ? x - reach : x + reach) + light
      // Both sides of a double crossing have a gap between the upright lines.
      if left > 0, right > 0, offset != 0, meets == 3 {
        result.append(FigureArea(x: begin, y: top, width: x - reach + light - begin, height: bottom - top))
        result.append(FigureArea(x: x + reach, y: top, width: end - x - reach, height: bottom - top))
      } else if left > 0, right > 0, left != right {
        let middle = x + light / 2
        for (from, to, weight) in [(begin, middle, left), (middle, end, right)] {
          let (top, bottom) = edges(y, weight)
          result.append(FigureArea(x: from, y: top, width: to - from, height: bottom - top))
        }
      } else {
        result.append(FigureArea(x: begin, y: top, width: end - begin, height: bottom - top))
      }
    }
    for offset in offsets(upright) {
      let (near, far) = edges(x + offset, upright)
      let meets = offset < 0 ? left : offset > 0 ? right : across
      let reach = across == 3 ? light : 0
      let begin = up > 0 ? cell.y : offset != 0 && meets == 3 ? y + reach : y - reach
      let end = down > 0 ? cell.maxY : (offset != 0 && meets == 3 ? y - reach : y + reach) + light
      if up > 0, down > 0, offset != 0, meets == 3 {
        result.append(FigureArea(x: near, y: begin, width: far - near, height: y - reach + light - begin))
        result.append(FigureArea(x: near, y: y + reach, width: far - near, height: end - y - reach))
      } else if up > 0, down > 0, up != down {
        let middle = y + light / 2
        for (from, to, weight) in [(begin, middle, up), (middle, end, down)] {
          let (near, far) = edges(x, weight)
          result.append(FigureArea(x: near, y: from, width: far - near, height: to - from))
        }
      } else {
        result.append(FigureArea(x: near, y: begin, width: far - near, height: end - begin))
      }
    }
    return result
  }

  private func dashed(in cell: FigureArea) -> [FigureArea] {
    let thickness = BoxLines.thickness(max(left, up), cell)
    let isAcross = left > 0
    let step = (isAcross ? cell.width : cell.height) / Double(dashes)
    let middle = (isAcross ? cell.y + cell.height / 2 : cell.x + cell.width / 2) - thickness / 2
    return (0..<dashes).map { dash in
      let start = (Double(dash) + 0.2) * step
      return isAcross
        ? FigureArea(x: cell.x + start, y: middle.rounded(), width: step * 0.6, height: thickness)
        : FigureArea(x: middle.rounded(), y: cell.y + start, width: thickness, height: step * 0.6)
    }
  }

  /// Rounded corners and diagonals as lines; empty for other scalars.
  static func curves(_ scalar: Unicode.Scalar, in cell: FigureArea) -> [[FigurePoint]] {
    let light = thickness(1, cell)
    let x = (cell.x + cell.width / 2 - light / 2).rounded() + light / 2
    let y = (cell.y + cell.height / 2 - light / 2).rounded() + light / 2
    func corner(_ endX: Double, _ endY: Double) -> [[FigurePoint]] {
      let radius = min(abs(endX - x), abs(endY - y))
      let (signX, signY) = (endX > x ? 1.0 : -1, endY > y ? 1.0 : -1)
      // A quarter of a circle around the point `radius` inside both lines, by sines of multiples of 15 degrees.
      let sines = [0, 0.258819045, 0.5, 0.707106781, 0.866025404, 0.965925826, 1]
      let arc = sines.indices.map { index in
        FigurePoint(
          x + signX * radius * (1 - sines[6 - index]), y + signY * radius * (1 - sines[index]))
      }
      return [[FigurePoint(x, endY)] + arc + [FigurePoint(endX, y)]]
    }
    switch scalar {
    case "╭": return corner(cell.maxX, cell.maxY)
    case "╮": return corner(cell.x, cell.maxY)
    case "╯": return corner(cell.x, cell.y)
    case "╰": return corner(cell.maxX, cell.y)
    case "╱": return [[FigurePoint(cell.x, cell.maxY), FigurePoint(cell.maxX, cell.y)]]
    case "╲": return [[FigurePoint(cell.x, cell.y), FigurePoint(cell.maxX, cell.maxY)]]
    case "╳": return curves("╱", in: cell) + curves("╲", in: cell)
    default: return []
    }
  }
}
