import Diagnostics

extension CIFile {
  /// The same as for GitHub: merge requests of forks are only built, untrusted.
  static let gitLab = CIFile(
    name: "gitlab", path: ".gitlab-ci.yml",
    text: """
      # The documentation: checked, verified in four parts, and published from the default branch.
      # `flowdocs init --ci gitlab` wrote this file; it is yours to change.
      #
      # Before the first run:
      # - put the address of a release archive and its checksum into the two variables below,
      # - make the variable FLOWDOCS_KEY, which signs verdicts, masked and protected in the settings of the project, with what
      #   `openssl rand -hex 32` prints. Branches that are not protected do not get it, and run every example again.
      stages: [verify, publish]

      variables:
        FLOWDOCS_ARCHIVE: https://example.org/flowdocs-\(Release.version)-linux-x86_64.tar.gz
        FLOWDOCS_SHA256: "0000000000000000000000000000000000000000000000000000000000000000"
        GIT_DEPTH: "0"

      workflow:
        rules:
          - if: $CI_PIPELINE_SOURCE == "merge_request_event"
          - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH

      .flowdocs:
        image: debian:12
        before_script:
          - |
            \(install(indent: 6))
            export PATH="$HOME/.local/bin:$PATH"

      # Somebody else's merge request may hold anything: nothing of it is run.
      fork:
        extends: .flowdocs
        stage: verify
        rules:
          - if: $CI_MERGE_REQUEST_SOURCE_PROJECT_PATH && $CI_MERGE_REQUEST_SOURCE_PROJECT_PATH != $CI_PROJECT_PATH
        script:
          - >-
            flowdocs build --untrusted --base "$CI_MERGE_REQUEST_DIFF_BASE_SHA" --out _site
            --report gitlab=quality.json
        artifacts:
          when: always
          reports:
            codequality: quality.json

      verify:
        extends: .flowdocs
        stage: verify
        parallel: 4
        rules:
          - if: $CI_MERGE_REQUEST_SOURCE_PROJECT_PATH && $CI_MERGE_REQUEST_SOURCE_PROJECT_PATH != $CI_PROJECT_PATH
            when: never
          - when: on_success
        cache:
          key: flowdocs
          policy: pull
          paths: [.flowdocs/]
        script:
          - >-
            flowdocs verify --shard "$CI_NODE_INDEX/$CI_NODE_TOTAL"
            --report "json=report-$CI_NODE_INDEX.json" --report "junit=junit-$CI_NODE_INDEX.xml"
            --report "gitlab=quality-$CI_NODE_INDEX.json"
        artifacts:
          when: always
          paths: [report-*.json, .flowdocs/]
          reports:
            junit: junit-*.xml
            codequality: quality-*.json

      pages:
        extends: .flowdocs
        stage: publish
        rules:
          - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
        cache:
          key: flowdocs
          paths: [.flowdocs/]
        script:
          - flowdocs report merge report-*.json
          - flowdocs check
          # What the parts have run is not run again.
          - flowdocs verify
          - flowdocs build --out public
        artifacts:
          paths: [public]

      """,
    next:
      "put the archive and its checksum into it, and make the variable FLOWDOCS_KEY: its first lines say how")
}
