import Diagnostics
import Languages
import Markdown
import Pages

extension Rule {
  public static let unknownRoute = Rule(
    "unknown-route", .warning, "A request with a path or verb that is a slip of a route of the repository")
}

/// Requests on a page, in `curl`, HTTP blocks and inline code, name routes that the repository declares.
///
/// Some routes of a repository cannot be known without running it. So only a slip is found: a path that differs in one
/// letter from a declared one, or a declared path with a verb that it does not answer.
enum RouteCheck {
  static let check = Check(.facts, [.unknownRoute], .links(findings))

  private static func findings(_ checked: CheckedPage, _ index: OutlineIndex) -> [Diagnostic] {
    if checked.isHistory { return [] }
    let requests = PageRequests.all(on: checked)
    guard !requests.isEmpty, case let routes = index.routes.index, !routes.all.isEmpty else { return [] }
    var seen: Set<String> = []
    return requests.compactMap { request in
      guard seen.insert((request.verb ?? "") + request.path.text).inserted else { return nil }
      let known = routes.fitting(request.path)
      if known.isEmpty { return unknown(request, routes.all) }
      return refused(request, known, routes.all, checked.context.operations)
    }
  }

  private static func unknown(_ request: PageRequest, _ routes: [RepositoryRoutes.Route]) -> Diagnostic? {
    let near = routes.filter { request.path.isSlip(of: $0.path) }
    guard let route = near.first, Set(near.map(\.path.text)).count == 1 else { return nil }
    let corrected = request.path.correcting(to: route.path)
    return Diagnostic(
      .unknownRoute, "No route `\(request.path.text)` in this repository".didYouMean(corrected),
      at: request.span, notes: [.init("it is declared here", span: route.file.span(route.range))])
  }

  private static func refused(
    _ request: PageRequest, _ known: [RepositoryRoutes.Route], _ routes: [RepositoryRoutes.Route],
    _ operations: ContractOperations
  ) -> Diagnostic? {
    guard let verb = request.verb, verb != "HEAD", verb != "OPTIONS", request.path.hasText,
      known.allSatisfy({ $0.verb != nil && isWhole(request.path, $0, operations) }),
      !known.contains(where: { $0.verb == verb }),
      // A router that is mounted at this path.
      !routes.contains(where: { $0.path.parts.isEmpty && ($0.verb ?? verb) == verb })
    else { return nil }
    let verbs = Set(known.compactMap(\.verb)).sorted()
    return Diagnostic(
      .unknownRoute,
      "`\(request.path.text)` is declared for \(verbs.joined(separator: " and ")), not for \(verb)",
      at: request.span, notes: [.init("it is declared here", span: known[0].file.span(known[0].range))],
      fix: "correct the verb, or the path")
  }

  /// Whether a path is a route as a whole, and not only at its end. What is before an operation may be the path of a server
  /// of the contract.
  private static func isWhole(
    _ path: RoutePath, _ route: RepositoryRoutes.Route, _ operations: ContractOperations
  ) -> Bool {
    path.parts.count == route.path.parts.count
      || route.isOperation && operations.isBelowServer(path, route.path)
  }
}

/// A request that a page shows.
struct PageRequest {
  var path: RoutePath
  /// `nil` where it is not said.
  var verb: String?
  var span: SourceSpan
}

/// The requests of a page to a server of its readers: not those to a host on the web.
enum PageRequests {
  static func all(on checked: CheckedPage) -> [PageRequest] {
    inCommands(checked) + inBlocks(checked) + inText(checked.page)
  }

  // MARK: curl

  private static func inCommands(_ checked: CheckedPage) -> [PageRequest] {
    checked.shellScripts.flatMap { script in
      script.script.commands.filter { $0.name == "curl" }.compactMap { command in
        request(of: command, script.block, checked.page)
      }
    }
  }

  private static func request(
    of command: ShellScript.Command, _ block: Block, _ page: Page
  ) -> PageRequest? {
    let addresses = command.arguments.compactMap { word in path(of: word.text).map { ($0, word) } }
    guard addresses.count == 1, let (path, word) = addresses.first,
      word.range.upperBound <= block.code.utf8.count
    else { return nil }
    return PageRequest(
      path: path, verb: verb(command.arguments.map(\.text)),
      span: page.span(inCodeOf: block, codeRange: word.range))
  }

  /// The path of an address on the reader's own machine, behind a variable or at an example's host.
  static func path(of address: String) -> RoutePath? {
    let rest = address.firstRange(of: "://").map { address[$0.upperBound...] } ?? address[...]
    guard let slash = rest.firstIndex(of: "/") else { return nil }
    let host = rest[..<slash]
    let isOwn =
      ["localhost", "127.0.0.1", "0.0.0.0", "[::1]", "$", "<", "{"].contains { host.hasPrefix($0) }
      || host.hasSuffix("example.com") || host.hasSuffix("example.org")
    guard isOwn, host.utf8.allSatisfy({ $0.isAlphanumeric || ".:-_${}<>[]".utf8.contains($0) }) else {
      return nil
    }
    return RoutePath(String(rest[slash...]))
  }

  private static func verb(_ words: [String]) -> String? {
    for (word, next) in zip(words, words.dropFirst()) where word == "-X" || word == "--request" {
      return HTTPVerb.all.contains(next) ? next : nil
    }
    if let joined = words.first(where: { $0.hasPrefix("-X") && $0.count > 2 }) {
      let verb = String(joined.dropFirst(2))
      return HTTPVerb.all.contains(verb) ? verb : nil
    }
    if words.contains(where: {
      $0 == "-G" || $0 == "--get" || $0 == "-T" || $0.hasPrefix("$") && !$0.contains("/")
    }) {
      return nil
    }
    let sends = words.contains { word in
      ["--data", "--json", "--form", "-d", "-F"].contains { word.hasPrefix($0) }
    }
    if sends { return "POST" }
    return words.contains("-I") || words.contains("--head") ? "HEAD" : "GET"
  }

  // MARK: HTTP

  private static func inBlocks(_ checked: CheckedPage) -> [PageRequest] {
    checked.page.blocks.compactMap { request(in: $0, on: checked) }
  }

  /// The request that an HTTP block shows.
  static func request(in block: Block, on checked: CheckedPage) -> PageRequest? {
    guard block.form == .http, !checked.context.isText(block) else { return nil }
    let line = block.code.prefix { $0 != "\n" }
    guard let (verb, target, start) = parts(of: line),
      let path = target.hasPrefix("/") ? RoutePath(String(target)) : Self.path(of: String(target))
    else { return nil }
    return PageRequest(
      path: path, verb: verb,
      span: checked.page.span(inCodeOf: block, codeRange: start..<(start + target.utf8.count)))
  }

  /// `GET /jobs` of `GET /jobs HTTP/1.1`.
  private static func parts(of line: Substring) -> (verb: String, target: Substring, start: Int)? {
    let words = line.split(separator: " ")
    guard (2...3).contains(words.count), HTTPVerb.all.contains(String(words[0])),
      words.count == 2 || words[2].hasPrefix("HTTP/")
    else { return nil }
    return (String(words[0]), words[1], line.utf8.distance(from: line.startIndex, to: words[1].startIndex))
  }

  // MARK: inline code

  private static func inText(_ page: Page) -> [PageRequest] {
    var places = CodeSpanPlaces(page)
    let document = page.document
    return document.nodes.indices.compactMap { index -> PageRequest? in
      guard document.nodes[index].kind == .code, document.nodes[index].literal.count < 200,
        case let text = document.string(document.nodes[index].literal),
        let (verb, target, start) = parts(of: text[...]), let path = RoutePath(String(target))
      else { return nil }
      return PageRequest(
        path: path, verb: verb,
        span: places.span(of: MarkdownDocument.NodeID(index), range: start..<(start + target.utf8.count)))
    }
  }
}
