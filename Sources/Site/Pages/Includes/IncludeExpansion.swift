import Diagnostics
import Dialects
import Project

extension Rule {
  public static let badInclude = Rule(
    "bad-include", .error, "Included file or region that does not exist or cannot be read")
}

/// A page with the files that its tool puts into it. What is copied keeps its place in its file.
struct IncludeExpansion {
  private let project: Project
  private let files: FileReader
  private(set) var diagnostics: [Diagnostic] = []
  /// The files that were read, so that each is read once for a page.
  private var texts: [String: SourceText] = [:]
  /// Read once, and only for a page that includes a file that is not there.
  private lazy var ignored = IgnoredFiles(files, root: project.root, content: project.content)
  /// The files in which the expansion is, from the page on.
  private var open: [String] = []
  private var count = 0
  private var size = 0
  private var isTooLarge = false

  /// How many files may be put into a page.
  private static let most = 10_000
  /// How deep files may be in files, as in mdBook.
  private static let depth = 10

  /// The text of a page with what it includes, and what is wrong with that; `nil` when it includes nothing.
  ///
  /// - Parameters:
  ///   - path: of the page, from the project's root.
  ///   - offset: where Markdown begins, after the front matter.
  static func expanded(
    _ source: SourceText, from offset: Int, path: String, project: Project, files: FileReader
  ) -> (source: SourceText, diagnostics: [Diagnostic])? {
    let includes = IncludeReader.includes(in: source.bytes, from: offset, project.dialect)
    if includes.isEmpty { return nil }
    var expansion = IncludeExpansion(project: project, files: files)
    let text = expansion.expanded(source, includes, path: path)
    if expansion.isTooLarge || InputLimit.hasTooManyMarks(text.bytes) {
      let finding = Diagnostic(
        .badInclude, "With the files that it includes the page is too large",
        at: source.span(includes[0].pathRange), fix: "divide it")
      return (source, [finding])
    }
    return (text, expansion.diagnostics)
  }

  private init(project: Project, files: FileReader) {
    self.project = project
    self.files = files
  }

  private mutating func expanded(_ source: SourceText, _ includes: [ToolInclude], path: String) -> SourceText
  {
    open.append(path)
    defer { open.removeLast() }
    var assembly = SourceAssembly()
    var copied = 0
    for include in includes {
      assembly.copy(copied..<include.range.lowerBound, of: source)
      copied = include.range.upperBound
      if include.path.isEmpty { continue }
      let known = diagnostics.count
      if let text = text(of: include, in: source) {
        write(text, include, source, &assembly)
      } else if diagnostics.count == known {
        // What cannot be looked at stays as it is.
        assembly.copy(include.range, of: source)
      }
    }
    assembly.copy(copied..<source.bytes.count, of: source)
    return assembly.text(path: source.path)
  }

  /// The included lines, with what they include themselves.
  private mutating func text(of include: ToolInclude, in source: SourceText) -> SourceText? {
    count += 1
    guard count <= Self.most else {
      isTooLarge = true
      return nil
    }
    guard open.count <= Self.depth else {
      diagnostics.append(
        Diagnostic(
          .badInclude, "Files include each other more than \(Self.depth) deep",
          at: source.span(include.pathRange), fix: "include the text in fewer steps"))
      return nil
    }
    guard let file = file(of: include, in: source), let text = read(file, include, source) else { return nil }
    if open.contains(file) {
      diagnostics.append(
        Diagnostic(
          .badInclude, "`\(include.path)` includes itself", at: source.span(include.pathRange),
          fix: "include a part of it that does not"))
      return nil
    }
    let part: SourceText
    do throws(IncludedLines.Failure) {
      part = try IncludedLines(
        of: text, include.part, project.dialect.regionMarks, dedents: include.form != .text
      ).text
    } catch {
      diagnostics.append(finding(error, include, source))
      return nil
    }
    size += part.bytes.count
    if size > InputLimit.page { isTooLarge = true }
    if isTooLarge || include.form != .text { return part }
    return expanded(part, IncludeReader.includes(in: part.bytes, from: 0, project.dialect), path: file)
  }

  private func write(
    _ text: SourceText, _ include: ToolInclude, _ source: SourceText, _ assembly: inout SourceAssembly
  ) {
    // Further lines are indented like the first one.
    let start = source.lines.start(source.lines.line(at: include.range.lowerBound))
    let before = source.bytes[start..<include.range.lowerBound]
    let indent = before.allSatisfy { $0 == 0x20 || $0 == 0x09 } ? String(decoding: before, as: UTF8.self) : ""
    var fence = ""
    if case .code(let info) = include.form {
      fence = Fence.around(text.bytes)
      assembly.add(fence + info + "\n" + indent, from: source, at: include.range)
    }
    var copied = 0
    if !indent.isEmpty {
      for index in text.bytes.indices where text.bytes[index] == 0x0A && index + 1 < text.bytes.count {
        assembly.copy(copied..<(index + 1), of: text)
        copied = index + 1
        if text.bytes[copied] != 0x0A { assembly.add(indent, from: source, at: include.range) }
      }
    }
    assembly.copy(copied..<text.bytes.count, of: text)
    if !fence.isEmpty {
      assembly.add((text.bytes.isEmpty ? "" : "\n" + indent) + fence, from: source, at: include.range)
    }
  }

  /// The file that a place names, from the project's root; `nil` when that cannot be said.
  private mutating func file(of include: ToolInclude, in source: SourceText) -> String? {
    let places = folders(of: include).map { $0.isEmpty ? include.path : $0 + "/" + include.path }
    let inside = places.compactMap(RelativePath.normalized)
    if let file = inside.first(where: { files.kind($0) == .file }) { return file }
    let isOutside = places.contains { place in
      RelativePath.outside(place, in: "").map { files.kindOutside($0) == .file } ?? false
    }
    // A folder that is checked alone includes files beside it.
    if isOutside, !project.isConfigured { return nil }
    let name = include.path
    guard let first = inside.first, !isOutside else {
      if project.isConfigured {
        diagnostics.append(
          Diagnostic(
            .badInclude, "`\(name)` is outside the project", at: source.span(include.pathRange),
            fix: FileReadError.outsideProject.fix))
      }
      return nil
    }
    let folder = RelativePath.folder(of: first)
    // A build of the project makes it.
    if !project.isConfigured, ignored.contains(first) { return nil }
    let all = files.files(folder) { _ in true }.filter { RelativePath.folder(of: $0) == folder }
    let written = RelativePath.folder(of: include.path)
    let guess = NearMiss.guess(for: first, in: all).map { guess in
      let file = guess.name.split(separator: "/").last.map(String.init) ?? guess.name
      return NearMiss.Guess(written.isEmpty ? file : written + "/" + file, isCertain: guess.isCertain)
    }
    diagnostics.append(
      Diagnostic(
        .badInclude, "`\(name)` \(FileReadError.notFound)", at: source.span(include.pathRange), name: name,
        guess: guess, otherwise: FileReadError.notFound.fix))
    return nil
  }

  /// The folders that a path may be relative to, from the project's root.
  private func folders(of include: ToolInclude) -> [String] {
    let page = RelativePath.folder(of: open.last ?? "")
    let content = project.contentFolder
    let tool = project.reading.folder ?? ""
    return switch include.base {
    case .page: [page]
    case .root: [tool, content]
    case .settings: project.includeFolders + [tool, content, page]
    }
  }

  private mutating func read(_ file: String, _ include: ToolInclude, _ source: SourceText) -> SourceText? {
    if let known = texts[file] { return known }
    var problem: String
    do throws(FileReadError) {
      let text = try files.source(file, limit: InputLimit.page)
      if UTF8Check.firstInvalid(in: text.bytes) == nil {
        texts[file] = text
        return text
      }
      problem = "is not UTF-8 text"
    } catch {
      problem = "\(error)"
    }
    diagnostics.append(
      Diagnostic(.badInclude, "`\(include.path)` \(problem)", at: source.span(include.pathRange)))
    return nil
  }

  private func finding(
    _ failure: IncludedLines.Failure, _ include: ToolInclude, _ source: SourceText
  ) -> Diagnostic {
    let place = source.span(include.partRange.isEmpty ? include.pathRange : include.partRange)
    let file = include.path
    switch failure {
    case .noRegion(let name, let names):
      return Diagnostic(
        .badInclude, "No region `\(name)` in `\(file)`", at: place, name: name,
        guess: NearMiss.guess(for: name, in: names),
        otherwise: names.isEmpty
          ? "mark its lines there with `\(project.dialect.regionMarks.start(name))`"
          : "its regions are " + names.map { "`\($0)`" }.joined(separator: ", "))
    case .notClosed(let name, let line):
      return Diagnostic(
        .badInclude, "Region `\(name)` of `\(file)` is not closed", at: place,
        notes: [.init("it begins on line \(line) of `\(file)`")],
        fix: "write `\(project.dialect.regionMarks.end(name))` after its last line")
    case .noLine(let line, let count):
      return Diagnostic(
        .badInclude, "`\(file)` has no line \(line)", at: place,
        fix: count == 0 ? "the file is empty: include another one" : "name lines from 1 to \(count)")
    case .noText(let text):
      return Diagnostic(
        .badInclude, "No line of `\(file)` has the text `\(text)`", at: place,
        fix: "write text that is in the file")
    }
  }
}
