/// A class diagram while it is read: classes by name, with the CSS classes and styles they ask for.
struct ClassDraft: Sendable {
  typealias Class = ClassDiagram.Class

  /// A class's name as it is written: with its generic part apart.
  struct Name: Sendable, Hashable {
    var id: String
    var generic: String = ""
    var range: Range<Int>

    var label: RichText { RichText(generic.isEmpty ? id : "\(id)<\(generic)>") }
  }

  var diagram = ClassDiagram()
  var table = ClassTable()
  private var indices: [String: Int] = [:]
  private var cssClasses: [Int: [String]] = [:]
  private var styles: [Int: Style] = [:]
  private var generics: [Int: String] = [:]
  private var namespaceIndices: [String: Int] = [:]
  private var namespaceDepths: [Int] = []

  var classNames: [String] { diagram.classes.filter { !$0.isInterfaceName }.map(\.id) }

  func index(_ id: String) -> Int? { indices[id] }

  /// The class of this name, made when it is mentioned for the first time.
  /// - Parameter place: byte range in the file.
  mutating func mention(_ name: Name, at place: Range<Int>) -> Int {
    if let index = indices[name.id] { return index }
    let index = diagram.classes.count
    diagram.classes.append(Class(id: name.id, label: name.label, range: place))
    indices[name.id] = index
    generics[index] = name.generic
    return index
  }

  /// The name at a lollipop's ring; each is its own.
  mutating func interface(_ name: Name, at place: Range<Int>) -> Int {
    diagram.classes.append(
      Class(id: name.id, label: RichText(name.id), isInterfaceName: true, range: place))
    return diagram.classes.count - 1
  }

  /// `class A["words"]`: the generic part stays after the words.
  mutating func setLabel(_ label: RichText, of index: Int) {
    var label = label
    if let generic = generics[index], !generic.isEmpty, !label.lines.isEmpty {
      label.lines[label.lines.count - 1].append(.init("<\(generic)>"))
    }
    diagram.classes[index].label = label
  }

  mutating func add(cssClass: String, to index: Int) { cssClasses[index, default: []].append(cssClass) }

  mutating func style(_ index: Int, _ declarations: some Collection<UInt8>) {
    StyleDeclarations.apply(declarations, to: &styles[index, default: .inherited])
  }

  /// How deep the namespace is, from 1.
  func depth(_ namespace: Int) -> Int { namespaceDepths[namespace] }

  /// The namespace of this dotted name inside `parent`, with those above it.
  mutating func namespace(_ name: String, label: RichText?, in parent: Int?) -> Int? {
    var current = parent
    let parts = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    for (place, part) in parts.enumerated() {
      let id = current.map { "\(diagram.namespaces[$0].id).\(part)" } ?? part
      let isLast = place == parts.count - 1
      if let known = namespaceIndices[id] {
        if isLast, let label { diagram.namespaces[known].title = label }
        current = known
        continue
      }
      let index = diagram.namespaces.count
      diagram.namespaces.append(
        .init(id: id, title: (isLast ? label : nil) ?? RichText(part), parent: current))
      namespaceDepths.append((current.map { namespaceDepths[$0] } ?? 0) + 1)
      namespaceIndices[id] = index
      current = index
    }
    return current
  }

  /// The diagram with every style resolved.
  func finished() -> ClassDiagram {
    var result = diagram
    for index in result.classes.indices where !result.classes[index].isInterfaceName {
      result.classes[index].style = table.resolve(
        cssClasses[index] ?? [], own: styles[index] ?? .inherited)
    }
    return result
  }
}
