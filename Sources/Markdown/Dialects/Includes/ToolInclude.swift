/// A place of a page where a documentation tool puts the text of a file.
public struct ToolInclude: Sendable, Hashable {
  /// What a path is relative to.
  public enum Base: Sendable, Hashable {
    /// The folder of the file that the place is in.
    case page
    /// The root of the pages' sources: `@/` of VitePress, `/` of Sphinx.
    case root
    /// The folders that the settings of the tool name, else the folder of the settings.
    case settings
  }

  public enum Form: Sendable, Hashable {
    /// The text takes the place.
    case text
    /// A block of code does, with these words after its fence.
    case code(info: String)
  }

  /// The bytes that are replaced.
  public var range: Range<Int>
  public var path: String
  /// Where the path is written.
  public var pathRange: Range<Int>
  public var base: Base
  public var part: IncludedPart
  /// Where the part is written; empty for the whole file.
  public var partRange: Range<Int>
  public var form: Form
}

/// Which lines of a file are included.
public enum IncludedPart: Sendable, Hashable {
  case whole
  /// From 1; `Int.max` for the end of the file.
  case lines([ClosedRange<Int>])
  case region(String)
  /// Between texts in lines of the file.
  case between(Limits)

  /// The options of `literalinclude` of Sphinx.
  public struct Limits: Sendable, Hashable {
    public var startAfter: String?
    public var startAt: String?
    public var endBefore: String?
    public var endAt: String?

    public init() {}

    public var isEmpty: Bool { self == Limits() }
  }
}

extension Dialect {
  /// How files mark the regions that pages include.
  public var regionMarks: RegionMarks {
    switch includes {
    case .none, .directives: .none
    case .snippets: .scissors
    case .braces: .anchors
    case .vitePress: .folding
    }
  }
}

/// How a tool marks the regions of a file.
public enum RegionMarks: Sendable, Hashable {
  /// `--8<-- [start:name]`, `--8<-- [end:name]` of pymdownx.
  case scissors
  /// `ANCHOR: name`, `ANCHOR_END: name` of mdBook.
  case anchors
  /// `#region name`, `#endregion` of VS Code, as VitePress reads them.
  case folding
  case none

  /// How the first line of a region is marked.
  public func start(_ name: String) -> String {
    switch self {
    case .scissors: "--8<-- [start:\(name)]"
    case .anchors: "ANCHOR: \(name)"
    case .folding: "#region \(name)"
    case .none: ""
    }
  }

  /// How the last line of a region is marked.
  public func end(_ name: String) -> String {
    switch self {
    case .scissors: "--8<-- [end:\(name)]"
    case .anchors: "ANCHOR_END: \(name)"
    case .folding: "#endregion \(name)"
    case .none: ""
    }
  }

  /// What a line of an included file marks.
  public enum Mark: Sendable, Hashable {
    case start(String)
    /// Empty for the region that began last.
    case end(String)
  }

  public func mark(of line: ArraySlice<UInt8>) -> Mark? {
    switch self {
    case .none: return nil
    case .scissors:
      guard let scissors = line.firstRange(of: "8<"),
        line[..<scissors.lowerBound].last == UInt8(ascii: "-"),
        let open = line[scissors.upperBound...].firstIndex(of: UInt8(ascii: "[")),
        line[scissors.upperBound..<open].allSatisfy({ $0 == UInt8(ascii: "-") || $0 <= 0x20 }),
        let close = line[open...].firstIndex(of: UInt8(ascii: "]"))
      else { return nil }
      let text = line[(open + 1)..<close]
      guard let colon = text.firstIndex(of: UInt8(ascii: ":")) else { return nil }
      let name = Self.word(text[(colon + 1)...])
      switch String(decoding: text[..<colon].filter { $0 > 0x20 }, as: UTF8.self).lowercased() {
      case "start": return .start(name)
      case "end": return .end(name)
      default: return nil
      }
    case .anchors:
      if let end = line.firstRange(of: "ANCHOR_END:") {
        return .end(Self.word(line[end.upperBound...]))
      }
      return line.firstRange(of: "ANCHOR:").map { .start(Self.word(line[$0.upperBound...])) }
    case .folding:
      if let end = line.firstRange(of: "#endregion") {
        return .end(Self.word(line[end.upperBound...]))
      }
      guard let start = line.firstRange(of: "#region") else { return nil }
      let name = Self.word(line[start.upperBound...])
      return name.isEmpty ? nil : .start(name)
    }
  }

  /// The first word of a text: `name` of ` name -->`.
  private static func word(_ text: ArraySlice<UInt8>) -> String {
    let word = text.drop { $0 <= 0x20 }.prefix { $0.isAlphanumeric || $0 >= 0x80 || "_-.".utf8.contains($0) }
    // `-->` closes a comment.
    return String(decoding: word, as: UTF8.self).hasPrefix("--") ? "" : String(decoding: word, as: UTF8.self)
  }
}
