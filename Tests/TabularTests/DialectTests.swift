import Tabular
import Testing

/// Texts that are tables, and the tables that they are.
@Suite struct DialectTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let what: String
    let text: String
    let table: String
    var testDescription: String { what }

    init(_ what: String, _ text: String, _ table: String) {
      self.what = what
      self.text = text
      self.table = table
    }
  }

  static let cases: [Case] = [
    // Quotes and line endings.
    Case("plain", "a,b\n1,2\n3,4\n", "a=1,3 b=2,4"),
    Case("no final newline", "a,b\n1,2\n3,4", "a=1,3 b=2,4"),
    Case("CRLF", "a,b\r\n1,2\r\n3,4\r\n", "a=1,3 b=2,4"),
    Case("lone CR", "a,b\r1,2\r3,4\r", "a=1,3 b=2,4"),
    Case("lone CR, none at the end", "a,b\r1,2\r3,x", "a=1,3 b='2','x'"),
    Case("mixed line endings", "a,b\r\n1,2\n3,4\r5,6", "a=1,3,5 b=2,4,6"),
    Case("byte-order mark", "\u{FEFF}a,b\n1,2\n", "a=1 b=2"),
    Case("byte-order mark and quotes", "\u{FEFF}\"a\",b\n1,2\n", "a=1 b=2"),
    Case("quoted delimiter", "a,b\n\"x,y\",2\n", "a='x,y' b=2"),
    Case("doubled quotes", "a,b\n\"say \"\"hi\"\"\",2\n", "a='say \"hi\"' b=2"),
    Case("only quotes", "a,b\n\"\"\"\",2\n\"\"\"\"\"\",3\n", "a='\"','\"\"' b=2,3"),
    Case("newline in quotes", "a,b\n\"x\ny\",2\n", "a='x\ny' b=2"),
    Case("CRLF in quotes", "a,b\r\n\"x\r\ny\",2\r\n", "a='x\r\ny' b=2"),
    Case("empty last field", "a,b\n1,\n3,4\n", "a=1,3 b=NA,4"),
    Case("empty last field at the end", "a,b\n1,2\n3,", "a=1,3 b=2,NA"),
    Case("quoted empty last field", "a,b\n1,x\n3,\"\"", "a=1,3 b='x',NA"),
    Case("quoted header", "\"a\",\"b c\"\n1,2\n", "a=1 b c=2"),
    Case("newline in the header", "\"a\nb\",c\n1,2\n", "a\nb=1 c=2"),
    Case("quote inside an unquoted field", "a,b\nx\"y\",5\"\n", "a='x\"y\"' b='5\"'"),
    Case("blanks before and after quotes", "a,b\n 1, \"x,y\" \n", "a=1 b='x,y'"),
    Case("quoted numbers", "a,b\n\"1\",\" 2.5 \"\n\"-3\",\"\"\n", "a=1,-3 b=2.5,NA"),
    // Numbers and text.
    Case("notations", "a\n+1\n-1\n1.\n.5\n-.5e1\n1e3\n1E-3\n007\n", "a=1,-1,1,0.5,-5,1000,0.001,7"),
    Case("minus zero", "a\n-0\n0\n", "a=-0,0"),
    Case("infinities", "a\ninf\n-Inf\n+INFINITY\n1e999\n1\n", "a=inf,-inf,inf,inf,1"),
    Case("blanks around numbers", "a,b\n 1 ,\t2\t\n3,4\n", "a=1,3 b=2,4"),
    Case("hexadecimal is text", "a,b\n0x1F,1\n", "a='0x1F' b=1"),
    Case("thousands separators are text", "a;b\n\"1,234,567\";1\n", "a='1,234,567' b=1"),
    Case("an exponent without digits is text", "a,b\n1e,1\n2e+,2\n", "a='1e','2e+' b=1,2"),
    Case("two points are text", "a,b\n1.2.3,1\n", "a='1.2.3' b=1"),
    Case("signs alone are text", "a,b\n+,1\n+-1,2\n", "a='+','+-1' b=1,2"),
    Case("digits and letters are text", "a,b\n12px,1\n", "a='12px' b=1"),
    Case("dates are text", "a,b\n2020-01-02,1\n", "a='2020-01-02' b=1"),
    Case("Boolean values are text", "a,b\ntrue,1\nFALSE,2\n", "a='true','FALSE' b=1,2"),
    Case("text keeps its blanks", "a,b\n x ,1\nx,2\n", "a=' x ','x' b=1,2"),
    Case("text after numbers keeps their text", "a,b\n1.50,1\n007,2\n+3,3\nx,4\n", "a='1.50','007','+3','x' b=1,2,3,4"),
    Case("text after missing values", "a,b\n,1\nNA,2\nx,3\n", "a=NA,NA,'x' b=1,2,3"),
    Case("a dash is a word in text", "a,b\n-,1\n.,2\nx,3\n", "a='-','.','x' b=1,2,3"),
    Case("other alphabets", "größe,名前\n1,é\n2,日本\n", "größe=1,2 名前='é','日本'"),
    Case("é in one and in two code points", "a,b\n\u{E9},1\ne\u{301},2\n", "a='\u{E9}','\u{E9}' b=1,2"),
    // Missing values.
    Case("tokens", "a,b\nNA,1\nN/A,2\nNaN,3\nnan,4\nnull,5\nNULL,6\nNone,7\n?,8\n-,9\n.,10\n,11\n5,12\n",
      "a=NA,NA,NA,NA,NA,NA,NA,NA,NA,NA,NA,5 b=1,2,3,4,5,6,7,8,9,10,11,12"),
    Case("tokens among text", "a,b\nx,1\nNA,2\n\"NA\",3\n?,4\n  ,5\nna,6\n", "a='x',NA,NA,NA,NA,'na' b=1,2,3,4,5,6"),
    Case("blanks in quotes are text", "a,b\nx,1\n\"  \",2\n", "a='x','  ' b=1,2"),
    Case("a column without values", "a,b,c\n1,,x\n2,NA,y\n", "a=1,2 b=NA,NA c='x','y'"),
    // Delimiters.
    Case("semicolons", "a;b\n1;2\n", "a=1 b=2"),
    Case("tabs", "a\tb\n1\t\n\t2\n", "a=1,NA b=NA,2"),
    Case("bars", "a|b\n1|x y\n", "a=1 b='x y'"),
    Case("decimal commas", "a;b\n1,5;x\n-2,25e1;y\n3;z\n", "a=1.5,-22.5,3 b='x','y','z'"),
    Case("decimal commas without a header", "1,5;2,5\n3,5;4,5\n", "column_1=1.5,3.5 column_2=2.5,4.5"),
    Case("decimal points and semicolons", "a;b\n1.5;2\n", "a=1.5 b=2"),
    Case("both marks: the point", "a;b\n1.5;2,5\n", "a=1.5 b='2,5'"),
    Case("commas in text between tabs", "name\tplace\nAnn\tParis, France\nBob\tRome, Italy\n",
      "name='Ann','Bob' place='Paris, France','Rome, Italy'"),
    Case("semicolons in quotes", "a,b\n\"x;y;z\",1\n\"u;v;w\",2\n", "a='x;y;z','u;v;w' b=1,2"),
    Case("one column", "a\n1\n2\n", "a=1,2"),
    Case("one column of text", "word\nx\ny\n", "word='x','y'"),
    // Headers.
    Case("no header", "1,2\n3,4\n", "column_1=1,3 column_2=2,4"),
    Case("no header, with text", "5.1,setosa\n4.9,virginica\n", "column_1=5.1,4.9 column_2='setosa','virginica'"),
    Case("text alone has a header", "a,b\nx,y\n", "a='x' b='y'"),
    Case("a header alone", "a,b\n", "a= b="),
    Case("numbered columns", "id,x,1\n1,2,3\n4,5,6\n", "id=1,4 x=2,5 1=3,6"),
    Case("quoted years", "\"name\",\"1990\",\"1991\"\n\"x\",1,2\n\"y\",3,4\n", "name='x','y' 1990=1,3 1991=2,4"),
    Case("repeated names", "a,a,a_2,a\n1,2,3,4\n", "a=1 a_3=2 a_2=3 a_4=4"),
    Case("empty names", ",x,,x\n1,2,3,4\n", "column_1=1 x=2 column_3=3 x_2=4"),
    Case("an empty name whose name is taken", "column_2,,y\n1,2,3\n", "column_2=1 column_2_2=2 y=3"),
    Case("names lose their blanks", " a , b\n1,2\n", "a=1 b=2"),
    Case("names of rows", "a,b\nr1,1,2\nr2,3,4\n", "row='r1','r2' a=1,3 b=2,4"),
    Case("numbers of rows are no numbers", "a,b\n1,1,2\n2,3,4\n", "row='1','2' a=1,3 b=2,4"),
    Case("every line ends with a delimiter", "a,b,\n1,2,\n3,4,\n", "a=1,3 b=2,4"),
    Case("every line but the header ends with one", "a,b\n1,2,\n3,4,\n", "a=1,3 b=2,4"),
    Case("the header alone ends with one", "a,b,\n1,2\n3,4\n", "a=1,3 b=2,4"),
    Case("without a header every line ends with one", "1,2,\n3,4,\n", "column_1=1,3 column_2=2,4"),
    // Lines without text.
    Case("blank lines", "\n\na,b\n\n1,2\n  \n3,4\n\n\n", "a=1,3 b=2,4"),
    Case("blank lines of one column", "a\n1\n\n3\n\n\n", "a=1,NA,3"),
    Case("blank lines of one column of text", "a\nx\n\r\ny", "a='x',NA,'y'"),
    Case("rows of delimiters are rows", "a,b\n,\n1,2\n", "a=NA,1 b=NA,2"),
    Case("a tab is a row between tabs", "a\tb\n\t\n1\t2\n", "a=NA,1 b=NA,2"),
  ]

  @Test(arguments: cases)
  func reads(_ test: Case) throws {
    #expect(render(try read(test.text)) == test.table)
  }

  /// The same bytes cut at every possible place must give the same table.
  @Test(arguments: cases)
  func readsInPieces(_ test: Case) throws {
    for chunk in [1, 2, 3, 5, 7, 11] {
      var options = DelimitedOptions()
      options.chunkSize = chunk
      #expect(render(try read(test.text, options)) == test.table, "chunks of \(chunk)")
    }
  }

  @Test func optionsOverrideDetection() throws {
    #expect(render(try read("a,b\n1,2\n", DelimitedOptions(hasHeader: false))) == "column_1='a','1' column_2='b','2'")
    #expect(render(try read("1,2\n3,4\n", DelimitedOptions(hasHeader: true))) == "1=3 2=4")
    #expect(render(try read("a,b;c\n1,2;3\n", DelimitedOptions(delimiter: UInt8(ascii: ";")))) == "a,b=1.2 c=3")
    #expect(render(try read("a b\n1 2\n", DelimitedOptions(delimiter: UInt8(ascii: " ")))) == "a=1 b=2")
    #expect(render(try read("a:b\n1:2\n", DelimitedOptions(delimiter: UInt8(ascii: ":")))) == "a=1 b=2")
    let comma = DelimitedOptions(delimiter: 9, decimalMark: UInt8(ascii: ","))
    #expect(render(try read("a\tb\n1,5\t2.5\n", comma)) == "a=1.5 b='2.5'")
    let codes = DelimitedOptions(missingTokens: ["-999", "none"], missingNumberTokens: [])
    #expect(render(try read("a,b\n-999,none\n-999.0,NA\n5,x\n", codes)) == "a=NA,NA,5 b=NA,'NA','x'")
  }

  @Test func badOptionsAreRefused() {
    for delimiter in "\"\r\n.+-e5".utf8 {
      #expect(failure(Array("a\n".utf8), DelimitedOptions(delimiter: delimiter)) != nil)
    }
    let both = DelimitedOptions(delimiter: UInt8(ascii: ","), decimalMark: UInt8(ascii: ","))
    #expect(failure(Array("a\n".utf8), both) != nil)
    #expect(failure(Array("a\n".utf8), DelimitedOptions(decimalMark: UInt8(ascii: "x"))) != nil)
  }

  @Test func notesTellWhatWasChanged() throws {
    func notes(_ text: String) throws -> [String] { try read(text).notes }
    #expect(try notes("a,b\n1,2\n") == [])
    #expect(try notes("a,a\n1,2\n") == ["Column 2 is another \"a\"; it is called a_2."])
    #expect(try notes("a,\n1,2\n") == ["Column 2 has no name; it is called column_2."])
    #expect(try notes("1,2\n")[0].contains("The first line holds numbers"))
    #expect(try notes("a,b\nr,1,2\n")[0].contains("the first column holds their names"))
    #expect(try notes("a,b,\n1,2,\n") == ["Every line ends with a delimiter; the empty column behind it was left out."])
    #expect(try notes("a,b\n1,NA\n") == ["Every value is missing in: \"b\"."])
    #expect(try notes("a,b\n\n1,2\n\n") == ["Lines without text were skipped: 1."])
    #expect(try notes("a,b\n") == ["There is a header and no row of data."])
    #expect(
      try notes("a,b\n1,1\n2,2\nn.d.,3\n")
        == ["Column \"a\" is text: 2 of its 3 values are numbers, but not \"n.d.\" in line 4."])
    let latin = try TableReader.read(bytes: Array("a,b\n".utf8) + [0x63, 0xE9, 0x2C, 0x31, 0x0A], name: "t")
    #expect(render(latin) == "a='c\u{FFFD}' b=1")
    #expect(latin.notes.count == 1 && latin.notes[0].contains("invalid UTF-8"))
  }

  /// A comma as the decimal mark that the first rows do not show.
  @Test func decimalMarkFoundLate() throws {
    var options = DelimitedOptions()
    options.chunkSize = 16
    options.sampleSize = 32
    let integers = String(repeating: "1;2\n", count: 100)
    let commas = try read("a;b\n" + integers + "1,5;2\n", options)
    #expect(render(commas).hasSuffix(",2,2") && render(commas).contains(",1,1.5 b="))
    let both = try read("a;b\n" + integers + "1,5;2\n1;2.5\n", options)
    #expect(both.columns.map(\.isNumeric) == [false, true])
  }
}
