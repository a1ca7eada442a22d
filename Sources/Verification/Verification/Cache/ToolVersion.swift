import Languages

extension CacheInputs {
  /// The programs that run or compile code of a language, as a page shows them: `python3 3.11.2`. Programs that do not
  /// say their version are left out.
  func tools(of language: Language) -> [String] {
    (language.runner?.tools ?? []).compactMap { name in
      tools[name].flatMap(ToolVersion.number).map { name + " " + $0 }
    }
  }
}

/// The version number in what `PROGRAM --version` prints.
enum ToolVersion {
  /// The first numbers that dots join: `6.3.1` of `Swift version 6.3.1 (swift-6.3.1-RELEASE)`.
  static func number(in printed: String) -> String? {
    printed.firstMatch(of: #/\d+(?:\.\d+)+/#).map { String($0.output) }
  }
}
