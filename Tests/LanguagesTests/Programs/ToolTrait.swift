import Languages
import Processes
import TestSupport
import Testing

extension Trait where Self == ConditionTrait {
  /// Only where the tools of a language are installed.
  static func hasTools(_ language: String) -> Self {
    .enabled("the tools of \(language) are installed") { InstalledLanguages.has(language) }
  }
}
