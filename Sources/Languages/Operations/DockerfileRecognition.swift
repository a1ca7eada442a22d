extension LanguageRecognition {
  /// `FROM`, and one of the instructions that follow it.
  static let dockerfile = LanguageRecognition(label: "a Dockerfile") { block in
    block.first.hasPrefix("FROM ")
      && block.others.contains { line in
        ["RUN ", "COPY ", "CMD ", "ENTRYPOINT ", "WORKDIR ", "ENV "].contains { line.hasPrefix($0) }
      }
  }
}
