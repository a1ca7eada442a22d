extension Diagram {
  /// The diagram placed and measured, with its title.
  public func scene(limits: LayoutLimits = .standard) throws(LayoutError) -> Scene {
    switch content {
    case .flowchart(let chart):
      try chart.scene(title: header.title, spacing: header.spacing, limits: limits)
    case .sequence(let diagram): try diagram.scene(title: header.title, limits: limits)
    case .state(let diagram):
      try diagram.scene(title: header.title, spacing: header.spacing, limits: limits)
    case .entityRelationship(let diagram):
      try diagram.scene(title: header.title, spacing: header.spacing, limits: limits)
    case .classes(let diagram):
      try diagram.scene(title: header.title, spacing: header.spacing, limits: limits)
    case .pie(let chart): try chart.scene(title: header.title, limits: limits)
    case .gantt(let chart): try chart.scene(title: header.title, limits: limits)
    }
  }
}
