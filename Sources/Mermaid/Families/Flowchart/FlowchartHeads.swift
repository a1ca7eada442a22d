extension ArrowHead {
  init(_ head: EdgeHead) {
    switch head {
    case .none: self = .none
    case .arrow: self = .arrow
    case .circle: self = .circle
    case .cross: self = .cross
    }
  }
}
