extension LanguageRecognition {
  /// A manifest of Kubernetes.
  static let yaml = LanguageRecognition(label: "YAML") { block in
    block.first.hasPrefix("apiVersion: ") && block.others.contains { $0.hasPrefix("kind: ") }
  }
}
