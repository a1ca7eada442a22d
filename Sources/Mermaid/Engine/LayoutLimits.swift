import Diagnostics

/// Upper bounds for the layout engine, far above the size of a readable drawing. They keep hostile input from taking
/// minutes.
public struct LayoutLimits: Sendable, Hashable {
  /// Vertices, before links add theirs.
  public var nodes = 5_000
  /// Links between them.
  public var edges = 10_000
  /// Boxes around vertices.
  public var clusters = 500
  /// Boxes inside of each other.
  public var clusterDepth = 32
  /// Vertices that links add to the ranks they pass, together.
  public var passages = 120_000
  /// Width, and height, of a drawing whose size follows from the number of its parts, in CSS pixels.
  public var pixels = 32_000

  /// The standard limits, to be changed one by one.
  ///
  /// ```swift
  /// var limits = LayoutLimits()
  /// limits.nodes = 500
  /// let scene = try diagram.scene(limits: limits)
  /// ```
  public init() {}

  /// The limits of `Diagram.scene` when none are given.
  public static let standard = LayoutLimits()
}

/// Why a diagram is not laid out.
public enum LayoutError: Error, Sendable, Hashable, CustomStringConvertible {
  case tooMany(what: String, count: Int, limit: Int)

  public var description: String { "\(problem); \(Self.fix)" }

  /// The failure as a finding.
  ///
  /// ```swift
  /// do throws(LayoutError) { _ = try diagram.scene() } catch { report(error.diagnostic(at: span)) }
  /// ```
  ///
  /// - Parameter span: the place of the diagram.
  public func diagnostic(at span: SourceSpan) -> Diagnostic {
    Diagnostic(.mermaidLimit, problem.beginningWithCapital, at: span, fix: Self.fix)
  }

  private var problem: String {
    switch self {
    case .tooMany(let what, let count, let limit):
      "the diagram has \(count) \(what) and at most \(limit) are drawn"
    }
  }

  private static let fix = "split it into several diagrams"
}
