/// The surfaces of the theme. Each has colours for light and for dark pages.
public enum Surface: String, Sendable, Hashable, CaseIterable {
  /// Steps, states, classes, participants.
  case node
  /// Questions.
  case decision
  /// Stores and documents.
  case data
  /// Where things begin and end.
  case terminal
  case note
  /// Groups, by the parity of their depth.
  case cluster
  case inner
  /// Links and their heads.
  case link
  /// Behind labels that lie on links.
  case plate
  /// Dots and bars of solid colour.
  case solid
  /// Dividers, axes, lifelines.
  case rule
  /// Series: slices and bars.
  case series1, series2, series3, series4, series5, series6, series7, series8
  /// States of work.
  case active, done, critical

  /// The eight colours of series, in the order they are used.
  static let series: [Surface] = [
    .series1, .series2, .series3, .series4, .series5, .series6, .series7, .series8,
  ]
}

/// Colours of one surface, or of text.
struct Tint: Sendable, Hashable {
  var fill: Color
  var stroke: Color
}

/// The two faces of the theme.
public enum Theme: String, Sendable, Hashable, CaseIterable {
  case light, dark

  /// The page behind the drawing.
  var page: Color { self == .light ? Color(0xFFFFFF) : Color(0x0F141C) }
  var text: Color { self == .light ? Color(0x1D2736) : Color(0xE4E9F2) }
  var mutedText: Color { self == .light ? Color(0x4C5869) : Color(0xAAB4C3) }

  func tint(_ surface: Surface) -> Tint {
    func pair(_ fill: UInt32, _ stroke: UInt32, dark darkFill: UInt32, _ darkStroke: UInt32) -> Tint {
      self == .light
        ? Tint(fill: Color(fill), stroke: Color(stroke))
        : Tint(fill: Color(darkFill), stroke: Color(darkStroke))
    }
    switch surface {
    case .node: return pair(0xEEF3FD, 0x6F8FC8, dark: 0x1B2740, 0x6485C4)
    case .decision: return pair(0xFFF6E2, 0xC79A42, dark: 0x322813, 0xB8903F)
    case .data: return pair(0xF2EEFC, 0x9080CB, dark: 0x272140, 0x8D7CCB)
    case .terminal: return pair(0xEAF6EF, 0x5FA380, dark: 0x15301F, 0x559A76)
    case .note: return pair(0xFDF8DC, 0xCFBF6E, dark: 0x312E1A, 0x9C8F55)
    case .cluster: return pair(0xF7F8FA, 0xD4DAE3, dark: 0x151C27, 0x333E4F)
    case .inner: return pair(0xEFF2F6, 0xCBD3DE, dark: 0x1B2431, 0x3C485A)
    case .link: return pair(0x66728A, 0x66728A, dark: 0x8E9AAE, 0x8E9AAE)
    case .plate: return pair(0xFFFFFF, 0xFFFFFF, dark: 0x0F141C, 0x0F141C)
    case .solid: return pair(0x3F4B5F, 0x3F4B5F, dark: 0xB4BECC, 0xB4BECC)
    case .rule: return pair(0xC3CBD7, 0xC3CBD7, dark: 0x465266, 0x465266)
    case .series1: return pair(0xCFDFFA, 0x6F8FC8, dark: 0x2C4676, 0x7D9CD6)
    case .series2: return pair(0xFBE3B0, 0xC79A42, dark: 0x5E4A1C, 0xC9A150)
    case .series3: return pair(0xCDEBDA, 0x5FA380, dark: 0x235438, 0x67AC88)
    case .series4: return pair(0xE0D7F8, 0x9080CB, dark: 0x473B75, 0x9C8CD8)
    case .series5: return pair(0xF9D5D3, 0xC8776F, dark: 0x68302C, 0xD38A83)
    case .series6: return pair(0xC9EAF0, 0x5C9FAD, dark: 0x1F4F5A, 0x69AFBD)
    case .series7: return pair(0xEBD9C5, 0xAE8A62, dark: 0x56432C, 0xBD9A72)
    case .series8: return pair(0xDDE2E9, 0x8692A4, dark: 0x3B4657, 0x95A1B3)
    case .active: return pair(0xCFDFFA, 0x6F8FC8, dark: 0x2C4676, 0x7D9CD6)
    case .done: return pair(0xE4E8EE, 0x9AA5B5, dark: 0x2A3341, 0x6D798B)
    case .critical: return pair(0xF9D5D3, 0xC8665C, dark: 0x68302C, 0xD8837B)
    }
  }
}
