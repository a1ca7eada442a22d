import Diagnostics
import Files
import Foundation
import Pages

/// What a server said of an address.
public enum LinkAnswer: Sendable, Hashable {
  case found
  /// 404 or 410: it no longer exists.
  case gone(status: Int)
  /// Any other answer, which may be different tomorrow, in words: ``answered 503``.
  case unclear(String)
}

/// The links of pages that lead to other machines, and what is there.
///
/// Only `flowdocs verify --external` visits them: `check` and `build` connect to nothing.
public struct ExternalLinks: Sendable {
  /// How long an address that was found is not visited again, in seconds: a week.
  static let lifetime = 7 * 24 * 3600.0
  /// How many hosts are visited at the same time; one host never gets two requests at the same time.
  private static let hosts = 8

  /// Where each address is first linked from, and how many other places link it.
  private(set) var places: [String: (span: SourceSpan, others: Int)] = [:]

  public init(_ pages: [Page]) {
    for page in pages {
      var ofPage = LinkPlaces(page)
      for link in page.links {
        guard let address = Self.address(link.destination) else { continue }
        if let known = places[address] {
          places[address] = (known.span, known.others + 1)
        } else {
          places[address] = (ofPage.span(of: link), 0)
        }
      }
    }
  }

  /// The address that is visited for a link; `nil` for one that leads to no public host.
  static func address(_ destination: String) -> String? {
    let address = String(destination.prefix { $0 != "#" })
    guard let url = URL(string: address), let scheme = url.scheme?.lowercased(),
      scheme == "http" || scheme == "https", let host = url.host?.lowercased(), PublicHost.isOne(host)
    else { return nil }
    return address
  }

  static let path = "external-links.json"

  /// Visits all addresses that were not found within a week.
  ///
  /// - Parameters:
  ///   - store: where the times of those that were found are kept.
  ///   - now: seconds since 1970.
  ///   - pause: between two requests to one host.
  public func findings(
    _ store: CacheStore, now: Double, pause: Duration = .seconds(1),
    visit: @escaping @Sendable (String) async -> LinkAnswer
  ) async throws(FileFailure) -> [Diagnostic] {
    var found = (try store.value([String: Double].self, at: Self.path) ?? [:]).filter {
      now - $0.value < Self.lifetime
    }
    let answers = await answers(of: places.keys.filter { found[$0] == nil }, pause, visit)
    for (address, answer) in answers where answer == .found { found[address] = now }
    store.set(found, at: Self.path)
    return answers.sorted { $0.key < $1.key }.compactMap { finding($0.key, $0.value) }
  }

  private func answers(
    of addresses: [String], _ pause: Duration, _ visit: @escaping @Sendable (String) async -> LinkAnswer
  ) async -> [String: LinkAnswer] {
    let hosts = Dictionary(grouping: addresses.sorted()) { URL(string: $0)?.host?.lowercased() ?? "" }
    var next = hosts.sorted { $0.key < $1.key }.makeIterator()
    return await withTaskGroup(of: [(String, LinkAnswer)].self) { group in
      func add() {
        guard !Task.isCancelled, let (_, addresses) = next.next() else { return }
        group.addTask { await Self.answers(ofOneHost: addresses, pause, visit) }
      }
      for _ in 0..<Self.hosts { add() }
      var answers: [String: LinkAnswer] = [:]
      for await visited in group {
        for (address, answer) in visited { answers[address] = answer }
        add()
      }
      return answers
    }
  }

  private static func answers(
    ofOneHost addresses: [String], _ pause: Duration, _ visit: @Sendable (String) async -> LinkAnswer
  ) async -> [(String, LinkAnswer)] {
    var answers: [(String, LinkAnswer)] = []
    for address in addresses {
      do {
        if !answers.isEmpty { try await Task.sleep(for: pause) }
      } catch {
        // The run was interrupted, and has no findings.
        break
      }
      answers.append((address, await visit(address)))
    }
    return answers
  }

  private func finding(_ address: String, _ answer: LinkAnswer) -> Diagnostic? {
    guard let (span, others) = places[address] else { return nil }
    let notes = others == 0 ? [] : [Diagnostic.Note("\(others) more link\(others == 1 ? "" : "s") to it")]
    switch answer {
    case .found: return nil
    case .gone(let status):
      return Diagnostic(
        .deadExternalLink, "`\(address)` is gone: its server answered \(status)", at: span, notes: notes,
        fix: "link to where it is now, or to an archived copy")
    case .unclear(let reason):
      return Diagnostic(.unclearExternalLink, "`\(address)` \(reason)", at: span, notes: notes)
    }
  }
}

/// Hosts that a link of a page may be visited at: not this machine, its network or names that are only examples.
enum PublicHost {
  /// RFC 2606 and RFC 6761.
  private static let reserved = [
    "localhost", "example", "test", "invalid", "local", "internal", "example.com", "example.net",
    "example.org",
  ]

  static func isOne(_ host: String) -> Bool {
    let labels = host.split(separator: ".", omittingEmptySubsequences: false)
    guard labels.count > 1, labels.allSatisfy({ !$0.isEmpty && $0.allSatisfy(isOfName) }) else {
      return false
    }
    // A number, also as `127.0x1`, not a name: pages for the public do not link numeric addresses.
    if labels.last?.first?.isNumber == true { return false }
    return !reserved.contains { host == $0 || host.hasSuffix("." + $0) }
  }

  private static func isOfName(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || character == "-"
  }
}
