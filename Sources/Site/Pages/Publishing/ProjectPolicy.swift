import Markdown
import Project

extension Project {
  /// The allowed raw HTML on pages.
  public var htmlPolicy: HTMLPolicy { trustsHTML ? .trusted : .harmless }
}
