import Verification

/// A file in the folder of caches that a command reads and writes.
enum StoredResult: String, CaseIterable, Sendable {
  /// What the last `build` and the last `check` have said; see `RecordedRun`.
  case build, check
  /// See `SiteCaches`.
  case drawings, syntax

  /// From the project's root.
  var path: String { Verifier.cacheFolder + "/" + rawValue }
}
