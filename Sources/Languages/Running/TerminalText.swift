/// An output as a terminal shows it: the text without colours, with the last state of lines that were overwritten.
///
/// Carriage returns, backspaces, tabs and the cursor and erase sequences of ECMA-48 are executed on a screen that is as
/// large as necessary; other control characters and sequences are left out.
enum TerminalText {
  static func plain(_ text: String) -> String {
    // Nearly every output is plain already. U+0080 to U+009F, the control characters of two bytes, begin with 0xC2.
    guard
      text.utf8.contains(where: { $0 < 0x20 && $0 != 0x0A && $0 != 0x09 || $0 == 0x7F || $0 == 0xC2 })
    else { return text }
    var screen = TerminalScreen()
    var scalars = Array(text.unicodeScalars)[...]
    while let scalar = scalars.popFirst() {
      switch scalar.value {
      case 0x08: screen.column = max(0, screen.column - 1)
      case 0x09: screen.tab()
      case 0x0A: screen.newLine()
      // Vertical tab and form feed go down in the same column.
      case 0x0B, 0x0C: screen.down(1)
      case 0x0D: screen.column = 0
      case 0x1B: escape(&scalars, &screen)
      case 0x9B: control(&scalars, &screen)
      case 0x90, 0x98, 0x9D, 0x9E, 0x9F: string(&scalars)
      case 0..<0x20, 0x7F..<0xA0: break
      default: screen.put(scalar)
      }
    }
    return screen.text
  }

  /// Reads what follows an escape character.
  private static func escape(_ scalars: inout ArraySlice<Unicode.Scalar>, _ screen: inout TerminalScreen) {
    switch scalars.first {
    case "[":
      scalars.removeFirst()
      control(&scalars, &screen)
    case "]", "P", "X", "^", "_":
      scalars.removeFirst()
      string(&scalars)
    case "7", "8", "M", "D", "E", "c":
      screen.escape(scalars.removeFirst())
    default:
      // `ESC ( B` and the like: intermediate characters and a final one.
      while let scalar = scalars.first, (0x20...0x2F).contains(scalar.value) { scalars.removeFirst() }
      if let scalar = scalars.first, (0x30...0x7E).contains(scalar.value) { scalars.removeFirst() }
    }
  }

  /// Reads a control sequence to its final character.
  private static func control(_ scalars: inout ArraySlice<Unicode.Scalar>, _ screen: inout TerminalScreen) {
    var parameters = ""
    while let scalar = scalars.first, (0x20...0x7E).contains(scalar.value) {
      scalars.removeFirst()
      if scalar.value >= 0x40 {
        let numbers = parameters.split(separator: ";", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
        // Those that begin with `?` and the like are private: modes, not movements.
        if !parameters.contains(where: { "<=>?".contains($0) }) { screen.control(scalar, numbers) }
        return
      }
      parameters.unicodeScalars.append(scalar)
    }
  }

  /// Reads a string, such as a title or the address of a link: to BEL or ST.
  private static func string(_ scalars: inout ArraySlice<Unicode.Scalar>) {
    while let scalar = scalars.popFirst(), scalar != "\u{7}", scalar != "\u{9C}" {
      if scalar == "\u{1B}" {
        if scalars.first == "\\" { scalars.removeFirst() }
        return
      }
    }
  }
}
