import Diagnostics
import Dialects
import Pages
import Project

/// The lines of a page that have no plain form, and what is on them.
struct UnmigratedLines {
  private var found: [PlainChange] = []

  /// - Parameter starts: of lines that open boxes and tabs which would lose words.
  init(_ page: Page, _ source: SourceText, _ project: Project, starts: Set<Int>) {
    let start = page.frontMatter.range.upperBound
    for place in ContainerRewriting.places(in: source, from: start, project.dialect)
    where starts.contains(place.start) {
      found.append(PlainChange(line: source.lines.line(at: place.start), kind: place.kind))
    }
    for include in IncludeReader.includes(in: source.bytes, from: start, project.dialect)
    where !include.path.isEmpty {
      found.append(PlainChange(line: source.lines.line(at: include.range.lowerBound), kind: "included file"))
    }
    for component in page.components {
      add(component.span, source, "component")
    }
    for block in page.directiveBlocks {
      add(page.span(ofFenceOf: block), source, "directive")
    }
    for place in page.imageDirectives(in: source, project) {
      found.append(PlainChange(line: source.lines.line(at: place), kind: "directive"))
    }
  }

  private mutating func add(_ span: SourceSpan, _ source: SourceText, _ kind: String) {
    // What an included file has is that file's.
    guard span.path == source.path else { return }
    found.append(PlainChange(line: span.start.line, kind: kind))
  }

  func places(_ path: String) -> [Migration.UnmigratedLine] {
    var seen: Set<PlainChange> = []
    return found.filter { seen.insert($0).inserted }.sorted { $0.line < $1.line }
      .map { .init(path: path, line: $0.line, kind: $0.kind) }
  }
}

extension Page {
  /// The blocks that are directives of Sphinx and MyST: their fences begin with a name in braces.
  var directiveBlocks: [Block] {
    blocks.filter { block in
      let info = source.bytes[block.infoRange]
      return info.first == UInt8(ascii: "{") && info.dropFirst().first?.isLetter == true
    }
  }

  /// The starts of the lines of its file that open images of Sphinx and MyST, which its blocks do not have any more.
  func imageDirectives(in source: SourceText, _ project: Project) -> [Int] {
    guard project.dialect.containers.contains(.directives) else { return [] }
    return ImageDirectives.places(in: source, from: frontMatter.range.upperBound)
  }
}
