import Diagnostics
import Languages
import Markdown
import Pages
import Project
import Site

extension Rule {
  public static let unknownImport = Rule(
    "unknown-import", .warning,
    "An import that neither the language, the project, its dependencies nor the page offers")
  public static let unknownMember = Rule(
    "unknown-member", .warning, "A name, member or parameter that a module of the project does not have")
  public static let undefinedName = Rule(
    "undefined-name", .warning, "A name in Python code that nothing on the page defines")
  public static let badFormat = Rule(
    "bad-format", .warning, "A format that does not fit the values that it is given")
}

/// Python on pages fits the project: it imports what there is, and calls what there is as it is.
///
/// `python3` reads the code of pages and of the modules that they import. Nothing is imported or run.
struct PythonCheck {
  static let check = Check(
    .commands, [.unknownImport, .unknownMember, .undefinedName, .badFormat],
    .allPages { $0.context.parsesCode ? await PythonCheck($0).findings() : [] })

  private struct Code {
    var page: Page
    var blocks: [Block]
    var units: [SyntaxUnit]
  }

  private let context: CheckContext
  private let codes: [Code]

  private init(_ checked: CheckedPages) {
    context = checked.context
    codes = checked.checked.compactMap(Self.code)
  }

  private static func code(of checked: CheckedPage) -> Code? {
    let (page, context) = (checked.page, checked.context)
    var code = Code(page: page, blocks: [], units: [])
    guard let language = context.languages[Language.python.id] else { return nil }
    for block in page.blocks
    where block.language == language.id && block.origin.file == nil && block.attributes.fails == nil
      && !context.isText(block) && checked.apparentLanguage(of: block) == nil
    {
      guard let unit = language.syntaxUnit(for: block.code, mayElide: true) else { continue }
      code.blocks.append(block)
      code.units.append(unit)
    }
    return code.blocks.isEmpty ? nil : code
  }

  private func findings() async -> [Diagnostic] {
    if codes.isEmpty { return [] }
    let modules = PythonModules(context.files)
    let packages = DeclaredPackages.python(context.files, context.site.pages)
    let imports = Set(codes.flatMap(\.units).flatMap { Self.imports(in: $0.code) })
    let reading = PythonReading(
      pages: codes.map { .init(units: $0.units.map(\.code), isHistory: HistoryPages.has($0.page)) },
      modules: modules.modules(named: imports), offered: modules.names, declared: packages.names,
      declares: packages.isDeclared)
    guard let answer = await answer(to: reading.input) else { return [] }
    return PythonReading.findings(answer).compactMap(diagnostic)
  }

  /// What `python3` says, from an earlier check if nothing has changed.
  private func answer(to input: [UInt8]) async -> [UInt8]? {
    let tools = context.tools
    guard let identity = await context.languages[Language.python.id]?.parser?.identity(tools) else {
      return nil
    }
    let key = ContentCache.Key("python", Array(identity.utf8) + input)
    if let known = context.site.caches.syntax[key] { return known }
    let answer = await PythonReading.answer(to: input, tools)
    context.site.caches.syntax[key] = answer
    return answer
  }

  /// The first names of modules that code imports: `shop` of `from shop.cart import Cart`.
  private static func imports(in code: String) -> [String] {
    code.split(separator: "\n").flatMap { line -> [String] in
      let words = line.split { $0 == " " || $0 == "," || $0 == "\t" }
      guard words.count > 1, words[0] == "import" || words[0] == "from" else { return [] }
      let names = words[0] == "from" ? words[1...1] : words[1...]
      return names.compactMap { $0.split(separator: ".").first.map(String.init) }
    }
  }

  private func diagnostic(_ finding: PythonReading.Finding) -> Diagnostic? {
    guard codes.indices.contains(finding.page), codes[finding.page].units.indices.contains(finding.unit)
    else { return nil }
    let code = codes[finding.page]
    let (line, column, length) = code.units[finding.unit].place(of: finding.place)
    var diagnostic = Diagnostic(
      Self.rule(finding.kind), finding.message.didYouMean(finding.guess),
      at: code.page.span(inCodeOf: code.blocks[finding.unit], line: line, column: column, length: length),
      fix: finding.guess == nil ? Self.fix(finding.kind) : nil)
    if let source = finding.source, let note = note(source) { diagnostic.notes.append(note) }
    return diagnostic
  }

  private func note(_ source: (path: String, line: Int)) -> Diagnostic.Note? {
    do throws(FileReadError) {
      let file = try context.files.source(source.path)
      return .init("it is defined here", span: file.span(ofLine: min(source.line, file.lines.count)))
    } catch {
      // The finding stands without it.
      return nil
    }
  }

  private static func rule(_ kind: PythonReading.Kind) -> Rule {
    switch kind {
    case .unknownImport: .unknownImport
    case .unknownMember: .unknownMember
    case .undefinedName: .undefinedName
    case .badFormat: .badFormat
    }
  }

  private static func fix(_ kind: PythonReading.Kind) -> String {
    switch kind {
    case .unknownImport: "import what exists, or say on the page how to install it"
    case .unknownMember: "use a name that exists"
    case .undefinedName: "define or import it in this block, or in one before it"
    case .badFormat: "correct the format, or the values"
    }
  }
}
