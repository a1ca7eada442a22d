import Markdown
import Project

extension Project {
  /// What raw HTML on pages may be.
  public var htmlPolicy: HTMLPolicy { trustsHTML ? .trusted : .harmless }
}
