import Diagnostics
import Foundation
import Ledger
import Pages
import Processes
import Project

/// The options of a verification.
public struct VerificationOptions: Sendable {
  /// Pages or folders, in the content folder or as paths are printed; empty for all.
  public var paths: [String]
  /// Part i of n parts of the pages that take about the same time.
  public var shard: Shard?
  /// How long pages took when they last ran, for `shard`.
  public var times = PageTimes()
  /// Positions of the blocks that alone are verified of a page, with their sessions, by its path in the content folder.
  /// Pages without an entry are verified as a whole.
  public var blocks: [String: Set<Int>] = [:]
  /// Whether expected output, responses and stale copies are rewritten.
  public var updates: Bool
  /// Whether results of earlier verifications are used.
  public var usesCache: Bool
  /// Whether a program whose sandbox would be incomplete is not started.
  public var requiresSandbox: Bool
  /// Parts of the sandbox that this machine does not have. In the cache key: with them a result may be another.
  public var unavailable: Set<SandboxPart>
  /// Parts of the sandbox not to use, so that their absence can be tested.
  public var without: Set<SandboxPart> = []
  /// Compared with `until=`.
  public var today: CalendarDay
  /// How many sessions run at a time. One more than there are processors, because sessions wait for their services.
  public var parallelism: Int
  /// How many sessions run at most, while the processors have nothing to do because sessions wait: for an alert, a slow
  /// answer, a time limit. Not more than `parallelism` unless it is set.
  public var parallelismWhileIdle: Int
  /// The ledger of the verification before, whose records of other pages are kept.
  public var previous: Ledger?
  /// A service to use instead of the one that the project names.
  public var service: ExampleService?
  /// Whether outputs and answers are changed, to see which changes the pages notice.
  public var mutates = false
  /// A line of a block that the report explains: why it was run, or not.
  public var explained: Place?
  /// The version of FlowDocs, which a verdict is of.
  public var version = Release.version
  /// Whether a service or a language that is not installed is an error.
  public var requiresTools = false
  /// The rules that settings and comments may name. A block with an accepted finding of `check` has not failed.
  public var ruleNames: RuleNames

  /// A 1-based line of a page, by its path in the content folder.
  public struct Place: Sendable, Hashable {
    public var page: String
    public var line: Int

    public init(page: String, line: Int) {
      self.page = page
      self.line = line
    }
  }

  /// Part `index`, from 1, of `count`.
  public struct Shard: Sendable, Hashable {
    public var index: Int
    public var count: Int

    public init(index: Int, count: Int) {
      self.index = index
      self.count = count
    }
  }

  public init(
    paths: [String] = [], shard: Shard? = nil, updates: Bool = false, usesCache: Bool = true,
    requiresSandbox: Bool = false, unavailable: Set<SandboxPart> = [],
    today: CalendarDay = .now, parallelism: Int = ProcessInfo.processInfo.activeProcessorCount + 1,
    previous: Ledger? = nil, service: ExampleService? = nil, explained: Place? = nil,
    ruleNames: RuleNames = RuleNames([])
  ) {
    self.paths = paths
    self.shard = shard
    self.updates = updates
    self.usesCache = usesCache
    self.requiresSandbox = requiresSandbox
    self.unavailable = unavailable
    self.today = today
    self.parallelism = max(1, parallelism)
    parallelismWhileIdle = self.parallelism
    self.previous = previous
    self.service = service
    self.explained = explained
    self.ruleNames = ruleNames
  }

  /// The paths of the pages that are verified, in the content folder.
  public func selectedPaths(of pages: [Page]) -> Set<String> {
    Set(selected(of: pages).map { pages[$0].path })
  }

  /// Whether only some of the blocks of a page are verified.
  func isPartial(_ page: Page) -> Bool { blocks[page.path] != nil }

  /// The positions of the pages that are verified.
  func selected(of pages: [Page]) -> [Int] {
    let selected = pages.indices.filter { index in
      if blocks[pages[index].path]?.isEmpty ?? false { return false }
      return isNamed(pages[index])
    }
    guard let shard, shard.count > 1 else { return Array(selected) }
    return shard.part(of: Array(selected), pages, times)
  }

  private func isNamed(_ page: Page) -> Bool {
    paths.isEmpty
      || paths.contains { path in
        let folder = path.hasSuffix("/") ? path : path + "/"
        return [page.path, page.source.path].contains { $0 == path || $0.hasPrefix(folder) }
      }
  }
}
