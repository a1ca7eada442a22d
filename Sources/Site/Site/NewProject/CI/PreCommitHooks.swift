extension CIFile {
  /// The static check before each commit, and the examples before each push.
  static let preCommit = CIFile(
    name: "pre-commit", path: ".pre-commit-config.yaml",
    text: """
      # `flowdocs init --ci pre-commit` wrote this file; it is yours to change. It needs flowdocs on PATH, and
      # `pre-commit install --hook-type pre-commit --hook-type pre-push` once in each clone.
      repos:
        - repo: local
          hooks:
            - id: flowdocs-check
              name: flowdocs check
              language: system
              entry: flowdocs check
              pass_filenames: false
              stages: [pre-commit]
            # Only what has changed since it last passed is run.
            - id: flowdocs-verify
              name: flowdocs verify
              language: system
              entry: flowdocs verify
              pass_filenames: false
              stages: [pre-push]

      """,
    next: "run `pre-commit install --hook-type pre-commit --hook-type pre-push` in each clone")
}
