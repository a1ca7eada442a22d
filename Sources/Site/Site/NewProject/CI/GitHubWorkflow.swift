import Diagnostics

extension CIFile {
  /// Pull requests of forks get neither secrets nor rights, and nothing of theirs runs but the static commands. All others
  /// are verified in four parts, whose verdicts the last job puts together.
  static let gitHub = CIFile(
    name: "github", path: ".github/workflows/docs.yml",
    text: """
      # The documentation: checked, verified in four parts, and published from the default branch.
      # `flowdocs init --ci github` wrote this file; it is yours to change.
      #
      # Before the first run:
      # - put the address of a release archive and its checksum into the two variables below,
      # - make the secret FLOWDOCS_KEY, which signs verdicts, with what `openssl rand -hex 32` prints,
      # - choose "GitHub Actions" as the source of Pages in the settings of the repository.
      name: Documentation

      on:
        push:
          branches: [main, master]
        pull_request:

      permissions:
        contents: read

      env:
        FLOWDOCS_ARCHIVE: https://example.org/flowdocs-\(Release.version)-linux-x86_64.tar.gz
        FLOWDOCS_SHA256: "0000000000000000000000000000000000000000000000000000000000000000"

      jobs:
        # Somebody else's pull request may hold anything: nothing of it is run.
        fork:
          if: github.event_name == 'pull_request' && github.event.pull_request.head.repo.full_name != github.repository
          runs-on: ubuntu-24.04
          container: debian:12
          timeout-minutes: 15
          steps:
            - name: Install
              run: |
                \(install(indent: 10))
                echo "$HOME/.local/bin" >> "$GITHUB_PATH"
            - uses: actions/checkout@v4
              with:
                fetch-depth: 0
                persist-credentials: false
            - name: Build
              run: >-
                flowdocs build --untrusted --base "origin/$GITHUB_BASE_REF" --out _site
                --format github --report markdown="$GITHUB_STEP_SUMMARY"

        verify:
          if: github.event_name != 'pull_request' || github.event.pull_request.head.repo.full_name == github.repository
          runs-on: ubuntu-24.04
          container: debian:12
          timeout-minutes: 60
          strategy:
            fail-fast: false
            matrix:
              part: [1, 2, 3, 4]
          steps:
            - name: Install
              run: |
                \(install(indent: 10))
                echo "$HOME/.local/bin" >> "$GITHUB_PATH"
            - uses: actions/checkout@v4
              with:
                persist-credentials: false
            - uses: actions/cache/restore@v4
              with:
                path: .flowdocs
                key: flowdocs-${{ github.run_id }}
                restore-keys: flowdocs-
            - name: Verify
              env:
                FLOWDOCS_KEY: ${{ secrets.FLOWDOCS_KEY }}
                PART: ${{ matrix.part }}
              run: >-
                flowdocs verify --shard "$PART/4"
                --format github --report "json=report-$PART.json"
            - uses: actions/upload-artifact@v4
              if: ${{ !cancelled() }}
              with:
                name: part-${{ matrix.part }}
                include-hidden-files: true
                path: |
                  report-${{ matrix.part }}.json
                  .flowdocs

        publish:
          needs: verify
          if: ${{ !cancelled() && needs.verify.result != 'skipped' }}
          runs-on: ubuntu-24.04
          container: debian:12
          timeout-minutes: 60
          steps:
            - name: Install
              run: |
                \(install(indent: 10))
                echo "$HOME/.local/bin" >> "$GITHUB_PATH"
            - uses: actions/checkout@v4
              with:
                persist-credentials: false
            - uses: actions/download-artifact@v4
              with:
                pattern: part-*
                path: .flowdocs/parts
            - name: Merge
              run: |
                for part in .flowdocs/parts/*; do cp -R "$part"/.flowdocs/. .flowdocs/; done
                flowdocs report merge .flowdocs/parts/*/report-*.json --report markdown="$GITHUB_STEP_SUMMARY"
            - name: Check
              run: flowdocs check --format github
            # What the parts have run is not run again.
            - name: Build
              env:
                FLOWDOCS_KEY: ${{ secrets.FLOWDOCS_KEY }}
              run: |
                rm -rf .flowdocs/parts
                flowdocs verify
                flowdocs build --out _site
            - uses: actions/cache/save@v4
              with:
                path: .flowdocs
                key: flowdocs-${{ github.run_id }}
            - uses: actions/upload-pages-artifact@v3
              if: github.ref_name == github.event.repository.default_branch
              with:
                path: _site

        deploy:
          needs: publish
          if: github.ref_name == github.event.repository.default_branch
          runs-on: ubuntu-24.04
          permissions:
            pages: write
            id-token: write
          environment:
            name: github-pages
          steps:
            - uses: actions/deploy-pages@v4

      """,
    next:
      "put the archive and its checksum into it, and make the secret FLOWDOCS_KEY: its first lines say how")
}
