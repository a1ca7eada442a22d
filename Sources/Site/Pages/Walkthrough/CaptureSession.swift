import Languages
import Project

/// The blocks of a page that share captured values, in page order: those of a session, or a track of a walkthrough.
public struct CaptureSession: Sendable {
  /// The name that its fences give; `nil` for a track.
  public let name: String?
  public let blocks: [Block]

  /// All of a page.
  public static func all(of page: Page, _ project: Project, _ languages: Languages) -> [CaptureSession] {
    let walkthrough = Walkthrough(page, project, languages)
    let steps = walkthrough?.steps.flatMap(\.run) ?? []
    let tracks = (walkthrough?.tracks ?? []).map { track in
      CaptureSession(
        name: nil,
        blocks: steps.filter { $0.attributes.isOn(track: track) && $0.attributes.wrong == nil })
    }
    let onTracks = Set(tracks.flatMap(\.blocks).map(\.index))
    var names: [String] = []
    for name in page.blocks.compactMap(\.attributes.session) where !names.contains(name) {
      names.append(name)
    }
    let sessions = names.map { name in
      CaptureSession(
        name: name,
        blocks: page.blocks.filter { $0.attributes.session == name && !onTracks.contains($0.index) })
    }
    return tracks + sessions
  }

  /// The names that earlier blocks have captured for each block, by its position; none for a block without any.
  public static func captured(on page: Page, _ project: Project, _ languages: Languages) -> [Int: [String]] {
    if page.captured.isEmpty { return [:] }
    var names: [Int: [String]] = [:]
    for session in all(of: page, project, languages) {
      var known: [String] = []
      for block in session.blocks {
        let own = names[block.index] ?? []
        names[block.index] = own + known.filter { !own.contains($0) }
        known += block.attributes.captures.map(\.name)
      }
    }
    return names.filter { !$0.value.isEmpty }
  }
}

extension Page {
  /// The names of all variables that its blocks capture.
  public var captured: Set<String> { Set(blocks.flatMap(\.attributes.captures).map(\.name)) }
}
