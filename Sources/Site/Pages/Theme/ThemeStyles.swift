import Diagnostics
import Project

/// The file `theme.css`: styles that load nothing but files of the theme.
public struct ThemeStyles: Sendable, Hashable {
  public enum Part: Sendable, Hashable {
    case text([UInt8])
    /// A file below `assets/`, in place of the address that named it.
    case asset(String)
  }

  public private(set) var parts: [Part] = []

  /// - Parameter assets: the files below `assets/`.
  /// - Returns: the styles, and what is not allowed in them.
  static func read(_ source: SourceText, assets: [String]) -> (styles: ThemeStyles, findings: [Diagnostic]) {
    var reading = StyleReading(source: source, assets: assets)
    reading.read()
    return (ThemeStyles(parts: reading.parts), reading.findings)
  }
}

/// Finds what a style sheet loads: `@import`, and addresses in `url(…)` (CSS Syntax Level 3).
private struct StyleReading {
  let source: SourceText
  let assets: [String]
  var parts: [ThemeStyles.Part] = []
  var findings: [Diagnostic] = []
  private var at = 0
  private var copied = 0
  private var bytes: [UInt8] { source.bytes }

  init(source: SourceText, assets: [String]) {
    self.source = source
    self.assets = assets
  }

  mutating func read() {
    while at < bytes.count {
      switch bytes[at] {
      case UInt8(ascii: "/") where starts(with: "/*"): at = end(of: "*/", from: at + 2)
      case UInt8(ascii: "\""), UInt8(ascii: "'"): at = endOfString(from: at)
      case UInt8(ascii: "@"): rule()
      case let byte where Self.isOfName(byte) || beginsEscape: word()
      default: at += 1
      }
    }
    parts.append(.text(Array(bytes[copied...])))
  }

  private func starts(with text: String) -> Bool { bytes[at...].starts(with: text.utf8) }

  private func end(of mark: String, from start: Int) -> Int {
    var at = start
    while at < bytes.count, !bytes[at...].starts(with: mark.utf8) { at += 1 }
    return min(bytes.count, at + mark.utf8.count)
  }

  /// A string that does not end on its line is refused: browsers would read what comes after it differently.
  private mutating func endOfString(from start: Int) -> Int {
    var at = start + 1
    while at < bytes.count, bytes[at] != bytes[start], !Self.isLineEnd(bytes[at]) {
      at += bytes[at] == UInt8(ascii: "\\") ? 2 : 1
    }
    if at >= bytes.count || Self.isLineEnd(bytes[at]) {
      fail("String without its end", start..<min(at, bytes.count), fix: "end it with the quotation mark")
    }
    return min(bytes.count, at + 1)
  }

  private static func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0C || byte == 0x0D }

  private static func isOfName(_ byte: UInt8) -> Bool {
    byte.isAlphanumeric || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") || byte >= 0x80
  }

  private mutating func fail(_ message: String, _ range: Range<Int>, fix: String) {
    findings.append(Diagnostic(.badTheme, message, at: source.span(range), fix: fix))
  }

  private mutating func rule() {
    let start = at
    at += 1
    switch self.name() {
    case "import":
      fail("`@import` is not allowed in the theme", start..<at, fix: "write the styles into this file")
    case "namespace": namespace()
    default: break
    }
  }

  /// `@namespace svg url(http://www.w3.org/2000/svg);`, whose address is a name that browsers do not load.
  private mutating func namespace() {
    while at < bytes.count {
      switch bytes[at] {
      case 0...0x20: at += 1
      case UInt8(ascii: "/") where starts(with: "/*"): at = end(of: "*/", from: at + 2)
      case UInt8(ascii: "\""), UInt8(ascii: "'"): at = endOfString(from: at)
      case let byte where Self.isOfName(byte) || beginsEscape:
        let start = at
        if name() == "url", at < bytes.count, bytes[at] == UInt8(ascii: "(") {
          address(from: start, isLoaded: false)
        }
      default: return
      }
    }
  }

  /// A backslash that does not end its line.
  private var beginsEscape: Bool {
    bytes[at] == UInt8(ascii: "\\") && at + 1 < bytes.count && !Self.isLineEnd(bytes[at + 1])
  }

  /// A name as browsers read it, in lower case: `\31 0` is `10`.
  private mutating func name() -> String {
    var name: [UInt8] = []
    while at < bytes.count {
      if beginsEscape {
        name += String(escaped()).utf8
      } else if Self.isOfName(bytes[at]) {
        name.append(bytes[at])
        at += 1
      } else {
        break
      }
    }
    return String(decoding: name, as: UTF8.self).lowercased()
  }

  /// The character of an escape: up to six hexadecimal digits and a space, or the character itself (CSS Syntax, 4.3.7).
  private mutating func escaped() -> Character {
    at += 1
    let digits = bytes[at...].prefix(6).prefix { $0.isHexDigit }
    guard !digits.isEmpty else {
      let rest = String(decoding: bytes[at...].prefix(4), as: UTF8.self)
      let character = rest.unicodeScalars.first.map(Character.init) ?? "\u{FFFD}"
      at += max(1, character.utf8.count)
      return character
    }
    at = digits.endIndex
    if bytes[at...].starts(with: "\r\n".utf8) {
      at += 2
    } else if at < bytes.count, bytes[at] <= 0x20 {
      at += 1
    }
    let scalar = UInt32(String(decoding: digits, as: UTF8.self), radix: 16).flatMap(Unicode.Scalar.init)
    return scalar.map(Character.init) ?? "\u{FFFD}"
  }

  private mutating func word() {
    let start = at
    let name = self.name()
    guard at < bytes.count, bytes[at] == UInt8(ascii: "(") else { return }
    switch name {
    case "url": address(from: start)
    case "src", "image", "image-set", "-webkit-image-set", "cross-fade", "-webkit-cross-fade":
      fail("`\(name)(…)` is not allowed in the theme", start..<at, fix: "write `url(assets/FILE)`")
    default: break
    }
  }

  /// The address in `url(…)`.
  private mutating func address(from start: Int, isLoaded: Bool = true) {
    at += 1
    while at < bytes.count, bytes[at] <= 0x20 { at += 1 }
    var range = at..<at
    var isQuoted = false
    if at < bytes.count, bytes[at] == UInt8(ascii: "\"") || bytes[at] == UInt8(ascii: "'") {
      let end = endOfString(from: at)
      range = min(at + 1, end - 1)..<max(at + 1, end - 1)
      (at, isQuoted) = (end, true)
    } else {
      let first = at
      while at < bytes.count, bytes[at] > 0x20, bytes[at] != UInt8(ascii: ")") { at += 1 }
      range = first..<at
    }
    while at < bytes.count, bytes[at] <= 0x20 { at += 1 }
    let address = source.text(in: range)
    guard isQuoted || !address.contains(where: { "\"'(\\".contains($0) }), at < bytes.count,
      bytes[at] == UInt8(ascii: ")")
    else {
      return fail(
        "`url(…)` with something else than one address", start..<at, fix: "write `url(assets/FILE)`")
    }
    at += 1
    if !isLoaded || address.hasPrefix("#") || Self.isImageOrFont(address) { return }
    // `icons.woff?#iefix`, `shapes.svg#star`
    let path = address.prefix { $0 != "?" && $0 != "#" }
    guard let asset = SiteTheme.asset(String(path)), assets.contains(asset) else {
      return fail(address: address, range)
    }
    parts += [
      .text(Array(bytes[copied..<start]) + Array("url(".utf8)), .asset(asset),
      .text(Array((address.dropFirst(path.count) + ")").utf8)),
    ]
    copied = at
  }

  private mutating func fail(address: String, _ range: Range<Int>) {
    let known = assets.map { "assets/" + $0 }
    findings.append(
      Diagnostic(
        .badTheme, "`\(address)` is not a file of the theme", at: source.span(range), name: address,
        guess: NearMiss.guess(for: address, in: known),
        otherwise: "put the image or font into `\(SiteTheme.folder)/assets/`"))
  }

  /// Data in the address itself. What a style loads is an image or a font, in which nothing runs.
  private static func isImageOrFont(_ address: String) -> Bool {
    let address = address.lowercased()
    return (address.hasPrefix("data:image/") || address.hasPrefix("data:font/")) && !address.contains("\\")
  }
}
