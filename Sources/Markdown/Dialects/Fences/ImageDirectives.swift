import Diagnostics

/// Images of Sphinx and MyST as Markdown has them, a caption below them as a paragraph:
///
///     ```{figure} cup.png       ![A cup](cup.png)
///     :alt: A cup           →
///
///     Tea for one.              Tea for one.
///     ```
public enum ImageDirectives {
  private static let names: Set<String> = ["figure", "image"]

  /// Lines of a figure: one that does not end within them stays as it is.
  private static let longest = 500

  /// The text with its images rewritten; `nil` when there are none.
  ///
  /// - Parameter offset: where Markdown begins, after the front matter.
  public static func rewritten(_ source: SourceText, from offset: Int) -> SourceText? {
    let images = read(source, from: offset)
    guard images.copied > 0 else { return nil }
    var assembly = images.assembly
    assembly.copy(images.copied..<source.bytes.count, of: source)
    return assembly.text(path: source.path)
  }

  /// The starts of the lines that open images in fences of code. Those between colons are containers.
  public static func places(in source: SourceText, from offset: Int) -> [Int] {
    read(source, from: offset).places
  }

  /// The text up to the end of the last image, and how much of the source that is.
  private static func read(
    _ source: SourceText, from offset: Int
  ) -> (assembly: SourceAssembly, copied: Int, places: [Int]) {
    let bytes = source.bytes
    var assembly = SourceAssembly()
    var copied = 0
    var places: [Int] = []
    var fences = DirectiveFences()
    /// The starts of the lines that close figures.
    var closings: Set<Int> = []
    var isBehindText = false
    var at = offset
    while at < bytes.count {
      let line = MarkupLine(bytes, at)
      at = line.next
      defer { isBehindText = !line.isBlank }
      if closings.contains(line.start) {
        assembly.copy(copied..<line.first, of: source)
        copied = line.end
        continue
      }
      if fences.takes(line, bytes) { continue }
      let (start, column) = line.text(bytes)
      let opening = DirectiveOpening(bytes, start..<line.end)
      guard let opening, names.contains(opening.name), isPath(bytes[opening.argument]),
        let closing = closing(of: opening, bytes, below: line)
      else {
        fences.begin(line, at: start, column, opening, bytes)
        continue
      }
      let options = DirectiveOptions(below: line, column, bytes)
      assembly.copy(copied..<line.start, of: source)
      if isBehindText, start == line.first { assembly.add("\n", from: source, at: line.start..<line.start) }
      assembly.copy(line.start..<start, of: source)
      write(opening, options, start..<line.end, of: source, into: &assembly)
      if opening.mark != UInt8(ascii: ":") { places.append(line.start) }
      closings.insert(closing)
      at = min(options.end, closing)
      copied = at
    }
    return (assembly, copied, places)
  }

  /// Whether a directive names one file: neither another figure, `#cup`, nor a pattern for several.
  private static func isPath(_ argument: ArraySlice<UInt8>) -> Bool {
    !argument.isEmpty && argument.first != UInt8(ascii: "#")
      && !argument.contains { "*{<>".utf8.contains($0) }
  }

  private static func write(
    _ opening: DirectiveOpening, _ options: DirectiveOptions, _ line: Range<Int>, of source: SourceText,
    into assembly: inout SourceAssembly
  ) {
    let alternative = options.pairs.first { $0.name == "alt" }?.value.filter { !"[]".contains($0) } ?? ""
    let isPlain = !source.bytes[opening.argument].contains { " ()".utf8.contains($0) }
    assembly.add("![\(alternative)](" + (isPlain ? "" : "<"), from: source, at: line)
    assembly.copy(opening.argument, of: source)
    assembly.add((isPlain ? ")" : ">)") + "\n\n", from: source, at: line)
  }

  /// The start of the line that closes a directive.
  private static func closing(
    of directive: DirectiveOpening, _ bytes: [UInt8], below first: MarkupLine
  ) -> Int? {
    var line = MarkupLine(bytes, first.next)
    for _ in 0..<longest where line.start < bytes.count {
      if line.closes(mark: directive.mark, length: directive.length, indent: nil, bytes) { return line.start }
      line = MarkupLine(bytes, line.next)
    }
    return nil
  }
}
