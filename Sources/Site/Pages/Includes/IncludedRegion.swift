import Diagnostics

/// The lines of a file between `// region: NAME` and its `// endregion`, or all lines of the file.
///
/// Marker lines, of inner regions too, are not part of the code, nor are empty lines at the ends of a region, which
/// formatters put beside comments. Markers are comments that begin with
/// `//`, `#` or `--`, whatever the language is.
struct IncludedRegion: Sendable, Hashable {
  struct Line: Sendable, Hashable {
    /// 1-based line in the file.
    var number: Int
    /// Bytes of the line in the file, without its line end and without the region's common indentation.
    var range: Range<Int>
  }

  var lines: [Line]

  enum Failure: Error, Hashable {
    case unknown(names: [String])
    case notClosed(line: Int)
  }

  /// `name` is `nil` for the whole file.
  init(of file: SourceText, named name: String?) throws(Failure) {
    let (table, bytes) = (file.lines, file.bytes)
    var names: [String] = []
    /// The nesting depth inside the wanted region; 0 outside of it.
    var depth = name == nil ? 1 : 0
    var opening = 0
    var isClosed = name == nil
    var found: [Line] = []
    for number in 1...table.count {
      let range = table.content(number, in: bytes)
      switch Marker(bytes[range]) {
      case .begin(let region):
        names.append(region)
        if depth > 0 {
          depth += 1
        } else if region == name, !isClosed {
          depth = 1
          opening = number
        }
      case .end:
        if depth > 0, name != nil || depth > 1 { depth -= 1 }
        if depth == 0, opening > 0 { isClosed = true }
      case nil:
        if depth > 0 { found.append(Line(number: number, range: range)) }
      }
    }
    if name != nil, opening == 0 {
      throw .unknown(names: names)
    }
    if !isClosed { throw .notClosed(line: opening) }
    // After a final newline, the last part is empty and does not count as a line.
    if let last = found.last, last.number == table.count, last.range.isEmpty { found.removeLast() }
    lines = Self.withoutCommonIndentation(name == nil ? found : Self.withoutEmptyEnds(found), in: bytes)
  }

  func code(in bytes: [UInt8]) -> String {
    var code: [UInt8] = []
    for line in lines {
      code.append(contentsOf: bytes[line.range])
      code.append(UInt8(ascii: "\n"))
    }
    return String(decoding: code, as: UTF8.self)
  }

  private static func withoutEmptyEnds(_ lines: [Line]) -> [Line] {
    guard let first = lines.firstIndex(where: { !$0.range.isEmpty }),
      let last = lines.lastIndex(where: { !$0.range.isEmpty })
    else { return [] }
    return Array(lines[first...last])
  }

  static func withoutCommonIndentation(_ lines: [Line], in bytes: [UInt8]) -> [Line] {
    func indentation(_ range: Range<Int>) -> Int {
      range.prefix { bytes[$0] == UInt8(ascii: " ") || bytes[$0] == UInt8(ascii: "\t") }.count
    }
    let written = lines.filter { indentation($0.range) < $0.range.count }
    guard let first = written.first else { return lines }
    var common = bytes[first.range.prefix(indentation(first.range))]
    for line in written {
      let own = bytes[line.range.prefix(indentation(line.range))]
      common = common.prefix(zip(common, own).prefix { $0 == $1 }.count)
    }
    return lines.map { line in
      Line(number: line.number, range: line.range.dropFirst(min(common.count, indentation(line.range))))
    }
  }

  private enum Marker {
    case begin(String)
    case end

    init?(_ line: ArraySlice<UInt8>) {
      var rest = Self.trimmed(line)
      if rest.starts(with: "//".utf8) || rest.starts(with: "--".utf8) {
        rest = rest.dropFirst(2)
      } else if rest.starts(with: "#".utf8) {
        rest = rest.dropFirst()
      } else {
        return nil
      }
      rest = Self.trimmed(rest)
      if rest.starts(with: "region:".utf8) {
        self = .begin(String(decoding: Self.trimmed(rest.dropFirst(7)), as: UTF8.self))
      } else if rest.starts(with: "endregion".utf8),
        rest.count == 9 || rest.dropFirst(9).first == 0x20
          || rest.dropFirst(9).first == UInt8(ascii: ":")
      {
        self = .end
      } else {
        return nil
      }
    }

    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
      var bytes = bytes
      while let first = bytes.first, first == 0x20 || first == 0x09 { bytes.removeFirst() }
      while let last = bytes.last, last == 0x20 || last == 0x09 { bytes.removeLast() }
      return bytes
    }
  }
}
