import Foundation
import Languages

/// The languages whose tools are on this machine.
public enum InstalledLanguages {
  /// Whether a language can be run here. Every one can where `FLOWDOCS_ALL_LANGUAGES` is set, so that a missing tool
  /// fails the tests of it.
  public static func has(_ language: String) -> Bool {
    if ProcessInfo.processInfo.environment["FLOWDOCS_ALL_LANGUAGES"] != nil { return true }
    let tools = Languages.all[language]?.runner?.tools ?? []
    return tools.allSatisfy { ProcessStarter.direct.find($0, nil) != nil }
  }
}
