import Analysis
import Engine
import Testing

@Suite struct JSONTests {
  @Test func membersKeepTheirOrder() {
    let value: JSON = ["b": .integer(1), "a": .null, "c": .flag(true), "d": "text"]
    #expect("\(value)" == #"{"b":1,"a":null,"c":true,"d":"text"}"#)
  }

  @Test func numbersReadBackTheSame() {
    let values = [0.1 + 0.2, 1.0 / 3, 1e-300, -0.0, .leastNonzeroMagnitude, .greatestFiniteMagnitude, 43.52377963833104]
    for value in values {
      let text = "\(JSON.number(value))"
      #expect(Double(text)?.bitPattern == value.bitPattern)
    }
    #expect("\(JSON.numbers([1, .nan, .infinity, -.infinity]))" == "[1.0,null,null,null]")
    #expect("\(JSON.integers([1, -2, .max]))" == "[1,-2,9223372036854775807]")
    #expect("\(JSON.unsigned(.max))" == "18446744073709551615")
  }

  @Test func textIsEscaped() {
    #expect("\(JSON.string("a\"b\\c\n\t\r\u{1}\u{1B}/é🙂"))" == #""a\"b\\c\n\t\r\u0001\u001b/é🙂""#)
    #expect("\(JSON.string("\u{7F}"))" == #""\u007f""#)
  }

  @Test func matricesAreRows() {
    #expect("\(JSON.matrix(Matrix([[1, 2], [3, 4], [5, 6]])))" == "[[1.0,2.0],[3.0,4.0],[5.0,6.0]]")
    #expect("\(JSON.matrix(Matrix(rows: 0, columns: 2)))" == "[]")
    #expect("\(JSON.array([]))" == "[]")
    #expect("\(JSON.object([]))" == "{}")
  }

  @Test func absentValuesAreNull() {
    #expect(JSON(nil as Int?) == .null && JSON(nil as Double?) == .null && JSON(nil as String?) == .null)
  }

  @Test func parametersStandInTheOrderOfTheDescription() {
    let values = ParameterValues(["restarts": .integer(3), "k": .integer(2), "zeta": .real(0.5), "alpha": .flag(true)])
    let text = "\(JSON(values, of: KMeans.description))"
    #expect(text == #"{"k":2,"restarts":3,"alpha":true,"zeta":0.5}"#)
  }
}

@Suite struct RecordsTests {
  @Test func cellsAreQuotedWhereNeeded() {
    let records = Records(header: ["a", "b,c"], rows: [["x\"y", "1"], ["line\nbreak", ""]])
    #expect(records.csv == "a,\"b,c\"\n\"x\"\"y\",1\n\"line\nbreak\",\n")
  }

  @Test func numbersAsCells() {
    #expect(Records.cell(0.1) == "0.1")
    #expect(Records.cell(nil) == "")
    #expect(Records.cell(.nan) == "")
  }
}
