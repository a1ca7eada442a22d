import Diagnostics

/// Every name that the portal defines, and the forms of such names.
///
/// Made once, from the definitions of names: the contract, the service's metrics, the program's command line, and
/// `site/portal.yml`. Checks and rendering only read it.
///
///     let table = SymbolTable(settings: project.symbols, symbols: contract.symbols + metrics)
///     switch table.reading(of: "jobs_cost_dollars") {
///     case .known(let symbol): …
///     case .mistaken(let mistakes): …  // one: no metric; the nearest is `jobs_cost_usd`
///     case .nothing: …
///     }
///
/// A name costs one look-up; patterns are tried, each once, only for unknown names.
public struct SymbolTable: Sendable {
  /// The used kinds, in the order in which patterns are tried.
  public let settings: [SymbolSettings]
  public let symbols: [Symbol]
  private let positions: [String: Int]
  /// Symbols that inline code may lead to, by their position.
  private let isLinked: [Bool]
  private let pages: [SymbolKind: SymbolPlace]
  /// By the first byte of a name: the kinds whose patterns it can match, a bit for each of `settings`.
  private let kindsByFirstByte: [UInt64]
  /// Commands that have commands below them.
  private let groups: Set<String>

  /// No symbols: nothing is required of inline code.
  public static let none = SymbolTable(settings: [], symbols: [])

  /// Of symbols with the same name the first is used. Symbols of kinds without settings are known names, but are
  /// neither linked nor searched for.
  public init(settings: [SymbolSettings], symbols defined: [Symbol]) {
    // Nobody writes more kinds than a word has bits.
    let settings = Array(settings.prefix(64))
    self.settings = settings
    pages = Dictionary(
      settings.compactMap { kind in kind.page.map { (kind.kind, $0) } },
      uniquingKeysWith: { first, _ in first })
    var positions: [String: Int] = [:]
    var symbols: [Symbol] = []
    positions.reserveCapacity(defined.count)
    for symbol in defined where positions[symbol.name] == nil {
      positions[symbol.name] = symbols.count
      symbols.append(symbol)
    }
    for kind in settings {
      for name in kind.names {
        let named = Symbol(
          kind.kind, name.name, summary: name.summary, at: name.page.map { .page($0) } ?? .pageOfKind)
        if let position = positions[name.name] {
          // Symbols in the settings replace those that were found.
          symbols[position].kind = kind.kind
          if !name.summary.isEmpty { symbols[position].summary = name.summary }
          if name.page != nil { symbols[position].destination = named.destination }
        } else {
          positions[name.name] = symbols.count
          symbols.append(named)
        }
      }
    }
    self.positions = positions
    self.symbols = symbols
    isLinked = Self.linked(symbols, settings)
    kindsByFirstByte = (0..<256).map { byte in
      settings.enumerated().reduce(into: UInt64(0)) { bits, kind in
        let canBegin = kind.element.patterns.contains { pattern in
          let first = pattern.firstBytes
          return byte >= 128 || (byte < 64 ? first.low >> byte : first.high >> (byte - 64)) & 1 == 1
        }
        if canBegin { bits |= 1 << UInt64(kind.offset) }
      }
    }
    groups = Set(
      symbols.lazy.filter { $0.kind == .command }.compactMap { symbol in
        guard let space = symbol.name.lastIndex(of: " ") else { return nil }
        return symbol.name[space...].hasPrefix(" -") ? nil : String(symbol.name[..<space])
      })
  }

  private static func linked(_ symbols: [Symbol], _ settings: [SymbolSettings]) -> [Bool] {
    let byKind = Dictionary(settings.map { ($0.kind, $0) }, uniquingKeysWith: { first, _ in first })
    return symbols.map { symbol in
      guard let kind = byKind[symbol.kind] else { return false }
      return kind.patterns.isEmpty || kind.patterns.contains { $0.matches(symbol.name) }
        || kind.names.contains { $0.name == symbol.name }
    }
  }

  public var isEmpty: Bool { settings.isEmpty }

  /// The symbol with exactly this name.
  public subscript(name: String) -> Symbol? { positions[name].map { symbols[$0] } }

  /// The page on which symbols of a kind are explained that have no better place.
  public func page(of kind: SymbolKind) -> SymbolPlace? { pages[kind] }

  public enum Reading: Sendable, Hashable {
    /// Does not look like a symbol.
    case nothing
    case known(Symbol)
    /// Text that looks like symbols but is not.
    case mistaken([Mistake])
  }

  /// A name that looks like a symbol but is not.
  public struct Mistake: Sendable, Hashable {
    public var kind: SymbolKind
    public var name: String
    /// The known name that was probably meant.
    public var nearest: String?
    /// UTF-8 bytes of the name in the code that was read.
    public var range: Range<Int>
  }

  /// Longer code is not a single name.
  private static let longest = 1000

  /// The meaning of a piece of inline code.
  public func reading(of code: String) -> Reading {
    if let position = positions[code] { return .known(symbols[position]) }
    let shape = CodeShape(code)
    guard !settings.isEmpty, !code.isEmpty, shape.length <= Self.longest else { return .nothing }
    let name = shape.hasMinusSign ? code.replacing("\u{2212}", with: "-") : code
    if let position = positions[name] { return .known(symbols[position]) }
    if shape.hasSpace || shape.hasEquals || name.utf8.first == UInt8(ascii: "-") {
      if let reading = command(code) { return reading }
    }
    var plain = name
    if shape.hasBracket, !shape.hasSpace {
      plain = CodeShape.withoutIndices(name)
      if let position = positions[plain] { return .known(symbols[position]) }
    }
    if let mistake = mistake(plain, shown: name, 0..<shape.length) { return .mistaken([mistake]) }
    let mistakes = shape.isQuery ? metrics(inQuery: code, isProse: true) : []
    return mistakes.isEmpty ? .nothing : .mistaken(mistakes)
  }

  /// The symbol that a piece of inline code leads to; `nil` when it is not a symbol, or when its name is also
  /// an ordinary word and so matches no pattern of its kind.
  public func link(for code: String) -> Symbol? {
    guard case .known(let symbol) = reading(of: code), let position = positions[symbol.name],
      isLinked[position]
    else { return nil }
    return symbol
  }

  /// The finding about an unknown name; `nil` if it does not look like a symbol.
  private func mistake(_ name: String, shown: String, _ range: Range<Int>, only kind: SymbolKind? = nil)
    -> Mistake?
  {
    guard let first = name.utf8.first else { return nil }
    let candidates = kindsByFirstByte[Int(first)]
    if candidates == 0 { return nil }
    let alike = settings.indices.filter { index in
      candidates >> UInt64(index) & 1 == 1 && (kind.map { $0 == settings[index].kind } ?? true)
        && settings[index].patterns.contains { $0.matches(name) }
    }.map { settings[$0].kind }
    guard let likeliest = alike.first else { return nil }
    let names = alike.flatMap { kind in symbols.lazy.filter { $0.kind == kind }.map(\.name) }
    let nearest = NearMiss.nearest(to: name, in: names)
    return Mistake(
      kind: nearest.flatMap { self[$0]?.kind } ?? likeliest, name: shown, nearest: nearest, range: range)
  }

  /// The names in a PromQL expression that look like metrics and are unknown. In prose, a name joined to others by `/`
  /// or `-` is part of a path or word.
  public func metrics(inQuery code: String, isProse: Bool = false) -> [Mistake] {
    guard settings.contains(where: { $0.kind == .metric && !$0.patterns.isEmpty }) else { return [] }
    return QueryNames(code, isProse: isProse).names.compactMap { name, range in
      positions[name] != nil ? nil : mistake(name, shown: name, range, only: .metric)
    }
  }

  /// Reads a command line word by word: `flowdocs check --format json`; `nil` for other code.
  private func command(_ code: String) -> Reading? {
    let words = CodeShape.words(of: code)
    guard let first = words.first else { return nil }
    if first.text.hasPrefix("-") {
      let option = Self.option(first)
      if let symbol = self[option.text] { return .known(symbol) }
      return mistake(option.text, shown: option.text, option.range, only: .command).map { .mistaken([$0]) }
    }
    // After `swift run` too.
    guard let start = words.indices.prefix(4).first(where: { isProgram(words[$0].text) }),
      start == 0 || words[start - 1].text == "run"
    else { return nil }
    var path = words[start].text
    var mistakes: [Mistake] = []
    for word in words[(start + 1)...] {
      if ["|", "&&", "||", ";", ">", "<", "--"].contains(word.text) { break }
      if word.text.hasPrefix("-") {
        let option = Self.option(word)
        if positions[path + " " + option.text] == nil { mistakes.append(unknown(option, below: path)) }
      } else if groups.contains(path), word.text.utf8.allSatisfy(CodeShape.isCommandByte) {
        if positions[path + " " + word.text] == nil {
          mistakes.append(unknown(word, below: path))
          break
        }
        path += " " + word.text
      }
    }
    return mistakes.isEmpty ? self[path].map { .known($0) } : .mistaken(mistakes)
  }

  private func isProgram(_ word: String) -> Bool { self[word]?.kind == .command && !word.hasPrefix("-") }

  private static func option(_ word: CodeShape.Word) -> CodeShape.Word {
    guard let end = word.text.firstIndex(of: "=") else { return word }
    let text = String(word.text[..<end])
    return CodeShape.Word(
      text: text, range: word.range.lowerBound..<(word.range.lowerBound + text.utf8.count))
  }

  private func unknown(_ word: CodeShape.Word, below path: String) -> Mistake {
    let names = symbols.lazy.filter { $0.kind == .command && $0.name.hasPrefix(path + " ") }
      .map { String($0.name.dropFirst(path.count + 1)) }
    return Mistake(
      kind: .command, name: path + " " + word.text,
      nearest: NearMiss.nearest(to: word.text, in: names).map { path + " " + $0 }, range: word.range)
  }
}
