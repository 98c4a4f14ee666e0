/// Keys written as text, separated by blanks: "Tab Right Right v Enter". A word that is no key's name is typed
/// letter by letter, so that "kmeans" fills a menu's filter.
public enum KeyScript {
  public static func parse(_ text: String) -> [KeyPress] {
    text.split(separator: " ").flatMap { word -> [KeyPress] in
      if let key = KeyPress(name: String(word)) { return [key] }
      return word.map(KeyPress.character)
    }
  }
}
