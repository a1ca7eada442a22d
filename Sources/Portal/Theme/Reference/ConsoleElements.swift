/// The place of a console, which a script fills: readers without it miss nothing that the page has.
enum ConsoleElements {
  static func write(_ console: MethodConsole, into output: inout [UInt8]) {
    output.put("<div class=\"console\" data-console=\"")
    output.put(text: console.data.text())
    output.put("\"></div>\n")
  }
}
